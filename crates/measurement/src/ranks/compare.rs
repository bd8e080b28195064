//! What a table of ranks can honestly say in one word: who is probably above whom, which units belong to the same
//! tier, and who may be among the best. These need no simulation of their own.

use super::{Estimate, RankSet};
use probity_core::special::normal;

/// The probability that the true value of `one` is above that of `other`, given independent normal estimates.
/// Exactly known values give 0 or 1, and 0.5 when they are equal.
pub fn probability_above(one: &Estimate, other: &Estimate) -> f64 {
    let difference = one.estimate - other.estimate;
    let spread = libm::hypot(one.se, other.se);
    if spread > 0.0 {
        return normal::probability(difference / spread);
    }
    match difference.total_cmp(&0.0) {
        _ if difference == 0.0 => 0.5,
        std::cmp::Ordering::Greater => 1.0,
        _ => 0.0,
    }
}

/// Tiers, 1 the highest, in the order of `estimates`: going down the table, a new tier begins only where a unit
/// differs significantly from at least one unit of the tier above it (the rule of the Bayesian Corruption Index).
/// The test is two-sided with confidence `coverage` (0–1) and pairwise: it is not corrected for their number.
pub fn significant_tiers(estimates: &[Estimate], coverage: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..estimates.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&estimates[a], &estimates[b]);
        b.estimate.total_cmp(&a.estimate).then_with(|| a.unit.cmp(&b.unit))
    });
    let critical = normal::quantile(0.5 + 0.5 * coverage.clamp(0.0, 1.0));
    let mut tiers = vec![1; estimates.len()];
    let mut tier = 1;
    let mut members: Vec<usize> = Vec::new();
    for row in order {
        if members.iter().any(|&member| clearly_above(&estimates[member], &estimates[row], critical)) {
            tier += 1;
            members.clear();
        }
        members.push(row);
        tiers[row] = tier;
    }
    tiers
}

fn clearly_above(one: &Estimate, other: &Estimate, critical: f64) -> bool {
    let difference = one.estimate - other.estimate;
    let spread = libm::hypot(one.se, other.se);
    difference > 0.0 && (spread == 0.0 || difference > critical * spread)
}

/// The units that may be among the `tau` best, given simultaneous sets: those whose lowest rank is at most `tau`.
/// The true `tau` best are all among them with at least the coverage of the sets.
pub fn tau_best(simultaneous: &[RankSet], tau: usize) -> Vec<&str> {
    simultaneous.iter().filter(|set| set.low <= tau).map(|set| set.unit.as_str()).collect()
}
