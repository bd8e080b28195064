//! Instants as Cardinal reads them: RFC 3339 with an offset, a space allowed for the `T`, a leap second allowed
//! anywhere. Anything else, a date alone included, is no instant to it, and R003 stays silent.

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Nanoseconds of a second.
const SECOND: i64 = 1_000_000_000;

/// An instant in UTC. A leap second is the 59th with more than a second of nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant {
    day: i64,
    second: i64,
    nanosecond: i64,
}

/// Whole days from `start` to `end`, truncated toward zero.
pub fn whole_days(start: Instant, end: Instant) -> i64 {
    let mut seconds = (end.day - start.day) * DAY + end.second - start.second;
    let mut nanoseconds = end.nanosecond - start.nanosecond;
    // A leap second lies between the two only if it does so on the clock of the day.
    if end.second > start.second && start.nanosecond >= SECOND {
        seconds += 1;
    } else if end.second < start.second && end.nanosecond >= SECOND {
        seconds -= 1;
    }
    seconds += nanoseconds.div_euclid(SECOND);
    nanoseconds = nanoseconds.rem_euclid(SECOND);
    if seconds < 0 && nanoseconds > 0 {
        seconds += 1;
    }
    seconds / DAY
}

/// Reads an instant.
pub fn instant(text: &str) -> Option<Instant> {
    let mut rest = text.as_bytes();
    let year = number(&mut rest, 4)?;
    letter(&mut rest, b"-")?;
    let month = number(&mut rest, 2)?;
    letter(&mut rest, b"-")?;
    let day = number(&mut rest, 2)?;
    letter(&mut rest, b"tT ")?;
    let hour = number(&mut rest, 2)?;
    letter(&mut rest, b":")?;
    let minute = number(&mut rest, 2)?;
    letter(&mut rest, b":")?;
    let second = number(&mut rest, 2)?;
    let mut nanosecond = 0;
    if letter(&mut rest, b".").is_some() {
        nanosecond = fraction(&mut rest)?;
    }
    let offset = offset(&mut rest)?;
    let valid = rest.is_empty() && hour < 24 && minute < 60 && second <= 60 && day_exists(year, month, day);
    if !valid {
        return None;
    }
    let leap = i64::from(second == 60);
    let local = hour * 3600 + minute * 60 + second - leap;
    let utc = day_number(year, month, day) * DAY + local - offset;
    Some(Instant { day: utc.div_euclid(DAY), second: utc.rem_euclid(DAY), nanosecond: nanosecond + leap * SECOND })
}

/// Exactly `digits` digits.
fn number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (head, tail) = rest.split_at_checked(digits)?;
    *rest = tail;
    head.iter().try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + i64::from(digit - b'0')))
}

fn letter(rest: &mut &[u8], one_of: &[u8]) -> Option<()> {
    let (first, tail) = rest.split_first()?;
    if !one_of.contains(first) {
        return None;
    }
    *rest = tail;
    Some(())
}

/// Any number of digits, of which nine count.
fn fraction(rest: &mut &[u8]) -> Option<i64> {
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    if length == 0 {
        return None;
    }
    let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    Some(padded.fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
}

/// Seconds east of Greenwich.
fn offset(rest: &mut &[u8]) -> Option<i64> {
    if letter(rest, b"zZ").is_some() {
        return Some(0);
    }
    let minus = "\u{2212}".as_bytes();
    let sign = if let Some(tail) = rest.strip_prefix(minus) {
        *rest = tail;
        -1
    } else if letter(rest, b"-").is_some() {
        -1
    } else {
        letter(rest, b"+")?;
        1
    };
    let hours = number(rest, 2)?;
    letter(rest, b":")?;
    let minutes = number(rest, 2)?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn day_exists(year: i64, month: i64, day: i64) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// Days since an arbitrary day, in the proleptic Gregorian calendar; months count from March, so that the leap day is
/// the last of its year.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(start: &str, end: &str) -> Option<i64> {
        Some(whole_days(instant(start)?, instant(end)?))
    }

    #[test]
    fn whole_days_are_truncated_toward_zero() {
        assert_eq!(days("2021-01-01T00:00:00Z", "2021-01-15T23:00:00Z"), Some(14));
        assert_eq!(days("2021-01-15T23:00:00Z", "2021-01-01T00:00:00Z"), Some(-14));
        assert_eq!(days("2021-01-02T00:00:00.000000001Z", "2021-01-01T00:00:00Z"), Some(-1));
        assert_eq!(days("2021-01-02T00:00:00Z", "2021-01-01T00:00:00.5Z"), Some(0));
        assert_eq!(days("2020-02-28T00:00:00+05:00", "2020-03-01 00:00:00-05:00"), Some(2));
        assert_eq!(days("0000-02-29T00:00:00Z", "9999-12-31T00:00:00Z"), Some(3_652_365));
    }

    #[test]
    fn what_is_no_instant_to_cardinal_is_none_here() {
        for text in [
            "2021-11-01",
            "2021-11-01T10:00:00",
            "2021-11-01T24:00:00Z",
            "2021-02-29T00:00:00Z",
            "",
            "é",
            "2021-11-01T10:00Z",
            "2021-11-01T10:00:00.Z",
            "2021-11-01T10:00:00+0500",
            "2021-11-01T10:00:00Z ",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
        assert!(instant("2021-11-01t10:00:60.1234567891z").is_some());
        assert!(instant("2021-11-01 10:00:00\u{2212}05:00").is_some());
    }
}
