//! # What it finds
//! A tender whose value is far from the values of comparable tenders.
//! # Why it matters
//! An estimate far too high leaves room for an inflated price; one far too low may serve to stay below a threshold or to
//! keep others away.
//! # Formula
//!     score = |ln v - median(ln v)| / (1.4826 · median(|ln v - median|)) over the peers; flagged when score > 3
//!     peers: same currency and class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! Cancelled tenders; values of nought and placeholders. Where half of the peers have one and the same value there is no
//! spread to measure by, and no answer.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R016; the score is the modified z-score of
//! Iglewicz and Hoaglin (1993) on logarithms, with the usual limit of 3.

use super::gate::gate_all;
use crate::compare::peers::{Group, Peers, Summaries};
use crate::compare::{count, number, quantile};
use crate::facts::Facts;
use crate::flag::{Calibration, Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Makes the median distance of normal values their standard deviation.
const NORMAL: f64 = 1.4826;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R016",
    of: &[Subject::Process],
    source: include_str!("r016.rs"),
    build: |setup| Ok(erase(ValueOutlier { limit: number(setup, "threshold")?, n_min: count(setup, "n_min")? })),
};

struct ValueOutlier {
    limit: f64,
    n_min: u64,
}

impl Flag for ValueOutlier {
    type State = Peers;

    fn observe(&self, state: &mut Peers, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        let money = &facts.process.tender.value;
        let Some(value) = money.amount.get().and_then(|amount| facts.settings.price(*amount)) else {
            return Outcome::insufficient(money.amount.lack("tender/value/amount")).into();
        };
        if !money.currency.is_there() {
            return Outcome::insufficient(money.currency.lack("tender/value/currency")).into();
        }
        match Group::within(facts, money.currency.text()) {
            Ok(group) => {
                let log = libm::log(value.to_f64());
                state.add(&group, log);
                let evidence = Evidence::at("/tender/value/amount", value);
                Observed::Pending(group.key().to_owned(), Outcome::clear().value(log).on(evidence))
            }
            Err(reason) => Outcome::insufficient(reason).into(),
        }
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, state: Peers) -> Box<dyn Judge> {
        Box::new(Verdict {
            limit: self.limit,
            peers: state.summarise(self.n_min, |sorted| Spread::of(sorted, self.limit)),
        })
    }
}

/// The middle and the spread of logarithms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    /// Their median.
    pub median: f64,
    /// Their median distance from it, in standard deviations of normal values.
    pub scale: f64,
    /// Which part of them is further from it than the limit.
    pub beyond: f64,
}

impl Spread {
    /// Of values in ascending order, of which those further than `limit` standard deviations from the middle are odd.
    pub fn of(sorted: &[f64], limit: f64) -> Option<Self> {
        let median = quantile::median(sorted)?;
        let own = Self { median, scale: NORMAL * quantile::median_distance(sorted, median)?, beyond: 0.0 };
        let is_odd = |value: &&f64| own.score(**value).is_some_and(|score| score > limit);
        Some(Self { beyond: sorted.iter().filter(is_odd).count() as f64 / sorted.len() as f64, ..own })
    }

    /// How many standard deviations a value is from the middle; `None` without spread.
    pub fn score(&self, value: f64) -> Option<f64> {
        (self.scale > 0.0).then(|| (value - self.median).abs() / self.scale)
    }

    /// What decides how far a value is from the middle.
    pub fn numbers(&self) -> Vec<f64> {
        vec![self.median, self.scale]
    }

    /// The median in the unit of the values, to ten digits: the last ones are lost on the way through the logarithm.
    pub fn middle(&self) -> f64 {
        let value = libm::exp(self.median);
        format!("{value:.9e}").parse().unwrap_or(value)
    }

    /// For evidence: the median in the unit of the values.
    pub fn evidence(&self, evidence: Evidence, limit: f64) -> Evidence {
        evidence
            .with("median", self.middle())
            .with("spread of logarithms", self.scale)
            .with("limit", limit)
            .with("base rate", self.beyond)
    }
}

struct Verdict {
    limit: f64,
    peers: Summaries<Spread>,
}

impl Judge for Verdict {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let Some(peer) = self.peers.find(key) else {
            return Outcome::insufficient(self.peers.too_few()).on(row.evidence);
        };
        let evidence = peer.evidence(row.evidence, |own| peer.summary.evidence(own, self.limit));
        match peer.summary.score(row.value.unwrap_or_default()) {
            Some(score) => Outcome::flagged_if(score > self.limit).value(score).on(evidence),
            None => Outcome::insufficient("no_spread").on(evidence),
        }
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        let shown = |(name, n, spread): (String, usize, &Spread)| {
            (name, json!({ "n": n, "median": spread.middle(), "spread_of_logarithms": spread.scale }))
        };
        self.peers.named().map(shown).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.peers.calibration(Spread::numbers).relative())
    }
}
