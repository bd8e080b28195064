//! Corrections and retractions of an observatory. They are entries of its transparency log; an observatory without a
//! log has none to show.

use super::Context;
use crate::log;
use crate::page::corrections::{Entry, Kind, View};

/// An entry of the log that corrects or retracts a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The data set or package.
    pub dataset: String,
    /// The version that was wrong.
    pub version: String,
    /// What happened to it.
    pub kind: Kind,
    /// Why, as the publisher wrote it.
    pub reason: String,
    /// SHA-256 of the manifest that the entry names.
    pub manifest: String,
    /// Its place in the log.
    pub index: u64,
}

impl Correction {
    /// The corrections and retractions among the entries of a log, which are in the log's order.
    pub fn all(entries: &[log::Entry]) -> Vec<Self> {
        let correction = |(index, entry): (usize, &log::Entry)| {
            let kind = match entry.act.as_ref()? {
                log::Act::Correction { .. } => Kind::Correction,
                log::Act::Retraction { .. } => Kind::Retraction,
            };
            Some(Self {
                day: entry.released_at.clone(),
                dataset: entry.dataset.clone(),
                version: entry.supersedes()?.to_owned(),
                kind,
                reason: entry.reason()?.to_owned(),
                manifest: entry.manifest_sha256.to_string(),
                index: index as u64,
            })
        };
        entries.iter().enumerate().filter_map(correction).collect()
    }
}

/// The view: latest first. An entry whose day is none is left out; the log refuses to take one.
pub fn view(context: Context<'_>) -> View {
    let entry = |correction: &Correction| {
        Some(Entry {
            day: correction.day.parse().ok()?,
            page: context.records.runs.contains_key(&correction.dataset),
            dataset: context.dataset(&correction.dataset),
            version: correction.version.clone(),
            kind: correction.kind,
            reason: correction.reason.clone(),
            manifest: correction.manifest.clone(),
            index: Some(correction.index),
        })
    };
    let mut entries: Vec<Entry> = context.records.corrections.iter().filter_map(entry).collect();
    entries.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| b.index.cmp(&a.index)));
    View { entries }
}
