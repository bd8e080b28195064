//! # What it finds
//! A buyer who uses direct and limited procedures far more often than others who buy the same things.
//! # Why it matters
//! Every single direct award may have its reason; a habit of them keeps competition out.
//! # Formula
//!     k = processes with procurementMethod limited or direct, n = processes with a procurementMethod
//!     rate = mean of the rates of the buyer's markets, each weighted with its number of processes
//!     p = P(X >= k) for n trials at that rate; flagged when p, adjusted over all buyers tested, is below 0.01
//!     The share by value is given beside it: a currency at a time, over processes with a tender value.
//! # Exclusions
//! Buyers with fewer than 20 processes; cancelled and excluded processes. A market with fewer than 30 processes is judged by
//! the rate of all.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R013; Benjamini and Hochberg (1995); the test is
//! ours. A sum of trials with different rates varies less than the binomial, so that the test errs on the quiet side.

use super::fenced::Judged;
use super::gate::closed;
use crate::compare::names::Names;
use crate::compare::rates::{Count, Tail, Tally, Test, Unknown};
use crate::compare::{count, markets, number, words};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Subject, erase};
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R013",
    of: &[Subject::Buyer],
    source: include_str!("r013.rs"),
    build: |setup| {
        Ok(erase(Habit {
            closed: words(setup, "non_competitive")?,
            least: count(setup, "min_processes")?,
            n_min: count(setup, "n_min")?,
            alpha: number(setup, "alpha")?,
        }))
    },
};

struct Habit {
    closed: Vec<String>,
    least: u64,
    n_min: u64,
    alpha: f64,
}

/// Counts of processes, and exact sums of their values in millionths: without competition, and all; by buyer and currency.
#[derive(Default)]
struct Seen {
    counts: Tally,
    values: Names<BTreeMap<String, (i128, i128)>>,
}

impl Flag for Habit {
    type State = Seen;

    fn observe(&self, state: &mut Seen, facts: &Facts<'_>) -> Observed {
        let (Some(buyer), Some(name)) = (facts.buyer(), facts.buyer_name()) else { return Observed::Nothing };
        let tender = &facts.process.tender;
        if let Some(reason) = closed(facts) {
            state.counts.add(name, "", Err(Unknown::Closed(reason)));
            return Observed::Nothing;
        }
        let Some(method) = tender.procurement_method.get() else {
            state.counts.add(name, "", Err(Unknown::Missing("tender/procurementMethod")));
            return Observed::Nothing;
        };
        let is_closed = self.closed.iter().any(|closed| closed == method.as_ref());
        let market = markets::class(facts).unwrap_or_default();
        state.counts.add(name, market, Ok(Count { n: 1, k: u64::from(is_closed) }));
        if let Some(value) = tender.value.amount.get().and_then(|amount| facts.settings.price(*amount)) {
            let own = state.values.of(buyer).entry(tender.value.currency.text().to_owned()).or_default();
            own.0 += if is_closed { value.millionths() } else { 0 };
            own.1 += value.millionths();
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Seen, other: Seen) {
        into.counts.merge(other.counts);
        into.values.merge(other.values, |own, currencies| {
            for (currency, (closed, all)) in currencies {
                let own = own.entry(currency).or_default();
                *own = (own.0 + closed, own.1 + all);
            }
        });
    }

    fn finish(&self, state: Seen) -> Box<dyn Judge> {
        let test = Test {
            of: Subject::Buyer,
            tail: Tail::High,
            least: self.least,
            market_least: self.n_min,
            alpha: self.alpha,
            trials: "processes",
            successes: "without competition",
        };
        let (mut rows, notes) = state.counts.test(&test);
        for row in rows.iter_mut().filter(|row| row.outcome.value.is_some()) {
            for (currency, (closed, all)) in state.values.get(&row.subject).into_iter().flatten() {
                let evidence = std::mem::take(&mut row.outcome.evidence);
                row.outcome.evidence = by_value(evidence, currency, *closed as f64 / *all as f64);
            }
        }
        Box::new(Judged::from((rows, notes)))
    }
}

fn by_value(evidence: Evidence, currency: &str, share: f64) -> Evidence {
    evidence
        .with(format_args!("share by value in {}", if currency.is_empty() { "no currency" } else { currency }), share)
}
