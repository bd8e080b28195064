//! Countries in order of an indicator, with the places each may hold. A bare rank would claim a precision that no
//! perception index has.

use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, choice, document, section};
use crate::page::table::{Column, Grid};
use crate::page::value::{Named, Number, RankRange};
use crate::route::Route;
use maud::{Markup, html};

/// One ranked country.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The country.
    pub country: Named,
    /// Its score with its interval.
    pub score: Number,
    /// Places for this country alone.
    pub marginal: RankRange,
    /// Places that hold for all countries at once.
    pub simultaneous: RankRange,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The indicator.
    pub indicator: Named,
    /// The edition shown.
    pub edition: String,
    /// All editions, latest first.
    pub editions: Vec<String>,
    /// Confidence level, in per cent.
    pub confidence: u64,
    /// Dots and whiskers.
    pub figure: Figure,
    /// The countries, highest score first.
    pub rows: Vec<Row>,
    /// Countries of the edition that have no score, each with the reading that says why.
    pub left_out: Vec<(Named, Number)>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::ranking_title(language, view.edition.as_str(), view.indicator.name.as_str());
    let action = Route::Ranking(view.indicator.id.clone());
    let body = html! {
        h1 { (title) }
        p class="lead" { (say::ranking_lead(language, view.confidence)) }
        (choice(frame, &action, "edition", &say::form_edition(language), &editions(&view.editions), &view.edition))
        (view.figure.markup(frame))
        (section("table", &say::ranking_table_title(language), &table(frame, view)))
        @if !view.left_out.is_empty() {
            (section("left-out", &say::ranking_left_out(language), &left_out(frame, view)))
        }
    };
    document(frame, &Page { kind: "ranking", title: &title, noindex: false }, &body)
}

/// Editions as options of a form.
pub(super) fn editions(editions: &[String]) -> Vec<(String, String)> {
    editions.iter().map(|edition| (edition.clone(), edition.clone())).collect()
}

fn table(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::ranking_caption(language, view.edition.as_str(), view.indicator.name.as_str()))
        .column(Column::Text, say::column_country(language))
        .column(Column::Number, say::column_score(language))
        .column(Column::Number, say::column_interval(language))
        .column(Column::Number, say::column_places(language))
        .column(Column::Number, say::column_places_all(language));
    for row in &view.rows {
        grid.row(vec![
            row.country.country(frame),
            row.score.bare(frame),
            row.score.interval_markup(frame),
            row.marginal.markup(frame),
            row.simultaneous.markup(frame),
        ]);
    }
    html! {
        (grid.markup())
        p class="note" { (say::rank_marginal_text(language, view.confidence)) }
        p class="note" { (say::rank_simultaneous_text(language, view.confidence)) }
    }
}

/// A country without a score is named: leaving it out silently would read as if it did not exist.
fn left_out(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        ul class="plain" {
            @for (country, reading) in &view.left_out { li { (country.country(frame)) ": " (reading.bare(frame)) } }
        }
    }
}
