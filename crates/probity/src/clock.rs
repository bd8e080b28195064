//! The instant at which a command acts: the option, or the system's clock. The program is the only place that reads it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// What counts as now.
#[allow(clippy::disallowed_methods, reason = "the program reads the clock, nothing below it")]
pub fn now(given: Option<Timestamp>) -> Timestamp {
    given.unwrap_or_else(Timestamp::now)
}

/// An instant as people give it: `2024-03-25T09:00:00Z`, or a day, which begins at midnight in UTC.
pub fn instant(text: &str) -> Result<Timestamp, String> {
    let day = |text: &str| text.parse::<Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
    match text.parse::<Timestamp>() {
        Ok(instant) => Ok(instant),
        Err(_) if text.len() == 10 => day(text).map(|zoned| zoned.timestamp()).ok_or_else(|| expected(text)),
        Err(_) => Err(expected(text)),
    }
}

fn expected(text: &str) -> String {
    // An instant that is written as one lies beyond those there are.
    let written = text.get(..19).is_some_and(|local| local.parse::<DateTime>().is_ok());
    let offset = text.get(19..).is_some_and(|rest| rest.contains(['Z', 'z', '+', '-']));
    match written && offset {
        true => format!("`{text}` is not between {} and {}", Timestamp::MIN, Timestamp::MAX),
        false => format!("`{text}` is no instant such as 2024-03-25T09:00:00Z"),
    }
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn an_instant_has_an_offset_and_a_day_begins_at_midnight() {
        assert_eq!(instant("2024-03-25").map(|at| at.to_string()), Ok("2024-03-25T00:00:00Z".to_owned()));
        assert_eq!(
            instant("2024-03-25T09:00:00+05:00").map(|at| at.to_string()),
            Ok("2024-03-25T04:00:00Z".to_owned())
        );
        for wrong in ["2024-02-30", "2024-03-25T09:00:00", "25.03.2024", "now", ""] {
            assert!(instant(wrong).is_err_and(|error| error.contains("is no instant")), "{wrong}");
        }
        assert!(instant("9999-12-31T23:59:59Z").is_err_and(|error| error.contains("is not between")));
    }
}
