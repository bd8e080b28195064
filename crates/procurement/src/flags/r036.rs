//! # What it finds
//! A lot whose lowest price was disqualified.
//! # Why it matters
//! The buyer pays more than was offered. The reason may be sound; it decides who wins, so it is worth reading.
//! # Formula
//!     submitted bids of a lot with amount > 0, in one currency: flagged when the lowest amount is held by a disqualified
//!         bid and by no valid bid, and at least one valid bid has an amount
//! The order of the bids does not matter. Value = lowest valid amount divided by the lowest amount of all.
//! # Exclusions
//! Procedures that the settings leave out of price comparisons (`[price_comparison]`: `method`), lots without an active
//! award (`stage`), fewer than two bids with an amount (`n<2`), or only because bids are for several lots with one
//! amount (`multi_lot_bid`); several currencies without rates (`mixed_currency`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R036; Cardinal R036, whose answer on ties depends
//! on the order of the bids.

use super::early::{alone, gate_prices, lack_of_prices, one_currency, priced, too_few, without_award};
use crate::facts::rates::Converted;
use crate::facts::{Facts, Group};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::amount::Amount;
use crate::process::stages::Bid;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R036", of: &[Subject::Process], source: include_str!("r036.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_prices(facts) {
        return closed;
    }
    let lack = lack_of_prices(facts);
    if facts.active_awards().next().is_none() {
        let reason = lack.map(|outcome| outcome.reason.into_owned());
        return without_award(facts, [reason]);
    }
    if let Some(lack) = lack {
        return lack;
    }
    let parts = facts.groups.iter().map(|group| lot(facts, group)).collect();
    Outcome::roll_up(parts).unwrap_or_else(|| Outcome::not_applicable("n<2"))
}

fn lot(facts: &Facts<'_>, group: &Group<'_>) -> Outcome {
    if group.awards.is_empty() {
        return Outcome::not_applicable("stage");
    }
    let Some(bids) = one_currency(facts, priced(facts, &group.bids)) else {
        return Outcome::insufficient("mixed_currency");
    };
    let lowest = bids.iter().map(|(_, _, price)| price.amount).min();
    let Some(lowest) = lowest.filter(|_| bids.len() > 1) else { return too_few(group, bids.len(), 2) };
    let valid = bids.iter().filter(|(_, bid, _)| bid.status.text() == "valid").map(|(_, _, price)| price.amount).min();
    let mut evidence = Evidence::default();
    for (at, bid, price) in &bids {
        if price.amount == lowest && bid.status.text() == "disqualified" {
            let published = bid.value.amount.get().copied().unwrap_or(price.amount);
            let status = format!("/bids/details/{at}/status");
            evidence =
                evidence.and(status, "disqualified").and(format_args!("/bids/details/{at}/value/amount"), published);
            if price.day.is_some() {
                evidence = evidence.with(format_args!("exchange rate of bid {at}"), price);
            }
        }
    }
    let flagged = evidence != Evidence::default() && valid.is_some_and(|valid| valid > lowest);
    let outcome = Outcome::flagged_if(flagged);
    let outcome = Outcome { value: valid.map(|valid| valid.to_f64() / lowest.to_f64()), ..outcome };
    match valid.filter(|_| flagged) {
        Some(valid) => outcome.on(evidence.with("lowest valid amount", valid)),
        None => outcome.on(lowest_of(&bids, lowest)),
    }
}

/// For evidence: the lowest bid that keeps a lot from being flagged, a valid one if there is one.
fn lowest_of(bids: &[(usize, &Bid<'_>, Converted)], lowest: Amount) -> Evidence {
    let all = || bids.iter().filter(|(_, _, price)| price.amount == lowest);
    let found = all().find(|(_, bid, _)| bid.status.text() == "valid").or_else(|| all().next());
    let evidence = found.map(|(at, bid, price)| {
        let published = bid.value.amount.get().copied().unwrap_or(price.amount);
        Evidence::at(format_args!("/bids/details/{at}/status"), bid.status.text())
            .and(format_args!("/bids/details/{at}/value/amount"), published)
    });
    evidence.unwrap_or_default()
}
