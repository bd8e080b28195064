//! Who meets whom: firms as points, tenders they both bid in as weights of the lines between them, and the groups that
//! keep to themselves.

use super::screens::{Rules, below};
use super::tender::Tender;
use std::collections::{BTreeMap, BTreeSet};

/// A group of firms that meet again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The firms, sorted.
    pub firms: Vec<String>,
    /// How even the lines within are: 1 when all are alike.
    pub coherence: f64,
    /// How much of the firms' meetings is within.
    pub exclusivity: f64,
    /// Whether it is a reason to review.
    pub suspected: bool,
}

/// The groups, by their first firm.
pub(super) fn groups(rules: &Rules, tenders: &[Tender]) -> Vec<Group> {
    let mut of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, tender) in tenders.iter().enumerate().filter(|(_, own)| own.bids.len() <= rules.bidders_max) {
        for bid in &tender.bids {
            of.entry(&bid.bidder).or_default().insert(number);
        }
    }
    let firms: Vec<&str> = of.keys().copied().collect();
    let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (a, first) in firms.iter().enumerate() {
        for (b, second) in firms.iter().enumerate().skip(a + 1) {
            let (Some(own), Some(other)) = (of.get(first), of.get(second)) else { continue };
            let together = own.intersection(other).count();
            if together >= rules.co_bids_min {
                weights.insert((a, b), together as f64 / own.union(other).count() as f64);
            }
        }
    }
    let group = |members: Vec<usize>| {
        let (coherence, exclusivity) = shape(&members, &weights);
        let names: Vec<String> =
            members.iter().filter_map(|at| firms.get(*at)).map(|name| (*name).to_owned()).collect();
        let suspected = coherence >= rules.coherence_min
            && exclusivity >= rules.exclusivity_min
            && share_below(rules, tenders, &names) >= rules.below_min;
        Group { firms: names, coherence, exclusivity, suspected }
    };
    components(firms.len(), &weights, rules.jaccard_min).into_iter().filter(|own| own.len() > 2).map(group).collect()
}

/// Firms joined by lines of at least this weight.
fn components(firms: usize, weights: &BTreeMap<(usize, usize), f64>, least: f64) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..firms).collect();
    for ((a, b), _) in weights.iter().filter(|(_, weight)| **weight >= least) {
        let (Some(from), Some(to)) = (root.get(*a).copied(), root.get(*b).copied()) else { continue };
        let (low, high) = (from.min(to), from.max(to));
        root.iter_mut().filter(|own| **own == high).for_each(|own| *own = low);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (firm, root) in root.into_iter().enumerate() {
        groups.entry(root).or_default().push(firm);
    }
    groups.into_values().collect()
}

/// Coherence and exclusivity of a group.
fn shape(members: &[usize], weights: &BTreeMap<(usize, usize), f64>) -> (f64, f64) {
    let within = |at: &usize| members.contains(at);
    let inner: Vec<f64> = weights.iter().filter(|((a, b), _)| within(a) && within(b)).map(|(_, own)| *own).collect();
    let outer: f64 = weights.iter().filter(|((a, b), _)| within(a) != within(b)).map(|(_, own)| *own).sum();
    let sum: f64 = inner.iter().sum();
    let n = inner.len() as f64;
    let logs: f64 = inner.iter().map(|weight| libm::log(*weight)).sum();
    // A line within counts for both of its ends, one that leaves for one.
    (libm::exp(logs / n) / (sum / n), 2.0 * sum / (2.0 * sum + outer))
}

/// The share of tenders below the benchmark among those in which most bidders belong to the group.
fn share_below(rules: &Rules, tenders: &[Tender], firms: &[String]) -> f64 {
    let own = |tender: &&Tender| {
        let inside = tender.bids.iter().filter(|bid| firms.contains(&bid.bidder)).count();
        inside > 1 && 2 * inside > tender.bids.len()
    };
    let judged: Vec<bool> = tenders.iter().filter(own).filter_map(|tender| below(rules, tender)).collect();
    if judged.is_empty() { 0.0 } else { judged.iter().filter(|below| **below).count() as f64 / judged.len() as f64 }
}
