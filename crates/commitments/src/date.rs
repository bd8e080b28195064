//! A day in a record. TOML has dates of its own and JSON writes them as text; both mean the same day, and a record read
//! from either must be equal.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

/// A day, read from a TOML local date or from ISO text, written as ISO text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Day(pub Date);

#[derive(Deserialize)]
#[serde(untagged, expecting = "a day such as 2024-03-22")]
enum Written {
    Toml(toml::value::Datetime),
    Text(String),
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match Written::deserialize(deserializer)? {
            Written::Toml(date) => date.to_string(),
            Written::Text(text) => text,
        };
        iso_day(&text)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a day such as 2024-03-22")))
    }
}

/// A day written `2024-03-22` and in no other way.
pub fn iso_day(text: &str) -> Option<Date> {
    text.parse::<probity_core::PartialDate>().ok()?.day()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Record {
        date: Day,
    }

    #[test]
    fn a_day_is_the_same_from_toml_and_from_json() {
        let expected = Day(jiff::civil::date(2024, 3, 22));
        for text in ["date = 2024-03-22", "date = \"2024-03-22\""] {
            assert_eq!(toml::from_str::<Record>(text).expect(text).date, expected);
        }
        assert_eq!(serde_json::from_str::<Record>("{\"date\":\"2024-03-22\"}").expect("JSON").date, expected);
        assert_eq!(serde_json::to_string(&expected).expect("a date"), "\"2024-03-22\"");
    }

    #[test]
    fn months_and_times_are_not_days() {
        for text in ["date = 2024-03-22T10:00:00", "date = \"2024-03\"", "date = \"22.03.2024\"", "date = 10:00:00"] {
            assert!(toml::from_str::<Record>(text).is_err(), "{text}");
        }
    }
}
