//! # What it finds
//! An item whose unit price is far from what others paid for the same class in the same unit and year.
//! # Why it matters
//! An inflated price of one line is easily hidden in the total of a contract.
//! # Formula
//!     items of active awards with a unit price, else of contracts, else of the tender
//!     score = |ln price - median| / (1.4826 · median distance) over items of the same class (whole code), unit, currency
//!     and year; flagged when score > 3 for some item
//! # Exclusions
//! Units are never converted into one another, and estimates of tenders are compared with one another only. Conditional units ("set", "service") say nothing about a price: parameter
//! `conditional_units`. Fewer than 10 comparable items, or half of them with one and the same price, give no answer.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R017; conditional units: Ministry of Finance of the
//! Kyrgyz Republic's list of risks; score as in R016.

use super::gate::gate_all;
use super::r016::Spread;
use crate::compare::peers::{Group, Peers, Summaries};
use crate::compare::{count, number, words};
use crate::facts::{Facts, is_active};
use crate::flag::{Calibration, Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::process::amount::Amount;
use crate::process::stages::Item;
use probity_core::State;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Write as _};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R017",
    of: &[Subject::Process],
    source: include_str!("r017.rs"),
    build: |setup| {
        Ok(erase(ItemOutlier {
            limit: number(setup, "threshold")?,
            least: count(setup, "min_items")?,
            conditional: words(setup, "conditional_units")?,
        }))
    },
};

struct ItemOutlier {
    limit: f64,
    least: u64,
    conditional: Vec<String>,
}

/// An item that can be compared: where it stands, its group, its price.
struct Priced<'p> {
    pointer: Pointer,
    item: &'p Item<'p>,
    group: Group,
    price: Amount,
}

/// Bytes of a pointer and a price in a key.
const ROOM: usize = 40;

/// Where an item stands.
#[derive(Clone, Copy)]
struct Pointer {
    /// `awards`, `contracts` or `tender`.
    stage: &'static str,
    /// The award or contract; a process has one tender.
    parent: Option<usize>,
    item: usize,
}

impl Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parent {
            Some(parent) => write!(f, "/{}/{parent}/items/{}", self.stage, self.item),
            None => write!(f, "/{}/items/{}", self.stage, self.item),
        }
    }
}

impl Flag for ItemOutlier {
    type State = Peers;

    fn observe(&self, state: &mut Peers, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        let items = items(facts);
        if items.is_empty() {
            return no_items(facts).into();
        }
        let year = facts.year().map(|year| year.to_string());
        let mut open = None;
        let mut priced: Vec<Priced<'_>> = Vec::with_capacity(items.len());
        for (pointer, item) in items {
            // The items of an award are often of one kind.
            let known = priced.last().filter(|last| is_alike(last.item, item)).map(|last| last.group.clone());
            match self.priced(facts, pointer, item, year.as_deref(), known) {
                Ok(own) => priced.push(own),
                Err(lack) => open = open.or(Some(lack)),
            }
        }
        if let (true, Some(lack)) = (priced.is_empty(), &open) {
            return Outcome::insufficient(lack.clone()).into();
        }
        let mut key = String::with_capacity(priced.iter().map(|own| own.group.key().len() + ROOM).sum());
        for same in priced.chunk_by(|a, b| a.group == b.group) {
            let [first, ..] = same else { continue };
            state.extend(&first.group, same.iter().map(|own| libm::log(own.price.to_f64())));
        }
        for own in &priced {
            // The key of a group has no control characters; writing to a string cannot fail.
            let _ = writeln!(key, "{}", own.pointer);
            key.push_str(own.group.key());
            key.push('\n');
            let _ = writeln!(key, "{}", own.price);
        }
        // Items that cannot be compared leave the process undecided unless another one is an outlier.
        Observed::Pending(key, open.map_or_else(Outcome::clear, Outcome::insufficient))
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, state: Peers) -> Box<dyn Judge> {
        Box::new(Verdict {
            limit: self.limit,
            peers: state.summarise(self.least, |sorted| Spread::of(sorted, self.limit)),
        })
    }
}

impl ItemOutlier {
    /// An item with its price and its group, which is `known` where the item before was of the same kind.
    fn priced<'p>(
        &self,
        facts: &Facts<'_>,
        pointer: Pointer,
        item: &'p Item<'p>,
        year: Option<&str>,
        known: Option<Group>,
    ) -> Result<Priced<'p>, String> {
        let path = |own: &str| [pointer.stage, "/items/", own].concat();
        let price = item.unit.value.amount.get().and_then(|amount| facts.settings.price(*amount));
        let price = price.ok_or_else(|| item.unit.value.amount.lack(&path("unit/value/amount")))?;
        if let Some(group) = known {
            return Ok(Priced { pointer, item, group, price });
        }
        let class = item.classification.id.get();
        let class = class.ok_or_else(|| item.classification.id.lack(&path("classification/id")))?;
        let year = year.ok_or_else(|| facts.process.date.lack("date"))?;
        let (id, name) = (item.unit.id.text().trim().to_lowercase(), item.unit.name.text().trim().to_lowercase());
        if id.is_empty() && name.is_empty() {
            return Err(["missing:", &path("unit/id")].concat());
        }
        if self.conditional.iter().any(|own| *own == id || *own == name) {
            return Err("conditional_unit".to_owned());
        }
        let unit = if id.is_empty() { name } else { [item.unit.scheme.text(), ":", &id].concat() };
        let (scheme, currency) = (item.classification.scheme.text(), item.unit.value.currency.text());
        let class = [scheme, ":", class.0.trim()].concat();
        let parts = [class.as_str(), "per", unit.as_str(), "in", currency, year, "estimated"];
        // What a buyer expects to pay is compared with what others expect, never with what was paid.
        let parts = if pointer.parent.is_none() { &parts[..] } else { &parts[..6] };
        Ok(Priced { pointer, item, group: Group::single(parts), price })
    }
}

