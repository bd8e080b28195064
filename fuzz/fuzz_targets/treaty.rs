//! Rules and deposit lists in any bytes: the first line is the rule, the rest the list.
#![no_main]

use jiff::civil::date;
use probity_commitments::treaty::{Question, answer};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (rule, deposits) = text.split_once('\n').unwrap_or(("uncac", text));
    for (rule, later) in [(rule, None), ("days_after_nth:2:30", Some(rule))] {
        let question = Question { file: "d", deposits, rule, later, not_counted: None, at: date(2014, 4, 2) };
        if let Ok(answer) = answer(&question)
            && let Some(bound) = answer.report.in_force_for
        {
            assert!(bound <= answer.report.parties);
        }
    }
});
