//! Lengths of texts among peers: the same kind of purchase in the same year. A text far longer than theirs is what a flag
//! looks for; why it is long, only a reader can say.

use crate::compare::fences::{Fences, Kind};
use crate::compare::peers::{Group, Peers, Summaries};
use crate::compare::{count, fence};
use crate::facts::Facts;
use crate::flag::{Judge, Outcome, Setup};
use probity_core::State;
use probity_core::parameter::ParameterError;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What makes peers.
const PARTS: [&str; 2] = ["category", "year"];

/// How lengths are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    fence: Kind,
    n_min: u64,
}

impl Rule {
    /// The parameters `fence` and `n_min`.
    pub fn new(setup: &Setup<'_>) -> Result<Self, ParameterError> {
        Ok(Self { fence: fence(setup, "fence")?, n_min: count(setup, "n_min")? })
    }

    /// The judge of rows whose value is a length.
    pub fn judge(self, peers: Peers) -> Lengths {
        Lengths(peers.summarise(self.n_min, |sorted| Fences::of(self.fence, sorted)).called(&PARTS))
    }
}

/// Characters of a text without what surrounds it.
pub(super) fn characters(text: &str) -> u64 {
    u64::try_from(text.trim().chars().count()).unwrap_or(u64::MAX)
}

/// The peers of a process: its category and year.
pub(super) fn group(facts: &Facts<'_>) -> Group {
    let category = facts.process.tender.main_procurement_category.text();
    let year = facts.year().map(|year| year.to_string()).unwrap_or_default();
    Group::of_parts(&[if category.is_empty() { "(no category)" } else { category }, &year])
}

/// Flags rows whose value is above the upper fence of their peers; what is flagged stays so.
pub(super) struct Lengths(Summaries<Fences>);

impl Judge for Lengths {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        if row.state == State::Flagged {
            return row;
        }
        let Some(peer) = self.0.find(key) else {
            return Outcome::insufficient(self.0.too_few()).on(row.evidence);
        };
        let long = row.value.is_some_and(|length| length > peer.summary.upper);
        let evidence = peer.summary.high_evidence(peer.evidence(row.evidence));
        Outcome { evidence, value: row.value, ..Outcome::flagged_if(long) }
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        self.0.named().map(|(name, n, fences)| (name, json!({ "n": n, "fences": fences.notes() }))).collect()
    }
}