/// Whether two items of one process have the same class, unit and currency.
fn is_alike(a: &Item<'_>, b: &Item<'_>) -> bool {
    a.classification.id.text() == b.classification.id.text()
        && a.classification.scheme.text() == b.classification.scheme.text()
        && a.unit.id.text() == b.unit.id.text()
        && a.unit.name.text() == b.unit.name.text()
        && a.unit.scheme.text() == b.unit.scheme.text()
        && a.unit.value.currency.text() == b.unit.value.currency.text()
}

/// Items of active awards if any has a unit price, else items of contracts that are not cancelled, else of the tender, with
/// their pointers.
fn items<'p>(facts: &Facts<'p>) -> Vec<(Pointer, &'p Item<'p>)> {
    let at = |stage, parent, item| Pointer { stage, parent: Some(parent), item };
    let awards = facts.process.awards.iter().filter(|(_, award)| is_active(award));
    let awarded: Vec<_> = awards
        .flat_map(|(parent, award)| award.items.iter().map(move |(own, item)| (at("awards", parent, own), item)))
        .collect();
    let is_priced = |item: &Item<'_>| item.unit.value.amount.is_there();
    if awarded.iter().any(|(_, item)| is_priced(item)) {
        return awarded;
    }
    let contracts = facts.process.contracts.iter().filter(|(_, contract)| contract.status.text() != "cancelled");
    let contracted: Vec<_> = contracts
        .flat_map(|(parent, own)| own.items.iter().map(move |(i, item)| (at("contracts", parent, i), item)))
        .collect();
    let tender = &facts.process.tender.items;
    if !contracted.iter().any(|(_, item)| is_priced(item)) && tender.records().any(is_priced) {
        return tender.iter().map(|(own, item)| (Pointer { stage: "tender", parent: None, item: own }, item)).collect();
    }
    if contracted.is_empty() { awarded } else { contracted }
}

fn no_items(facts: &Facts<'_>) -> Outcome {
    if facts.active_awards().next().is_some() {
        return Outcome::missing("awards/items");
    }
    match facts.no_award_stage() {
        Ok(()) => Outcome::not_applicable("stage"),
        Err(path) => Outcome::missing(path),
    }
}

struct Verdict {
    limit: f64,
    peers: Summaries<Spread>,
}

impl Verdict {
    fn item(&self, key: &str, price: &str) -> Outcome {
        let Some(peer) = self.peers.find(key) else {
            return Outcome::insufficient(self.peers.too_few());
        };
        let value = price.parse().map_or(0.0, libm::log);
        match peer.summary.score(value) {
            Some(score) => Outcome::flagged_if(score > self.limit).value(score),
            None => Outcome::insufficient("no_spread"),
        }
    }

    /// Evidence of all items that are flagged, else of the one that comes nearest to it.
    fn prove(&self, parts: &mut [Outcome], items: &[(&str, &str, &str)]) {
        let most = parts.iter().filter_map(|part| part.value).reduce(f64::max);
        let first = parts.iter().position(|part| part.value.is_some() && part.value == most);
        for (at, (part, item)) in parts.iter_mut().zip(items).enumerate() {
            if part.state == State::Flagged || first == Some(at) {
                part.evidence = self.evidence(*item);
            }
        }
    }

    fn evidence(&self, (pointer, key, price): (&str, &str, &str)) -> Evidence {
        let evidence = Evidence::at(format_args!("{pointer}/unit/value/amount"), price);
        match self.peers.find(key) {
            Some(peer) => peer.evidence(evidence, |own| peer.summary.evidence(own, self.limit)),
            None => evidence,
        }
    }
}

impl Judge for Verdict {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let (mut parts, mut items) = (Vec::new(), Vec::new());
        let mut lines = key.lines();
        while let (Some(pointer), Some(group), Some(price)) = (lines.next(), lines.next(), lines.next()) {
            parts.push(self.item(group, price));
            items.push((pointer, group, price));
        }
        self.prove(&mut parts, &items);
        if row.state == State::Insufficient {
            parts.push(row.clone());
        }
        Outcome::roll_up(parts).unwrap_or(row)
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        let groups = self.peers.named().count();
        BTreeMap::from([("groups".to_owned(), Value::from(groups))])
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.peers.calibration(Spread::numbers).relative())
    }
}
