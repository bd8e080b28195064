//! Lot groups: the bids and awards that compete with one another. A bid for several lots with one amount belongs to no
//! group, because its amount cannot be compared with anything.

use super::firms::{Firms, together};
use super::{is_active, is_submitted};
use crate::facts::rates::Converted;
use crate::process::Process;
use crate::process::amount::Amount;
use crate::process::moment::Clock;
use crate::process::stages::{Award, Bid};
use crate::process::words::Words;
use crate::settings::Settings;
use std::borrow::Cow;
use std::collections::HashMap;

/// A lot, or the whole process where no lots are published.
#[derive(Debug, Clone)]
pub struct Group<'p> {
    /// The lot's identifier; empty where no lots are published.
    pub lot: &'p str,
    /// All bids of the group with their positions, comparable or not; of auctions the last ones only.
    pub bids: Vec<(usize, &'p Bid<'p>)>,
    /// Comparable bids: valid, with a price, in one currency, one a bidder; in the order of the document.
    pub offers: Vec<Offer<'p>>,
    /// The currency of all offers; `None` when there are several and no rates, or no offers.
    pub currency: Option<&'p str>,
    /// Whether offers are in several currencies that no rates could bring together.
    pub mixed_currency: bool,
    /// Active awards of the group with their positions.
    pub awards: Vec<(usize, &'p Award<'p>)>,
    /// Who won.
    pub winner: Winner<'p>,
    /// Submitted bids that may be for the lot and are in no group: for several lots with one amount, or for none that is named.
    pub multi_lot: usize,
}

/// A comparable bid.
#[derive(Debug, Clone)]
pub struct Offer<'p> {
    /// Its position in `bids.details`.
    pub at: usize,
    /// The bid.
    pub bid: &'p Bid<'p>,
    /// Its bidder.
    pub bidder: Cow<'p, str>,
    /// Its price, in the group's currency.
    pub price: Amount,
    /// How it came into that currency, if it was published in another.
    pub rate: Option<Converted>,
}

/// Who won a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Winner<'p> {
    /// No active award.
    None,
    /// Several active awards with different suppliers.
    Several,
    /// One bidder.
    One {
        /// The suppliers' identifiers, sorted and joined by `|`.
        bidder: Cow<'p, str>,
        /// The index of its offer in [`Group::offers`], if it made a comparable one.
        offer: Option<usize>,
    },
    /// One active award whose suppliers have no identifiers.
    Unnamed,
}

impl<'p> Group<'p> {
    /// The winning bid among the offers.
    pub fn winning(&self) -> Option<&Offer<'p>> {
        match self.winner {
            Winner::One { offer, .. } => self.offers.get(offer?),
            _ => None,
        }
    }

    /// The lowest offer of somebody else than the winner; the first in the document on ties.
    pub fn runner_up(&self) -> Option<&Offer<'p>> {
        let winning = self.winning()?.at;
        self.offers.iter().filter(|offer| offer.at != winning).min_by_key(|offer| offer.price)
    }
}

