//! The exact test of exchange: are lots with a mark more frequent at one unit (a market, two firms, a firm) than they would
//! be if its lots were exchanged at random with lots of the same stratum? No draws: every exchange is counted.

use crate::compare::binomial::benjamini_hochberg;
use crate::compare::urn::Urn;
use std::collections::BTreeMap;

/// Lots, and those with the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Lots.
    pub n: u64,
    /// Those with the mark.
    pub marked: u64,
}

impl Count {
    /// Takes other lots in.
    pub fn add(&mut self, other: Self) {
        self.n += other.n;
        self.marked += other.marked;
    }
}

/// What is found about a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// The unit.
    pub unit: String,
    /// Its lots.
    pub lots: Count,
    /// How probable so many marks are under exchange; `None` with too few lots of its own or to exchange them with.
    pub p: Option<f64>,
    /// The same, adjusted for the number of units tested (Benjamini and Hochberg).
    pub q: Option<f64>,
}

/// Lots of units by stratum. Lots are only exchanged within their stratum.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchange {
    all: BTreeMap<(String, usize), Count>,
    units: BTreeMap<String, BTreeMap<(String, usize), Count>>,
}

impl Exchange {
    /// Takes a lot in, with every unit it belongs to.
    pub fn add(&mut self, stratum: (String, usize), marked: bool, units: impl IntoIterator<Item = String>) {
        let own = Count { n: 1, marked: u64::from(marked) };
        for unit in units {
            self.units.entry(unit).or_default().entry(stratum.clone()).or_default().add(own);
        }
        self.all.entry(stratum).or_default().add(own);
    }

    /// Every unit with `least` lots or more, in the order of the names; it is tested when its strata hold at least
    /// `elsewhere` lots of others.
    pub fn finish(&self, least: u64, elsewhere: u64) -> Vec<Tested> {
        let mut found = Vec::new();
        for (unit, strata) in &self.units {
            let all = |stratum: &(String, usize)| self.all.get(stratum).copied().unwrap_or_default();
            let mut lots = Count::default();
            strata.values().for_each(|own| lots.add(*own));
            let others: u64 = strata.iter().map(|(stratum, own)| all(stratum).n - own.n).sum();
            let pairs: Vec<(Count, Count)> = strata.iter().map(|(stratum, own)| (*own, all(stratum))).collect();
            let p = (lots.n >= least && others >= elsewhere).then(|| tail(&pairs));
            found.push(Tested { unit: unit.clone(), lots, p, q: None });
        }
        let p: Vec<f64> = found.iter().filter_map(|own| own.p).collect();
        let tested = found.iter_mut().filter(|own| own.p.is_some());
        tested.zip(benjamini_hochberg(&p)).for_each(|(own, q)| own.q = Some(q));
        found
    }
}

/// The probability of at least as many marks as a unit has, when every lot's place is taken by a random one of its stratum
/// (the unit's lots and all lots, stratum by stratum): the sum of independent hypergeometric counts, exactly, which is
/// what endless permutations would give.
pub fn tail(strata: &[(Count, Count)]) -> f64 {
    let mut sum = vec![1.0];
    let mut marked = 0;
    for (own, all) in strata {
        marked += own.marked;
        let chances = Urn { all: all.n, marked: all.marked, drawn: own.n }.chances();
        let mut next = vec![0.0; sum.len() + chances.len() - 1];
        for (i, a) in sum.iter().enumerate() {
            for (slot, b) in next.iter_mut().skip(i).zip(&chances) {
                *slot += a * b;
            }
        }
        sum = next;
    }
    let skip = usize::try_from(marked).unwrap_or(usize::MAX);
    sum.iter().skip(skip).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_tail_is_that_of_a_small_urn() {
        // Two of four marked, two drawn: P(both) = 1/6.
        let all = Count { n: 4, marked: 2 };
        assert!((tail(&[(Count { n: 2, marked: 2 }, all)]) - 1.0 / 6.0).abs() < 1e-12);
        assert!((tail(&[(Count { n: 2, marked: 0 }, all)]) - 1.0).abs() < 1e-12);
        // Two urns: both of two draws marked in each.
        let own = Count { n: 2, marked: 2 };
        assert!((tail(&[(own, all), (own, all)]) - 1.0 / 36.0).abs() < 1e-12);
    }

    #[test]
    fn lots_are_exchanged_within_their_stratum_only() {
        let mut exchange = Exchange::default();
        for lot in 0..40 {
            // All marks are in one stratum: a unit that has only lots of that stratum is as any other there.
            let marked = lot % 2 == 0;
            let unit = if lot < 10 { "a" } else { "b" };
            exchange.add((String::new(), usize::from(marked)), marked, [unit.to_owned()]);
        }
        let found = exchange.finish(3, 3);
        assert!(found.iter().all(|own| own.p.is_some_and(|p| (p - 1.0).abs() < 1e-9)), "{found:?}");
        assert!(exchange.finish(11, 3)[0].p.is_none(), "too few lots");
        assert!(exchange.finish(3, 31)[0].p.is_none(), "too few others");
    }
}
