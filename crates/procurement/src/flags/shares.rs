//! Shares of suppliers in markets by value, for the flags about concentration: exact sums, so that no order of adding
//! changes a digit.

use super::awarded::{Awarded, awarded};
use crate::compare::names::Names;
use crate::facts::Facts;
use crate::network::concentration::{c4, gini, hhi};
use std::collections::{BTreeMap, BTreeSet};

/// Divisible by every number up to 16: values split over so many suppliers stay whole.
const PARTS: i128 = 720_720;

/// What was awarded in a market.
#[derive(Debug, Clone, Default)]
pub(crate) struct Market {
    /// Awards with a value and a supplier.
    pub awards: u64,
    /// Awards that could not be valued.
    pub unvalued: u64,
    /// Currencies of the values.
    currencies: BTreeSet<String>,
    /// By supplier, in parts of a millionth.
    values: Names<i128>,
}

/// Markets by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shares(pub BTreeMap<String, Market>);

impl Shares {
    /// Takes the awards of a process in: each counts in each of its classes with its full value, split equally over its
    /// suppliers.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        for award in awarded(facts) {
            for market in &award.markets {
                self.take(market, award);
            }
        }
    }

    /// Takes the awards of a process in under its buyer: what is held of a market holds of a buyer.
    pub fn observe_buyer(&mut self, facts: &Facts<'_>) {
        let Some(buyer) = facts.buyer() else { return };
        for award in awarded(facts) {
            self.take(buyer, award);
        }
    }

    fn take(&mut self, name: &str, award: &Awarded<'_>) {
        match self.0.get_mut(name) {
            Some(market) => market.take(award),
            None => self.0.entry(name.to_owned()).or_default().take(award),
        }
    }

    /// Takes other markets into these.
    pub fn merge(&mut self, other: Self) {
        for (name, market) in other.0 {
            let own = self.0.entry(name).or_default();
            own.awards += market.awards;
            own.unvalued += market.unvalued;
            own.currencies.extend(market.currencies);
            own.values.merge(market.values, |own, value| *own += value);
        }
    }
}

impl Market {
    fn take(&mut self, award: &Awarded<'_>) {
        let count = i128::try_from(award.suppliers.len()).unwrap_or(1);
        let (Some((value, currency)), true) = (award.value, count > 0) else {
            self.unvalued += 1;
            return;
        };
        self.awards += 1;
        if !self.currencies.contains(currency) {
            self.currencies.insert(currency.to_owned());
        }
        let whole = value.millionths() * PARTS;
        let share = if count == 1 { whole } else { whole / count };
        for supplier in &award.suppliers {
            *self.values.of(supplier) += share;
        }
    }

    /// Whether its values cannot be added because they are in several currencies.
    pub fn is_mixed(&self) -> bool {
        self.currencies.len() > 1
    }

    /// How many suppliers there are.
    pub fn suppliers(&self) -> usize {
        self.values.len()
    }

    /// The share of each supplier, in the order of their identifiers.
    pub fn shares(&self) -> impl Iterator<Item = (&str, f64)> {
        let all: i128 = self.values.iter().map(|(_, value)| *value).sum();
        self.values.iter().map(move |(supplier, value)| (supplier, *value as f64 / all as f64))
    }

    /// The Herfindahl–Hirschman index, the share of the four largest, Gini's coefficient.
    pub fn concentration(&self) -> [f64; 3] {
        // Without their common divisor the squares of ordinary values are whole floats.
        let values: Vec<i128> = self.values.iter().map(|(_, value)| *value).collect();
        let divisor = values.iter().copied().fold(0, common).max(1);
        let values: Vec<f64> = values.into_iter().map(|value| (value / divisor) as f64).collect();
        [hhi(&values), c4(&values), gini(&values)]
    }
}

/// The greatest common divisor.
fn common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}
