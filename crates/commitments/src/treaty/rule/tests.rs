//! The grammar of rules, forwards and backwards, and what each term makes of a date.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn term(rule: &str) -> Term {
    match rule.parse().expect(rule) {
        Rule::Counted(counted) => counted.term,
        Rule::Conditional(_) => panic!("{rule} is conditional"),
    }
}

fn refused(rule: &str) -> (String, u32) {
    let error = rule.parse::<Rule>().expect_err(rule);
    (error.message, error.column)
}

#[test]
fn every_kind_of_term_moves_a_date_as_the_specification_says() {
    let nth = date(2010, 2, 16);
    for (rule, expected) in [
        ("days_after_nth:30:90", date(2010, 5, 17)),
        ("months_after_nth:30:3", date(2010, 5, 16)),
        ("first_of_month_after_days_after_nth:30:90", date(2010, 6, 1)),
        ("first_of_month_after_months_after_nth:30:3", date(2010, 6, 1)),
        ("first_of_nth_month_after_nth:30:6", date(2010, 8, 1)),
        ("days_after_nth:30:0", nth),
    ] {
        assert_eq!(term(rule).from(nth), Some(expected), "{rule}");
    }
}

#[test]
fn months_are_clamped_before_the_first_of_the_next_month_is_taken() {
    assert_eq!(term("months_after_nth:1:1").from(date(2023, 1, 31)), Some(date(2023, 2, 28)));
    assert_eq!(term("first_of_month_after_months_after_nth:1:1").from(date(2023, 1, 31)), Some(date(2023, 3, 1)));
    assert_eq!(term("first_of_month_after_days_after_nth:1:28").from(date(2023, 2, 1)), Some(date(2023, 4, 1)));
    assert_eq!(term("first_of_nth_month_after_nth:1:1").from(date(2023, 12, 31)), Some(date(2024, 1, 1)));
}

#[test]
fn a_term_that_ends_after_the_calendar_has_no_date() {
    assert_eq!(term("days_after_nth:1:65535").from(date(9999, 1, 1)), None);
    assert_eq!(term("first_of_month_after_days_after_nth:1:0").from(date(9999, 12, 31)), None);
}

#[test]
fn a_condition_keeps_its_words_and_colons() {
    let rule: Rule = "conditional: five of: the ten ".parse().expect("a conditional rule");
    assert_eq!(rule, Rule::Conditional("five of: the ten".to_owned()));
}

#[test]
fn what_is_wrong_with_a_rule_is_said_at_its_character() {
    assert_eq!(refused("days_after:30:90"), ("`days_after` is not a rule".to_owned(), 1));
    assert_eq!(refused("days_after_nth:30"), ("`days_after_nth` takes 2 numbers, found 1".to_owned(), 18));
    assert_eq!(refused("days_after_nth:30:90:1"), ("`days_after_nth` takes 2 numbers, found 3".to_owned(), 22));
    assert_eq!(refused("days_after_nth:0:90"), ("N is `0`".to_owned(), 16));
    assert_eq!(refused("days_after_nth:30:+9"), ("D is `+9`".to_owned(), 19));
    assert_eq!(refused("months_after_nth:30:3.5"), ("M is `3.5`".to_owned(), 21));
    assert_eq!(refused("first_of_nth_month_after_nth:30:0"), ("K is `0`".to_owned(), 33));
    assert_eq!(refused("days_after_nth:30:99999"), ("D is `99999`".to_owned(), 19));
    assert_eq!(refused("conditional: "), ("a conditional rule needs its condition in words".to_owned(), 13));
    assert_eq!(refused(""), ("`` is not a rule".to_owned(), 1));
}

#[test]
fn rules_for_later_parties_have_a_grammar_of_their_own() {
    let days: Later = "days:30".parse().expect("days");
    assert_eq!(days.from(date(2008, 6, 18)), Some(date(2008, 7, 18)));
    let deposit: Later = "on_deposit".parse().expect("on deposit");
    assert_eq!(deposit.from(date(2008, 6, 18)), Some(date(2008, 6, 18)));
    assert!("on_deposit:1".parse::<Later>().is_err());
    assert!("days_after_nth:1:1".parse::<Later>().is_err());
    assert!("days".parse::<Later>().is_err());
}

proptest! {
    #[test]
    fn a_rule_that_is_written_and_read_again_is_the_same(nth in 1u16.., number in 1u16.., kind in 0usize..5) {
        let words = RULES.map(|(word, _)| word);
        let text = format!("{}:{nth}:{number}", words[kind]);
        prop_assert_eq!(text.parse::<Rule>().expect("a rule").to_string(), text.clone());
        let later = format!("{}:{number}", words[kind].trim_end_matches("_after_nth"));
        prop_assert_eq!(later.parse::<Later>().expect("a rule").to_string(), later);
    }

    #[test]
    fn no_text_breaks_the_parser(text in ".{0,40}", tail in "[:0-9a-z_]{0,20}") {
        for text in [text.clone(), format!("days_after_nth{tail}"), format!("conditional{text}"), tail] {
            if let Err(error) = text.parse::<Rule>() {
                prop_assert!(error.column as usize <= text.chars().count() + 1);
            }
            let _ = text.parse::<Later>();
        }
    }

    #[test]
    fn a_term_never_ends_before_it_begins(days in 0i32..40_000, number in 1u16..500, kind in 0usize..5) {
        let start = add_days(date(1945, 10, 24), days).expect("a date of this age");
        let end = term(&format!("{}:1:{number}", RULES[kind].0)).from(start).expect("a date");
        prop_assert!(end >= start);
    }
}
