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

/// A number as it is sorted: its parts divided by dots, then the letter of its part.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Values(Vec<u32>, Option<char>),
    /// Anything else, as printed; after all numbers.
    Text(String),
}

/// The place of `iv`, `iv.a`, `iv (a)`, `12a`, `3.10`.
fn parts(printed: &str) -> Place {
    if let Some(values) = values(printed) {
        return Place::Values(values, None);
    }
    let mut rest = printed.strip_suffix(')').unwrap_or(printed).chars();
    let letter = rest.next_back().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase());
    let number = rest.as_str().trim_end_matches(|sign: char| sign.is_whitespace() || ".(-/".contains(sign));
    match (letter, values(number)) {
        (Some(letter), Some(values)) => Place::Values(values, Some(letter)),
        _ => Place::Text(printed.to_owned()),
    }
}

/// One number, or several arabic ones divided by dots. Roman ones are not: the `c` of `iv.c` is a letter.
fn values(printed: &str) -> Option<Vec<u32>> {
    if let Some(value) = value(printed) {
        return Some(vec![value]);
    }
    let is_arabic = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    printed.split('.').map(|part| value(part).filter(|_| is_arabic(part))).collect()
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
        let mut numbers = ["3.10", "3.2a", "4", "3.2", "3.1", "3", "iv.c"];
        numbers.sort_by(|a, b| compare(a, b));
        assert_eq!(numbers, ["3", "3.1", "3.2", "3.2a", "3.10", "4", "iv.c"]);
        assert_eq!(Number::of("IV"), Number::of("4"));
        assert_eq!(Number::of("annex"), Number::Text("annex".into()));
    }

    #[test]
    fn the_last_slash_of_a_key_divides_it() {
        assert_eq!(split("GrecoEval1/2Rep(2021)1/iv"), Some(("GrecoEval1/2Rep(2021)1", "iv")));
        assert_eq!(split("iv"), None);
    }
}
