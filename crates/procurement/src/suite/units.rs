//! The exchange tests of the suite: markets against all, pairs of firms and firms against their own market. What colludes
//! has more tenders below the benchmark than its neighbours with as many bids.

use super::screens::{Rules, below};
use super::tender::Tender;
use crate::screens::exchange::{Exchange, Tested};
use std::collections::BTreeSet;

/// From so many bids on, tenders are exchanged with each other whatever their exact number is.
const MANY: usize = 7;
/// Tenders of others that a test needs.
const ELSEWHERE: u64 = 10;

/// Units of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// The kind, in the plural.
    pub what: &'static str,
    /// The measure of the adjusted probability.
    pub measure: &'static str,
    /// The units.
    pub units: Vec<Tested>,
}

/// Markets, pairs of firms (`a|b`), firms.
pub(super) fn families(rules: &Rules, tenders: &[Tender]) -> [Family; 3] {
    let [mut markets, mut pairs, mut firms] = [Exchange::default(), Exchange::default(), Exchange::default()];
    for tender in tenders {
        let Some(below) = below(rules, tender) else { continue };
        let bids = tender.bids.len().min(MANY);
        markets.add((String::new(), bids), below, tender.markets.iter().cloned());
        let own: Vec<&str> = tender.markets.iter().map(String::as_str).collect();
        let stratum = (own.join("|"), bids);
        let bidders: BTreeSet<&str> = tender.bids.iter().map(|bid| bid.bidder.as_str()).collect();
        firms.add(stratum.clone(), below, bidders.iter().map(|firm| (*firm).to_owned()));
        let few = bidders.len() <= rules.bidders_max;
        let rest = |at: usize| bidders.iter().skip(at + 1);
        let met = bidders.iter().enumerate().filter(|_| few);
        let met = met.flat_map(|(at, a)| rest(at).map(move |b| format!("{a}|{b}")));
        pairs.add(stratum, below, met);
    }
    let met = u64::try_from(rules.co_bids_min).unwrap_or(u64::MAX);
    let lots = u64::try_from(rules.market_lots_min).unwrap_or(u64::MAX);
    let often = |units: Vec<Tested>| units.into_iter().filter(|own| own.lots.n >= met).collect();
    [
        Family { what: "markets", measure: "market", units: markets.finish(lots, ELSEWHERE) },
        Family { what: "pairs", measure: "pair", units: often(pairs.finish(met, ELSEWHERE)) },
        Family { what: "firms", measure: "firm", units: often(firms.finish(met, ELSEWHERE)) },
    ]
}

impl Family {
    /// Units that were tested and whether each is flagged at this rate.
    pub fn flagged(&self, fdr: f64) -> impl Iterator<Item = (&str, bool)> {
        self.units.iter().filter_map(move |own| Some((own.unit.as_str(), own.q? <= fdr)))
    }
}
