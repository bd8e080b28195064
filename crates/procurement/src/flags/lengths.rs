//! Lengths of texts among peers: the same kind of purchase in the same year. A text far longer than theirs is what a flag
//! looks for; why it is long, only a reader can say.

use super::fence::{Fences, Peers};
use crate::facts::Facts;
use crate::flag::Outcome;

/// Separates the words of a key; no code of OCDS has it.
const SEPARATOR: char = '\u{1f}';

/// Characters of a text without what surrounds it.
pub(crate) fn characters(text: &str) -> u64 {
    u64::try_from(text.trim().chars().count()).unwrap_or(u64::MAX)
}

/// The peers of a process: its category and year, as the words of a group and as a key for the judge.
pub(crate) fn group(facts: &Facts<'_>) -> (String, String, String) {
    let category = facts.process.tender.main_procurement_category.text();
    let category = if category.is_empty() { "(no category)" } else { category }.to_owned();
    let year = facts.year().map_or_else(|| "(no year)".to_owned(), |year| year.to_string());
    let key = format!("{category}{SEPARATOR}{year}");
    (category, year, key)
}

/// The fences of a key's group.
pub(crate) fn fences(peers: &Peers, key: &str) -> Option<Fences> {
    peers.fences(&key.split(SEPARATOR).collect::<Vec<_>>())
}

/// Decides a row whose value is a length: flagged above the upper fence.
pub(crate) fn judge(peers: &Peers, key: &str, row: Outcome) -> Outcome {
    let Some(fences) = fences(peers, key) else {
        return Outcome { evidence: row.evidence, ..Outcome::insufficient("n<30") };
    };
    let long = row.value.is_some_and(|length| length > fences.upper);
    let evidence = fences.evidence(row.evidence, "upper fence", fences.upper);
    Outcome { evidence, value: row.value, ..Outcome::flagged_if(long) }
}
