//! Lengths of texts among the peers of other flags: class of items, procedure, year and region. A text far longer than
//! theirs is what a flag looks for; why it is long, only a reader can say.

use crate::compare::fences::{Fences, Kind};
use crate::compare::peers::{Peers, Summaries};
use crate::compare::{count, fence};
use crate::flag::{Calibration, Judge, Outcome, Setup};
use probity_core::State;
use probity_core::parameter::ParameterError;
use serde_json::{Value, json};
use std::collections::BTreeMap;

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
        Lengths(peers.summarise(self.n_min, |sorted| Fences::of(self.fence, sorted)))
    }
}

/// Characters of a text without what surrounds it.
pub(super) fn characters(text: &str) -> u64 {
    u64::try_from(text.trim().chars().count()).unwrap_or(u64::MAX)
}

/// Flags rows whose value is above the upper fence of their peers. What is flagged stays so; what is insufficient for a
/// reason of its own stays so unless the text is too long.
pub(super) struct Lengths(Summaries<Fences>);

impl Judge for Lengths {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        if row.state == State::Flagged {
            return row;
        }
        let undecided = row.state == State::Insufficient;
        let Some(peer) = self.0.find(key) else {
            let reason = if undecided { row.reason } else { self.0.too_few().into() };
            return Outcome::insufficient(reason).on(row.evidence);
        };
        let long = row.value.is_some_and(|length| length > peer.summary.upper);
        if undecided && !long {
            return Outcome { value: None, ..row };
        }
        let evidence = peer.evidence(row.evidence, |own| peer.summary.high_evidence(own));
        Outcome { evidence, value: row.value, ..Outcome::flagged_if(long) }
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        self.0.named().map(|(name, n, fences)| (name, json!({ "n": n, "fences": fences.notes() }))).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.0.calibration(Fences::numbers))
    }
}
