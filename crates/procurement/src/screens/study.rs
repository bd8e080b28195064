//! A study of screens: everything that the screens of all lots, the network of bidders and the risk index need, gathered in
//! one pass over processes and merged in the order of the input.

use super::{Market, Markets, Row, rows};
use crate::compare::markets::{class, of_award};
use crate::cri::{Bands, Risk, Risks};
use crate::facts::Facts;
use crate::flags::Shares;
use crate::network::{Graph, Link, Links, Tenders, Win, Wins};
use crate::run::{Sheet, Watch};
use std::collections::BTreeMap;

/// From so many joint tenders on two firms are joined in the graph, and it is asked who won.
const JOINT_MIN: u64 = 3;

/// What was seen of a part of the input.
#[derive(Default)]
pub struct Study {
    rows: Vec<Row>,
    tenders: Tenders,
    wins: Wins,
    links: Links,
    shares: Shares,
    buyers: Shares,
    markets: Markets,
    risks: Risks,
}

/// Awards of a market beside its lots.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketRow {
    /// Lots, benchmark and test; none where the market has no lot with three bids.
    pub lots: Option<Market>,
    /// The market.
    pub market: String,
    /// Awards with a value and a supplier.
    pub awards: u64,
    /// The Herfindahl–Hirschman index, the share of the four largest, Gini's coefficient; none for values in several
    /// currencies that no rates bring together.
    pub concentration: Option<[f64; 3]>,
}

/// The suppliers of a buyer.
#[derive(Debug, Clone, PartialEq)]
pub struct BuyerRow {
    /// The buyer.
    pub buyer: String,
    /// Awards with a value and a supplier.
    pub awards: u64,
    /// Suppliers of these.
    pub suppliers: usize,
    /// As of a market.
    pub concentration: Option<[f64; 3]>,
}

/// What a study finds.
pub struct Found {
    /// Lots in the order of the input.
    pub rows: Vec<Row>,
    /// Firms that meet often.
    pub graph: Graph,
    /// Who won against whom.
    pub wins: Vec<Win>,
    /// Buyers and suppliers against chance.
    pub links: Vec<Link>,
    /// Markets in the order of their names.
    pub markets: Vec<MarketRow>,
    /// Buyers in the order of their identifiers.
    pub buyers: Vec<BuyerRow>,
    /// The risk index, in the order of the processes' names.
    pub risks: Vec<Risk>,
    /// The bands of advertisement and decision by publisher.
    pub bands: BTreeMap<String, [Bands; 2]>,
}

/// The class of the process. Some publishers name the scheme of a class in awards and not in tenders: then it is that of
/// the award of the same class.
fn market(facts: &Facts<'_>) -> Option<String> {
    let own = class(facts).ok()?;
    let Some(bare) = own.strip_prefix(':') else { return Some(own.to_owned()) };
    let mut awards = facts.active_awards().flat_map(|(_, award)| of_award(facts, award));
    let named = awards.find(|named| named.rsplit_once(':').is_some_and(|(_, class)| class == bare));
    Some(named.unwrap_or_else(|| own.to_owned()))
}

/// Studies files of any size.
#[derive(Debug, Clone, Copy)]
pub struct Studying;

impl Watch for Studying {
    type Part = Study;

    fn start(&self) -> Study {
        Study::default()
    }

    fn look(&self, part: &mut Study, _sheet: &mut Sheet, facts: &Facts<'_>) {
        part.observe(facts);
    }

    fn merge(&self, into: &mut Study, other: Study) {
        into.merge(other);
    }
}

impl Study {
    /// Takes a process in.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        let rows = rows(facts);
        if let (Some(market), false) = (market(facts), facts.is_cancelled()) {
            for row in &rows {
                if let Some(cv) = row.screens.cv {
                    self.markets.add(&market, row.n, cv);
                }
            }
        }
        self.rows.extend(rows);
        self.tenders.observe(facts);
        self.wins.observe(facts);
        self.links.observe(facts);
        self.shares.observe(facts);
        self.buyers.observe_buyer(facts);
        self.risks.observe(facts);
    }

    /// Takes the part of the input that follows in.
    pub fn merge(&mut self, other: Self) {
        self.rows.extend(other.rows);
        self.tenders.merge(other.tenders);
        self.wins.merge(other.wins);
        self.links.merge(other.links);
        self.shares.merge(other.shares);
        self.buyers.merge(other.buyers);
        self.markets.merge(other.markets);
        self.risks.merge(other.risks);
    }

    /// What all of it says.
    pub fn finish(mut self) -> Found {
        self.rows.sort_by(|a, b| (&a.ocid, &a.lot).cmp(&(&b.ocid, &b.lot)));
        let mut lots: BTreeMap<String, Market> =
            self.markets.finish().into_iter().map(|own| (own.market.clone(), own)).collect();
        let mut markets: Vec<MarketRow> = Vec::new();
        for (name, own) in self.shares.0 {
            let concentration = (!own.is_mixed() && own.awards > 0).then(|| own.concentration());
            markets.push(MarketRow { lots: lots.remove(&name), market: name, awards: own.awards, concentration });
        }
        let rest = lots.into_iter();
        markets.extend(rest.map(|(market, own)| MarketRow { lots: Some(own), market, awards: 0, concentration: None }));
        markets.sort_by(|a, b| a.market.cmp(&b.market));
        let buyers = self.buyers.0.into_iter().map(|(buyer, own)| {
            let concentration = (!own.is_mixed() && own.awards > 0).then(|| own.concentration());
            BuyerRow { buyer, awards: own.awards, suppliers: own.suppliers(), concentration }
        });
        let buyers = buyers.collect();
        let graph = Graph::of(&self.tenders, JOINT_MIN);
        let (wins, links) = (self.wins.finish(JOINT_MIN), self.links.finish());
        let (mut risks, bands) = self.risks.finish();
        risks.sort_by(|a, b| a.ocid.cmp(&b.ocid));
        Found { rows: self.rows, graph, wins, links, markets, buyers, risks, bands }
    }
}
