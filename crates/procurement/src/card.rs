//! What a page shows of a process besides its flags: who bought what, when, from whom. Taken from the same release as the
//! findings. Natural persons keep their identifier's page and lose their name.

use crate::json::tree::Tree;
use crate::merge::Rules;
use crate::process::Process;
use crate::process::identity::Identities;
use crate::process::moment::Moment;
use crate::process::organization::Organization;
use crate::process::record::List;
use crate::process::stages::Money;
use crate::settings::clock;
use crate::{facts, suite};
use probity_core::suite::Source;
use probity_core::{Digest, Text};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its identifier; empty where none is published.
    pub id: String,
    /// Its name in each language; `None` for a natural person.
    pub name: Option<Text>,
}

/// An amount as published.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// The amount.
    pub amount: f64,
    /// The currency; may be empty.
    pub currency: String,
}

/// A bid.
#[derive(Debug, Clone, PartialEq)]
pub struct Bid {
    /// Who bids.
    pub bidders: Vec<Party>,
    /// The price.
    pub price: Option<Price>,
    /// The status as published.
    pub status: String,
    /// The day.
    pub day: String,
    /// Whether a bidder is a supplier of an active award.
    pub won: bool,
}

/// A process.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its identifier.
    pub ocid: String,
    /// Who published it: the beginning of the identifier.
    pub publisher: String,
    /// The tender's title in each language; the identifier where there is none.
    pub title: Text,
    /// The buyer.
    pub buyer: Option<Party>,
    /// The procedure as published.
    pub method: String,
    /// The status as published.
    pub status: String,
    /// First and last day of submission; empty where not published.
    pub period: (String, String),
    /// The estimate.
    pub value: Option<Price>,
    /// Markets: classes of its items.
    pub markets: BTreeSet<String>,
    /// Bids, in the order of the document.
    pub bids: Vec<Bid>,
    /// Suppliers of active awards with the award's value and day.
    pub awards: Vec<(Vec<Party>, Option<Price>, String)>,
    /// The source of each release it was read from, and the byte at which it begins.
    pub releases: Vec<(Digest, u64)>,
}

/// Whether an identifier is that of a natural person: registers of persons have schemes of their own.
fn is_person(id: &str) -> bool {
    id.split(['-', ':']).any(|part| part == "IIN" || part == "PERSON")
}

/// The cards of all processes, in the order of the sources; `settings` are those of the room, as TOML.
pub fn cards(sources: &[Source], settings: &str) -> Vec<Card> {
    let releases: Vec<&Source> = sources.iter().filter(|source| source.register == suite::REGISTER).collect();
    let Ok(rules) = Rules::ocds_1_1() else { return Vec::new() };
    let clock = clock(settings);
    let mut cards = Vec::new();
    let all = suite::said(&releases);
    let several = suite::of_several_publishers(&all);
    for said in all {
        said.judge(&rules, clock, |own| {
            let stands = said.stands(&own);
            let identities = several.then(|| Identities::of(own.process));
            cards.push(card(own.process, identities.as_ref(), own.text, stands.releases().collect()));
        });
    }
    cards
}

fn card(process: &Process<'_>, identities: Option<&Identities<'_>>, text: &str, releases: Vec<(Digest, u64)>) -> Card {
    let tree = Tree::parse(text).unwrap_or(Tree::List(Vec::new()));
    let names = names(&tree);
    let party = |own: &Organization<'_>| {
        let published = own.id.text();
        let among = identities.filter(|_| own.id.is_there()).and_then(|all| all.name(own));
        let id = among.unwrap_or_else(|| published.to_owned());
        let plain = || Some(own.name.text()).filter(|name| !name.is_empty()).map(|name| words(name, name, name));
        let name = if is_person(&id) { None } else { names.get(published).cloned().or_else(plain) };
        let name = if name.is_none() && !is_person(&id) { Some(words(&id, &id, &id)) } else { name };
        Party { id, name }
    };
    let all = |list: &List<Organization<'_>>| -> Vec<Party> { list.records().map(party).collect() };
    let active = || process.awards.records().filter(|award| facts::is_active(award));
    let winners: BTreeSet<String> =
        active().flat_map(|award| facts::ids(&award.suppliers).into_iter().map(str::to_owned)).collect();
    let bids = process.bids.details.records().map(|bid| Bid {
        bidders: all(&bid.tenderers),
        price: price(&bid.value),
        status: bid.status.text().to_owned(),
        day: day(bid.date.get()),
        won: facts::ids(&bid.tenderers).iter().any(|id| winners.contains(*id)),
    });
    let buyer = [&process.buyer, &process.tender.procuring_entity].into_iter().find(|own| !own.id.text().is_empty());
    let period = &process.tender.tender_period;
    let ocid = process.ocid.text().to_owned();
    Card {
        publisher: process.publisher().to_owned(),
        title: title(&tree, &ocid),
        buyer: buyer.map(party),
        method: process.tender.procurement_method.text().to_owned(),
        status: process.tender.status.text().to_owned(),
        period: (day(period.start_date.get()), day(period.end_date.get())),
        value: price(&process.tender.value),
        markets: suite::markets(process),
        bids: bids.collect(),
        awards: active().map(|own| (all(&own.suppliers), price(&own.value), day(own.date.get()))).collect(),
        releases,
        ocid,
    }
}

fn words(en: &str, kk: &str, ru: &str) -> Text {
    Text { en: en.to_owned(), kk: kk.to_owned(), ru: ru.to_owned() }
}

/// A text and its translations: Open Contracting writes these as `title_kk` beside `title`.
fn translated(object: &Tree<'_>, key: &str) -> Option<Text> {
    let word = |key: &str| object.get(key)?.as_text();
    let own = word(key).filter(|own| !own.trim().is_empty())?;
    let [en, kk, ru] = ["en", "kk", "ru"].map(|language| word(&format!("{key}_{language}")));
    let or = |other: &Option<Cow<'_, str>>| other.as_deref().unwrap_or(&own).to_owned();
    Some(Text { en: or(&en), kk: or(&kk), ru: or(&ru) })
}

fn title(tree: &Tree<'_>, ocid: &str) -> Text {
    let tender = tree.get("tender").and_then(|tender| translated(tender, "title"));
    tender.unwrap_or_else(|| words(ocid, ocid, ocid))
}

/// Names of the parties, by identifier.
fn names(tree: &Tree<'_>) -> BTreeMap<String, Text> {
    let Some(Tree::List(parties)) = tree.get("parties") else { return BTreeMap::new() };
    let named = |party: &Tree<'_>| Some((party.get("id")?.as_text()?.into_owned(), translated(party, "name")?));
    parties.iter().filter_map(named).collect()
}

fn price(value: &Money<'_>) -> Option<Price> {
    let amount = value.amount.get()?.to_f64();
    Some(Price { amount, currency: value.currency.text().to_owned() })
}

fn day(moment: Option<&Moment>) -> String {
    moment.and_then(|moment| moment.date()).map(|date| date.to_string()).unwrap_or_default()
}
