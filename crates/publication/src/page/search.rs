//! What the search found, by kind. The query stays in the address, so that a search can be sent to somebody.

use crate::message as say;
use crate::page::layout::{Frame, Page, document};
use crate::page::table::{Column, Grid, text};
use crate::route::Route;
use maud::{Markup, html};

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What kind of thing, in words.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Its page.
    pub route: Route,
}

/// The view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What was asked, as it was typed.
    pub query: String,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// How many more there are.
    pub more: u64,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let heading = say::search_title(language);
    let title = if view.query.is_empty() { heading.clone() } else { format!("{heading}: {}", view.query) };
    let body = html! {
        h1 { (heading) }
        form class="choice" method="get" action=(frame.href(&Route::Search)) {
            label for="search-again" { (say::search_label(language)) }
            input type="search" id="search-again" name="q" value=(view.query) size="30" maxlength="200";
            button type="submit" { (say::search_button(language)) }
        }
        (results(frame, view))
    };
    document(frame, &Page { kind: "search", title: &title, noindex: true }, &body)
}

fn results(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    if view.query.is_empty() {
        return html! { p { (say::search_empty(language)) } };
    }
    if view.hits.is_empty() {
        return html! { p role="status" { (say::search_none(language, view.query.as_str())) } };
    }
    let mut grid = Grid::new(say::search_caption(language, view.query.as_str()))
        .column(Column::Text, say::column_name(language))
        .column(Column::Text, say::column_kind(language))
        .column(Column::Code, say::column_code(language));
    for hit in &view.hits {
        let name = html! { a href=(frame.href(&hit.route)) { (hit.name) } };
        grid.row(vec![name, text(&hit.kind), text(&hit.code)]);
    }
    let count = view.hits.len() as u64 + view.more;
    html! {
        p role="status" { (say::search_count(language, count)) }
        (grid.markup())
        @if view.more > 0 { p { (say::search_more(language, view.more)) } }
    }
}
