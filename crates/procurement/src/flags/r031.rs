//! # What it finds
//! A winning price that comes very close to the estimate, or lies above it.
//! # Why it matters
//! Competition usually brings prices below the estimate. A price just at it may mean that the estimate was known, or that
//! nobody competed.
//! # Formula
//!     W = the winning bid (the award's relatedBid if it names one that has a price, else the winner's), else the value of the
//!         only active award; E = tender.value (the lot's value for a lot)
//!     flagged when W/E ≥ 1 − tolerance, or W/E ≤ 1 − far_below where that is set; value = W/E
//! # Exclusions
//! Lots with several active awards to different suppliers (`several_awards`), several to one supplier of which no bid is
//! found (`winner_bid_not_found`), awards of several lots with one value (`multi_lot_award`), different currencies
//! without rates (`mixed_currency`), amounts of nought. Publishers that copy the award into the estimate always show 1:
//! read the base rate.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R031; the tolerance of 1 % is ours. ProZorro's state
//! audit also looks at awards 30 % or more below the estimate: `far_below = 0.3`.

use super::early::{alone, exchange, lack, lacking, millionths, price, without_award};
use super::gate::gate_all;
use crate::compare::unless_off;
use crate::facts::{Facts, Group, Winner};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::amount::Amount;
use crate::process::moment::Moment;
use crate::process::stages::{Bid, Money};
use std::fmt::{self, Display};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R031",
    of: &[Subject::Process],
    source: include_str!("r031.rs"),
    build: |setup| {
        let tolerance = setup.parameters.get("tolerance")?.number("tolerance")?;
        let far_below = unless_off(setup, "far_below")?;
        let rule = Rule {
            tolerance,
            near: millionths("tolerance", tolerance)?,
            far_below,
            far: far_below.map(|share| millionths("far_below", share)).transpose()?,
        };
        Ok(alone(move |facts| look(facts, rule)))
    },
};

/// How near to the estimate, or how far below it, is odd; each as set and in exact millionths.
#[derive(Clone, Copy)]
struct Rule {
    tolerance: f64,
    near: i128,
    far_below: Option<f64>,
    far: Option<i128>,
}

/// Where the amount of a value stands: in the tender, or in an element of a list.
struct Pointer(Option<(&'static str, usize)>);

impl Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some((list, at)) => write!(f, "/{list}/{at}/value/amount"),
            None => f.write_str("/tender/value/amount"),
        }
    }
}

/// A value and where it stands.
struct Value<'p> {
    money: &'p Money<'p>,
    pointer: Pointer,
    path: &'static str,
    at: Option<Moment>,
}

fn look(facts: &Facts<'_>, rule: Rule) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if facts.active_awards().next().is_none() {
        return without_award(facts, []);
    }
    let parts = facts.groups.iter().map(|group| lot(facts, group, rule)).collect();
    Outcome::roll_up(parts).unwrap_or_else(|| Outcome::not_applicable("stage"))
}

