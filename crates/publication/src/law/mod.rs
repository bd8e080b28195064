//! The room of law on the site: what an act says on a day and what changed since, what it refers to, and what national laws
//! answer to the articles of a treaty. Everything is read from the library that commands and evidence use.

mod act;
mod answers;
mod article;
mod changes;
mod concordance;
mod list;
mod shelf;
#[cfg(test)]
mod tests;
mod text;
mod words;

use crate::commitments::{Current, public};
use crate::message as say;
use crate::observatory::Names;
use crate::page::{Frame, House, NavItem};
use crate::route::{Route, query};
use crate::site::{Request, Section};
use jiff::civil::Date;
use probity_commitments::law::library::{Collection, Instrument, is_under, named_instruments};
use probity_commitments::report::{StateNames as _, state_name};
use probity_core::{Language, Text};
use shelf::Shelf;
pub use shelf::{Indexed, Indexes};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The library behind the pages.
pub struct Library {
    /// Its acts and their concordance.
    pub collection: Arc<Collection>,
    /// The day on which it is asked, unless a reader asks for another.
    pub today: Date,
    /// Names of states.
    pub names: Names,
    /// Its indexes where they are kept; without, they are made when somebody searches.
    pub indexed: Option<Indexed>,
    /// The log, for what cites an article; none where nothing is recorded.
    pub recorded: Option<Current>,
}

/// The section.
pub struct LawSection {
    shelf: Shelf,
    names: Names,
    recorded: Option<Current>,
}

/// What every page of the room needs.
struct Asked<'a> {
    frame: &'a Frame<'a>,
    request: &'a Request,
    section: &'a LawSection,
    /// The day asked.
    at: Date,
}

impl Asked<'_> {
    fn language(&self) -> Language {
        self.frame.language
    }

    fn shelf(&self) -> &Shelf {
        &self.section.shelf
    }

    /// The address of a route with a query.
    fn href(&self, route: &Route, pairs: &[(&str, &str)]) -> String {
        let kept: Vec<(&str, &str)> = pairs.iter().filter(|(_, value)| !value.is_empty()).copied().collect();
        self.frame.href(route) + &query(&kept)
    }

    /// The day for a link: empty on the day that is shown without one.
    fn day(&self) -> String {
        if self.at == self.shelf().today { String::new() } else { self.at.to_string() }
    }
}

impl LawSection {
    /// The section for a library.
    pub fn new(library: Library) -> Self {
        let Library { collection, today, names, indexed, recorded } = library;
        Self { shelf: Shelf::new(collection, indexed, today), names, recorded }
    }

    /// The room's entry in the navigation.
    pub fn door() -> NavItem {
        let label = Text {
            en: say::law_title(Language::En),
            kk: say::law_title(Language::Kk),
            ru: say::law_title(Language::Ru),
        };
        NavItem { route: Route::Laws, label }
    }

    /// Whether the library has no act.
    pub fn is_empty(&self) -> bool {
        self.shelf.collection.works().next().is_none()
    }

    /// What a state is called, by its two lower-case letters.
    fn state(&self, country: &str, language: Language, at: Date) -> String {
        let code = country.to_uppercase();
        match &self.recorded {
            Some(recorded) => state_name(&public(&recorded(), at), &self.names, language, &code),
            None => self.names.name(&code, language).unwrap_or(code),
        }
    }

    /// The numbers of the articles of an instrument that rows are about.
    fn articles(&self, instrument: &str) -> BTreeSet<String> {
        let rows = self.shelf.collection.rows().filter(|row| is_under(&row.standard, instrument));
        rows.filter_map(|row| row.standard.split('/').nth(1)).map(str::to_owned).collect()
    }

    /// Whether anything is known of an article.
    fn has_article(&self, instrument: &str, number: &str) -> bool {
        Instrument::shipped(instrument).is_some_and(|known| known.article(number).is_some())
            || self.articles(instrument).contains(number)
    }
}

impl Section for LawSection {
    fn page(&self, house: &House, request: &Request) -> Option<String> {
        let route = Route::parse(&request.path)?;
        if self.is_empty() {
            return None;
        }
        let at = request.first("at").and_then(|day| day.parse().ok()).unwrap_or(self.shelf.today);
        let pairs: Vec<(&str, &str)> =
            request.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = route.path() + &query(&pairs);
        let frame = Frame { language: request.language, path: &path, house };
        let asked = Asked { frame: &frame, request, section: self, at };
        match &route {
            Route::Laws => Some(list::page(&asked)),
            Route::Law(work) => act::page(&asked, work),
            Route::LawChanges(work) => changes::page(&asked, work),
            Route::Concordance(instrument) => concordance::page(&asked, instrument),
            Route::Article(instrument, number) => article::page(&asked, instrument, number),
            _ => None,
        }
    }

    fn paths(&self) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut routes = vec![Route::Laws];
        for holding in self.shelf.collection.works() {
            let work = holding.work.as_str().to_owned();
            let days: BTreeSet<Date> = holding.expressions().map(|one| one.expression_date.0).collect();
            let changed = days.len() > 1;
            routes.push(Route::Law(work.clone()));
            routes.extend(changed.then_some(Route::LawChanges(work)));
        }
        for instrument in named_instruments(&self.shelf.collection) {
            routes.push(Route::Concordance(instrument.to_owned()));
            let articles = self.articles(instrument).into_iter();
            routes.extend(articles.map(|number| Route::Article(instrument.to_owned(), number)));
        }
        // A name that an address cannot carry has no page.
        let readable = |route: &Route| Route::parse(&crate::route::decode(&route.path()).unwrap_or_default()).is_some();
        routes.iter().filter(|route| readable(route)).map(Route::path).collect()
    }
}
