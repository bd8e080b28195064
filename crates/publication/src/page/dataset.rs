//! One data set: what its columns mean, where to download it, its hash and licence, and how many rows of the sources
//! could not be read and why.

use crate::locale;
use crate::message as say;
use crate::page::dataset_parts as parts;
pub use crate::page::dataset_parts::{Citation, Row, Step, Version};
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::observation::place;
use crate::page::table::{Column, Grid, facts, hash, text};
use maud::{Markup, html};
use probity_core::Place;

/// A column of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the file.
    pub name: String,
    /// What it means.
    pub title: String,
    /// Its type, such as `number`.
    pub kind: String,
    /// Its unit; may be empty.
    pub unit: String,
}

/// A file to download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path from the root, without leading slash, encoded: `data/findings.csv`.
    pub path: String,
    /// Its format, such as `CSV`.
    pub format: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub digest: String,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The file.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// The field; may be empty.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What can be done; may be empty.
    pub hint: String,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it holds, in plain words.
    pub description: String,
    /// The licence's name.
    pub licence: String,
    /// The licence's address; may be empty.
    pub licence_url: String,
    /// The files.
    pub files: Vec<File>,
    /// The columns.
    pub fields: Vec<Field>,
    /// Rows read from the sources.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// The first rejects; the page says when there are more.
    pub rejects: Vec<Reject>,
    /// The chart, where the data have one.
    pub chart: Option<Figure>,
    /// The map, where the data have one.
    pub map: Option<Figure>,
    /// The first rows.
    pub rows: Vec<Row>,
    /// How many rows there are in all.
    pub all_rows: u64,
    /// From the sources to the data set, in this order.
    pub lineage: Vec<Step>,
    /// Releases and the run served now, latest first.
    pub versions: Vec<Version>,
    /// Addresses for programs: what they give, and the address from the root.
    pub interface: Vec<(String, String)>,
    /// How to cite it.
    pub citation: Citation,
    /// The press kit: what it is, and its address from the root.
    pub press: Vec<(String, String)>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::dataset_title(language, view.title.as_str());
    let sections = sections(frame, view);
    let tabs: Vec<(&str, String)> = sections.iter().map(|(id, title, _)| (*id, title.clone())).collect();
    let body = html! {
        h1 { (view.title) }
        p class="lead" { (view.description) }
        (facts(&[
            (say::meta_identifier(language), html! { code { (view.id) } }),
            (say::meta_licence(language), licence(view)),
        ]))
        (parts::tabs(frame, &tabs))
        @for (id, title, body) in &sections { (section(id, title, body)) }
    };
    document(frame, &Page { kind: "dataset", title: &title, noindex: false }, &body)
}

/// Anchor, title and content of every tab, in their order.
fn sections(frame: &Frame<'_>, view: &View) -> Vec<(&'static str, String, Markup)> {
    let language = frame.language;
    let mut all = Vec::new();
    if let Some(chart) = &view.chart {
        all.push(("chart", say::dataset_chart_title(language), chart.markup(frame)));
    }
    all.push(("table", say::dataset_rows_title(language), parts::preview(frame, &view.rows, view.all_rows)));
    if let Some(map) = &view.map {
        all.push(("map", say::nav_map(language), map.markup(frame)));
    }
    all.push(("download", say::dataset_download_title(language), files(frame, view)));
    all.push(("columns", say::dataset_columns_title(language), columns(frame, view)));
    all.push(("quality", say::dataset_quality_title(language), quality(frame, view)));
    all.push(("lineage", say::dataset_lineage_title(language), parts::lineage(frame, &view.lineage)));
    all.push(("versions", say::dataset_versions_title(language), parts::versions(frame, &view.versions)));
    all.push(("api", say::dataset_api_title(language), parts::interface(frame, &view.interface)));
    all.push(("cite", say::dataset_cite_title(language), parts::cite(frame, &view.citation)));
    if !view.press.is_empty() {
        all.push(("press", say::dataset_press_title(language), press(frame, view)));
    }
    all
}

fn press(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        p { (say::dataset_press_text(frame.language)) }
        ul class="plain" { @for (name, address) in &view.press { li { a href=(address) { (name) } } } }
    }
}

fn licence(view: &View) -> Markup {
    html! {
        @if view.licence_url.is_empty() { (view.licence) }
        @else { a href=(view.licence_url) rel="license noreferrer" { (view.licence) } }
    }
}

fn files(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::dataset_files_caption(language))
        .column(Column::Text, say::column_file(language))
        .column(Column::Text, say::column_format(language))
        .column(Column::Number, say::column_bytes(language))
        .column(Column::Code, say::column_digest(language));
    for file in &view.files {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        grid.row(vec![
            html! { a href={ "/" (file.path) } download { (name) } },
            text(&file.format),
            text(locale::integer(language, file.bytes)),
            hash(&file.digest),
        ]);
    }
    grid.markup()
}

fn columns(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::dataset_columns_caption(language))
        .column(Column::Text, say::column_name(language))
        .column(Column::Text, say::column_meaning(language))
        .column(Column::Code, say::column_type(language))
        .column(Column::Text, say::column_unit(language));
    for field in &view.fields {
        grid.row(vec![html! { code { (field.name) } }, text(&field.title), text(&field.kind), text(&field.unit)]);
    }
    grid.markup()
}

fn quality(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::dataset_rejects_caption(language))
        .column(Column::Text, say::column_file(language))
        .column(Column::Text, say::column_place(language))
        .column(Column::Code, say::column_field(language))
        .column(Column::Text, say::column_problem(language))
        .column(Column::Text, say::column_hint(language));
    for row in &view.rejects {
        grid.row(vec![
            text(&row.file),
            text(place(language, &row.place)),
            text(&row.field),
            text(&row.message),
            text(&row.hint),
        ]);
    }
    let left_out = view.rejected.saturating_sub(view.rejects.len() as u64);
    html! {
        (facts(&[
            (say::dataset_read(language), text(locale::integer(language, view.read))),
            (say::dataset_kept(language), text(locale::integer(language, view.kept))),
            (say::dataset_rejected(language), text(locale::integer(language, view.rejected))),
        ]))
        @if view.rejects.is_empty() { p { (say::dataset_no_rejects(language)) } } @else { (grid.markup()) }
        @if left_out > 0 && !view.rejects.is_empty() { p { (say::dataset_more_rejects(language, left_out)) } }
    }
}
