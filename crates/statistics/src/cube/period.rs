//! Periods of the cube: a year, a quarter or a month, as ISO 8601 and SDMX write them. Their first and last days decide
//! whether a code of an area was in force, and their order decides what came before.

use std::fmt;
use std::str::FromStr;

/// A period of time; the order is that of time within a frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2022`
    Year(u16),
    /// `2022-Q1`
    Quarter(u16, u8),
    /// `2022-01`
    Month(u16, u8),
}

impl Period {
    /// The code of its frequency: A, Q or M.
    pub fn frequency(self) -> &'static str {
        match self {
            Self::Year(_) => "A",
            Self::Quarter(..) => "Q",
            Self::Month(..) => "M",
        }
    }

    /// Its year.
    pub fn year(self) -> u16 {
        match self {
            Self::Year(year) | Self::Quarter(year, _) | Self::Month(year, _) => year,
        }
    }

    /// First and last month.
    fn months(self) -> (u8, u8) {
        match self {
            Self::Year(_) => (1, 12),
            Self::Quarter(_, quarter) => (quarter * 3 - 2, quarter * 3),
            Self::Month(_, month) => (month, month),
        }
    }

    /// Its first day, `YYYY-MM-DD`.
    pub fn first_day(self) -> String {
        format!("{:04}-{:02}-01", self.year(), self.months().0)
    }

    /// Its last day, `YYYY-MM-DD`.
    pub fn last_day(self) -> String {
        let (year, month) = (self.year(), self.months().1);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let day = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The period after it, of the same frequency.
    pub fn next(self) -> Self {
        match self {
            Self::Year(year) => Self::Year(year + 1),
            Self::Quarter(year, 4) => Self::Quarter(year + 1, 1),
            Self::Quarter(year, quarter) => Self::Quarter(year, quarter + 1),
            Self::Month(year, 12) => Self::Month(year + 1, 1),
            Self::Month(year, month) => Self::Month(year, month + 1),
        }
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = |part: &str, count: usize| -> Option<u16> {
            (part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let year = |part: &str| digits(part, 4).filter(|year| (1900..=2100).contains(year));
        let parsed = match text.split_once('-') {
            None => year(text).map(Self::Year),
            Some((head, tail)) => year(head).and_then(|year| match tail.strip_prefix('Q') {
                Some(quarter) => {
                    digits(quarter, 1).filter(|q| (1..=4).contains(q)).map(|q| Self::Quarter(year, q as u8))
                }
                None => digits(tail, 2).filter(|m| (1..=12).contains(m)).map(|m| Self::Month(year, m as u8)),
            }),
        };
        parsed.ok_or_else(|| format!("`{text}` is not a period: write `2022`, `2022-Q1` or `2022-01`"))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_written_as_it_was_read_and_knows_its_days() {
        for text in ["2022", "2022-Q4", "2024-02"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        assert_eq!(Period::Month(2024, 2).last_day(), "2024-02-29");
        assert_eq!(Period::Quarter(2022, 2).first_day(), "2022-04-01");
        assert_eq!(Period::Year(2022).last_day(), "2022-12-31");
        assert_eq!(Period::Month(2022, 12).next(), Period::Month(2023, 1));
        for wrong in ["22", "2022-13", "2022-Q5", "2022-1", "2022-06-08", "20222", "1022", "_U", ""] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }
}
