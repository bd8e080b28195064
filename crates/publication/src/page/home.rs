//! The front page: the latest edition in a few numbers, what changed beyond doubt, and the way to everything else.

use crate::message as say;
use crate::page::diary;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid, link};
use crate::page::value::{Named, Number, Verdict};
use crate::route::Route;
use maud::{Markup, html};

/// A number worth the front page.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// What it is.
    pub label: String,
    /// The number.
    pub number: Number,
    /// Its unit or a remark; may be empty.
    pub note: String,
}

/// A country whose index changed clearly.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The country.
    pub country: Named,
    /// The earlier edition.
    pub from: String,
    /// The later edition.
    pub to: String,
    /// The difference, with its interval.
    pub difference: Number,
    /// What can be said about it.
    pub verdict: Verdict,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The indicator shown.
    pub indicator: Named,
    /// The observatory's name: the heading where there is no index.
    pub name: String,
    /// The index's latest edition, where there is one.
    pub edition: Option<String>,
    /// One or two sentences on what the indicator is.
    pub summary: String,
    /// The numbers on top.
    pub headlines: Vec<Headline>,
    /// The clear changes, largest first.
    pub changes: Vec<Change>,
    /// How many countries were compared over the same editions.
    pub compared: u64,
    /// All countries, sorted by name.
    pub countries: Vec<Named>,
    /// The data sets.
    pub datasets: Vec<Named>,
    /// The latest releases, latest first; a few.
    pub releases: Vec<diary::Row>,
    /// The next deadlines, earliest first; a few.
    pub deadlines: Vec<diary::Row>,
    /// Funnels of cases, where there are any: their cohorts.
    pub funnels: Vec<Named>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = match &view.edition {
        Some(edition) => say::home_title(language, edition.as_str(), view.indicator.name.as_str()),
        None => say::nav_home(language),
    };
    let heading = if view.edition.is_some() { &title } else { &view.name };
    let body = html! {
        div class="hero" {
            h1 { (heading) }
            p class="lead" { (view.summary) }
        }
        (headlines(frame, view))
        @if !view.releases.is_empty() || !view.deadlines.is_empty() {
            (section("releases", &say::home_releases_title(language), &releases(frame, view)))
        }
        @if view.edition.is_some() { (section("changes", &say::home_changes_title(language), &changes(frame, view))) }
        (section("explore", &say::home_explore_title(language), &explore(frame, view)))
        @if !view.countries.is_empty() { (section("countries", &say::home_countries_title(language), &countries(frame, view))) }
        (section("data", &say::home_data_title(language), &data(frame, view)))
    };
    document(frame, &Page { kind: "home", title: &title, noindex: false }, &body)
}

fn headlines(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        ul class="cards" {
            @for headline in &view.headlines {
                li class="card" {
                    p class="label" { (headline.label) }
                    p class="big" { (headline.number.markup(frame)) }
                    @if !headline.note.is_empty() { p class="small" { (headline.note) } }
                }
            }
        }
    }
}

fn releases(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    html! {
        @if !view.releases.is_empty() { (diary::table(frame, &say::home_releases_caption(language), &view.releases)) }
        @if !view.deadlines.is_empty() { (diary::table(frame, &say::home_deadlines_caption(language), &view.deadlines)) }
        p { (link(frame, &Route::Diary, &say::home_diary(language))) }
    }
}

fn changes(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::home_changes_caption(language))
        .column(Column::Text, say::column_country(language))
        .column(Column::Text, say::column_change(language))
        .column(Column::Number, say::column_difference(language))
        .column(Column::Number, say::column_interval(language))
        .column(Column::Text, say::column_editions(language));
    for change in &view.changes {
        grid.row(vec![
            change.country.country(frame),
            change.verdict.markup(language),
            change.difference.bare(frame),
            change.difference.interval_markup(frame),
            html! { (change.from) "–" (change.to) },
        ]);
    }
    html! {
        p { (say::home_changes_text(language, view.changes.len(), view.compared)) }
        @if !view.changes.is_empty() { (grid.markup()) }
    }
}

fn explore(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let id = &view.indicator.id;
    let mut links = Vec::new();
    if view.edition.is_some() {
        links.extend([
            (Route::Ranking(id.clone()), say::nav_ranking(language), say::home_ranking_text(language)),
            (Route::Map(id.clone()), say::nav_map(language), say::home_map_text(language)),
            (Route::Compare, say::nav_compare(language), say::home_compare_text(language)),
        ]);
    }
    links.push((Route::Methods, say::nav_methods(language), say::home_methods_text(language)));
    if let Some(cohort) = view.funnels.first() {
        links.push((Route::Funnel(cohort.id.clone()), say::funnel_title(language), say::home_funnel_text(language)));
    }
    html! {
        ul class="doors" {
            @for (route, name, text) in &links { li { a href=(frame.href(route)) { (name) } p { (text) } } }
        }
    }
}

fn countries(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        ul class="names" { @for country in &view.countries { li { (country.country(frame)) } } }
    }
}

fn data(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        p { (say::home_data_text(frame.language)) }
        ul class="plain" {
            @for dataset in &view.datasets { li { (link(frame, &Route::Dataset(dataset.id.clone()), &dataset.name)) } }
        }
    }
}
