//! Versions and counts: which program, which state of the observatory, which sources, so that two readers can find
//! out whether they look at the same thing.

use crate::locale;
use crate::message as say;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid, facts, hash, text};
use maud::html;

/// A source in the observatory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name as it was imported.
    pub file: String,
    /// The register it was read into.
    pub register: String,
    /// Rows that could be read.
    pub kept: u64,
    /// Rows that could not.
    pub rejected: u64,
    /// Its SHA-256.
    pub digest: String,
}

/// The view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Observations published.
    pub observations: u64,
    /// Countries covered.
    pub countries: u64,
    /// Methods run.
    pub methods: u64,
    /// Further counts: what, and how many.
    pub counts: Vec<(String, u64)>,
    /// The sources.
    pub sources: Vec<Source>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::status_title(language);
    let mut about = vec![
        (say::meta_version(language), text(&frame.house.version)),
        (say::meta_run(language), hash(&frame.house.run)),
        (say::status_content(language), text(content(language, view))),
    ];
    about.extend(view.counts.iter().map(|(name, count)| (name.clone(), text(locale::integer(language, *count)))));
    let mut grid = Grid::new(say::status_sources_caption(language))
        .column(Column::Text, say::column_file(language))
        .column(Column::Code, say::column_register(language))
        .column(Column::Number, say::dataset_kept(language))
        .column(Column::Number, say::dataset_rejected(language))
        .column(Column::Code, say::column_digest(language));
    for source in &view.sources {
        let count = |rows: u64| text(locale::integer(language, rows));
        let register = text(&source.register);
        grid.row(vec![text(&source.file), register, count(source.kept), count(source.rejected), hash(&source.digest)]);
    }
    let body = html! {
        h1 { (title) }
        p class="lead" { (say::status_lead(language)) }
        (facts(&about))
        (section("sources", &say::status_sources_title(language), &grid.markup()))
    };
    document(frame, &Page { kind: "status", title: &title, noindex: false }, &body)
}

fn content(language: probity_core::Language, view: &View) -> String {
    [
        say::count_observations(language, view.observations),
        say::count_countries(language, view.countries),
        say::count_methods(language, view.methods),
    ]
    .join(", ")
}
