//! # What it finds
//! A buyer who disqualifies far more bids than others who buy the same things, and a bidder who is disqualified far more
//! often than others.
//! # Why it matters
//! Disqualification on thin grounds is how an unwanted bid is removed; bids made to be disqualified are how a friend helps.
//! # Formula
//!     k = disqualified bids, n = submitted bids of the buyer, or of the bidder
//!     rate = mean of the rates of its markets, each weighted with its number of bids
//!     p = P(X >= k) for n trials at that rate; flagged when p, adjusted over all buyers (all bidders), is below 0.01
//! # Exclusions
//! Fewer than 10 submitted bids; cancelled and excluded processes. A market with fewer than 30 bids is judged by the rate of
//! all.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R038; Benjamini and Hochberg (1995). The reference
//! implementation compares raw ratios of two bids and more; the test is ours.

use super::early::lack_of_submitted;
use super::gate::closed;
use crate::compare::rates::{Count, Tail, Tally, Test, Unknown};
use crate::compare::{Compared, count, markets, number};
use crate::facts::Facts;
use crate::flag::{Calibration, Definition, Flag, Judge, Observed, Row, Rows, Subject, erase};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R038",
    of: &[Subject::Buyer, Subject::Tenderer],
    source: include_str!("r038.rs"),
    build: |setup| {
        Ok(erase(ManyDisqualified {
            least: count(setup, "min_bids")?,
            n_min: count(setup, "n_min")?,
            alpha: number(setup, "alpha")?,
        }))
    },
};

struct ManyDisqualified {
    least: u64,
    n_min: u64,
    alpha: f64,
}

#[derive(Default, Serialize, Deserialize)]
struct Seen {
    buyers: Tally,
    tenderers: Tally,
}

impl Flag for ManyDisqualified {
    type State = Seen;

    fn observe(&self, state: &mut Seen, facts: &Facts<'_>) -> Observed {
        let closed = closed(facts).map(Unknown::Closed);
        let market = markets::class(facts).unwrap_or_default();
        let is_out = |at: &&usize| facts.bid(**at).is_some_and(|bid| bid.status.text() == "disqualified");
        let lack = lack_of_submitted(facts);
        // How many of some bids were disqualified.
        let count = |bids: &[usize]| match (closed, bids.len() as u64) {
            (Some(closed), _) => Err(closed),
            (None, 0) => Err(Unknown::Missing(lack)),
            (None, n) => Ok(Count { n, k: bids.iter().filter(is_out).count() as u64 }),
        };
        if let Some(buyer) = facts.buyer_name() {
            let all: Vec<usize> = facts.submitted().map(|(at, _)| at).collect();
            state.buyers.add(buyer, market, count(&all));
        }
        for own in facts.participants() {
            state.tenderers.add(own.name, market, count(own.bids));
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Seen, other: Seen) {
        into.buyers.merge(other.buyers);
        into.tenderers.merge(other.tenderers);
    }

    fn finish(&self, state: Seen) -> Box<dyn Judge> {
        let test = |of: Subject| Test {
            of,
            tail: Tail::High,
            least: self.least,
            market_least: self.n_min,
            alpha: self.alpha,
            least_rate: 0.0,
            trials: "submitted bids",
            successes: "disqualified",
        };
        let (mut rows, of_buyers) = state.buyers.test(&test(Subject::Buyer));
        let (rows_of_tenderers, of_tenderers) = state.tenderers.test(&test(Subject::Tenderer));
        rows.extend(rows_of_tenderers);
        Box::new(Verdict { rows, of_buyers, of_tenderers })
    }
}

struct Verdict {
    rows: Vec<Row>,
    of_buyers: Compared,
    of_tenderers: Compared,
}

impl Judge for Verdict {
    fn rows(&self) -> Rows<'_> {
        Box::new(self.rows.iter().cloned())
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        let both = [("buyers", &self.of_buyers), ("tenderers", &self.of_tenderers)];
        both.into_iter().map(|(name, compared)| (name.to_owned(), compared.notes.clone())).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(Calibration::of(self.of_buyers.named("buyers")).and(self.of_tenderers.named("tenderers")))
    }
}
