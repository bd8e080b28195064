//! Up to six countries side by side, chosen by a form that needs no script, so that every comparison has an address.

use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid};
use crate::page::value::{Named, Number, RankRange};
use crate::route::Route;
use maud::{Markup, html};

/// How many countries can be compared: more lines cannot be told apart.
pub const COUNTRIES_MAX: usize = 6;

/// One country in the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The country.
    pub country: Named,
    /// Its latest score with its interval.
    pub score: Number,
    /// Places for this country alone, if it was ranked.
    pub marginal: Option<RankRange>,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The indicator compared.
    pub indicator: Named,
    /// The latest edition.
    pub edition: String,
    /// The countries chosen, at most [`COUNTRIES_MAX`], in the order chosen.
    pub chosen: Vec<Row>,
    /// All countries, sorted by name.
    pub all: Vec<Named>,
    /// The series together; `None` when no country is chosen.
    pub figure: Option<Figure>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let names: Vec<&str> = view.chosen.iter().map(|row| row.country.name.as_str()).collect();
    let heading = say::compare_title(language, view.indicator.name.as_str());
    let title = if names.is_empty() { heading.clone() } else { format!("{}: {heading}", names.join(", ")) };
    let body = html! {
        h1 { (heading) }
        p class="lead" { (say::compare_lead(language)) }
        (form(frame, view))
        @if let Some(figure) = &view.figure { (figure.markup(frame)) }
        @if view.chosen.is_empty() { p { (say::compare_none(language)) } }
        @else { (section("table", &say::compare_table_title(language, view.edition.as_str()), &table(frame, view))) }
    };
    document(frame, &Page { kind: "compare", title: &title, noindex: false }, &body)
}

fn form(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    html! {
        form class="compare" method="get" action=(frame.href(&Route::Compare)) {
            fieldset {
                legend { (say::compare_legend(language)) }
                div class="slots" {
                    @for slot in 0..COUNTRIES_MAX { (select(frame, view, slot)) }
                }
            }
            button type="submit" { (say::form_compare(language)) }
        }
    }
}

fn select(frame: &Frame<'_>, view: &View, slot: usize) -> Markup {
    let language = frame.language;
    let chosen = view.chosen.get(slot).map(|row| row.country.id.as_str());
    html! {
        div {
            label for={ "c" (slot + 1) } { (say::compare_slot(language, slot + 1)) }
            select id={ "c" (slot + 1) } name="c" {
                option value="" { "–" }
                @for country in &view.all {
                    option value=(country.id) selected[Some(country.id.as_str()) == chosen] { (country.name) }
                }
            }
        }
    }
}

fn table(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::compare_caption(language, view.edition.as_str()))
        .column(Column::Text, say::column_country(language))
        .column(Column::Number, say::column_score(language))
        .column(Column::Number, say::column_interval(language))
        .column(Column::Number, say::column_places(language));
    for row in &view.chosen {
        grid.row(vec![
            row.country.country(frame),
            row.score.bare(frame),
            row.score.interval_markup(frame),
            row.marginal.as_ref().map_or_else(|| html! { "–" }, |range| range.markup(frame)),
        ]);
    }
    grid.markup()
}
