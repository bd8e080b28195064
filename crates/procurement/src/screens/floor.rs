//! Bids at a floor of prices. Where the law sets one, equal prices say nothing about collusion; that every bidder stands at
//! it, or that nobody does, still says how a lot was fought over (rule `kz-all-at-floor`).

use crate::facts::{Facts, Group};
use crate::flags::allocated;

/// Millionths in one.
const ONE: i128 = 1_000_000;
/// Half of the last of four decimals of a percentage, in which protocols give prices: 0.00005 %, as a part of ten million.
const NEAR: i128 = 5;

/// Where the bids of a lot stand to the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtFloor {
    /// The sum allocated to the lot, in millionths.
    pub allocated: i128,
    /// The floor, in millionths.
    pub floor: i128,
    /// Bids at the floor, to four decimals of its percentage of the allocated sum.
    pub at: usize,
    /// Bids below it.
    pub below: usize,
}

/// Where bids (in millionths, in one currency) stand to the floor that a rule pack names for the process; `None` where it
/// names none or the allocated sum is not known in their currency.
pub(super) fn of<'p>(facts: &Facts<'p>, group: &Group<'p>, bids: &[i128]) -> Option<AtFloor> {
    let rule = facts.settings.floors.iter().find(|floor| floor.holds(facts))?;
    let allocated = allocated(facts, group).filter(|_| !bids.is_empty())?.millionths();
    let floor = allocated.checked_mul(rule.share.millionths())? / ONE;
    let near = |bid: i128| (bid - floor).abs().saturating_mul(10 * ONE) <= allocated.saturating_mul(NEAR);
    let at = bids.iter().filter(|bid| near(**bid)).count();
    let below = bids.iter().filter(|bid| **bid < floor && !near(**bid)).count();
    Some(AtFloor { allocated, floor, at, below })
}
