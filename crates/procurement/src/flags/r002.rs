//! # What it finds
//! Estimated values of a buyer that stand just below the value from which the law asks for an open procedure, more often
//! than just above it.
//! # Why it matters
//! A value a little below the threshold avoids competition. One such value is chance; many at the same buyer may be a habit.
//! # Formula
//!     T = the threshold of `[thresholds] open` that names most of country, category and date, in the value's currency where
//!         there is one in it; else v is brought into its currency by rates of the day on which the process began
//!     below = processes with T(1 − delta) <= v < T,  above = processes with T <= v < T(1 + delta)
//!     p = P(X >= below), X binomial with below + above trials at 1/2
//!     flagged when below >= least and p < p_max; value = p
//! # Exclusions
//! Cancelled and excluded processes, values that are no price, values in another currency than the threshold's without
//! rates. A buyer for none of whose values a threshold holds is `no_threshold`, or `mixed_currency` where rates do not reach
//! the day or the currency of some; one without values near it is `none`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R002; the exact test is ours.

use super::closed;
use super::coin::heads_at_least;
use super::threshold::{beside, price};
use crate::compare::binomial::benjamini_hochberg;
use crate::compare::rates::{Unknown, weightier};
use crate::compare::subjects::{Sorted, Subjects};
use crate::compare::{count, number};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R002",
    of: &[Subject::Buyer],
    source: include_str!("r002.rs"),
    build: |setup| {
        let rule =
            Rule { delta: number(setup, "delta")?, least: count(setup, "least")?, p_max: number(setup, "p_max")? };
        Ok(erase(Thresholds(rule)))
    },
};

struct Thresholds(Rule);

#[derive(Clone, Copy)]
struct Rule {
    delta: f64,
    least: u64,
    p_max: f64,
}

/// What is kept of a buyer.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Near {
    /// Processes that count.
    open: u64,
    /// Why another does not.
    closed: Option<Unknown>,
    valued: u64,
    judged: u64,
    /// Values that no rates bring into the currency of a threshold.
    apart: u64,
    below: u64,
    above: u64,
    /// Those below or above whose value came into the currency by rates.
    converted: u64,
}

impl Flag for Thresholds {
    type State = Subjects<Near>;

    fn observe(&self, state: &mut Self::State, facts: &Facts<'_>) -> Observed {
        let Some(buyer) = facts.buyer_name() else { return Observed::Nothing };
        let near = state.of(buyer);
        match closed(facts) {
            None => self.look(near, facts),
            Some(reason) => near.closed = weightier(near.closed, Some(Unknown::Closed(reason))),
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Self::State, other: Self::State) {
        into.merge(other, |own, near| {
            own.open += near.open;
            own.closed = weightier(own.closed, near.closed);
            own.valued += near.valued;
            own.judged += near.judged;
            own.apart += near.apart;
            own.below += near.below;
            own.above += near.above;
            own.converted += near.converted;
        });
    }

    fn finish(&self, state: Self::State) -> Box<dyn Judge> {
        Box::new(Judged { rule: self.0, buyers: state.sorted() })
    }
}

impl Thresholds {
    fn look(&self, near: &mut Near, facts: &Facts<'_>) {
        near.open += 1;
        let Some((value, currency)) = price(facts, &facts.process.tender.value) else { return };
        near.valued += 1;
        let (value, threshold) = match beside(facts, &facts.settings.thresholds, value, currency) {
            Ok((value, threshold)) => (value, threshold.amount),
            Err(reason) => {
                near.apart += u64::from(reason == "mixed_currency");
                return;
            }
        };
        near.judged += 1;
        // Thousandths of a thousandth are finer than any share a person writes.
        let (share, threshold) = ((self.0.delta * 1e6).round() as i128, threshold.millionths());
        let width = threshold / 1_000_000 * share + threshold % 1_000_000 * share / 1_000_000;
        let distance = value.amount.millionths() - threshold;
        near.below += u64::from((-width..0).contains(&distance));
        near.above += u64::from((0..width).contains(&distance));
        near.converted += u64::from(value.day.is_some() && (-width..width).contains(&distance));
    }
}

struct Judged {
    rule: Rule,
    buyers: Sorted<Near>,
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let p = |near: &Near| heads_at_least(near.below + near.above, near.below);
        let all = || self.buyers.iter().map(|(_, near)| near);
        let tested: Vec<f64> = all().filter(|near| near.below + near.above > 0).map(p).collect();
        let mut adjusted = benjamini_hochberg(&tested).into_iter();
        let rows = self.buyers.iter().map(move |(buyer, near)| {
            let outcome = match near {
                Near { open: 0, closed: Some(why), .. } => (*why).into(),
                Near { valued: 0, .. } => Outcome::missing("tender/value/amount"),
                Near { judged: 0, apart: 1.., .. } => Outcome::insufficient("mixed_currency"),
                Near { judged: 0, .. } => Outcome::insufficient("no_threshold"),
                Near { below: 0, above: 0, .. } => Outcome::not_applicable("none"),
                _ => {
                    let p = heads_at_least(near.below + near.above, near.below);
                    let evidence = Evidence::default().with("below", near.below).with("above", near.above);
                    let evidence = match near.converted {
                        0 => evidence,
                        some => evidence.with("converted by rates", some),
                    };
                    let evidence = evidence.with("delta", self.rule.delta).with("q", adjusted.next().unwrap_or(1.0));
                    Outcome::flagged_if(near.below >= self.rule.least && p < self.rule.p_max).value(p).on(evidence)
                }
            };
            Row { subject_type: Subject::Buyer, subject: buyer.as_ref().to_owned(), outcome }
        });
        Box::new(rows)
    }

    fn notes(&self) -> BTreeMap<String, serde_json::Value> {
        let judged: u64 = self.buyers.iter().map(|(_, near)| near.judged).sum();
        BTreeMap::from([("values_with_threshold".to_owned(), judged.into())])
    }
}