fn lot<'p>(facts: &Facts<'p>, group: &Group<'p>, rule: Rule) -> Outcome {
    let won = match won(facts, group) {
        Ok(won) => won,
        Err(outcome) => return outcome,
    };
    let estimate = estimate(facts, group);
    let prices = (price(facts.settings, won.money), price(facts.settings, estimate.money));
    let (Some(own), Some(estimated)) = prices else {
        let absent = |value: &Value<'_>, price: Option<Amount>| {
            price.is_none().then(|| value.money.amount.lack(&format!("{}/amount", value.path)))
        };
        let lacks = [absent(&won, prices.0), absent(&estimate, prices.1)];
        return lacking(lacks).unwrap_or_else(|| Outcome::missing(won.path));
    };
    let (from, to) = (won.money.currency.text(), estimate.money.currency.text());
    if from.is_empty() != to.is_empty() {
        let absent = |value: &Value<'_>| lack(&value.money.currency, &format!("{}/currency", value.path));
        return lacking([absent(&won), absent(&estimate)]).unwrap_or_else(|| Outcome::missing(won.path));
    }
    let Some(same) = exchange(facts, own, from, to, won.at) else {
        return Outcome::insufficient("mixed_currency");
    };
    let evidence = Evidence::at(won.pointer, own).and(estimate.pointer, estimated).with("tolerance", rule.tolerance);
    let evidence = match rule.far_below {
        Some(share) => evidence.with("far below", share),
        None => evidence,
    };
    let evidence = match same.day {
        Some(_) => evidence.with(format_args!("in {to}"), same.amount).with("exchange rate", same),
        None => evidence,
    };
    let same = same.amount;
    // W/E ≥ 1 − t without a division: both sides in millionths of millionths.
    let own = same.millionths().saturating_mul(1_000_000);
    let part = |less: i128| estimated.millionths().saturating_mul(1_000_000_i128.saturating_sub(less));
    let near = own >= part(rule.near);
    let far = rule.far.is_some_and(|far| own <= part(far));
    Outcome::flagged_if(near || far).value(same.to_f64() / estimated.to_f64()).on(evidence)
}

/// What was won: the winning bid, else the only active award.
fn won<'p>(facts: &Facts<'p>, group: &Group<'p>) -> Result<Value<'p>, Outcome> {
    match group.winner {
        Winner::None => return Err(Outcome::not_applicable("stage")),
        Winner::Several => return Err(Outcome::not_applicable("several_awards")),
        Winner::One { .. } | Winner::Unnamed => {}
    }
    let winning = || group.winning().map(|offer| (offer.at, offer.bid));
    if let Some((place, bid)) = related(facts, group).or_else(winning) {
        let pointer = Pointer(Some(("bids/details", place)));
        let at = bid.date.get().copied();
        return Ok(Value { money: &bid.value, pointer, path: "bids/details/value", at });
    }
    let [(at, award)] = group.awards[..] else { return Err(Outcome::insufficient("winner_bid_not_found")) };
    if facts.groups.len() > 1 && award.related_lots.words.len() > 1 {
        return Err(Outcome::insufficient("multi_lot_award"));
    }
    let pointer = Pointer(Some(("awards", at)));
    Ok(Value { money: &award.value, pointer, path: "awards/value", at: award.date.get().copied() })
}

/// The bid that an award of the lot names, where it has a price.
fn related<'p>(facts: &Facts<'p>, group: &Group<'p>) -> Option<(usize, &'p Bid<'p>)> {
    let id = group.awards.iter().find_map(|(_, award)| award.related_bid.get())?;
    let mut bids = facts.process.bids.details.iter();
    bids.find(|(_, bid)| bid.id.text() == id.as_ref() && price(facts.settings, &bid.value).is_some())
}

/// The value that the buyer gives a lot, where it is in the currency of its bids.
pub(crate) fn allocated<'p>(facts: &Facts<'p>, group: &Group<'p>) -> Option<Amount> {
    let money = estimate(facts, group).money;
    let own = facts.settings.price(money.amount.get().copied()?)?;
    (group.currency == Some(money.currency.text())).then_some(own)
}

/// The estimate: of the lot; of the tender where there are no lots, or one without a value of its own.
fn estimate<'p>(facts: &Facts<'p>, group: &Group<'p>) -> Value<'p> {
    let tender = &facts.process.tender;
    let at = tender.tender_period.start_date.get().copied();
    let own = tender.lots.iter().find(|(_, lot)| !group.lot.is_empty() && lot.id.text() == group.lot);
    match own {
        Some((place, lot)) if facts.groups.len() > 1 || lot.value.amount.is_there() => {
            Value { money: &lot.value, pointer: Pointer(Some(("tender/lots", place))), path: "tender/lots/value", at }
        }
        _ => Value { money: &tender.value, pointer: Pointer(None), path: "tender/value", at },
    }
}