/// The groups of a process.
pub(super) fn of<'p>(process: &'p Process<'p>, settings: &Settings, firms: &Firms<'p>) -> Vec<Group<'p>> {
    let mut lots: Vec<&str> = process.tender.lots.records().filter_map(|lot| lot.id.get().map(AsRef::as_ref)).collect();
    let mut seen = std::collections::BTreeSet::new();
    lots.retain(|lot| seen.insert(*lot));
    if lots.len() <= 1 {
        let bids = process.bids.details.iter().collect();
        let awards = process.awards.iter().filter(|(_, award)| is_active(award)).collect();
        return vec![group(process, settings, firms, lots.first().unwrap_or(&""), bids, awards)];
    }
    // The bids of a lot, and how many are for others as well.
    let mut bids: Vec<(Vec<(usize, &Bid<'_>)>, usize)> = vec![(Vec::new(), 0); lots.len()];
    let mut of_any = 0;
    for (at, bid) in process.bids.details.iter() {
        match places(&lots, &bid.related_lots)[..] {
            [place] => bids[place].0.push((at, bid)),
            _ if !is_submitted(bid) => {}
            [] => of_any += 1,
            ref several => several.iter().for_each(|place| bids[*place].1 += 1),
        }
    }
    let mut awards: Vec<Vec<(usize, &Award<'_>)>> = vec![Vec::new(); lots.len()];
    for (at, award) in process.awards.iter().filter(|(_, award)| is_active(award)) {
        places(&lots, &award.related_lots).into_iter().for_each(|place| awards[place].push((at, award)));
    }
    let parts = lots.into_iter().zip(bids).zip(awards);
    let whole = |((lot, (bids, multi_lot)), awards)| Group {
        multi_lot: multi_lot + of_any,
        ..group(process, settings, firms, lot, bids, awards)
    };
    parts.map(whole).collect()
}

/// The groups an object belongs to: those it names.
fn places(lots: &[&str], related: &Words<'_>) -> Vec<usize> {
    lots.iter().enumerate().filter(|(_, lot)| related.has(lot)).map(|(place, _)| place).collect()
}

fn group<'p>(
    process: &'p Process<'p>,
    settings: &Settings,
    firms: &Firms<'p>,
    lot: &'p str,
    bids: Vec<(usize, &'p Bid<'p>)>,
    awards: Vec<(usize, &'p Award<'p>)>,
) -> Group<'p> {
    let bids = if process.has_moved_bids() { of_auctions(bids, settings, firms) } else { bids };
    let (offers, currency, mixed_currency) = one_currency(process, settings, offers(&bids, settings, firms));
    let winner = winner(&awards, &offers, firms);
    Group { lot, bids, offers, currency, mixed_currency, awards, winner, multi_lot: 0 }
}

/// Of the bids of auctions the last of each bidder and status: in every stage bidders bid anew, and an amount that one of
/// them left behind is not compared with what others reach later.
fn of_auctions<'p>(
    mut bids: Vec<(usize, &'p Bid<'p>)>,
    settings: &Settings,
    firms: &Firms<'p>,
) -> Vec<(usize, &'p Bid<'p>)> {
    let mut last: HashMap<(&[&str], &str), (usize, &Bid<'_>)> = HashMap::new();
    for &(at, bid) in &bids {
        let known = last.entry((firms.of_bid(at), bid.status.text())).or_insert((at, bid));
        if replaces(known.1, bid, settings.clock) {
            *known = (at, bid);
        }
    }
    let is_last = |at: usize, bid: &Bid<'_>| {
        let own = firms.of_bid(at);
        own.is_empty() || last.get(&(own, bid.status.text())).is_some_and(|known| known.0 == at)
    };
    bids.retain(|(at, bid)| is_last(*at, bid));
    bids
}

/// Valid bids with a bidder and a price, the last of each bidder, in the order of the document.
fn offers<'p>(bids: &[(usize, &'p Bid<'p>)], settings: &Settings, firms: &Firms<'p>) -> Vec<Offer<'p>> {
    let mut offers: Vec<Offer<'p>> = Vec::new();
    for &(at, bid) in bids.iter().filter(|(_, bid)| bid.status.text() == "valid") {
        let price = bid.value.amount.get().and_then(|amount| settings.price(*amount));
        let (Some(bidder), Some(price)) = (together(firms.of_bid(at)), price) else { continue };
        let new = Offer { at, bid, bidder, price, rate: None };
        match offers.iter_mut().find(|known| known.bidder == new.bidder) {
            Some(known) if replaces(known.bid, bid, settings.clock) => *known = new,
            Some(_) => {}
            None => offers.push(new),
        }
    }
    offers.sort_by_key(|offer| offer.at);
    offers
}

/// Whether a later bid of the document takes the place of an earlier one: unless it is older for certain.
fn replaces(known: &Bid<'_>, new: &Bid<'_>, clock: Clock) -> bool {
    match (known.date.get(), new.date.get()) {
        (Some(known), Some(new)) => clock.later(known.start(), new.start()) != Some(true),
        _ => true,
    }
}

