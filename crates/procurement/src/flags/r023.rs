//! # What it finds
//! Bids of one lot that differ by exactly a whole number of per cent.
//! # Why it matters
//! Costs that firms work out on their own do not differ by exactly 5 or 10 per cent. Such a distance points to bids that
//! were made from one another.
//! # Formula
//!     over comparable bids of a lot (at least 3): pairs a < b with 100(b − a)/a or 100(b − a)/b a whole number, in exact
//!         decimals; flagged when there are at least min_pairs; value = number of such pairs of bids
//! Evidence names constant differences as well: amounts that rise by one and the same step.
//! # Exclusions
//! Lots with fewer than three comparable bids (`n<3`), too few because bids are for several lots
//! with one amount or name none of several (`multi_lot_bid`), bids in several currencies without rates (`mixed_currency`),
//! procedures without any bid that has a price, cancelled and excluded processes. Round prices give whole per cents by
//! chance: read the base rate.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R023; both bases are ours.

use super::early::{alone, lack_of_prices, too_few};
use super::gate::gate_all;
use super::r022::offered;
use crate::facts::{Facts, Group, Offer};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::amount::Amount;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R023",
    of: &[Subject::Process],
    source: include_str!("r023.rs"),
    build: |setup| {
        let least = setup.parameters.get("min_pairs")?.integer("min_pairs")?;
        Ok(alone(move |facts| look(facts, least)))
    },
};

/// Comparable bids that a lot must have.
const LEAST: usize = 3;
/// Pairs that evidence spells out; the number of all of them is the value.
const SHOWN: usize = 20;

fn look(facts: &Facts<'_>, least: i64) -> Outcome {
    if let Some(closed) = gate_all(facts).or_else(|| lack_of_prices(facts)) {
        return closed;
    }
    let parts = facts.groups.iter().map(|group| lot(group, least)).collect();
    Outcome::roll_up(parts).unwrap_or_else(|| Outcome::not_applicable("n<3"))
}

fn lot(group: &Group<'_>, least: i64) -> Outcome {
    if group.mixed_currency {
        return Outcome::insufficient("mixed_currency");
    }
    if group.offers.len() < LEAST {
        return too_few(group, group.offers.len(), LEAST);
    }
    let (mut pairs, mut evidence) = (0_i64, Evidence::default());
    for (place, one) in group.offers.iter().enumerate() {
        for other in group.offers.iter().skip(place + 1) {
            let (low, high) = if one.price <= other.price { (one, other) } else { (other, one) };
            let Some(percent) = whole_percent(low.price, high.price) else { continue };
            pairs += 1;
            if usize::try_from(pairs).is_ok_and(|pairs| pairs <= SHOWN) {
                evidence = shown(evidence, low, high, percent);
            }
        }
    }
    if let Some(step) = constant_difference(group) {
        evidence = evidence.with("constant difference", step);
    }
    if !group.lot.is_empty() {
        evidence = evidence.with("lot", group.lot);
    }
    let flagged = pairs >= least.max(1);
    Outcome::flagged_if(flagged).value(pairs as f64).on(evidence.with("comparable bids", group.offers.len()))
}

fn shown(evidence: Evidence, low: &Offer<'_>, high: &Offer<'_>, percent: i128) -> Evidence {
    offered(offered(evidence, low), high).with("per cent", percent)
}

/// By how many per cent `b` lies above `a` (or `a` below `b`), if by a whole number and not by nothing.
fn whole_percent(a: Amount, b: Amount) -> Option<i128> {
    let (a, b) = (a.millionths(), b.millionths());
    let hundredfold = (b - a).checked_mul(100)?;
    let by = |base: i128| (base > 0 && hundredfold > 0).then(|| whole_quotient(hundredfold, base))?;
    by(a).or_else(|| by(b))
}

/// `a` / `b` without a rest. Nearly all amounts fit into a machine word, which is divided many times faster than two.
fn whole_quotient(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => (a % b == 0).then(|| i128::from(a / b)),
        _ => (a % b == 0).then(|| a / b),
    }
}

/// The step between neighbouring amounts, if all steps are equal.
fn constant_difference(group: &Group<'_>) -> Option<Amount> {
    let mut amounts: Vec<i128> = group.offers.iter().map(|offer| offer.price.millionths()).collect();
    amounts.sort_unstable();
    amounts.dedup();
    let mut steps = amounts.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?));
    let first = steps.next()?;
    (amounts.len() >= 3 && steps.all(|step| step == first)).then(|| Amount::from_millionths(first))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_per_cents_are_found_in_exact_decimals_on_either_base() {
        let percent = |a: &str, b: &str| whole_percent(Amount::parse(a)?, Amount::parse(b)?);
        assert_eq!(percent("100", "110"), Some(10));
        assert_eq!(percent("90", "100"), Some(10)); // 100 − 90 is 10 % of 100, and 11.1 % of 90.
        assert_eq!(percent("100", "110.000001"), None);
        assert_eq!(percent("0.1", "0.107"), Some(7)); // In binary floats 100·(0.107 − 0.1)/0.1 is not 7.
        assert_eq!(percent("100", "100"), None);
        assert_eq!(percent("1000000000000000000", "1010000000000000000"), None); // 1 % and beyond what is an amount.
    }
}
