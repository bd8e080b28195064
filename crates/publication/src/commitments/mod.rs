//! The room of commitments on the site: what was promised, by when, and what proves it was done. Every page is one of the
//! room's documents, the same tree that becomes a printed report, so that a page and a report never disagree. Only what the
//! public may read is shown.

pub(crate) mod tree;

use crate::observatory::Names;
use crate::page::layout::{Page, document};
use crate::page::table::facts;
use crate::page::{Frame, House, NavItem};
use crate::route::{Route, encode, query};
use crate::site::{Ask, Reply, Request, Section};
use jiff::civil::Date;
use maud::{Markup, html};
use probity_commitments::record::party::Role;
use probity_commitments::record::{Kind as Records, Record};
use probity_commitments::report::{Document, Kind, Made, Question, Reporter, StateNames, iati, report, wording};
use probity_commitments::view::{Snapshot, View, status};
use probity_core::{Language, Text};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is recorded now. It is asked for every page, so it has to be at hand.
pub type Current = Arc<dyn Fn() -> Arc<Snapshot> + Send + Sync>;

/// Government, in the standard's list of organisations.
const GOVERNMENT: &str = "10";
/// Where the results of programmes are.
const RESULTS: &str = "iati/";

/// The section.
pub struct CommitmentsSection {
    current: Current,
    /// The day on which the log is asked, unless a reader asks for another.
    today: Date,
    /// Names of states.
    names: Names,
    /// Who reports the results of programmes to other systems.
    reporter: String,
}

impl StateNames for Names {
    fn name(&self, code: &str, language: Language) -> Option<String> {
        Some(self.of_two_letters(code)?.get(language).to_owned())
    }
}

impl CommitmentsSection {
    /// The section for a log that may grow, as of a day.
    pub fn new(current: Current, today: Date, names: Names) -> Self {
        Self { current, today, names, reporter: "PROBITY".to_owned() }
    }

    /// The same with the identifier under which results of programmes are reported (IATI).
    #[must_use]
    pub fn reporting_as(self, reporter: String) -> Self {
        Self { reporter, ..self }
    }

    /// The results of a programme for other systems, as the public may read them.
    fn results(&self, house: &House, programme: &str) -> Option<String> {
        let recorded = (self.current)();
        let name = house.name.get(Language::En);
        let reporter = Reporter { identifier: &self.reporter, kind: GOVERNMENT, name };
        iati(&public(&recorded, self.today), programme, &reporter).ok()
    }

    /// The room's entry in the navigation.
    pub fn door() -> NavItem {
        let label = |language| wording(language).plain("title-board");
        let label = Text { en: label(Language::En), kk: label(Language::Kk), ru: label(Language::Ru) };
        NavItem { route: Route::Commitments(Kind::Board, String::new()), label }
    }

    /// Whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        (self.current)().events == 0
    }

    fn document(&self, house: &House, language: Language, asked: &Asked<'_>) -> Option<Document> {
        let recorded = (self.current)();
        let view = public(&recorded, asked.at);
        let made = Made {
            publisher: house.name.get(language),
            synthetic: house.synthetic,
            program: &format!("Probity {}", house.version),
            known: None,
            events: recorded.events,
            head: &recorded.head,
        };
        let question = Question { kind: asked.kind, reference: asked.reference, language };
        report(&view, &self.names, &question, &made).ok()
    }
}

/// What the public may read.
pub(crate) fn public(recorded: &Snapshot, at: Date) -> View<'_> {
    View::new(&recorded.state, at, Some(Role::Public), &*recorded.world)
}

/// Which document a reader asks for, as of which day.
struct Asked<'a> {
    kind: Kind,
    reference: &'a str,
    at: Date,
}

impl Section for CommitmentsSection {
    fn page(&self, house: &House, request: &Request) -> Option<String> {
        let route = Route::parse(&request.path)?;
        let Route::Commitments(kind, reference) = &route else { return None };
        if self.is_empty() {
            return None;
        }
        let at = request.first("at").and_then(|day| day.parse().ok()).unwrap_or(self.today);
        let asked = Asked { kind: *kind, reference, at };
        let found = self.document(house, request.language, &asked)?;
        let pairs: Vec<(&str, &str)> =
            request.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = route.path() + &query(&pairs);
        let frame = Frame { language: request.language, path: &path, house };
        let measured = asked.kind == Kind::Quarterly && self.results(house, &found.subject).is_some();
        Some(page(&frame, &asked, &route, &found, measured))
    }

