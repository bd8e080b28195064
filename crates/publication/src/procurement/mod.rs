//! The room of procurement on the site: processes with the reasons to review them in words, buyers, suppliers, markets,
//! the catalogue of flags, what each publisher's data allow, and screens of bid rigging. Wording never accuses.

mod coverage;
mod flags;
mod lateness;
mod parties;
mod screen_tables;
mod screens;
mod tender;
mod words;

pub(crate) use words::reason;

use crate::observatory::Records;
use crate::page::{Frame, House, NavItem};
use crate::route::{Route, query};
use crate::site::{Request, Section};
use probity_core::{Finding, FindingId, Language, State, Text};
use probity_procurement::card::{Card, Party};
use probity_procurement::suite::{name, plain};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The measure of rows about processes.
const PROCESS: &str = "process";
/// The measure of how often a flag fires.
const BASE_RATE: &str = "base_rate";
/// The measure of how many subjects a flag could judge.
const JUDGED: &str = "judged";
/// The method of the screens.
const SCREENS: &str = "bid-screens";
/// The period of findings about all years.
const ALL: &str = "all";

/// Whether a method of the room is a flag, and not the screens or the risk index.
fn is_flag(id: &str) -> bool {
    probity_procurement::flags::definition(id).is_some()
}

/// The section.
pub struct ProcurementSection {
    records: Arc<Records>,
    names: BTreeMap<String, Option<Text>>,
    buyers: BTreeMap<String, Vec<String>>,
    suppliers: BTreeMap<String, Vec<String>>,
    markets: BTreeMap<String, Vec<String>>,
    /// By ocid: the findings about the process.
    processes: BTreeMap<String, Vec<FindingId>>,
    /// By identifier of an organisation or market: what was flagged about it.
    subjects: BTreeMap<String, Vec<FindingId>>,
}

/// What a page is built from.
#[derive(Clone, Copy)]
struct Context<'a> {
    section: &'a ProcurementSection,
    language: Language,
}

impl ProcurementSection {
    /// The section for these records.
    pub fn new(records: Arc<Records>) -> Self {
        let mut section = Self {
            names: BTreeMap::new(),
            buyers: BTreeMap::new(),
            suppliers: BTreeMap::new(),
            markets: BTreeMap::new(),
            processes: BTreeMap::new(),
            subjects: BTreeMap::new(),
            records: Arc::clone(&records),
        };
        records.cards.values().for_each(|card| section.index(card));
        for method in records.shared.keys() {
            for finding in records.of(method) {
                section.keep(finding);
            }
        }
        section
    }

    /// The room's entry in the navigation.
    pub fn door() -> NavItem {
        let label = |language| crate::message::proc_nav_flags(language);
        let label = Text { en: label(Language::En), kk: label(Language::Kk), ru: label(Language::Ru) };
        NavItem { route: Route::Flags, label }
    }

    /// Whether there is anything to show.
    pub fn is_empty(&self) -> bool {
        self.records.cards.is_empty()
    }

    fn index(&mut self, card: &Card) {
        let bidders = card.bids.iter().flat_map(|bid| &bid.bidders);
        let suppliers: Vec<&Party> = bidders.chain(card.awards.iter().flat_map(|award| &award.0)).collect();
        for party in suppliers.iter().copied().chain(&card.buyer) {
            self.names.entry(party.id.clone()).or_insert_with(|| party.name.clone());
        }
        if let Some(buyer) = &card.buyer {
            self.buyers.entry(buyer.id.clone()).or_default().push(card.ocid.clone());
        }
        let ids: BTreeSet<&String> = suppliers.iter().map(|party| &party.id).filter(|id| !id.is_empty()).collect();
        for id in ids {
            self.suppliers.entry(id.clone()).or_default().push(card.ocid.clone());
        }
        for market in &card.markets {
            self.markets.entry(market.clone()).or_default().push(card.ocid.clone());
        }
    }

