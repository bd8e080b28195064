//! What a person reads when a list of deposits, a rule, a calendar or a procedure has a fault.

use jiff::civil::date;
use probity_commitments::treaty::{Question, answer};
use probity_commitments::{calendar::read_calendars, procedure::read_procedures};
use probity_core::Diagnostic;
use probity_core::render::{Colour, draw_all};

fn drawn(faults: &[Diagnostic]) -> String {
    draw_all(faults, Colour::Never)
}

fn treaty(deposits: &str, rule: &str) -> Vec<Diagnostic> {
    let at = date(2014, 4, 2);
    let question = Question { file: "deposits.csv", deposits, rule, later: None, not_counted: Some("Ruritania"), at };
    match answer(&question) {
        Ok(answer) => answer.warnings,
        Err(faults) => faults,
    }
}

#[test]
fn a_cell_that_is_not_a_date_is_underlined() {
    let expected = "\
error[date]: `[19 Nov 2009 ]` is not a date
 --> deposits.csv:2:19
  |
2 | \"Alba, Republic\",,[19 Nov 2009 ]
  |                   ^^^^^^^^^^^^^^ expected a date such as `25 Aug 2008`, with a mark (a, A, AA, d, c, s) or without, or nothing in `Ratification`
  |
  = help: brackets stand for an action that was replaced or undone; write the date without, or leave it out";
    let list = "Participant,Signature,Ratification\n\"Alba, Republic\",,[19 Nov 2009 ]\n";
    assert_eq!(drawn(&treaty(list, "uncac")), expected);
}

#[test]
fn a_rule_that_is_none_names_its_form() {
    let expected = "\
error[treaty-rule]: D is `x`
 --> --rule:1:19
  |
1 | days_after_nth:30:x
  |                   ^ expected a whole number from 0 to 65535 for D of days_after_nth:N:D";
    assert_eq!(drawn(&treaty("", "days_after_nth:30:x")), expected);
    let short = drawn(&treaty("", "days_after_nth:30"));
    assert!(short.starts_with("error[treaty-rule]: `days_after_nth` takes 2 numbers, found 1\n"), "{short}");
    let unknown = drawn(&treaty("", "untok"));
    assert!(
        unknown.contains("expected one of uncac, untoc, ") && unknown.contains("days_after_nth:30:90"),
        "{unknown}"
    );
}

#[test]
fn what_was_not_read_or_does_not_agree_is_a_warning() {
    let expected = "\
warning[column-ignored]: the column `Denunciation` is not read
--> deposits.csv:1:4
 = note: in `Denunciation`
 = help: withdrawals are read from a column `withdrawal` of the normalised form

warning[name-unknown]: no participant is called `Ruritania`
--> deposits.csv
 = note: found `Ruritania`
 = help: names in --not-counted are separated by semicolons and written as in the list

warning[asserted-differs]: no date follows from these deposits, but United Nations Treaty Collection, XVIII-14 gives 2005-12-14
--> deposits.csv
 = help: lists leave out states that no longer exist, and with them their instruments";
    let list = "Participant,Signature,Ratification,Denunciation\nAlba,,2 Apr 2014,\n";
    assert_eq!(drawn(&treaty(list, "uncac")), expected);
}

#[test]
fn a_word_that_a_calendar_or_procedure_does_not_know_is_underlined() {
    let calendar = read_calendars("c.toml", "[[calendar]]\nid = \"X\"\nweekend = [\"sat\", \"sunday\"]\n").unwrap_err();
    let expected = "\
error[calendar]: `sunday` is not a day of the week
 --> c.toml:3:20
  |
3 | weekend = [\"sat\", \"sunday\"]
  |                    ^^^^^^ expected mon, tue, wed, thu, fri, sat, sun in `weekend`";
    assert_eq!(drawn(&calendar), expected);
    let text = "[[procedure]]\nid = \"x\"\nversion = \"1\"\nreport = [\"evaluation\"]\n[[procedure.deadline]]\nid = \"d\"\n\
                after = { report = [\"evalution\"] }\n";
    let expected = "\
error[procedure]: `evalution` is no report of this procedure
 --> p.toml:7:22
  |
7 | after = { report = [\"evalution\"] }
  |                      ^^^^^^^^^ expected evaluation in `report`";
    assert_eq!(drawn(&read_procedures("p.toml", text).unwrap_err()), expected);
    let roll = text.replace("evalution", "evaluation") + "roll = \"next_monday\"\n";
    let roll = drawn(&read_procedures("p.toml", &roll).unwrap_err());
    assert!(roll.contains("--> p.toml:8:8") && roll.contains("`next_working_day`"), "{roll}");
}
