//! Counts by year and over the whole period. What belongs to no year counts in the whole period only.

use super::findings::ALL;
use crate::flags::shares::Shares;
use crate::run::{BaseRate, Publishes};
use std::collections::BTreeMap;

/// What can be added up in any order.
pub(super) trait Add: Default + Clone {
    /// Takes another count into this.
    fn add(&mut self, other: Self);
}

impl Add for Publishes {
    fn add(&mut self, other: Self) {
        self.merge(other);
    }
}

impl Add for Shares {
    fn add(&mut self, other: Self) {
        self.merge(other);
    }
}

impl<K: Ord + Clone, V: Add> Add for BTreeMap<K, V> {
    fn add(&mut self, other: Self) {
        for (key, value) in other {
            self.entry(key).or_default().add(value);
        }
    }
}

impl Add for BaseRate {
    fn add(&mut self, other: Self) {
        self.flagged += other.flagged;
        self.clear += other.clear;
        self.insufficient += other.insufficient;
        self.not_applicable += other.not_applicable;
    }
}

/// Counts by year.
#[derive(Default)]
pub(super) struct Years<T>(BTreeMap<Option<i16>, T>);

impl<T: Add> Years<T> {
    /// The count of a year.
    pub fn of(&mut self, year: Option<i16>) -> &mut T {
        self.0.entry(year).or_default()
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        self.0.add(other.0);
    }

    /// The whole period, then every year.
    pub fn periods(self) -> Vec<(String, T)> {
        let mut whole = T::default();
        self.0.values().for_each(|count| whole.add(count.clone()));
        let years = self.0.into_iter().filter_map(|(year, count)| Some((format!("{:04}", year?), count)));
        std::iter::once((ALL.to_owned(), whole)).chain(years).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_year_counts_in_the_whole_period_only() {
        let mut years: Years<BaseRate> = Years::default();
        years.of(Some(2024)).flagged = 2;
        years.of(None).flagged = 3;
        let counts: Vec<(String, u64)> = years.periods().into_iter().map(|(name, own)| (name, own.flagged)).collect();
        assert_eq!(counts, [("all".to_owned(), 5), ("2024".to_owned(), 2)]);
    }
}
