//! Dates as registers give them: a year, a month of a year, or a day. Filling in a missing month would state what
//! nobody declared, so a date keeps the precision it came with, and an order that does not follow from the text is
//! said to be unknown.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A date of the Gregorian calendar, known to the year, the month or the day (ISO 8601: `2023`, `2023-04`,
/// `2023-04-30`). Years run from 1 to 9999.
///
/// It has no `Ord`: see [`PartialDate::compare`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    /// First day of the range; day 1 (and month 1) where the precision is coarser.
    first: Date,
    precision: Precision,
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The year only.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
}

/// What follows from two partial dates about the order of the days they stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sequence {
    /// The first day is before the second, whatever the missing parts.
    Before,
    /// Both are the same day.
    Same,
    /// The first day is after the second, whatever the missing parts.
    After,
    /// The ranges overlap: nothing follows.
    Unknown,
}

/// A text that is not a date.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DateError {
    /// It is not written as a date.
    #[error("`{0}` is not a date: write `2023`, `2023-04` or `2023-04-30`")]
    Form(String),
    /// It is written as a date that the calendar does not have.
    #[error("`{0}` is not in the calendar")]
    Calendar(String),
}

impl PartialDate {
    /// A year; `None` outside 1 to 9999.
    pub fn year_only(year: i16) -> Option<Self> {
        Self::checked(year, 1, 1, Precision::Year)
    }

    /// A month of a year; `None` when there is none such.
    pub fn year_month(year: i16, month: i8) -> Option<Self> {
        Self::checked(year, month, 1, Precision::Month)
    }

    /// A day; `None` outside the years 1 to 9999.
    pub fn of_day(day: Date) -> Option<Self> {
        Self::checked(day.year(), day.month(), day.day(), Precision::Day)
    }

    /// Year 0 is refused: registers that write it mean that the date is missing.
    fn checked(year: i16, month: i8, day: i8, precision: Precision) -> Option<Self> {
        let first = Date::new(year, month, day).ok().filter(|_| year >= 1)?;
        Some(Self { first, precision })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// How much is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The day itself; `None` when it is not known.
    pub fn day(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.first)
    }

    /// The first day it can be.
    pub fn earliest(self) -> Date {
        self.first
    }

    /// The last day it can be.
    pub fn latest(self) -> Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }

    /// What follows about the order of the two days. Two equal partial dates are `Unknown` unless they are days:
    /// two events of 2023 need not be of one day.
    pub fn compare(self, other: Self) -> Sequence {
        if self.latest() < other.earliest() {
            Sequence::Before
        } else if self.earliest() > other.latest() {
            Sequence::After
        } else if self.day().is_some() && self.day() == other.day() {
            Sequence::Same
        } else {
            Sequence::Unknown
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(text.to_owned());
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next(), 4).ok_or_else(form)?;
        let (month, day) = (parts.next(), parts.next());
        if parts.next().is_some() {
            return Err(form());
        }
        let date = match (month, day) {
            (None, _) => Self::year_only(year),
            (month, None) => Self::year_month(year, digits(month, 2).ok_or_else(form)?),
            (month, day) => {
                let (month, day) = (digits(month, 2).ok_or_else(form)?, digits(day, 2).ok_or_else(form)?);
                Self::checked(year, month, day, Precision::Day)
            }
        };
        date.ok_or_else(|| DateError::Calendar(text.to_owned()))
    }
}

/// A number of exactly `width` ASCII digits.
fn digits<N: FromStr>(part: Option<&str>, width: usize) -> Option<N> {
    part.filter(|part| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartialDate({self})")
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_keeps_its_precision_and_knows_its_range() {
        assert_eq!(date("2024").precision(), Precision::Year);
        assert_eq!(date("2024").latest().to_string(), "2024-12-31");
        assert_eq!(date("2024-02").earliest().to_string(), "2024-02-01");
        assert_eq!(date("2024-02").latest().to_string(), "2024-02-29");
        assert_eq!(date("2023-02").latest().to_string(), "2023-02-28");
        assert_eq!(date("2024-02-29").day().unwrap().to_string(), "2024-02-29");
        assert_eq!(date("2024-02").day(), None);
    }

    #[test]
    fn an_order_that_does_not_follow_is_unknown() {
        assert_eq!(date("2022-12-31").compare(date("2023")), Sequence::Before);
        assert_eq!(date("2023-05").compare(date("2023-04-30")), Sequence::After);
        assert_eq!(date("2023-04-30").compare(date("2023-04-30")), Sequence::Same);
        assert_eq!(date("2023").compare(date("2023-04-30")), Sequence::Unknown);
        assert_eq!(date("2023").compare(date("2023")), Sequence::Unknown);
    }

    #[test]
    fn what_is_not_a_date_says_why() {
        for text in ["", "23", "02023", "2023-4", "2023-04-30-01", "30.04.2023", "2023/04", "+023", "２０２３", "2023-"]
        {
            assert_eq!(text.parse::<PartialDate>(), Err(DateError::Form(text.to_owned())), "{text}");
        }
        for text in ["2023-02-29", "2023-13", "2023-00", "0000", "2023-04-31"] {
            assert_eq!(text.parse::<PartialDate>(), Err(DateError::Calendar(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_date_travels_as_text() {
        assert_eq!(serde_json::to_string(&date("2023-04")).unwrap(), "\"2023-04\"");
        assert_eq!(serde_json::from_str::<PartialDate>("\"2023-04\"").unwrap(), date("2023-04"));
        assert!(serde_json::from_str::<PartialDate>("\"2023-44\"").is_err());
    }
}
