//! What was corrected or retracted. A wrong release is superseded, never deleted, so this list only grows.

use crate::locale::{self, Day};
use crate::message as say;
use crate::page::layout::{Frame, Page, document};
use crate::page::table::{Column, Grid, hash, link, text};
use crate::page::value::Named;
use crate::route::Route;
use maud::html;
use probity_core::Language;

/// What happened to a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A later version replaces it.
    Correction,
    /// It is withdrawn without a replacement.
    Retraction,
}

impl Kind {
    fn word(self, language: Language) -> String {
        match self {
            Self::Correction => say::correction_corrected(language),
            Self::Retraction => say::correction_retracted(language),
        }
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The day.
    pub day: Day,
    /// The data set.
    pub dataset: Named,
    /// Whether the data set has a page.
    pub page: bool,
    /// The version concerned.
    pub version: String,
    /// What happened.
    pub kind: Kind,
    /// Why, as the publisher wrote it.
    pub reason: String,
    /// The manifest of the version, by SHA-256; may be empty.
    pub manifest: String,
    /// Its place in the log, when it is logged.
    pub index: Option<u64>,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The entries, latest first.
    pub entries: Vec<Entry>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::corrections_title(language);
    let mut grid = Grid::new(say::corrections_caption(language))
        .column(Column::Text, say::column_day(language))
        .column(Column::Text, say::column_dataset(language))
        .column(Column::Code, say::column_version(language))
        .column(Column::Text, say::column_what(language))
        .column(Column::Text, say::column_why(language))
        .column(Column::Number, say::column_log_index(language))
        .column(Column::Code, say::column_digest(language));
    for entry in &view.entries {
        let dataset = &entry.dataset;
        grid.row(vec![
            html! { time datetime=(entry.day) { (locale::day(language, entry.day)) } },
            if entry.page {
                link(frame, &Route::Dataset(dataset.id.clone()), &dataset.name)
            } else {
                text(&dataset.name)
            },
            text(&entry.version),
            text(entry.kind.word(language)),
            text(&entry.reason),
            text(entry.index.map(|index| locale::integer(language, index)).unwrap_or_default()),
            hash(&entry.manifest),
        ]);
    }
    let body = html! {
        h1 { (title) }
        p class="lead" { (say::corrections_lead(language)) }
        @if view.entries.is_empty() { p { (say::corrections_none(language)) } } @else { (grid.markup()) }
    };
    document(frame, &Page { kind: "corrections", title: &title, noindex: false }, &body)
}
