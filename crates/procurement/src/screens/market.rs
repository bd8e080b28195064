//! Markets under the benchmark: is the share of lots whose bids hardly differ larger in one market than in its peers? Lots
//! with few bids vary less by nature, so that lots are only exchanged with lots of about as many bids.

use super::exchange::{Count, tail};
use crate::compare::binomial::benjamini_hochberg;
use probity_statistics::inference::{Level, wilson};
use std::collections::BTreeMap;

/// Lots with a coefficient of variation below this are suspicious (Imhof, Karagök and Rutz 2018).
pub const BENCHMARK_CV: f64 = 0.06;
/// Lots a market needs to be tested.
const LEAST: u64 = 10;

/// Counts of lots by market and class of the number of bids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markets {
    markets: BTreeMap<String, [Count; 4]>,
}

/// What is found about a market.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// The market, `scheme:prefix`.
    pub market: String,
    /// Lots with three bids or more.
    pub n: u64,
    /// The share of them below the benchmark, with Wilson's 95 % interval.
    pub share: [f64; 3],
    /// How probable so many are if lots of all markets with about as many bids were exchanged at random.
    pub p: Option<f64>,
    /// The same, adjusted for the number of markets (Benjamini and Hochberg).
    pub q: Option<f64>,
}

impl Markets {
    /// Takes a lot in: its market, its number of bids, its coefficient of variation.
    pub fn add(&mut self, market: &str, bids: usize, cv: f64) {
        let class = match bids {
            0..=3 => 0,
            4 => 1,
            5..=6 => 2,
            _ => 3,
        };
        if let Some(own) = self.markets.entry(market.to_owned()).or_default().get_mut(class) {
            own.add(Count { n: 1, marked: u64::from(cv < BENCHMARK_CV) });
        }
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        for (market, counts) in other.markets {
            for (own, new) in self.markets.entry(market).or_default().iter_mut().zip(counts) {
                own.add(new);
            }
        }
    }

    /// Every market in the order of its name.
    pub fn finish(&self) -> Vec<Market> {
        let mut all = [Count::default(); 4];
        for counts in self.markets.values() {
            for (all, own) in all.iter_mut().zip(counts) {
                all.add(*own);
            }
        }
        let mut markets: Vec<Market> = self.markets.iter().map(|(name, counts)| market(name, counts, &all)).collect();
        let p: Vec<f64> = markets.iter().filter_map(|market| market.p).collect();
        let tested = markets.iter_mut().filter(|market| market.p.is_some());
        tested.zip(benjamini_hochberg(&p)).for_each(|(market, q)| market.q = Some(q));
        markets
    }
}

fn market(name: &str, counts: &[Count; 4], all: &[Count; 4]) -> Market {
    let n: u64 = counts.iter().map(|count| count.n).sum();
    let below: u64 = counts.iter().map(|count| count.marked).sum();
    let share = wilson(below, n.max(1), Level::DEFAULT);
    let strata: Vec<(Count, Count)> = counts.iter().copied().zip(all.iter().copied()).collect();
    let elsewhere = all.iter().map(|count| count.n).sum::<u64>() - n;
    let p = (n >= LEAST && elsewhere >= LEAST).then(|| tail(&strata));
    Market { market: name.to_owned(), n, share: [share.value, share.low, share.high], p, q: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(state: &mut u64) -> f64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 11) as f64 / 9_007_199_254_740_992.0
    }

    #[test]
    fn a_planted_cartel_market_is_found_and_the_others_are_not() {
        let (mut markets, mut state) = (Markets::default(), 1);
        for lot in 0..2000 {
            let market = format!("S:{:02}", lot % 20);
            let low = noise(&mut state) < if lot % 20 == 7 { 0.5 } else { 0.15 };
            markets.add(&market, 3 + lot / 20 % 5, if low { 0.01 } else { 0.2 });
        }
        let found = markets.finish();
        let flagged: Vec<&str> = found
            .iter()
            .filter(|market| market.q.is_some_and(|q| q < 0.01))
            .map(|market| market.market.as_str())
            .collect();
        assert_eq!(flagged, ["S:07"]);
    }

    #[test]
    fn random_markets_stay_under_the_nominal_rate() {
        let (mut low, mut tested, mut state) = (0, 0, 9);
        for _ in 0..40 {
            let mut markets = Markets::default();
            for lot in 0..1500 {
                // More bids, more spread: the class of the number of bids matters and differs between markets.
                let (market, bids) = (lot % 25, 3 + (lot % 25 + lot / 25) % 5);
                let is_low = noise(&mut state) < 0.6 / bids as f64;
                markets.add(&format!("S:{market:02}"), bids, if is_low { 0.01 } else { 0.2 });
            }
            for market in markets.finish() {
                tested += 1;
                low += usize::from(market.p.is_some_and(|p| p < 0.05));
            }
        }
        assert!((low as f64) < 0.05 * tested as f64 + 3.0 * (0.05 * 0.95 * tested as f64).sqrt(), "{low} of {tested}");
    }
}