/// Brings offers into one currency: theirs, or by rates that of most offers (the first of these in the document).
fn one_currency<'p>(
    process: &'p Process<'p>,
    settings: &Settings,
    mut offers: Vec<Offer<'p>>,
) -> (Vec<Offer<'p>>, Option<&'p str>, bool) {
    let of = |bid: &'p Bid<'p>| bid.value.currency.text();
    let Some(first) = offers.first().map(|offer| of(offer.bid)) else { return (offers, None, false) };
    if offers.iter().all(|offer| of(offer.bid) == first) {
        return (offers, Some(first), false);
    }
    let count = |currency: &str| offers.iter().filter(|offer| of(offer.bid) == currency).count();
    let most = offers.iter().map(|offer| of(offer.bid)).max_by_key(|currency| (count(currency), *currency == first));
    let (Some(rates), Some(target)) = (&settings.rates, most) else { return (offers, None, true) };
    for offer in &mut offers {
        let at = offer.bid.date.get().or(process.tender.tender_period.end_date.get()).or(process.date.get());
        let converted = at.and_then(|at| rates.convert(offer.price, of(offer.bid), target, *at));
        let Some(converted) = converted else { return (offers, None, true) };
        offer.price = converted.amount;
        offer.rate = converted.day.map(|_| converted);
    }
    (offers, Some(target), false)
}

fn winner<'p>(awards: &[(usize, &Award<'_>)], offers: &[Offer<'_>], firms: &Firms<'p>) -> Winner<'p> {
    let Some((first, _)) = awards.first() else { return Winner::None };
    let one = firms.of_award(*first);
    if awards.iter().any(|(at, _)| firms.of_award(*at) != one) {
        return Winner::Several;
    }
    match together(one) {
        None => Winner::Unnamed,
        Some(bidder) => {
            let related = awards.iter().find_map(|(_, award)| award.related_bid.get());
            let by_bid = related.and_then(|id| offers.iter().position(|offer| offer.bid.id.text() == id.as_ref()));
            let offer = by_bid.or_else(|| offers.iter().position(|offer| offer.bidder == bidder));
            Winner::One { bidder, offer }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::Facts;
    use crate::process::Process;
    use crate::settings::Settings;

    #[test]
    fn of_an_auction_the_last_bids_are_compared() {
        let bid = |id: &str, firm: &str, amount: u32| {
            format!(r#"{{"id":"{id}","status":"valid","tenderers":[{{"id":"{firm}"}}],"value":{{"amount":{amount}}}}}"#)
        };
        let first = [bid("1", "a", 9), bid("2", "b", 8)].join(",");
        let second = [bid("3", "a", 8), bid("4", "b", 7), r#"{"id":"5","status":"valid"}"#.to_owned()].join(",");
        let text = format!(r#"{{"auctions":[{{"stages":[{{"bids":[{first}]}},{{"bids":[{second}]}}]}}]}}"#);
        let process = Process::parse(&text).expect("a release");
        let settings = Settings::default();
        let facts = Facts::new(&process, &[], &settings);
        let positions: Vec<usize> = facts.groups[0].bids.iter().map(|(at, _)| *at).collect();
        assert_eq!((positions, facts.submitted().count()), (vec![2, 3, 4], 5));
        assert_eq!(facts.groups[0].offers.iter().map(|offer| offer.at).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn the_last_bid_of_a_bidder_follows_the_offset_of_the_settings() {
        let text = r#"{"bids":{"details":[
            {"status":"valid","date":"2021-05-01T12:00:00","tenderers":[{"id":"a"}],"value":{"amount":1}},
            {"status":"valid","date":"2021-05-01T12:00:00+05:00","tenderers":[{"id":"a"}],"value":{"amount":2}}]}}"#;
        let process = Process::parse(text).expect("a release");
        let last = |settings: &str| {
            let settings = Settings::parse(settings, |_| Ok(Vec::new())).expect("settings");
            let facts = Facts::new(&process, &[], &settings);
            facts.groups.iter().flat_map(|group| &group.offers).map(|offer| offer.at).collect::<Vec<_>>()
        };
        // At +05:00 both came at once, and the later in the document stands; at UTC the first came five hours later.
        assert_eq!(last("[dates]\nassume_offset = \"+05:00\""), [1]);
        assert_eq!(last("[dates]\nassume_offset = \"Z\""), [0]);
        assert_eq!(last(""), [1]);
    }
}
