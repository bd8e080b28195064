//! One lot with its comparable bids, as the screens of the suite see it: prices are exact, and every number points to the
//! bids it rests on.

use super::origin::Element;
use super::pass::{self, Places};
use super::screens::{Rules, below, id};
use crate::facts::{Facts, Group, Winner};
use crate::process::amount::Amount;
use crate::screens::{self, NAMES, SIZES, Screens};
use probity_core::{Evidence, Finding, FindingId, State};
use std::collections::BTreeSet;

/// A comparable bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bid {
    /// Its position among the bids.
    pub at: usize,
    /// Where its price is published.
    pub pointer: String,
    /// Who bids.
    pub bidder: String,
    /// The price, in millionths.
    pub price: i128,
}

/// The comparable bids of a lot.
#[derive(Debug, Clone, PartialEq)]
pub struct Tender {
    /// The process.
    pub ocid: String,
    /// The lot; empty where there is only one.
    pub lot: String,
    /// The classes of its items.
    pub markets: BTreeSet<String>,
    /// The bids, cheapest first.
    pub bids: Vec<Bid>,
    /// The screens of their prices.
    pub screens: Screens,
    /// Who won.
    pub winner: Option<String>,
}

/// Where rules look for the price of a bid.
pub(crate) fn price_at(at: usize) -> String {
    format!("/bids/details/{at}/value/amount")
}

impl Tender {
    /// The prices in ascending order.
    pub fn prices(&self) -> Vec<i128> {
        self.bids.iter().map(|bid| bid.price).collect()
    }

    /// Sorts the bids by price.
    pub(crate) fn sort(bids: &mut [Bid]) {
        bids.sort_by(|a, b| a.price.cmp(&b.price).then(a.at.cmp(&b.at)));
    }

    /// The name of the lot among findings.
    pub fn subject(&self) -> String {
        if self.lot.is_empty() { self.ocid.clone() } else { format!("{}|{}", self.ocid, self.lot) }
    }
}

/// The tenders of a process; none of procedures that the settings leave out or whose prices they do not compare.
pub(crate) fn of(facts: &Facts<'_>) -> Vec<Tender> {
    if facts.is_excluded() || !facts.prices_compare() {
        return Vec::new();
    }
    let several = facts.groups.len() > 1;
    let tender = |group: &Group<'_>| {
        let offers = group.offers.iter().filter(|_| !group.mixed_currency);
        let bid = |offer: &crate::facts::Offer<'_>| Bid {
            at: offer.at,
            pointer: facts.process.published(&price_at(offer.at)).into_owned(),
            bidder: offer.bidder.clone().into_owned(),
            price: offer.price.millionths(),
        };
        let mut bids: Vec<Bid> = offers.map(bid).collect();
        Tender::sort(&mut bids);
        let prices: Vec<i128> = bids.iter().map(|bid| bid.price).collect();
        Tender {
            ocid: facts.process.ocid.text().to_owned(),
            lot: if several { group.lot.to_owned() } else { String::new() },
            markets: pass::markets(facts.process),
            bids,
            screens: screens::of_bids(facts, &prices),
            winner: match &group.winner {
                Winner::One { bidder, .. } => Some(bidder.clone().into_owned()),
                _ => None,
            },
        }
    };
    facts.groups.iter().map(tender).filter(|tender| tender.bids.len() > 1).collect()
}

/// The screens of a tender and how it stands to the benchmark.
pub(super) fn findings(rules: &Rules, tender: &Tender, places: &Places<'_>) -> Vec<Finding> {
    let Some(place) = places.get(&tender.ocid) else { return Vec::new() };
    let period = place.year.map_or_else(|| "_".to_owned(), |year| year.to_string());
    let cell = |bid: &Bid| {
        let value = Amount::from_millionths(bid.price).map(|amount| amount.to_string()).unwrap_or_default();
        Element { at: Some(bid.pointer.clone()), name: String::new(), value }
    };
    let evidence: std::sync::Arc<[Evidence]> = place.stands.walker().evidence(tender.bids.iter().map(cell)).into();
    let subject = tender.subject();
    let named = |measure: &str| FindingId { period: period.clone(), ..id(measure, &subject) };
    let state = match below(rules, tender) {
        Some(true) => Finding::new(named("benchmark"), State::Flagged, ""),
        Some(false) => Finding::new(named("benchmark"), State::Clear, ""),
        None => Finding::new(named("benchmark"), State::NotApplicable, "").because(format!("n<{}", rules.min_bids)),
    };
    let mut found = vec![Finding { value: tender.screens.cv, ..state }.on(evidence.clone())];
    let whole = NAMES.into_iter().zip(tender.screens.all());
    let least = ["cv_3", "cv_4"].into_iter().zip(SIZES.map(|size| least_cv(tender, size)));
    for (measure, value) in whole.chain(least) {
        found.extend(value.map(|value| Finding::value(named(measure), value, "").on(evidence.clone())));
    }
    found
}

/// The least coefficient of variation over all subgroups of this size that are not the whole; of very many bids, over those
/// drawn.
fn least_cv(tender: &Tender, size: usize) -> Option<f64> {
    if tender.bids.len() <= size || tender.screens.cv.is_none() {
        return None;
    }
    let summary = screens::of_subgroups(&tender.prices(), size, &tender.subject(), 0)?;
    let [_, _, least, _] = summary.screens.first()?.values?;
    Some(least)
}
