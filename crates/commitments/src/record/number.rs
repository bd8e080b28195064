//! Numbers of recommendations: printed in roman or arabic, compared by value, so that `ix` comes after `v` and `IV` is
//! the recommendation that another report prints as `iv`.

use std::cmp::Ordering;

/// Values of the letters of roman numerals, largest first, with the pairs that subtract.
const ROMAN: [(&str, u32); 13] = [
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
];

/// `value` in small roman numerals; empty for 0.
pub fn roman(mut value: u32) -> String {
    let mut text = String::new();
    for (letters, worth) in ROMAN {
        while value >= worth {
            text.push_str(letters);
            value -= worth;
        }
    }
    text
}

/// The value of a number as printed, roman (any case) or arabic; `None` when it is neither.
pub fn value(printed: &str) -> Option<u32> {
    if !printed.is_empty() && printed.bytes().all(|byte| byte.is_ascii_digit()) {
        return printed.parse().ok();
    }
    let lower = printed.to_ascii_lowercase();
    let mut rest = lower.as_str();
    let mut sum: u32 = 0;
    // Four thousands would be the longest run any numeral has; more is not one.
    for (letters, worth) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            sum = sum.checked_add(worth).filter(|sum| *sum < 4000)?;
            rest = after;
        }
    }
    // Only the one right way of writing a value counts: `iiii` is no numeral.
    (rest.is_empty() && sum > 0 && roman(sum) == lower).then_some(sum)
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

/// The order of two printed numbers: by value, then by text.
pub fn compare(a: &str, b: &str) -> Ordering {
    Number::of(a).cmp(&Number::of(b)).then_with(|| a.cmp(b))
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
        assert_eq!(Number::of("IV"), Number::of("4"));
        assert_eq!(Number::of("annex"), Number::Text("annex".into()));
    }

    #[test]
    fn every_value_reads_back_and_nothing_else_is_a_numeral() {
        for number in 1..4000 {
            assert_eq!(value(&roman(number)), Some(number));
        }
        for text in ["", "iiii", "vv", "iix", "mmmm", "a", "i v", "-1", "99999999999"] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!((roman(27), roman(0)), ("xxvii".to_owned(), String::new()));
    }

    #[test]
    fn the_last_slash_of_a_key_divides_it() {
        assert_eq!(split("GrecoEval1/2Rep(2021)1/iv"), Some(("GrecoEval1/2Rep(2021)1", "iv")));
        assert_eq!(split("iv"), None);
    }
}
