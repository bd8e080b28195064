//! # What it finds
//! Bids for one thing that lie unusually far apart.
//! # Why it matters
//! Bids made to lose are often set far above the one that is to win; unclear terms have the same effect.
//! # Formula
//!     per lot group with at least 3 comparable bids: ratio = (max - min) / min
//!     flagged when ratio >= Q3 + 1.5 (Q3 - Q1) of the peers' ratios, or the parameter `threshold` where it is set
//!     peers: same class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! Cancelled tenders; bids that cannot be compared (not valid, without price or bidder, for several lots at once, in several
//! currencies without rates); lots that had enough but for bids for several lots with one amount (`multi_lot_bid`). Fewer
//! than 30 peers give no answer unless a threshold is set.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R022; Ministry of Finance of the Kyrgyz Republic:
//! threshold of 30 %.

use super::early::{lack_of_offers, too_few};
use super::fenced::Rule;
use super::gate::gate_all;
use crate::compare::peers::{Group, Peers};
use crate::compare::{count, exact, fence, optional};
use crate::facts::{Facts, Group as Lot, Offer};
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};

/// Bids that a spread needs.
const LEAST: usize = 3;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R022",
    of: &[Subject::Process],
    source: include_str!("r022.rs"),
    build: |setup| {
        let threshold = optional(setup, "threshold")?;
        Ok(erase(WideDisparity(Rule { fence: fence(setup, "fence")?, n_min: count(setup, "n_min")?, threshold })))
    },
};

struct WideDisparity(Rule);

impl Flag for WideDisparity {
    type State = Peers;

    fn observe(&self, state: &mut Peers, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        if let Some(lack) = lack_of_offers(facts) {
            return lack.into();
        }
        let parts: Vec<Outcome> = facts.groups.iter().map(disparity).collect();
        let spreads: Vec<f64> = parts.iter().filter_map(|part| part.value).collect();
        let Some(largest) = spreads.iter().copied().reduce(f64::max) else {
            return Outcome::roll_up(parts).unwrap_or_else(|| Outcome::not_applicable("n<3")).into();
        };
        let widest = parts.into_iter().find(|part| part.value == Some(largest)).map(|part| part.evidence);
        // All lots of a process have the same peers: the widest one decides.
        let row = self.0.observe(state, facts, largest, widest.unwrap_or_default());
        if let (Observed::Pending(..), Ok(group)) = (&row, Group::of(facts)) {
            let mut rest = spreads;
            rest.iter().position(|spread| *spread == largest).map(|at| rest.swap_remove(at));
            rest.into_iter().for_each(|spread| state.add(group, spread));
        }
        row
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, state: Peers) -> Box<dyn Judge> {
        Box::new(self.0.judge(state))
    }
}

/// The spread of the bids for a lot; clear stands for "not yet judged".
fn disparity(lot: &Lot<'_>) -> Outcome {
    if lot.mixed_currency {
        return Outcome::insufficient("mixed_currency");
    }
    let low = lot.offers.iter().min_by_key(|offer| offer.price);
    let high = lot.offers.iter().rev().max_by_key(|offer| offer.price);
    let (Some(low), Some(high), true) = (low, high, lot.offers.len() >= LEAST) else {
        return too_few(lot, lot.offers.len(), LEAST);
    };
    let evidence = offered(offered(Evidence::default(), low), high);
    Outcome::clear().value(exact::excess(high.price, low.price).unwrap_or_default()).on(evidence)
}

/// For evidence: the price of an offer as published, and the rate it was converted at.
pub(super) fn offered(evidence: Evidence, offer: &Offer<'_>) -> Evidence {
    let published = offer.bid.value.amount.get().copied().unwrap_or(offer.price);
    let evidence = evidence.and(format_args!("/bids/details/{}/value/amount", offer.at), published);
    match offer.rate {
        Some(rate) => evidence.with(format_args!("exchange rate of bid {}", offer.at), rate),
        None => evidence,
    }
}
