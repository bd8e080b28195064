//! # What it finds
//! A supplier whose first award from a buyer is small and whose later ones are far larger.
//! # Why it matters
//! A small purchase can be a way in: large ones follow without a new look at the supplier. New firms also grow.
//! # Formula
//!     awards of the pair in the order of their dates, v1 the first, m the mean of the later
//!     flagged when v1 < first_share · m and the largest later > later_factor · v1; value = v1 / m
//! # Exclusions
//! Awards of cancelled and excluded processes. Pairs with fewer than min_awards awards are `n<min`; awards without a date
//! or a value make the pair insufficient when too few others are left, several currencies always.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R052; the numbers follow public implementations.

use super::awarded::{Pair, pairs};
use crate::compare::subjects::{Sorted, Subjects};
use crate::compare::{count, number};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::network::roster::{Roster, renumbered};
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R052",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r052.rs"),
    build: |setup| {
        Ok(erase(SmallThenLarge(Rule {
            least: count(setup, "min_awards")?,
            share: number(setup, "first_share")?,
            factor: number(setup, "later_factor")?,
        })))
    },
};

struct SmallThenLarge(Rule);

#[derive(Clone, Copy)]
struct Rule {
    least: u64,
    share: f64,
    factor: f64,
}

/// An award: its local time, its value in millionths, the number of its currency.
type Bought = (Option<i64>, Option<(i128, u32)>);

/// Awards by buyer and supplier.
#[derive(Default)]
struct Pairs {
    currencies: Roster,
    awards: Subjects<Vec<Bought>>,
}

impl Flag for SmallThenLarge {
    type State = Pairs;

    fn observe(&self, state: &mut Pairs, facts: &Facts<'_>) -> Observed {
        for Pair { name, award, .. } in pairs(facts) {
            let value = award.value.map(|(value, currency)| (value.millionths(), state.currencies.number(currency)));
            let awards = state.awards.of(name);
            // Most pairs never get a second award.
            awards.reserve_exact(usize::from(awards.is_empty()));
            awards.push((award.date.map(|date| date.local), value));
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Pairs, mut other: Pairs) {
        let numbers = into.currencies.merge(&other.currencies);
        for (_, currency) in other.awards.values_mut().flatten().filter_map(|(_, value)| value.as_mut()) {
            *currency = renumbered(&numbers, *currency);
        }
        into.awards.merge(other.awards, |own, awards| own.extend(awards));
    }

    fn finish(&self, state: Pairs) -> Box<dyn Judge> {
        Box::new(Judged(self.0, state.awards.sorted()))
    }
}

struct Judged(Rule, Sorted<Vec<Bought>>);

impl Judged {
    fn look(&self, awards: &[Bought]) -> Outcome {
        let enough = |n: usize| n as u64 >= self.0.least.max(2);
        if !enough(awards.len()) {
            return Outcome::not_applicable(format!("n<{}", self.0.least.max(2)));
        }
        let mut known: Vec<(i64, i128)> =
            awards.iter().filter_map(|(at, value)| Some(((*at)?, value.as_ref()?.0))).collect();
        if !enough(known.len()) {
            let dated = awards.iter().filter(|(at, _)| at.is_some()).count();
            return Outcome::missing(if enough(dated) { "awards/value/amount" } else { "awards/date" });
        }
        let mut currencies = awards.iter().filter_map(|(_, value)| value.as_ref()).map(|(_, currency)| currency);
        let first = currencies.next();
        if currencies.any(|other| Some(other) != first) {
            return Outcome::insufficient("mixed_currency");
        }
        known.sort_by_key(|(at, _)| *at);
        let Some(((_, first), later)) = known.split_first() else { return Outcome::not_applicable("none") };
        let largest = later.iter().map(|(_, value)| *value).max().unwrap_or_default();
        let total: i128 = later.iter().map(|(_, value)| *value).sum();
        let ratio = *first as f64 * later.len() as f64 / total as f64;
        let jump = largest as f64 / *first as f64;
        let evidence = Evidence::default().with("awards", known.len()).with("largest later / first", jump);
        Outcome::flagged_if(ratio < self.0.share && jump > self.0.factor).value(ratio).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(pair, awards): &(Arc<str>, Vec<Bought>)| Row {
            subject_type: Subject::BuyerSupplier,
            subject: pair.as_ref().to_owned(),
            outcome: self.look(awards),
        };
        Box::new(self.1.iter().map(row))
    }
}
