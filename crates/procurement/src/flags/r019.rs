//! # What it finds
//! A competitive procedure with far fewer bidders than comparable ones have.
//! # Why it matters
//! Where others find many bidders and this buyer finds few, terms, notice or an agreement between firms may be the cause.
//! # Formula
//!     n = bidders, from the same sources and in the same order as R018
//!     flagged when n < 0.5 · median(n of the peers)
//!     peers: same class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! As R018: direct and limited procedures, planned or cancelled tenders, nobody at all. Fewer than 30 peers give no answer.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R019; the half of the median is ours.

use super::fenced::among_peers;
use super::r018::number_of_bidders;
use crate::compare::peers::{Peers, Summaries};
use crate::compare::{count, number, optional, quantile, words};
use crate::facts::Facts;
use crate::flag::{Calibration, Definition, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::flags::gate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R019",
    of: &[Subject::Process],
    source: include_str!("r019.rs"),
    build: |setup| {
        Ok(erase(FewBidders {
            methods: words(setup, "methods")?,
            share: number(setup, "share")?,
            n_min: count(setup, "n_min")?,
            threshold: optional(setup, "threshold")?,
        }))
    },
};

struct FewBidders {
    methods: Vec<String>,
    share: f64,
    n_min: u64,
    threshold: Option<f64>,
}

impl Flag for FewBidders {
    type State = Peers;

    fn observe(&self, state: &mut Peers, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate(facts, &self.methods) {
            return closed.into();
        }
        if matches!(facts.process.tender.status.text(), "planning" | "planned") {
            return Outcome::not_applicable("stage").into();
        }
        let (n, evidence) = match number_of_bidders(facts) {
            Ok((..=0, _)) => return Outcome::not_applicable("none").into(),
            Ok(found) => found,
            Err(reason) => return Outcome::insufficient(reason).into(),
        };
        let value = n as f64;
        if let Some(threshold) = self.threshold {
            let evidence = evidence.with("threshold", threshold);
            return Outcome::flagged_if(value < threshold).value(value).on(evidence).into();
        }
        among_peers(state, facts, value, evidence)
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, state: Peers) -> Box<dyn Judge> {
        let limit = |sorted: &[f64]| {
            let median = quantile::median(sorted)?;
            let below = sorted.iter().filter(|value| **value < self.share * median).count();
            Some((median, below as f64 / sorted.len() as f64))
        };
        Box::new(Verdict { share: self.share, peers: state.summarise(self.n_min, limit) })
    }
}

struct Verdict {
    share: f64,
    peers: Summaries<(f64, f64)>,
}

impl Judge for Verdict {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let Some(peer) = self.peers.find(key) else {
            return Outcome::insufficient(self.peers.too_few()).on(row.evidence);
        };
        let (median, rate) = *peer.summary;
        let evidence = peer.evidence(row.evidence, |own| own.with("median", median).with("base rate", rate));
        let value = row.value.unwrap_or_default();
        Outcome::flagged_if(value < self.share * median).value(value).on(evidence)
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        let shown = |(name, n, own): (String, usize, &(f64, f64))| {
            (name, json!({ "n": n, "median": own.0, "base_rate": own.1 }))
        };
        self.peers.named().map(shown).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.peers.calibration(|(median, _)| vec![*median]))
    }
}
