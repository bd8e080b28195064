//! # What it finds
//! A competitive procedure with far fewer bidders than comparable ones have.
//! # Why it matters
//! Where others find many bidders and this buyer finds few, terms, notice or an agreement between firms may be the cause.
//! # Formula
//!     n = bidders, from the same sources and in the same order as R018
//!     flagged when n < 0.5 · median(n of the peers)
//!     or, where `below_mean` is set, instead: when n <= (1 - below_mean) · mean(n of the peers), of the same class and region
//!     peers: same class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! As R018: direct and limited procedures, planned or cancelled tenders, nobody at all. Fewer than 30 peers give no answer.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R019; the half of the median is ours. The
//! Kyrgyz ministry takes 30 % below the mean of class and region: `below_mean = 0.3`.

use super::fenced::among_peers;
use super::r018::number_of_bidders;
use crate::compare::peers::{Group, Peers, Summaries};
use crate::compare::{count, number, optional, quantile, unless_off, words};
use crate::facts::Facts;
use crate::flag::{Calibration, Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
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
            below_mean: unless_off(setup, "below_mean")?,
            threshold: optional(setup, "threshold")?,
        }))
    },
};

struct FewBidders {
    methods: Vec<String>,
    share: f64,
    n_min: u64,
    below_mean: Option<f64>,
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
        if self.below_mean.is_none() {
            return among_peers(state, facts, value, evidence);
        }
        match Group::of_region(facts) {
            Ok(group) => {
                state.add(&group, value);
                Observed::Pending(group.key().to_owned(), Outcome::clear().value(value).on(evidence))
            }
            Err(reason) => Outcome::insufficient(reason).on(evidence).into(),
        }
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, state: Peers) -> Box<dyn Judge> {
        let rule = match self.below_mean {
            Some(below) => Rule::Mean(1.0 - below),
            None => Rule::Median(self.share),
        };
        let peers = state.summarise(self.n_min, |sorted| {
            let middle = rule.middle(sorted)?;
            let few = sorted.iter().filter(|value| rule.is_few(**value, middle)).count();
            Some((middle, few as f64 / sorted.len() as f64))
        });
        let peers = if self.below_mean.is_some() { peers.called(&["class", "region"]) } else { peers };
        Box::new(Verdict { rule, peers })
    }
}

/// What a number of bidders is held against, and which part of it is few.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Less than a part of the median.
    Median(f64),
    /// At most a part of the mean.
    Mean(f64),
}

impl Rule {
    fn middle(self, sorted: &[f64]) -> Option<f64> {
        match self {
            Self::Median(_) => quantile::median(sorted),
            // Whole numbers: their sum is exact.
            Self::Mean(_) => (!sorted.is_empty()).then(|| sorted.iter().sum::<f64>() / sorted.len() as f64),
        }
    }

    fn is_few(self, value: f64, middle: f64) -> bool {
        match self {
            Self::Median(share) => value < share * middle,
            // 7 of 10 are 30 % below, whatever the last digit of 1 − 0.3.
            Self::Mean(share) => value <= share * middle + 1e-9,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Median(_) => "median",
            Self::Mean(_) => "mean",
        }
    }
}

struct Verdict {
    rule: Rule,
    peers: Summaries<(f64, f64)>,
}

impl Judge for Verdict {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let Some(peer) = self.peers.find(key) else {
            return Outcome::insufficient(self.peers.too_few()).on(row.evidence);
        };
        let (middle, rate) = *peer.summary;
        let said = |own: Evidence| own.with(self.rule.name(), middle).with("base rate", rate);
        let evidence = peer.evidence(row.evidence, said);
        let value = row.value.unwrap_or_default();
        Outcome::flagged_if(self.rule.is_few(value, middle)).value(value).on(evidence)
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        let shown = |(name, n, own): (String, usize, &(f64, f64))| {
            (name, json!({ "n": n, (self.rule.name()): own.0, "base_rate": own.1 }))
        };
        self.peers.named().map(shown).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.peers.calibration(|(median, _)| vec![*median]))
    }
}
