//! What became of a cohort of cases: the share that reached each outcome within so many days, with the share that is
//! still open. A case that is not finished is not a case that failed, so the open share is never left out.

use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid, empty, link, text};
use crate::page::value::{Named, Number};
use crate::route::Route;
use maud::{Markup, html};

/// A time after the start of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Horizon {
    /// Days since the start.
    pub days: u64,
    /// Whether every case of the cohort was watched for so long.
    pub complete: bool,
    /// Cases still watched and open at that time.
    pub at_risk: Option<Number>,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// In words.
    pub name: String,
    /// The share that reached it, in per cent, one a horizon.
    pub shares: Vec<Option<Number>>,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The cohort.
    pub cohort: Named,
    /// All cohorts.
    pub cohorts: Vec<Named>,
    /// The times, earliest first.
    pub horizons: Vec<Horizon>,
    /// The outcomes, in the order of the method.
    pub outcomes: Vec<Outcome>,
    /// How many cases began together.
    pub size: Option<Number>,
    /// Median time to any outcome, in days.
    pub median: Option<Number>,
    /// The drawing.
    pub figure: Option<Figure>,
    /// The method: identifier and title.
    pub method: Named,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let heading = say::funnel_title(language);
    let title = format!("{heading}: {}", view.cohort.name);
    let body = html! {
        p class="crumb" { (link(frame, &Route::Method(view.method.id.clone()), &view.method.name)) }
        h1 { (title) }
        p class="lead" { (say::funnel_lead(language)) }
        (cards(frame, view))
        @if let Some(figure) = &view.figure { (figure.markup(frame)) }
        (section("outcomes", &say::funnel_outcomes_title(language), &outcomes(frame, view)))
        @if view.cohorts.len() > 1 {
            (section("cohorts", &say::funnel_cohorts_title(language), &cohorts(frame, view)))
        }
    };
    document(frame, &Page { kind: "funnel", title: &title, noindex: false }, &body)
}

fn cards(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    html! {
        @if view.size.is_some() || view.median.is_some() {
            ul class="cards" {
                @if let Some(size) = &view.size {
                    li class="card" {
                        p class="label" { (say::funnel_size(language)) }
                        p class="big" { (size.markup(frame)) }
                        p class="small" { (view.cohort.name) }
                    }
                }
                @if let Some(median) = &view.median {
                li class="card" {
                    p class="label" { (say::funnel_median(language)) }
                    p class="big" { (median.markup(frame)) }
                    p class="small" { (say::funnel_median_text(language)) }
                }
                }
            }
        }
    }
}

fn outcomes(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::funnel_caption(language, view.cohort.name.as_str()))
        .column(Column::Text, say::column_outcome(language));
    for horizon in &view.horizons {
        let days = say::funnel_days(language, horizon.days);
        let mark = if horizon.complete { String::new() } else { format!(" ({})", say::funnel_incomplete(language)) };
        grid = grid.column(Column::Number, days + &mark);
    }
    for outcome in &view.outcomes {
        let mut cells = vec![text(&outcome.name)];
        cells.extend(outcome.shares.iter().map(|share| share.as_ref().map_or_else(empty, |share| share.markup(frame))));
        grid.row(cells);
    }
    if view.horizons.iter().any(|horizon| horizon.at_risk.is_some()) {
        let mut cells = vec![text(say::funnel_at_risk(language))];
        let at_risk = |horizon: &Horizon| horizon.at_risk.as_ref().map_or_else(empty, |count| count.bare(frame));
        cells.extend(view.horizons.iter().map(at_risk));
        grid.row(cells);
    }
    html! {
        p { (say::funnel_text(language)) }
        (grid.markup())
        @if view.horizons.iter().any(|horizon| !horizon.complete) { p class="small" { (say::funnel_incomplete_text(language)) } }
    }
}

fn cohorts(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        ul class="names" {
            @for cohort in &view.cohorts {
                li {
                    a href=(frame.href(&Route::Funnel(cohort.id.clone())))
                        aria-current=[(cohort.id == view.cohort.id).then_some("page")] { (cohort.name) }
                }
            }
        }
    }
}