    fn reply(&self, house: &House, ask: &Ask<'_>) -> Option<Reply> {
        let programme = ask.path.strip_prefix(RESULTS)?.strip_suffix(".xml")?;
        Some(Reply::of("application/xml; charset=utf-8", self.results(house, programme)?))
    }

    fn edition(&self) -> u64 {
        (self.current)().events
    }

    fn paths(&self) -> Vec<String> {
        let recorded = (self.current)();
        if recorded.events == 0 {
            return Vec::new();
        }
        let view = public(&recorded, self.today);
        let mut documents = vec![(Kind::Board, String::new()), (Kind::Calendar, String::new())];
        for evaluation in status(&view, None, None).evaluations {
            documents.push((Kind::Situation, evaluation.evaluation.clone()));
            documents.push((Kind::Shadow, evaluation.evaluation.clone()));
            documents
                .extend(evaluation.recommendations.into_iter().map(|it| (Kind::Recommendation, it.row.recommendation)));
        }
        let mut states = BTreeSet::new();
        let keys =
            [Records::Report, Records::Programme, Records::Instrument, Records::Evaluation, Records::Participation];
        for (key, kept) in keys.into_iter().flat_map(|kind| recorded.state.of_kind(kind)) {
            match &kept.record {
                Record::Report(_) => documents.push((Kind::Compliance, key.to_owned())),
                Record::Programme(_) => documents.push((Kind::Quarterly, key.to_owned())),
                Record::Instrument(_) => documents.push((Kind::Treaty, key.to_owned())),
                Record::Evaluation(it) => drop(states.insert(it.state.to_string())),
                Record::Participation(it) => drop(states.insert(it.state.to_string())),
                _ => {}
            }
        }
        documents.extend(states.into_iter().map(|state| (Kind::CountrySheet, state)));
        let is_page = |kind: Kind, reference: &str| {
            let question = Question { kind, reference, language: Language::En };
            let made = Made { publisher: "", synthetic: false, program: "", known: None, events: 0, head: "" };
            report(&view, &self.names, &question, &made).is_ok()
        };
        let pages = documents.into_iter().filter(|(kind, reference)| is_page(*kind, reference));
        let routes = pages.map(|(kind, reference)| Route::Commitments(kind, reference));
        routes
            .map(|route| route.path())
            .filter(|path| Route::parse(&crate::route::decode(path).unwrap_or_default()).is_some())
            .collect()
    }
}

fn page(frame: &Frame<'_>, asked: &Asked<'_>, route: &Route, found: &Document, measured: bool) -> String {
    let cover: Vec<(String, Markup)> =
        found.cover.iter().map(|fact| (fact.label.clone(), tree::phrase(frame, &fact.value))).collect();
    let body = html! {
        @if asked.kind != Kind::Board {
            p class="crumb" {
                a href=(frame.href(&Route::Commitments(Kind::Board, String::new()))) { (wording(frame.language).plain("title-board")) }
            }
        }
        h1 { (found.title) }
        (facts(&cover))
        (day(frame, asked, route))
        @for section in &found.sections { (tree::section(frame, section)) }
        @if measured {
            @let file = format!("/{RESULTS}{}.xml", encode(&found.subject));
            p { a href=(file) download { (wording(frame.language).plain("iati-link")) } }
        }
        @for remark in &found.foot { p class="small" { (remark) } }
    };
    let title = match asked.kind {
        Kind::Board | Kind::Calendar => found.title.clone(),
        _ => format!("{} · {}", found.title, found.subject),
    };
    document(frame, &Page { kind: asked.kind.name(), title: &title, noindex: false }, &body)
}

/// The form that asks for another day.
fn day(frame: &Frame<'_>, asked: &Asked<'_>, route: &Route) -> Markup {
    html! {
        form class="choice" method="get" action=(frame.href(route)) {
            label for="choose-at" { (wording(frame.language).plain("cover-at")) }
            input type="date" id="choose-at" name="at" value=(asked.at);
            button type="submit" { (crate::message::form_show(frame.language)) }
        }
    }
}
