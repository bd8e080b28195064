//! What leaves the site for other programs: news feeds, a calendar, embeds, citations, the press kit. Every text is
//! made from data and the address the reader used; no clock is asked, so the same data give the same bytes.

pub mod atom;
pub mod cite;
pub mod ics;
pub mod json;
pub mod oembed;
pub mod press;

use crate::locale::Day;
use probity_core::Language;

/// The year in the names of feed entries (RFC 4151): the authority is the publisher's since then. It never changes,
/// because a reader's program takes an entry with another name for another entry.
const TAG_YEAR: &str = "2026";

/// Who speaks, to whom, from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel<'a> {
    /// The site's address without trailing slash.
    pub base: &'a str,
    /// The language of the feed.
    pub language: Language,
    /// The feed's title.
    pub title: String,
    /// Who publishes.
    pub author: &'a str,
    /// The host name that the names of entries are made from.
    pub authority: &'a str,
    /// The feed's own path from the root, without leading slash.
    pub path: String,
    /// The page the feed stands for, as a path from the root, without leading slash.
    pub page: String,
}

/// News.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// A name that never changes, unique in the observatory: letters, digits, `-`, `.`, `_` and `/`.
    pub key: String,
    /// The day it was published.
    pub published: Day,
    /// The day its content last changed.
    pub updated: Day,
    /// The headline.
    pub title: String,
    /// What happened, in plain words.
    pub text: String,
    /// The page it leads to, as an encoded path from the root, without leading slash.
    pub page: String,
}

impl Channel<'_> {
    /// The name of the feed itself.
    fn id(&self) -> String {
        format!("tag:{},{TAG_YEAR}:{}", self.authority, self.path)
    }

    /// The name of an entry. It is the same in every feed the entry stands in, and another in every language.
    fn entry_id(&self, entry: &Entry) -> String {
        format!("tag:{},{TAG_YEAR}:{}/{}", self.authority, self.language, entry.key)
    }

    /// An absolute address.
    fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }
}

/// A day as the moment it begins, in RFC 3339.
fn instant(day: Day) -> String {
    format!("{day}T00:00:00Z")
}

/// Latest first; entries of one day by their names.
pub fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.key.cmp(&b.key)));
}

/// A text for XML.
fn xml(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A channel and two entries, for the tests of all formats.
    pub(crate) fn sample() -> (Channel<'static>, Vec<Entry>) {
        let channel = Channel {
            base: "http://h.example:81",
            language: Language::Kk,
            title: "Көрсетілім & <жаңалық>".to_owned(),
            author: "Institute",
            authority: "observatory.example",
            path: "kk/feed.atom".to_owned(),
            page: "kk/".to_owned(),
        };
        let entry = |key: &str, day: &str, updated: &str| Entry {
            key: key.to_owned(),
            published: day.parse().unwrap(),
            updated: updated.parse().unwrap(),
            title: format!("Шығарылым «{key}» <b>"),
            text: "Мәтін & сан".to_owned(),
            page: "kk/dataset/cpi".to_owned(),
        };
        let mut entries =
            vec![entry("release/a", "2026-01-29", "2026-01-29"), entry("release/b", "2025-01-29", "2026-02-01")];
        sort(&mut entries);
        (channel, entries)
    }
}
