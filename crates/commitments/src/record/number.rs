//! Numbers of recommendations: printed in roman or arabic, compared by value, so that `ix` comes after `v` and `IV` is
//! the recommendation that another report prints as `iv`.

use crate::roman;
use std::cmp::Ordering;

/// The value of a number as printed, roman (any case) or arabic; `None` when it is neither.
pub fn value(printed: &str) -> Option<u32> {
    if !printed.is_empty() && printed.bytes().all(|byte| byte.is_ascii_digit()) {
        return printed.parse().ok();
    }
    roman::value(printed).map(u32::from)
}

/// What makes two printed numbers the same one: the value, or the text when it has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// A number.
    Value(u32),
    /// Anything else, as printed; after all numbers.
    Text(String),
}

impl Number {
    /// Of a printed number.
    pub fn of(printed: &str) -> Self {
        value(printed).map_or_else(|| Self::Text(printed.to_owned()), Self::Value)
    }
}

/// The order of two printed numbers: by value, then by the letter of a part, then by text.
pub fn compare(a: &str, b: &str) -> Ordering {
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

/// A number and the letter of its part, if it has one: `iv`, `iv.a`, `iv (a)`, `12a`.
fn parts(printed: &str) -> (Number, Option<char>) {
    let whole = Number::of(printed);
    if matches!(whole, Number::Value(_)) {
        return (whole, None);
    }
    let mut rest = printed.strip_suffix(')').unwrap_or(printed).chars();
    let letter = rest.next_back().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase());
    let number = rest.as_str().trim_end_matches(|sign: char| sign.is_whitespace() || ".(-/".contains(sign));
    match (letter, value(number)) {
        (Some(letter), Some(value)) => (Number::Value(value), Some(letter)),
        _ => (whole, None),
    }
}

/// Splits the key of a recommendation, `<evaluation>/<number>`; evaluations may have slashes in their names.
pub fn split(key: &str) -> Option<(&str, &str)> {
    key.rsplit_once('/').filter(|(evaluation, number)| !evaluation.is_empty() && !number.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_are_compared_by_value() {
        assert_eq!(compare("ix", "v"), Ordering::Greater);
        assert_eq!(compare("xxvii", "IX"), Ordering::Greater);
        assert_eq!(compare("9", "ix"), "9".cmp("ix"));
        let mut numbers = ["v", "iv.b", "12a", "annex", "iv (a)", "iv", "12", "ix"];
        numbers.sort_by(|a, b| compare(a, b));
        assert_eq!(numbers, ["iv", "iv (a)", "iv.b", "v", "ix", "12", "12a", "annex"]);
        assert_eq!(Number::of("IV"), Number::of("4"));
        assert_eq!(Number::of("annex"), Number::Text("annex".into()));
    }

    #[test]
    fn the_last_slash_of_a_key_divides_it() {
        assert_eq!(split("GrecoEval1/2Rep(2021)1/iv"), Some(("GrecoEval1/2Rep(2021)1", "iv")));
        assert_eq!(split("iv"), None);
    }
}
