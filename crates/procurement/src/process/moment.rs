//! Dates as publishers write them: a day or an instant, with or without an offset. An instant without an offset is known
//! only under a policy; without one it is an interval of 26 hours, and comparisons may stay undecided.

use crate::json::reader;
use crate::process::cell::{Cell, FromValue, is_blank};
use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::Pieces;

/// Microseconds of a day.
pub const DAY: i64 = 86_400_000_000;
/// Microseconds of an hour.
pub const HOUR: i64 = 3_600_000_000;
/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// A date-time as published. Fractions beyond microseconds are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Microseconds of the local clock since 1970-01-01T00:00.
    pub local: i64,
    /// Offset from UTC in minutes, if one is given.
    pub offset: Option<i16>,
    /// Whether only the day is given.
    pub day: bool,
}

/// A point on the time line: a moment as the start or the end of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Microseconds of the local clock since 1970-01-01T00:00.
    pub local: i64,
    /// Offset from UTC in minutes, if known.
    pub offset: Option<i16>,
}

impl Moment {
    /// Reads RFC 3339, a day, or a local date-time with or without offset (`Z`, `±HH:MM`, `±HHMM`), `24:00` included.
    /// `None` when it is none of these; the years 0001 and 9999, which mean "none", as well.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(plain) = Self::plain(text.as_bytes()) {
            return Some(plain);
        }
        // 24:00 is the midnight that ends the day; the library knows only the one that begins it.
        if let Some((day, rest)) = text.split_at_checked(10)
            && rest.get(1..6) == Some("24:00")
        {
            let begin = Self::parse(&format!("{day}{}00:00{}", rest.get(..1)?, rest.get(6..)?))?;
            return (begin.local % DAY == 0).then_some(Self { local: begin.local + DAY, ..begin });
        }
        let pieces = Pieces::parse(text).ok()?;
        let date = pieces.date();
        if date.year() <= 1 || date.year() == 9999 {
            return None;
        }
        let offset = match pieces.to_numeric_offset() {
            Some(offset) => Some(i16::try_from(offset.seconds() / 60).ok()?),
            None => None,
        };
        let local = micros(date.to_datetime(pieces.time().unwrap_or_default()));
        Some(Self { local, offset, day: pieces.time().is_none() })
    }

    /// Reads `2021-10-29T13:35:00`, with or without a fraction, at UTC or without offset: nearly all dates are written so,
    /// and read like this take a fifth of the time. Everything else, and all that is wrong, is left to the library.
    fn plain(text: &[u8]) -> Option<Self> {
        let (head, tail) = text.split_first_chunk::<19>()?;
        let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
        let two = |a: u8, b: u8| Some(digit(a)? * 10 + digit(b)?);
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b' ', h1, h2, b':', n1, n2, b':', s1, s2] = *head
        else {
            return None;
        };
        let (year, month, day) = (two(y1, y2)? * 100 + two(y3, y4)?, two(m1, m2)?, two(d1, d2)?);
        let (hour, minute, second) = (two(h1, h2)?, two(n1, n2)?, two(s1, s2)?);
        let (tail, offset) = tail.strip_suffix(b"Z").map_or((tail, None), |tail| (tail, Some(0)));
        let fraction = match tail {
            [] => 0,
            [b'.', digits @ ..] if (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit) => {
                let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(6);
                padded.fold(0, |value, byte| value * 10 + i64::from(byte - b'0'))
            }
            _ => return None,
        };
        let exists = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).is_ok();
        if !exists || !(2..9999).contains(&year) || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        // The reverse of `date`: years begin in March.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * month + 2) / 5 + day - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        let seconds = hour * 3600 + minute * 60 + second;
        Some(Self { local: days * DAY + seconds * 1_000_000 + fraction, offset, day: false })
    }

    /// The moment as the start of something: a day begins at its midnight.
    pub fn start(self) -> Stamp {
        Stamp { local: self.local, offset: self.offset }
    }

    /// The moment as the end of something (a deadline): a day ends at the midnight after it.
    pub fn end(self) -> Stamp {
        Stamp { local: self.local + if self.day { DAY } else { 0 }, offset: self.offset }
    }

    /// The day of the local clock.
    pub fn date(self) -> Option<Date> {
        // The days of a year that begins in March are one rule for all months (Hinnant, chrono-compatible low-level date
        // algorithms, civil_from_days); a span of the library costs as much as the rest of a flag.
        let days = self.local.div_euclid(DAY) + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = i16::try_from(year + era * 400 + i64::from(month <= 2)).ok()?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

fn micros(at: DateTime) -> i64 {
    let instant = jiff::tz::Offset::UTC.to_timestamp(at).map(jiff::Timestamp::as_nanosecond).unwrap_or_default();
    // Downwards, before 1970 as after it: a fraction is cut, and never makes the second another one.
    i64::try_from(instant.div_euclid(1000)).unwrap_or_default()
}

/// What a date-time without an offset means: a fixed offset in minutes, or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    /// The offset to assume, in minutes.
    pub assume_offset: Option<i16>,
}