    fn keep(&mut self, finding: &Finding) {
        let (id, subject) = (&finding.id, plain(&finding.id.subject));
        match id.measure.as_str() {
            BASE_RATE | JUDGED => {}
            PROCESS => self.processes.entry(subject).or_default().push(id.clone()),
            _ if finding.state != State::Flagged => {}
            _ => {
                for part in subject.split('|') {
                    self.subjects.entry(part.to_owned()).or_default().push(id.clone());
                }
            }
        }
    }

    fn route(&self, context: Context<'_>, frame: &Frame<'_>, route: &Route) -> Option<String> {
        match route {
            Route::Tender(id) => tender::page(context, frame, &plain(id)),
            Route::Buyer(id) => parties::buyer(context, frame, &plain(id)),
            Route::Supplier(id) => parties::supplier(context, frame, &plain(id)),
            Route::Market(id) => parties::market(context, frame, &plain(id)),
            Route::Flag(id) => flags::one(context, frame, id),
            Route::Flags => Some(flags::all(context, frame)),
            Route::Coverage => Some(coverage::page(context, frame)),
            Route::Screens => Some(screens::page(context, frame)),
            _ => None,
        }
    }
}

impl<'a> Context<'a> {
    fn records(&self) -> &'a Records {
        &self.section.records
    }

    fn finding(&self, id: &FindingId) -> Option<&'a Finding> {
        self.records().find(id)
    }

    /// The findings about a process, in the order of their methods.
    fn of_process(&self, ocid: &str) -> impl Iterator<Item = &'a Finding> {
        let records = self.records();
        self.section.processes.get(ocid).into_iter().flatten().filter_map(move |id| records.find(id))
    }

    /// What was flagged about an organisation or a market.
    fn of_subject(&self, id: &str) -> Vec<&'a Finding> {
        self.section.subjects.get(id).into_iter().flatten().filter_map(|id| self.finding(id)).collect()
    }

    fn flagged(&self, ocid: &str) -> Vec<&'a Finding> {
        self.of_process(ocid).filter(|finding| finding.state == State::Flagged).collect()
    }

    /// A method's title.
    fn title(&self, method: &str) -> &'a str {
        let records = self.records();
        records.methodologies.get(method).map_or("", |found| found.title.get(self.language))
    }

    /// A finding of a method about everything.
    fn rate(&self, method: &str, measure: &str, of: &str) -> Option<&'a Finding> {
        self.records().get(method, measure, &name(of), ALL)
    }

    /// An organisation's name; natural persons have none.
    fn name(&self, id: &str) -> String {
        match self.section.names.get(id) {
            Some(Some(name)) => name.get(self.language).to_owned(),
            Some(None) => crate::message::proc_person(self.language),
            None => id.to_owned(),
        }
    }

    fn is_person(&self, id: &str) -> bool {
        matches!(self.section.names.get(id), Some(None))
    }
}

impl Section for ProcurementSection {
    fn page(&self, house: &House, request: &Request) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        let route = Route::parse(&request.path)?;
        let pairs: Vec<(&str, &str)> =
            request.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = route.path() + &query(&pairs);
        let frame = Frame { language: request.language, path: &path, house };
        self.route(Context { section: self, language: request.language }, &frame, &route)
    }

    fn paths(&self) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut routes = vec![Route::Flags, Route::Coverage, Route::Screens];
        routes.extend(self.records.shared.keys().filter(|id| is_flag(id)).cloned().map(Route::Flag));
        let all = |ids: &BTreeMap<String, Vec<String>>, make: fn(String) -> Route| -> Vec<Route> {
            ids.keys().map(|id| make(name(id))).collect()
        };
        routes.extend(all(&self.buyers, Route::Buyer));
        routes.extend(all(&self.suppliers, Route::Supplier));
        routes.extend(all(&self.markets, Route::Market));
        routes.extend(self.records.cards.keys().map(|ocid| Route::Tender(name(ocid))));
        routes.iter().map(Route::path).collect()
    }
}
