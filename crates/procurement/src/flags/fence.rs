//! Logarithmic fences over whole numbers (days, lengths of texts), by peer group with back-off. Counts of values are kept
//! instead of the values, so that a state stays small and any cut of the input gives the same fences.

use crate::flag::Evidence;
use std::collections::BTreeMap;

/// Peers that are needed for a fence.
const N_MIN: u64 = 30;
/// How many quartile ranges a fence lies outside the quartiles (Tukey 1977), here on logarithms.
const RANGES: f64 = 1.5;

/// How often each value occurs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Histogram(BTreeMap<u64, u64>);

impl Histogram {
    /// How many values there are.
    pub fn n(&self) -> u64 {
        self.0.values().sum()
    }

    /// The quantile by the median-unbiased rule (Hyndman and Fan 1996, type 8) of the values above nought.
    fn quantile(&self, share: f64) -> Option<f64> {
        let positive = || self.0.iter().filter(|(value, _)| **value > 0);
        let n: u64 = positive().map(|(_, count)| count).sum();
        let place = (n as f64 + 1.0 / 3.0) * share + 1.0 / 3.0;
        let rank = place.floor().max(0.0);
        let at = |rank: u64| {
            let mut before = 0;
            let reached = |count: u64| {
                before += count;
                before >= rank
            };
            let mut reached = reached;
            positive().find(|(_, count)| reached(**count)).map(|(value, _)| *value as f64)
        };
        if n == 0 {
            return None;
        }
        if rank < 1.0 {
            return at(1);
        }
        if rank >= n as f64 {
            return at(n);
        }
        // A rank between 1 and n is exact as a float and as a whole number.
        let (low, high) = (at(rank as u64)?, at(rank as u64 + 1)?);
        Some(low + (place - rank) * (high - low))
    }

    /// exp(ln Q1 − 1.5 (ln Q3 − ln Q1)) and exp(ln Q3 + 1.5 (ln Q3 − ln Q1)), written as powers so that equal quartiles
    /// give exactly themselves.
    fn fences(&self) -> Option<(f64, f64)> {
        let (q1, q3) = (self.quantile(0.25)?, self.quantile(0.75)?);
        let spread = libm::pow(q3 / q1, RANGES);
        Some((q1 / spread, q3 * spread))
    }
}

/// Values by peer group. A group's name is a list of words, the least important last: that one is dropped first when the
/// group is too small.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Peers(BTreeMap<Vec<String>, Histogram>);

/// The fences of a group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fences {
    /// The words of its name.
    pub name: String,
    /// Its size.
    pub n: u64,
    /// Lower fence.
    pub lower: f64,
    /// Upper fence.
    pub upper: f64,
}

impl Fences {
    /// For evidence: the group and one of its fences.
    pub fn evidence(&self, mut evidence: Evidence, name: &str, fence: f64) -> Evidence {
        evidence.extend(Evidence::default().with("peers", &self.name).with("n", self.n).with(name, fence));
        evidence
    }
}

impl Peers {
    /// Counts a value in its group and in every larger one.
    pub fn observe(&mut self, group: &[&str], value: u64) {
        for words in 1..=group.len() {
            let name = group.iter().take(words).map(|word| (*word).to_owned()).collect();
            *self.0.entry(name).or_default().0.entry(value).or_default() += 1;
        }
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        for (name, histogram) in other.0 {
            let own = self.0.entry(name).or_default();
            for (value, count) in histogram.0 {
                *own.0.entry(value).or_default() += count;
            }
        }
    }

    /// The fences of the smallest group of at least thirty.
    pub fn fences(&self, group: &[&str]) -> Option<Fences> {
        (1..=group.len()).rev().find_map(|words| {
            let name: Vec<String> = group.iter().take(words).map(|word| (*word).to_owned()).collect();
            let histogram = self.0.get(&name).filter(|own| own.n() >= N_MIN)?;
            let (lower, upper) = histogram.fences()?;
            Some(Fences { name: name.join(" "), n: histogram.n(), lower, upper })
        })
    }

    /// All groups that are large enough, for the record of the run.
    pub fn notes(&self) -> BTreeMap<String, serde_json::Value> {
        let large = self.0.iter().filter(|(_, own)| own.n() >= N_MIN);
        let note = |(name, own): (&Vec<String>, &Histogram)| {
            let (lower, upper) = own.fences()?;
            let note = serde_json::json!({"n": own.n(), "lower_fence": lower, "upper_fence": upper});
            Some((name.join(" "), note))
        };
        large.filter_map(note).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_those_of_the_formula() {
        let mut peers = Peers::default();
        (1..=30).for_each(|value| peers.observe(&["a", "2021"], value));
        // R: quantile(1:30, c(.25, .75), type = 8) is 7.916667, 23.083333.
        let fences = peers.fences(&["a", "2021"]).expect("thirty peers");
        let (q1, q3): (f64, f64) = (95.0 / 12.0, 277.0 / 12.0);
        assert!((fences.upper - libm::exp(libm::log(q3) + 1.5 * (libm::log(q3) - libm::log(q1)))).abs() < 1e-9);
        assert!((fences.lower - libm::exp(libm::log(q1) - 1.5 * (libm::log(q3) - libm::log(q1)))).abs() < 1e-9);
        assert_eq!(peers.fences(&["a", "2022"]).map(|own| own.name).as_deref(), Some("a"));
        assert_eq!(peers.fences(&["b", "2021"]), None);
    }

    #[test]
    fn equal_values_are_no_outliers_of_each_other() {
        let mut peers = Peers::default();
        (0..30).for_each(|_| peers.observe(&["a"], 97));
        assert_eq!(peers.fences(&["a"]).map(|own| (own.lower, own.upper)), Some((97.0, 97.0)));
    }
}
