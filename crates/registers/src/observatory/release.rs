//! The release calendar of an observatory: what will be published when, what was, and what was called off. It stands
//! in `probity.toml`, because a promise to publish is made by people, not computed from data.

use probity_core::{PartialDate, Text};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Whether a release is still a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReleaseStatus {
    /// It is announced for its day.
    Planned,
    /// It came out on its day.
    Released,
    /// It will not come; the entry stays, so that nobody waits for it.
    Cancelled,
}

/// An entry of the calendar: `[[release]]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Its name, which never changes, even when the day does: subscribers' calendars know the entry by it.
    pub id: String,
    /// The day, `YYYY-MM-DD`.
    pub date: PartialDate,
    /// The data set, by identifier.
    pub dataset: String,
    /// What is released.
    pub title: Text,
    /// Whether it is planned, out or cancelled.
    pub status: ReleaseStatus,
    /// How often the entry was changed; must grow when its day or status does.
    #[serde(default)]
    pub sequence: u32,
    /// The day the entry was last changed; its own day unless given.
    #[serde(default)]
    pub updated: Option<PartialDate>,
}

/// What identifies the observatory to feed readers: `[site]`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Publisher {
    /// A host name the publisher owned when the observatory began; names of feed entries are made from it and never
    /// change, wherever the site moves.
    pub authority: String,
    /// Who publishes; the observatory's name unless given.
    pub author: String,
}

/// What is wrong with a calendar; `None` when nothing is.
pub(super) fn problem(releases: &[Release], publisher: &Publisher) -> Option<String> {
    let mut seen = BTreeSet::new();
    for release in releases {
        let id = &release.id;
        let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        if id.is_empty() || !id.bytes().all(fine) {
            return Some(format!(
                "release `{id}`: an id has letters, digits, `-`, `.` and `_`\nhint: such as \"cpi-2027\""
            ));
        }
        if !seen.insert(id) {
            return Some(format!("release `{id}` is there twice\nhint: give each entry an id of its own"));
        }
        if release.date.day().is_none() || release.updated.is_some_and(|date| date.day().is_none()) {
            return Some(format!("release `{id}`: a date must name the day\nhint: write YYYY-MM-DD"));
        }
    }
    let host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    let authority = &publisher.authority;
    (!authority.bytes().all(host))
        .then(|| format!("site.authority `{authority}` is no host name\nhint: such as \"observatory.example\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(id: &str, date: &str) -> Release {
        let title = Text { en: "a".into(), kk: "b".into(), ru: "c".into() };
        let (date, status) = (date.parse().unwrap(), ReleaseStatus::Planned);
        Release { id: id.into(), date, dataset: "cpi".into(), title, status, sequence: 0, updated: None }
    }

    #[test]
    fn a_calendar_names_each_entry_once_and_each_day_in_full() {
        let none = Publisher::default();
        assert_eq!(problem(&[release("a", "2027-01-31"), release("b", "2027-01-31")], &none), None);
        for (wrong, what) in [
            (vec![release("a", "2027-01-31"), release("a", "2027-02-01")], "twice"),
            (vec![release("a", "2027-01")], "YYYY-MM-DD"),
            (vec![release("", "2027-01-31")], "letters"),
            (vec![release("a b", "2027-01-31")], "letters"),
        ] {
            assert!(problem(&wrong, &none).unwrap().contains(what), "{what}");
        }
        let publisher = Publisher { authority: "a host".into(), author: String::new() };
        assert!(problem(&[], &publisher).unwrap().contains("host name"));
    }
}
