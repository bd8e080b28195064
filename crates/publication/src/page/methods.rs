//! The list of all methods the observatory computes with.

use crate::message as say;
use crate::page::layout::{Frame, Page, document};
use crate::page::table::{Column, Grid, link, text};
use crate::route::Route;
use maud::html;

/// One method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its identifier.
    pub id: String,
    /// Its area, such as `measurement`.
    pub area: String,
    /// Its title.
    pub title: String,
    /// What it finds, in one sentence.
    pub summary: String,
    /// Its version.
    pub version: String,
    /// Whether somebody has checked it against its citation.
    pub verified: bool,
}

/// The view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// All methods, by area and identifier.
    pub methods: Vec<Row>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::methods_title(language);
    let mut grid = Grid::new(say::methods_caption(language))
        .column(Column::Text, say::column_method(language))
        .column(Column::Text, say::column_summary(language))
        .column(Column::Text, say::column_area(language))
        .column(Column::Code, say::column_version(language))
        .column(Column::Text, say::column_verified(language));
    for row in &view.methods {
        grid.row(vec![
            link(frame, &Route::Method(row.id.clone()), &row.title),
            text(&row.summary),
            text(&row.area),
            text(&row.version),
            text(super::method::verified(language, row.verified)),
        ]);
    }
    let body = html! {
        h1 { (title) }
        p class="lead" { (say::methods_lead(language)) }
        (grid.markup())
    };
    document(frame, &Page { kind: "methods", title: &title, noindex: false }, &body)
}