impl Clock {
    /// The time from `from` to `to` in microseconds, as the shortest and the longest it can be. Two stamps without
    /// offset (of one process) are taken to share one.
    pub fn between(self, from: Stamp, to: Stamp) -> (i64, i64) {
        if from.offset.is_none() && to.offset.is_none() {
            let exact = to.local - from.local;
            return (exact, exact);
        }
        let ((from_low, from_high), (to_low, to_high)) = (self.instant(from), self.instant(to));
        (to_low - from_high, to_high - from_low)
    }

    /// Whether `a` is later than `b`; `None` when it depends on an unknown offset.
    pub fn later(self, a: Stamp, b: Stamp) -> Option<bool> {
        match self.between(b, a) {
            (low, _) if low > 0 => Some(true),
            (_, high) if high <= 0 => Some(false),
            _ => None,
        }
    }

    /// Whole days from `from` to `to`, truncated toward zero; shortest and longest.
    pub fn whole_days(self, from: Stamp, to: Stamp) -> (i64, i64) {
        let (low, high) = self.between(from, to);
        (low / DAY, high / DAY)
    }

    /// The instant in UTC, as the earliest and the latest it can be: offsets lie between −12:00 and +14:00.
    pub fn instant(self, stamp: Stamp) -> (i64, i64) {
        match stamp.offset.or(self.assume_offset) {
            Some(minutes) => {
                let at = stamp.local - i64::from(minutes) * MINUTE;
                (at, at)
            }
            None => (stamp.local - 14 * HOUR, stamp.local + 12 * HOUR),
        }
    }
}

impl<'a> FromValue<'a> for Moment {
    fn from_text(text: reader::Text<'a>) -> Cell<'a, Self> {
        if let Some(plain) = Self::plain(text.inner().as_bytes()) {
            return Cell::Is(plain);
        }
        let content = text.decode();
        if is_blank(&content) || content.starts_with("0001-") || content.starts_with("9999-") {
            return Cell::Absent;
        }
        Self::parse(&content).map_or(Cell::Unreadable(text.quoted()), Cell::Is)
    }

    fn from_bare(literal: &'a str) -> Cell<'a, Self> {
        Cell::Unreadable(literal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_are_those_of_the_library(days in -4_371_587_i64..2_932_897) {
            let epoch = jiff::civil::date(1970, 1, 1);
            let expected = epoch.checked_add(jiff::Span::new().days(days)).ok();
            let moment = Moment { local: days * DAY + 7, offset: None, day: false };
            prop_assert_eq!(moment.date(), expected);
        }

        #[test]
        fn plain_dates_are_read_as_the_library_reads_them(
            date in "[0-9]{3}[0-9]-[01][0-9]-[0-3][0-9]", t in "[T ]", clock in "[0-2][0-9]:[0-6][0-9]:[0-6][0-9]",
            rest in "(\\.[0-9]{0,10})?Z?",
        ) {
            let text = format!("{date}{t}{clock}{rest}");
            if let Some(plain) = Moment::plain(text.as_bytes()) {
                let pieces = Pieces::parse(&text).expect("what is read plainly is a date");
                let local = micros(pieces.date().to_datetime(pieces.time().expect("a time")));
                let offset = pieces.to_numeric_offset().map(|_| 0);
                prop_assert_eq!(plain, Moment { local, offset, day: false });
            }
        }
    }

    #[test]
    fn every_documented_form_is_read_and_nothing_else() {
        let at = |text: &str| Moment::parse(text).map(|moment| (moment.local, moment.offset, moment.day));
        let base = 1_635_465_600_000_000; // 2021-10-29
        assert_eq!(at("2021-10-29"), Some((base, None, true)));
        assert_eq!(at("2021-10-29 13:35:00.3011698"), Some((base + 48_900_301_169, None, false)));
        assert_eq!(at("2021-10-29T13:35"), Some((base + 48_900_000_000, None, false)));
        assert_eq!(at("2021-10-29T00:00:00Z"), Some((base, Some(0), false)));
        assert_eq!(at("2021-10-29T06:00:00+06:00"), Some((base + 6 * HOUR, Some(360), false)));
        assert_eq!(at("2021-10-29T06:00:00+0600"), Some((base + 6 * HOUR, Some(360), false)));
        assert_eq!(at("2021-10-28T24:00:00Z"), Some((base, Some(0), false)));
        for bad in ["", "29.10.2021", "2021-13-01", "0001-01-01T00:00:00Z", "9999-12-31", "2021-10-28T24:10:00Z"] {
            assert_eq!(at(bad), None, "{bad}");
        }
    }

    #[test]
    fn comparisons_without_an_offset_may_stay_undecided() {
        let stamp = |text: &str| Moment::parse(text).expect("a date").end();
        let (deadline, bid) = (stamp("2021-11-01T16:00:00Z"), stamp("2021-11-01 17:00:00"));
        assert_eq!(Clock::default().later(bid, deadline), None);
        assert_eq!(Clock { assume_offset: Some(0) }.later(bid, deadline), Some(true));
        assert_eq!(Clock { assume_offset: Some(120) }.later(bid, deadline), Some(false));
        assert_eq!(Clock::default().later(stamp("2021-11-03 17:00:00"), deadline), Some(true));
        assert_eq!(Clock::default().later(stamp("2021-11-01 15:00"), stamp("2021-11-01 14:59")), Some(true));
        assert_eq!(Clock::default().whole_days(stamp("2021-11-01T00:00:00Z"), stamp("2021-11-15T23:00:00Z")), (14, 14));
    }
}
