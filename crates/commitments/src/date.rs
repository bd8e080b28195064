//! A day in a record. TOML has dates of its own and JSON writes them as text; both mean the same day, and a record read
//! from either must be equal.

use jiff::civil::Date;
use probity_core::PartialDate;
use probity_core::date::DateError;
use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

/// A day (`2024-03-22`), read from a TOML local date or from ISO text, written as ISO text. A month or a year is not enough.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Day(pub Date);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(day) = plain(text) {
            return Ok(Self(day));
        }
        let date: PartialDate =
            text.parse().map_err(|_: DateError| format!("`{text}` is not a day: write `2023-04-30`"))?;
        date.day().map(Self).ok_or_else(|| format!("`{text}` is not a whole date: write `2023-04-30`"))
    }
}

/// A day from the year 1 on, written with ten signs, as nearly all are.
fn plain(text: &str) -> Option<Date> {
    let two = |tens: u8, ones: u8| {
        let both = tens.is_ascii_digit() && ones.is_ascii_digit();
        both.then(|| i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok()).flatten()
    };
    match *text.as_bytes() {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
            Date::new(year, two(m1, m2)?, two(d1, d2)?).ok().filter(|_| year >= 1)
        }
        _ => None,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({})", self.0)
    }
}

/// Takes the text as it stands, so that a log of a million events is read without a copy a date.
struct Visitor;

impl<'de> serde::de::Visitor<'de> for Visitor {
    type Value = Day;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day such as 2024-03-22")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Day, E> {
        text.parse().map_err(E::custom)
    }

    /// The reader of TOML hands over its dates as tables.
    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Day, A::Error> {
        let date = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
        self.visit_str(&date.to_string())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Visitor)
    }
}

/// A day written `2024-03-22` and in no other way.
pub fn iso_day(text: &str) -> Option<Date> {
    text.parse::<PartialDate>().ok()?.day()
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
    fn a_day_that_is_read_quickly_is_the_day_that_is_read_slowly() {
        for text in [
            "2024-03-22",
            "2024-02-30",
            "0000-01-01",
            "0001-01-01",
            "9999-12-31",
            "2024-3-22",
            "2024-03-2x",
            "20240-03-2",
        ] {
            let slowly = text.parse::<PartialDate>().ok().and_then(PartialDate::day);
            assert_eq!(plain(text), slowly, "{text}");
        }
    }

    #[test]
    fn months_and_times_are_not_days() {
        for text in ["date = 2024-03-22T10:00:00", "date = \"2024-03\"", "date = \"22.03.2024\"", "date = 10:00:00"] {
            assert!(toml::from_str::<Record>(text).is_err(), "{text}");
        }
    }
}
