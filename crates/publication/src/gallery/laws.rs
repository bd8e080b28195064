//! The gallery's room of law: the real pages over the invented acts of the demonstration, one of every type listed.

use super::promises;
use crate::law::{LawSection, Library};
use crate::observatory::Names;
use crate::page::House;
use crate::route::{Route, query};
use crate::site::{Request, Section};
use jiff::civil::date;
use probity_commitments::demonstration::ACTS;
use probity_commitments::law::library::{Collection, Given, Source, read};

/// The act that was amended.
const ACT: &str = "/akn/xs/act/law/2024-11-20/77";
/// The act that refers to it.
const OTHER: &str = "/akn/xs/act/law/2025-03-10/12";

/// The room over the demonstration's library.
pub(super) struct Laws(LawSection);

impl Laws {
    /// The room.
    pub fn new() -> Self {
        Self(LawSection::new(Library {
            collection: std::sync::Arc::new(library()),
            today: date(2026, 11, 21),
            names: Names::built_in(),
            indexed: None,
            recorded: Some(promises::log()),
        }))
    }
}

/// The library of the demonstration, as an import would make it.
pub(crate) fn library() -> Collection {
    let mut collection = Collection::default();
    for act in ACTS {
        let found = read(Source { name: act.name, text: act.text }, &Given::default()).unwrap_or_default();
        found.expressions.into_iter().for_each(|expression| collection.add(expression));
        found.rows.into_iter().for_each(|row| collection.add_row(row));
    }
    collection
}

impl Section for Laws {
    fn page(&self, house: &House, request: &Request) -> Option<String> {
        self.0.page(house, request)
    }

    fn paths(&self) -> Vec<String> {
        let act = |work: &str| Route::Law(work.to_owned()).path();
        let article = |number: &str| Route::Article("uncac".to_owned(), number.to_owned()).path();
        vec![
            Route::Laws.path(),
            act(ACT),
            act(ACT) + &query(&[("text", "rus"), ("beside", "kaz"), ("at", "2025-12-31")]),
            act(ACT) + &query(&[("eid", "art_3")]),
            act(OTHER),
            Route::LawChanges(ACT.to_owned()).path(),
            Route::Concordance("uncac".to_owned()).path(),
            Route::Concordance("convention".to_owned()).path(),
            article("8"),
            Route::Article("convention".to_owned(), "7".to_owned()).path(),
        ]
    }
}
