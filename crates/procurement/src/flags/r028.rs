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
use crate::facts::{Facts, Group};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::amount::Amount;
use crate::process::stages::Bid;
use std::borrow::Cow;
use std::collections::BTreeSet;

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

/// A bid with a price.
struct Priced<'p> {
    amount: Amount,
    currency: &'p str,
    bidder: Cow<'p, str>,
    at: usize,
    bid: &'p Bid<'p>,
}

fn lot<'p>(facts: &Facts<'p>, group: &Group<'p>) -> Outcome {
    let priced = priced(facts, &group.bids).into_iter();
    let mut bids: Vec<Priced<'_>> = priced
        .filter_map(|(at, bid, amount)| {
            Some(Priced { amount, currency: bid.value.currency.text(), bidder: facts.bidder(at)?, at, bid })
        })
        .collect();
    let bidders = bidders_of(&bids);
    if bidders < 2 {
        return too_few(group, bidders, 2);
    }
    // Equal prices stay in the order of the document.
    bids.sort_by_key(|own| (own.amount, own.currency));
    let shared = || {
        let prices = bids.chunk_by(|a, b| (a.amount, a.currency) == (b.amount, b.currency));
        prices.filter(|own| bidders_of(own) > 1)
    };
    let Some(most) = shared().map(bidders_of).max() else {
        return lack_of_currency(&bids).unwrap_or_else(|| {
            Outcome::clear().value(1.0).on(Evidence::default().with("bidders with prices", bidders))
        });
    };
    let (mut evidence, mut tenderers) = (Evidence::default(), Vec::new());
    for own in shared().flatten() {
        evidence = evidence.and(format_args!("/bids/details/{}/value/amount", own.at), own.amount);
        tenderers.extend(facts.tenderers(own.at).iter().copied());
    }
    Outcome::flagged().value(most as f64).on(evidence).with(tenderers)
}

/// How many different bidders made bids.
fn bidders_of(bids: &[Priced<'_>]) -> usize {
    match bids {
        [_] => 1,
        several => several.iter().map(|own| own.bidder.as_ref()).collect::<BTreeSet<&str>>().len(),
    }
}

/// The answer where one amount recurs among bidders of whom only some say its currency: it may be one price or not. Asked
/// where no price is shared for certain, of bids in the order of their prices.
fn lack_of_currency(bids: &[Priced<'_>]) -> Option<Outcome> {
    let open = bids.chunk_by(|a, b| a.amount == b.amount).find_map(|same| {
        // An empty text sorts first.
        let (unstated, stated) = same.split_at(same.partition_point(|own| own.currency.is_empty()));
        let is_other = |own: &Priced<'_>| unstated.iter().all(|known| known.bidder != own.bidder);
        unstated.first().filter(|_| stated.iter().any(is_other))
    })?;
    Some(Outcome::insufficient(open.bid.value.currency.lack("bids/details/value/currency")))
}
