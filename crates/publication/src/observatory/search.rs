//! What the search can find in an observatory, and the page of what it found.

use super::recorded::country_of;
use super::{Context, INDICATOR};
use crate::message as say;
use crate::page::search::{Hit, View};
use crate::route::Route;
use crate::search::{Index, Item, Kind};
use crate::site::Request;
use probity_core::{Language, Text};
use probity_procurement::suite::name as escaped;
use std::collections::BTreeMap;

/// Hits on a page.
const HITS_MAX: usize = 50;

/// The index of everything that has a page and a name.
pub fn index(context: Context<'_>) -> Index {
    let in_each = |name: &dyn Fn(Context<'_>) -> String| -> Text {
        let of = |language: Language| name(Context { language, ..context });
        Text { en: of(Language::En), kk: of(Language::Kk), ru: of(Language::Ru) }
    };
    let area = |code: &str| in_each(&|context: Context<'_>| context.named(code).name);
    let item = |kind: Kind, code: &str, name: Text, route: Route| Item { kind, code: code.to_owned(), name, route };
    let mut items: Vec<Item> = Vec::new();
    for code in context.countries_with_pages() {
        items.push(item(Kind::Country, &code, area(&code), Route::Country(code.clone())));
    }
    for code in context.recorded_areas().into_iter().filter(|code| country_of(code).is_some()) {
        items.push(item(Kind::Region, code, area(code), Route::Region(code.to_owned())));
    }
    if context.edition(None).is_some() {
        let name = in_each(&|context: Context<'_>| context.indicator().name);
        items.push(item(Kind::Indicator, INDICATOR, name, Route::Indicator(INDICATOR.to_owned())));
    }
    for id in context.records.runs.keys() {
        let name = in_each(&|context: Context<'_>| context.dataset(id).name);
        items.push(item(Kind::Dataset, id, name, Route::Dataset(id.clone())));
    }
    for (id, method) in &context.records.methodologies {
        items.push(item(Kind::Method, id, method.title.clone(), Route::Method(id.clone())));
    }
    items.extend(procurement(context));
    Index::new(items)
}

/// Processes, buyers and suppliers; natural persons are not found by name or number.
fn procurement(context: Context<'_>) -> Vec<Item> {
    let mut parties: BTreeMap<(Kind, &str), &Text> = BTreeMap::new();
    let mut items = Vec::new();
    for card in context.records.cards.values() {
        let (code, name) = (card.ocid.clone(), card.title.clone());
        items.push(Item { kind: Kind::Tender, name, route: Route::Tender(escaped(&code)), code });
        let bidders = card.bids.iter().flat_map(|bid| &bid.bidders).chain(card.awards.iter().flat_map(|own| &own.0));
        let all =
            bidders.map(|party| (Kind::Supplier, party)).chain(card.buyer.iter().map(|party| (Kind::Buyer, party)));
        for (kind, party) in all.filter(|(_, party)| !party.id.is_empty()) {
            if let Some(name) = &party.name {
                parties.entry((kind, party.id.as_str())).or_insert(name);
            }
        }
    }
    items.extend(parties.into_iter().map(|((kind, id), name)| {
        let route = if kind == Kind::Buyer { Route::Buyer(escaped(id)) } else { Route::Supplier(escaped(id)) };
        Item { kind, code: id.to_owned(), name: name.clone(), route }
    }));
    items
}

/// The view of a request's query.
pub fn view(language: Language, index: &Index, request: &Request) -> View {
    let query = request.first("q").unwrap_or_default().trim().to_owned();
    let found = index.find(&query, language);
    let hit = |item: &&Item| Hit {
        kind: kind(language, item.kind),
        name: item.name.get(language).to_owned(),
        code: item.code.clone(),
        route: item.route.clone(),
    };
    View {
        hits: found.iter().take(HITS_MAX).map(hit).collect(),
        more: found.len().saturating_sub(HITS_MAX) as u64,
        query,
    }
}

/// A kind in words.
pub fn kind(language: Language, kind: Kind) -> String {
    match kind {
        Kind::Country => say::kind_country(language),
        Kind::Region => say::kind_region(language),
        Kind::Indicator => say::kind_indicator(language),
        Kind::Dataset => say::kind_dataset(language),
        Kind::Method => say::kind_method(language),
        Kind::Buyer => say::proc_column_buyer(language),
        Kind::Supplier => say::proc_column_bidder(language),
        Kind::Tender => say::proc_column_process(language),
    }
}
