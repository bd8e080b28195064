//! Shares of suppliers in markets by value, for the flags about concentration: exact sums, so that no order of adding
//! changes a digit. Values in several currencies are brought into the base currency of the rates: which currency came first
//! or most often would depend on the input.

use super::awarded::{Awarded, awarded, whatever_became_of_it};
use crate::compare::names::Names;
use crate::compare::rates::{Unknown, weightier};
use crate::facts::Facts;
use crate::flag::Evidence;
use crate::network::concentration::{c4, gini, hhi};
use crate::process::amount::Amount;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Divisible by every number up to 16: values split over so many suppliers stay whole.
const PARTS: i128 = 720_720;

/// What was awarded in a market.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Market {
    /// Awards with a value and a supplier.
    pub awards: u64,
    /// Awards that could not be valued.
    pub unvalued: u64,
    /// Currencies of the values.
    currencies: BTreeSet<String>,
    /// Awards with a value that no rates bring into their base currency.
    apart: u64,
    /// Why processes of the market do not count.
    pub unknown: Option<Unknown>,
    /// By supplier, in parts of a millionth.
    values: Names<Value>,
}

/// What a supplier was awarded: as published, which is a sum only where all is in one currency, and by rates.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Value {
    own: i128,
    in_base: i128,
    /// Why other awards of the supplier say nothing.
    unknown: Option<Unknown>,
}

/// Markets by name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
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

    /// Says that the markets and suppliers of a process occur that counts for nothing, and why.
    pub fn occur(&mut self, facts: &Facts<'_>, why: Unknown) {
        for award in whatever_became_of_it(facts) {
            for name in &award.markets {
                if !self.0.contains_key(name) {
                    self.0.insert(name.clone(), Market::default());
                }
                let Some(market) = self.0.get_mut(name) else { continue };
                market.unknown = weightier(market.unknown, Some(why));
                market.lacks(award, why);
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
            own.apart += market.apart;
            own.values.merge(market.values, |own, value| {
                own.own += value.own;
                own.in_base += value.in_base;
                own.unknown = weightier(own.unknown, value.unknown);
            });
            own.unknown = weightier(own.unknown, market.unknown);
        }
    }
}

impl Market {
    fn take(&mut self, award: &Awarded<'_>) {
        let count = i128::try_from(award.suppliers.len()).unwrap_or(1);
        let (Some((value, currency)), true) = (award.value, count > 0) else {
            self.unvalued += 1;
            self.lacks(award, Unknown::Missing("awards/value/amount"));
            return;
        };
        self.awards += 1;
        if !self.currencies.contains(currency) {
            self.currencies.insert(currency.to_owned());
        }
        self.apart += u64::from(award.in_base.is_none());
        let share = |value: Amount| {
            let whole = value.millionths() * PARTS;
            if count == 1 { whole } else { whole / count }
        };
        let (value, in_base) = (share(value), award.in_base.map_or(0, |own| share(own.amount)));
        for supplier in &award.suppliers {
            let own = self.values.of(supplier);
            own.own += value;
            own.in_base += in_base;
        }
    }

    fn lacks(&mut self, award: &Awarded<'_>, why: Unknown) {
        for supplier in &award.suppliers {
            let own = self.values.of(supplier);
            own.unknown = weightier(own.unknown, Some(why));
        }
    }

    /// Whether its values cannot be added because they are in several currencies that no rates bring together.
    pub fn is_mixed(&self) -> bool {
        self.is_converted() && self.apart > 0
    }

    /// Whether its values are in several currencies, so that only their amounts in the base currency of the rates add up.
    pub fn is_converted(&self) -> bool {
        self.currencies.len() > 1
    }

    /// For evidence: the currencies of its values where they were brought into one.
    pub fn converted(&self, evidence: Evidence) -> Evidence {
        if !self.is_converted() {
            return evidence;
        }
        let currencies: Vec<&str> = self.currencies.iter().map(String::as_str).collect();
        evidence.with("converted by rates from", currencies.join("+"))
    }

    /// The value of each supplier in the order of their identifiers: as published where all is in one currency, else in the
    /// base currency of the rates.
    fn values(&self) -> impl Iterator<Item = (&str, i128)> {
        let converted = self.is_converted();
        let valued = self.values.iter().filter(|(_, own)| own.own > 0);
        valued.map(move |(supplier, own)| (supplier, if converted { own.in_base } else { own.own }))
    }

    /// Suppliers none of whose awards has a value, in the order of their identifiers, and why.
    pub fn without_value(&self) -> impl Iterator<Item = (&str, Unknown)> {
        let unvalued = self.values.iter().filter(|(_, own)| own.own == 0);
        unvalued.filter_map(|(supplier, own)| Some((supplier, own.unknown?)))
    }

    /// How many suppliers have a value.
    pub fn suppliers(&self) -> usize {
        self.values().count()
    }

    /// The share of each supplier, in the order of their identifiers.
    pub fn shares(&self) -> impl Iterator<Item = (&str, f64)> {
        let all: i128 = self.values().map(|(_, value)| value).sum();
        self.values().map(move |(supplier, value)| (supplier, value as f64 / all as f64))
    }

    /// The Herfindahl–Hirschman index, the share of the four largest, Gini's coefficient.
    pub fn concentration(&self) -> [f64; 3] {
        // Without their common divisor the squares of ordinary values are whole floats.
        let values: Vec<i128> = self.values().map(|(_, value)| value).collect();
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
