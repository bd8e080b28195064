//! Rows of processes whose number is judged by the upper fence of their peers, and rows that are worked out at the end:
//! what several flags about periods, bids and shares have in common.

use crate::compare::Compared;
use crate::compare::fences::{Fences, Kind};
use crate::compare::peers::{Group, Peers, Summaries};
use crate::compare::shares::against;
use crate::facts::Facts;
use crate::flag::{Calibration, Evidence, Judge, Observed, Outcome, Row, Rows};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The row of a number that waits until its peers are known.
pub(super) fn among_peers(peers: &mut Peers, facts: &Facts<'_>, value: f64, evidence: Evidence) -> Observed {
    match Group::of(facts) {
        Ok(group) => {
            peers.add(group, value);
            Observed::Pending(group.key().to_owned(), Outcome::clear().value(value).on(evidence))
        }
        Err(reason) => Outcome::insufficient(reason).on(evidence).into(),
    }
}

/// How a number is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub fence: Kind,
    pub n_min: u64,
    pub threshold: Option<f64>,
}

impl Rule {
    /// The row of a number: at once where a threshold is set, else when the peers are known.
    pub fn observe(&self, peers: &mut Peers, facts: &Facts<'_>, value: f64, evidence: Evidence) -> Observed {
        if let Some(threshold) = self.threshold {
            let evidence = evidence.with("threshold", threshold);
            return Outcome::flagged_if(value >= threshold).value(value).on(evidence).into();
        }
        among_peers(peers, facts, value, evidence)
    }

    /// The judge of such rows.
    pub fn judge(&self, peers: Peers) -> High {
        High(peers.summarise(self.n_min, |sorted| Fences::of(self.fence, sorted)))
    }
}

/// Flags numbers at or above the upper fence of their peers.
#[derive(Debug)]
pub(super) struct High(Summaries<Fences>);

impl Judge for High {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let Some(peer) = self.0.find(key) else {
            return Outcome::insufficient(self.0.too_few()).on(row.evidence);
        };
        Outcome {
            parties: row.parties,
            ..against(peer.summary, row.value.unwrap_or_default(), peer.evidence(row.evidence, |own| own))
        }
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        self.0.named().map(|(name, n, fences)| (name, json!({ "n": n, "fences": fences.notes() }))).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.0.calibration(Fences::numbers))
    }
}

/// Rows and numbers worked out at the end.
#[derive(Debug)]
pub(super) struct Judged {
    rows: Vec<Row>,
    compared: Compared,
}

impl From<(Vec<Row>, Compared)> for Judged {
    fn from((rows, compared): (Vec<Row>, Compared)) -> Self {
        Self { rows, compared }
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        Box::new(self.rows.iter().cloned())
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        BTreeMap::from([("compared_with".to_owned(), self.compared.notes.clone())])
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(Calibration::of(self.compared.numbers.iter().cloned()))
    }
}
