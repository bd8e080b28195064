//! Which release a file is: registered releases are known by their SHA-256, so that an altered copy under the same
//! name is named as such. Also how long after its last period a file was released.

use super::Subject;
use super::families::of_total;
use crate::cube::{Dimension, Period};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// A release that somebody registered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The layout.
    pub layout: String,
    /// The day of release.
    pub release: String,
    /// What it is.
    pub title: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
    /// How it is known that this is what the publisher released.
    pub source: String,
    /// Whether a second party recorded the same bytes.
    pub verified: bool,
}

/// The registered releases.
pub fn releases() -> &'static [Release] {
    static RELEASES: OnceLock<Vec<Release>> = OnceLock::new();
    // Part of the program, read by a test.
    RELEASES.get_or_init(|| serde_json::from_str(include_str!("../../data/releases.json")).unwrap_or_default())
}

/// What a file is beside the registered releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// These are the bytes of this release.
    Registered(&'static Release),
    /// It says that it is this release and has other bytes.
    AlteredCopy(&'static Release),
    /// No release like it is registered.
    NotRegistered,
}

/// Where a file stands, by its digest, and by the layout and day of release it names.
pub fn standing(layout: &str, release: Option<&str>, sha256: &str) -> Standing {
    let same = releases().iter().find(|known| known.sha256 == sha256);
    let dated = releases().iter().find(|known| known.layout == layout && Some(known.release.as_str()) == release);
    match (same, dated) {
        (Some(known), _) => Standing::Registered(known),
        (None, Some(known)) => Standing::AlteredCopy(known),
        (None, None) => Standing::NotRegistered,
    }
}

/// Whether the file is a registered release, an altered copy of one, or unknown.
pub(super) fn registered(subject: &Subject<'_>) -> Value {
    let (verdict, release) = match standing(subject.layout, subject.release, subject.sha256) {
        Standing::Registered(release) => ("registered", Some(release)),
        Standing::AlteredCopy(release) => ("altered_copy", Some(release)),
        Standing::NotRegistered => ("not_registered", None),
    };
    json!({
        "sha256": subject.sha256,
        "verdict": verdict,
        "release": release.map(|release| json!({
            "title": release.title,
            "release": release.release,
            "sha256": release.sha256,
            "verified": release.verified,
        })),
    })
}

/// Days from the end of the last period with a value to the release.
pub(super) fn timeliness(subject: &Subject<'_>) -> Value {
    let periods = subject.observations.iter().filter(|one| of_total(subject.layout, one) && one.value.is_some());
    let last = periods
        .filter_map(|one| one.key.code(Dimension::TimePeriod).parse::<Period>().ok().map(Period::last_day))
        .max();
    let days = match (&last, subject.release.and_then(day)) {
        (Some(last), Some(release)) => day(last).map(|last| release - last),
        _ => None,
    };
    json!({ "last_day": last, "release": subject.release, "days": days })
}

/// Days since 1970-01-01 of a date written `YYYY-MM-DD` (proleptic Gregorian calendar).
fn day(date: &str) -> Option<i64> {
    let parts: Vec<i64> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day] = parts[..] else { return None };
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("2024-02-29").zip(day("2024-03-01")).map(|(a, b)| b - a), Some(1));
        assert_eq!(day("2022-12-31").zip(day("2024-05-16")).map(|(a, b)| b - a), Some(502));
    }

    #[test]
    fn the_list_of_releases_is_read() {
        assert!(releases().iter().all(|release| release.sha256.len() == 64));
        assert!(!releases().is_empty());
    }
}
