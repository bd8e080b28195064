//! Windows that come back every year: a day up to which facts count, and the days between which they are reviewed. A
//! window after a cut-off in December lies in the next year.

use crate::calendar::end_of_month;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A recurring window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Its name, such as `Q1`.
    pub id: String,
    /// Its days; `None` where the body sets them anew each time.
    pub days: Option<WindowDays>,
}

/// The days of a window in any year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowDays {
    /// Facts up to this day count.
    pub cutoff: MonthDay,
    /// The first day of the review.
    pub opens: MonthDay,
    /// The last day of the review.
    pub closes: MonthDay,
}

/// The days of a window after the cut-off of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowDates {
    /// Facts up to this day count.
    pub cutoff: Date,
    /// The first day of the review.
    pub opens: Date,
    /// The last day of the review.
    pub closes: Date,
}

/// A day of any year, written `03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// A text that is no day of a year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day of a year such as 03-31")]
pub struct MonthDayError(String);

impl WindowDays {
    /// The window whose cut-off lies in `year`; `None` outside the years the program knows.
    pub fn of_year(&self, year: i16) -> Option<WindowDates> {
        let after = |earlier: MonthDay, later: MonthDay, year: i16| {
            later.of_year(year.checked_add(i16::from(later < earlier))?)
        };
        let cutoff = self.cutoff.of_year(year)?;
        let opens = after(self.cutoff, self.opens, year)?;
        let closes = after(self.opens, self.closes, opens.year())?;
        Some(WindowDates { cutoff, opens, closes })
    }
}

impl MonthDay {
    /// The day in a year; 29 February is the 28th in a common one.
    pub fn of_year(self, year: i16) -> Option<Date> {
        let last = end_of_month(Date::new(year, self.month, 1).ok()?);
        Date::new(year, self.month, self.day.min(last.day())).ok()
    }
}

impl FromStr for MonthDay {
    type Err = MonthDayError;

    fn from_str(text: &str) -> Result<Self, MonthDayError> {
        let error = || MonthDayError(text.to_owned());
        let (month, day) = text.split_once('-').ok_or_else(error)?;
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(month) || !digits(day) {
            return Err(error());
        }
        let (month, day) = (month.parse().map_err(|_| error())?, day.parse().map_err(|_| error())?);
        // A leap year, so that 29 February is a day.
        Date::new(2000, month, day).map(|_| Self { month, day }).map_err(|_| error())
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl TryFrom<String> for MonthDay {
    type Error = MonthDayError;

    fn try_from(text: String) -> Result<Self, MonthDayError> {
        text.parse()
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn window(cutoff: &str, opens: &str, closes: &str) -> WindowDays {
        let day = |text: &str| text.parse().expect(text);
        WindowDays { cutoff: day(cutoff), opens: day(opens), closes: day(closes) }
    }

    #[test]
    fn the_review_of_the_last_quarter_lies_in_the_next_year() {
        let last = window("12-31", "01-16", "02-16").of_year(2024).expect("dates");
        assert_eq!((last.cutoff, last.opens, last.closes), (date(2024, 12, 31), date(2025, 1, 16), date(2025, 2, 16)));
        let first = window("03-31", "04-16", "05-16").of_year(2024).expect("dates");
        assert_eq!(
            (first.cutoff, first.opens, first.closes),
            (date(2024, 3, 31), date(2024, 4, 16), date(2024, 5, 16))
        );
    }

    #[test]
    fn days_of_a_year_are_two_digits_each() {
        for text in ["3-31", "03-32", "02-30", "13-01", "00-10", "0331", "03-3a", "", "é-1"] {
            assert!(text.parse::<MonthDay>().is_err(), "{text}");
        }
        let leap: MonthDay = "02-29".parse().expect("a leap day");
        assert_eq!((leap.of_year(2023), leap.of_year(2024)), (Some(date(2023, 2, 28)), Some(date(2024, 2, 29))));
        assert_eq!(leap.to_string(), "02-29");
    }
}
