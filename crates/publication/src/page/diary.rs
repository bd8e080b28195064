//! The release calendar: what is announced for which day, what came out, what was called off. A promise that was not
//! kept stays in sight.

use crate::locale::{self, Day};
use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid, link, text};
use crate::page::value::Named;
use crate::route::Route;
use maud::{Markup, html};
use probity_core::Language;

/// Where a release stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Announced.
    Planned,
    /// Announced for a day that is past.
    Late,
    /// Out.
    Released,
    /// Called off.
    Cancelled,
}

impl Status {
    /// In words.
    pub fn word(self, language: Language) -> String {
        match self {
            Self::Planned => say::release_planned(language),
            Self::Late => say::release_late(language),
            Self::Released => say::release_released(language),
            Self::Cancelled => say::release_cancelled(language),
        }
    }
}

/// A release.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The day.
    pub day: Day,
    /// What is released.
    pub title: String,
    /// The data set, when it has a page.
    pub dataset: Option<Named>,
    /// Where it stands.
    pub status: Status,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What is to come, earliest first.
    pub upcoming: Vec<Row>,
    /// What is past, latest first.
    pub past: Vec<Row>,
    /// The months with releases, as a calendar.
    pub figure: Option<Figure>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::diary_title(language);
    let body = html! {
        h1 { (title) }
        p class="lead" { (say::diary_lead(language)) }
        p { a href={ "/" (language) "/calendar.ics" } { (say::diary_subscribe(language)) } }
        (section("upcoming", &say::diary_upcoming_title(language), &part(frame, &view.upcoming, true)))
        @if let Some(figure) = &view.figure { (figure.markup(frame)) }
        (section("past", &say::diary_past_title(language), &part(frame, &view.past, false)))
    };
    document(frame, &Page { kind: "diary", title: &title, noindex: false }, &body)
}

fn part(frame: &Frame<'_>, rows: &[Row], upcoming: bool) -> Markup {
    let language = frame.language;
    if rows.is_empty() {
        return html! { p { (say::diary_none(language)) } };
    }
    let caption = if upcoming { say::diary_upcoming_caption(language) } else { say::diary_past_caption(language) };
    table(frame, &caption, rows)
}

/// Releases as a table; the front page shows a few of them.
pub fn table(frame: &Frame<'_>, caption: &str, rows: &[Row]) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(caption)
        .column(Column::Text, say::column_day(language))
        .column(Column::Text, say::column_release(language))
        .column(Column::Text, say::column_dataset(language))
        .column(Column::Text, say::column_status(language));
    for row in rows {
        grid.row(vec![
            html! { time datetime=(row.day) { (locale::day(language, row.day)) } },
            text(&row.title),
            row.dataset.as_ref().map_or_else(
                || html! { "–" },
                |dataset| link(frame, &Route::Dataset(dataset.id.clone()), &dataset.name),
            ),
            text(row.status.word(language)),
        ]);
    }
    grid.markup()
}
