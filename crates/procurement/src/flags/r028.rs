//! # What it finds
//! Two bidders who ask exactly the same price for the same lot.
//! # Why it matters
//! Firms that calculate on their own hardly ever arrive at one and the same amount, unless the price is regulated or the
//! procedure has a floor.
//! # Formula
//!     submitted bids of a lot with amount > 0: flagged when two different bidders have equal amount and currency
//! A joint bid is one bidder. Value = how many bidders share a price; all tenderers of such bids are flagged.
//! # Exclusions
//! Procedures that the settings leave out of price comparisons (`[price_comparison]`: `method`), such as those with a
//! price floor; fewer than two bidders with amounts (`n<2`); equal amounts of which only some have a currency (`missing`);
//! bids for several lots with one amount (`multi_lot_bid`); cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R028; Cardinal R028, which depends on the order of
//! bids where three share a price.

use super::early::{alone, gate_prices, lack_of_prices, priced, too_few};
use crate::facts::{Facts, Group, bidder, ids};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::amount::Amount;
use crate::process::stages::Bid;
use std::collections::{BTreeMap, BTreeSet};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R028",
    of: &[Subject::Process, Subject::Tenderer],
    source: include_str!("r028.rs"),
    build: |_| Ok(alone(look)),
};

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_prices(facts).or_else(|| lack_of_prices(facts)) {
        return closed;
    }
    let parts = facts.groups.iter().map(|group| lot(facts, group)).collect();
    Outcome::roll_up(parts).unwrap_or_else(|| Outcome::not_applicable("n<2"))
}

/// Bids at one price, and who made them.
#[derive(Default)]
struct Price<'p> {
    bidders: BTreeSet<String>,
    bids: Vec<(usize, &'p Bid<'p>, Amount)>,
}

fn lot(facts: &Facts<'_>, group: &Group<'_>) -> Outcome {
    let mut prices: BTreeMap<(Amount, &str), Price<'_>> = BTreeMap::new();
    let mut bidders = BTreeSet::new();
    for (at, bid, amount) in priced(facts, &group.bids) {
        let Some(bidder) = bidder(bid) else { continue };
        bidders.insert(bidder.clone());
        let price = prices.entry((amount, bid.value.currency.text())).or_default();
        price.bidders.insert(bidder);
        price.bids.push((at, bid, amount));
    }
    if bidders.len() < 2 {
        return too_few(group, bidders.len(), 2);
    }
    if let Some(lack) = lack_of_currency(&prices) {
        return lack;
    }
    let most = prices.values().map(|price| price.bidders.len()).max().unwrap_or_default();
    let shared = prices.into_values().filter(|price| price.bidders.len() > 1).flat_map(|price| price.bids);
    let (mut evidence, mut tenderers) = (Evidence::default(), Vec::new());
    for (at, bid, amount) in shared {
        evidence = evidence.and(format_args!("/bids/details/{at}/value/amount"), amount);
        tenderers.extend(ids(&bid.tenderers).into_iter().map(str::to_owned));
    }
    Outcome::flagged_if(most > 1).value(most as f64).on(evidence).with(tenderers)
}

/// The answer where one amount recurs among bidders of whom only some say its currency: it may be one price or not. Where
/// bidders share a price for certain, that is enough.
fn lack_of_currency(prices: &BTreeMap<(Amount, &str), Price<'_>>) -> Option<Outcome> {
    if prices.values().any(|price| price.bidders.len() > 1) {
        return None;
    }
    // The prices without a currency, against those of the same amount with one; an empty text sorts first.
    let open = prices.iter().filter(|((_, currency), _)| currency.is_empty()).find(|((amount, _), unstated)| {
        let stated = prices.range((*amount, "\0")..).take_while(|((other, _), _)| other == amount);
        stated.flat_map(|(_, price)| &price.bidders).any(|bidder| !unstated.bidders.contains(bidder))
    });
    let (_, bid, _) = open?.1.bids.first()?;
    Some(Outcome::insufficient(bid.value.currency.lack("bids/details/value/currency")))
}
