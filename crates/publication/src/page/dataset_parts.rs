//! The further tabs of a data set's page: chart, first rows, map, lineage, versions, interface, citation. Tabs are
//! anchors to sections that are all there, so that the page can be searched and printed whole.

use crate::message as say;
use crate::page::layout::Frame;
use crate::page::table::{Column, Grid, hash, link, text};
use crate::page::value::Number;
use crate::route::Route;
use maud::{Markup, html};

/// One of the first rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is about.
    pub subject: String,
    /// What was measured.
    pub measure: String,
    /// The period.
    pub period: String,
    /// The number with its interval.
    pub number: Number,
}

/// A step on the way from the sources to the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is: a source, a register, a method, a run.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Where to read more, if anywhere.
    pub route: Option<Route>,
    /// Its hash; may be empty.
    pub digest: String,
}

/// A version of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What it is called: a release or the run served now.
    pub name: String,
    /// Its day, in words; may be empty.
    pub day: String,
    /// Where it stands, in words.
    pub status: String,
}

/// How to cite the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The citation in plain words.
    pub text: String,
    /// Formats and addresses from the root.
    pub files: Vec<(String, String)>,
}

/// The tabs: anchors to the sections that are there.
pub(super) fn tabs(frame: &Frame<'_>, tabs: &[(&str, String)]) -> Markup {
    html! {
        nav class="tabs" aria-label=(say::dataset_tabs(frame.language)) {
            ul { @for (id, title) in tabs { li { a href={ "#" (id) } { (title) } } } }
        }
    }
}

/// The first rows.
pub(super) fn preview(frame: &Frame<'_>, rows: &[Row], all: u64) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::dataset_rows_caption(language, all, rows.len()))
        .column(Column::Text, say::meta_subject(language))
        .column(Column::Text, say::column_what(language))
        .column(Column::Text, say::column_period(language))
        .column(Column::Number, say::column_value(language))
        .column(Column::Number, say::column_interval(language));
    for row in rows {
        grid.row(vec![
            text(&row.subject),
            text(&row.measure),
            text(&row.period),
            row.number.bare(frame),
            row.number.interval_markup(frame),
        ]);
    }
    html! { (grid.markup()) p { (say::dataset_rows_text(language)) } }
}

/// From the sources to the data set.
pub(super) fn lineage(frame: &Frame<'_>, steps: &[Step]) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::dataset_lineage_caption(language))
        .column(Column::Text, say::column_what(language))
        .column(Column::Text, say::column_name(language))
        .column(Column::Code, say::column_digest(language));
    for step in steps {
        let name = step.route.as_ref().map_or_else(|| text(&step.name), |route| link(frame, route, &step.name));
        grid.row(vec![text(&step.kind), name, hash(&step.digest)]);
    }
    html! { p { (say::dataset_lineage_text(language)) } (grid.markup()) }
}

/// Releases and the run served now.
pub(super) fn versions(frame: &Frame<'_>, versions: &[Version]) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::dataset_versions_caption(language))
        .column(Column::Text, say::column_version(language))
        .column(Column::Text, say::column_day(language))
        .column(Column::Text, say::column_status(language));
    for version in versions {
        grid.row(vec![text(&version.name), text(&version.day), text(&version.status)]);
    }
    html! { p { (say::dataset_versions_text(language)) } (grid.markup()) }
}

/// Addresses for programs.
pub(super) fn interface(frame: &Frame<'_>, addresses: &[(String, String)]) -> Markup {
    html! {
        p { (say::dataset_api_text(frame.language)) }
        ul class="plain" { @for (name, address) in addresses { li { (name) ": " a href=(address) rel="nofollow" { code { (address) } } } } }
    }
}

/// How to cite it.
pub(super) fn cite(frame: &Frame<'_>, citation: &Citation) -> Markup {
    let language = frame.language;
    html! {
        p { (say::dataset_cite_text(language)) }
        blockquote class="cite" { p { (citation.text) } }
        ul class="plain" { @for (name, address) in &citation.files { li { a href=(address) { (name) } } } }
    }
}
