//! # What it finds
//! A buyer who uses direct and limited procedures far more often than others who buy the same things.
//! # Why it matters
//! Every single direct award may have its reason; a habit of them keeps competition out.
//! # Formula
//!     k = processes with procurementMethod limited or direct, n = processes with a procurementMethod
//!     rate = mean of the rates of the buyer's markets, each weighted with its number of processes
//!     p = P(X >= k) for n trials at that rate; flagged when p, adjusted over all buyers tested, is below 0.01
//!     The share by value is given beside it, over processes with a tender value: of one currency, or in the base currency of
//!     the rates at the days on which the processes began; without rates that reach all of them a currency at a time.
//! # Exclusions
//! Buyers with fewer than 20 processes; cancelled and excluded processes. A market with fewer than 30 processes is judged by
//! the rate of all.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R013; Benjamini and Hochberg (1995); the test is
//! ours. A sum of trials with different rates varies less than the binomial, so that the test errs on the quiet side.

use super::awarded::in_base;
use super::fenced::Judged;
use super::gate::closed;
use super::threshold::price;
use crate::compare::names::Names;
use crate::compare::rates::{Count, Tail, Tally, Test, Unknown};
use crate::compare::{count, markets, number, words};
use crate::facts::Facts;
use crate::facts::rates::Rates;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Subject, erase};
use crate::process::amount::Amount;
use serde::{Deserialize, Serialize};
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
            base: setup.settings.rates.as_ref().map(Rates::base).unwrap_or_default().to_owned(),
        }))
    },
};

struct Habit {
    closed: Vec<String>,
    least: u64,
    n_min: u64,
    alpha: f64,
    /// The base currency of the rates; empty without rates.
    base: String,
}

/// Counts of processes, and exact sums of their values in millionths: without competition, and all; by buyer and currency.
#[derive(Default, Serialize, Deserialize)]
struct Seen {
    counts: Tally,
    values: Names<Spent>,
}

/// Exact sums of values in millionths: without competition, and all.
type Sums = (i128, i128);

/// What a buyer meant to spend.
#[derive(Default, Serialize, Deserialize)]
struct Spent {
    by_currency: BTreeMap<String, Sums>,
    /// All of it in the base currency of the rates.
    in_base: Sums,
    /// Values that no rates bring into it.
    apart: u64,
}

fn add(sums: &mut Sums, (closed, all): Sums) {
    *sums = (sums.0 + closed, sums.1 + all);
}

impl Spent {
    fn take(&mut self, facts: &Facts<'_>, (value, currency): (Amount, &str), is_closed: bool) {
        let sums = |value: i128| (if is_closed { value } else { 0 }, value);
        match self.by_currency.get_mut(currency) {
            Some(own) => add(own, sums(value.millionths())),
            None => {
                self.by_currency.insert(currency.to_owned(), sums(value.millionths()));
            }
        }
        match in_base(facts, (value, currency), None) {
            Some(converted) => add(&mut self.in_base, sums(converted.amount.millionths())),
            None => self.apart += 1,
        }
    }

    fn merge(&mut self, other: Self) {
        for (currency, sums) in other.by_currency {
            add(self.by_currency.entry(currency).or_default(), sums);
        }
        add(&mut self.in_base, other.in_base);
        self.apart += other.apart;
    }

    /// The share without competition, beside the evidence there is.
    fn shares(&self, base: &str, mut evidence: Evidence) -> Evidence {
        let share = |(closed, all): Sums| closed as f64 / all as f64;
        if self.by_currency.len() > 1 && self.apart == 0 {
            let currencies: Vec<&str> = self.by_currency.keys().map(String::as_str).collect();
            evidence = evidence.with("converted by rates from", currencies.join("+"));
            return by_value(evidence, base, share(self.in_base));
        }
        for (currency, sums) in &self.by_currency {
            evidence = by_value(evidence, currency, share(*sums));
        }
        evidence
    }
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
        if let Some(value) = price(facts, &tender.value) {
            state.values.of(buyer).take(facts, value, is_closed);
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Seen, other: Seen) {
        into.counts.merge(other.counts);
        into.values.merge(other.values, Spent::merge);
    }

    fn finish(&self, state: Seen) -> Box<dyn Judge> {
        let test = Test {
            of: Subject::Buyer,
            tail: Tail::High,
            least: self.least,
            market_least: self.n_min,
            alpha: self.alpha,
            least_rate: 0.0,
            trials: "processes",
            successes: "without competition",
        };
        let (mut rows, notes) = state.counts.test(&test);
        for row in rows.iter_mut().filter(|row| row.outcome.value.is_some()) {
            let Some(spent) = state.values.get(&row.subject) else { continue };
            row.outcome.evidence = spent.shares(&self.base, std::mem::take(&mut row.outcome.evidence));
        }
        Box::new(Judged::from((rows, notes)))
    }
}

fn by_value(evidence: Evidence, currency: &str, share: f64) -> Evidence {
    evidence
        .with(format_args!("share by value in {}", if currency.is_empty() { "no currency" } else { currency }), share)
}
