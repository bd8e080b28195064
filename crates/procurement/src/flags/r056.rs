//! # What it finds
//! An award whose winner does not meet the published criteria: its bid was disqualified, or price alone decides and
//! another valid bid was lower.
//! # Why it matters
//! Criteria bind the buyer. An award against them is either an error of the data or a decision that needs an
//! explanation.
//! # Formula
//!     per lot group with an active award:
//!       the winner's bids are all disqualified, or the awarded bid (relatedBid) is              -> flagged
//!       awardCriteria in `price_only` and a comparable bid of another bidder is lower            -> flagged
//!       awardCriteria in `price_only` and the winner's comparable bid is the lowest              -> clear
//!     value = winning price / lowest price, where price decides
//! # Exclusions
//! Cancelled tenders; no active award (`stage`); criteria other than price: whether a bid meets them stands in the
//! report of the evaluation, which is not published as data (`missing:awards/evaluationReports`); several winners
//! of one lot (`several_awards`); where price decides, procedures whose prices are not to be compared
//! (`[price_comparison]`, `method`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R056. The rule is ours: it uses what OCDS
//! publishes and says `insufficient` for the rest.

use super::early::alone;
use crate::facts::{Facts, Group, Winner, bidder, is_submitted};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::stages::Bid;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R056",
    of: &[Subject::Process],
    source: include_str!("r056.rs"),
    build: |setup| {
        let own = CriteriaNotMet { price_only: setup.parameters.get("price_only")?.list("price_only")?.to_vec() };
        Ok(alone(move |facts| own.look(facts)))
    },
};

struct CriteriaNotMet {
    price_only: Vec<String>,
}

impl CriteriaNotMet {
    fn look(&self, facts: &Facts<'_>) -> Outcome {
        if let Some(closed) = gate_all(facts) {
            return closed;
        }
        if facts.active_awards().next().is_none() {
            return match facts.no_award_stage() {
                Ok(()) => Outcome::not_applicable("stage"),
                Err(path) => Outcome::missing(path),
            };
        }
        if !facts.process.bids.details.has_any() {
            return Outcome::missing("bids/details");
        }
        let groups = facts.groups.iter().map(|group| self.group(facts, group)).collect();
        Outcome::roll_up(groups).unwrap_or_else(|| Outcome::not_applicable("stage"))
    }

    fn group(&self, facts: &Facts<'_>, group: &Group<'_>) -> Outcome {
        let winner = match &group.winner {
            Winner::None => return Outcome::not_applicable("stage"),
            Winner::Several => return Outcome::not_applicable("several_awards"),
            Winner::Unnamed => return Outcome::missing("awards/suppliers/id"),
            Winner::One { bidder, .. } => bidder,
        };
        if let Some(at) = disqualified(group, winner) {
            let pointer = format!("/bids/details/{at}/status");
            return Outcome::flagged().on(Evidence::at(pointer, "disqualified").with("winner", winner));
        }
        let criteria = group_criteria(facts, group);
        if !self.price_only.iter().any(|own| own == criteria) {
            let path = if criteria.is_empty() { "tender/awardCriteria" } else { "awards/evaluationReports" };
            return Outcome::missing(path);
        }
        price(facts, group)
    }
}

/// The criteria of the lot, or those of the tender.
fn group_criteria<'p>(facts: &Facts<'p>, group: &Group<'_>) -> &'p str {
    let lot = facts.process.tender.lots.records().find(|lot| !group.lot.is_empty() && lot.id.text() == group.lot);
    let own = lot.map_or("", |lot| lot.award_criteria.text());
    if own.is_empty() { facts.process.tender.award_criteria.text() } else { own }
}

/// The position of a disqualified bid that won: the awarded one, or any of the winner's if all of them are.
fn disqualified(group: &Group<'_>, winner: &str) -> Option<usize> {
    let is_out = |bid: &Bid<'_>| bid.status.text() == "disqualified";
    let awarded = group.awards.iter().find_map(|(_, award)| award.related_bid.get());
    if let Some(awarded) = awarded {
        let bid = group.bids.iter().find(|(_, bid)| bid.id.text() == awarded.as_ref());
        return bid.filter(|(_, bid)| is_out(bid)).map(|(at, _)| *at);
    }
    let own = || {
        let submitted = group.bids.iter().filter(|(_, bid)| is_submitted(bid));
        submitted.filter(|(_, bid)| bidder(bid).is_some_and(|own| own == winner))
    };
    own().next().filter(|_| own().all(|(_, bid)| is_out(bid))).map(|(at, _)| *at)
}

/// Where price alone decides: whether somebody else was lower.
fn price(facts: &Facts<'_>, group: &Group<'_>) -> Outcome {
    if !facts.prices_compare() {
        return Outcome::not_applicable("method");
    }
    if group.mixed_currency {
        return Outcome::insufficient("mixed_currency");
    }
    let Some(winning) = group.winning() else { return Outcome::insufficient("winner_bid_not_found") };
    let Some(other) = group.runner_up() else { return Outcome::not_applicable("n<2") };
    let lowest = other.price.min(winning.price);
    let ratio = winning.price.millionths() as f64 / lowest.millionths() as f64;
    let place = |at: usize| format!("/bids/details/{at}/value/amount");
    let evidence = Evidence::at(place(winning.at), winning.price).and(place(other.at), other.price);
    Outcome::flagged_if(other.price < winning.price).value(ratio).on(evidence)
}
