//! One country: its score with the interval, the places it may hold, its series, what each source says, why the score
//! changed, and how far the result depends on single sources.

use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::recorded;
use crate::page::table::{Column, Grid, link, text};
use crate::page::value::{Named, Number, RankRange, Verdict};
use crate::route::{Route, query};
use maud::{Markup, html};

/// What one source says.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// The source's code and name.
    pub source: Named,
    /// Its rescaled score, linked to its observation.
    pub value: Number,
}

/// Why the score changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The earlier edition.
    pub from: String,
    /// The later edition.
    pub to: String,
    /// The difference with its interval.
    pub difference: Number,
    /// What can be said about it.
    pub verdict: Verdict,
    /// The parts that add up to the difference: what each is called, and its size.
    pub parts: Vec<(String, Number)>,
}

/// How far the score depends on single sources.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// The largest change any one source could cause by itself.
    pub capture: Number,
    /// The score without each source in turn.
    pub without: Vec<SourceRow>,
}

/// A place in a table whose sources were not published, and what the step to it was worth.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedRow {
    /// The edition.
    pub edition: String,
    /// First and last place of those with the same score, of how many countries.
    pub places: RankRange,
    /// Places gained since the edition before.
    pub step: Option<Number>,
    /// The same in points.
    pub points: Option<Number>,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The country.
    pub country: Named,
    /// The indicator.
    pub indicator: Named,
    /// The edition the page is about.
    pub edition: String,
    /// The unit of the score, in words.
    pub unit: String,
    /// The score.
    pub score: Number,
    /// Confidence level of intervals and places, in per cent.
    pub confidence: u64,
    /// Places for this country alone; `None` when it was not ranked.
    pub marginal: Option<RankRange>,
    /// Places that hold for all countries at once.
    pub simultaneous: Option<RankRange>,
    /// The series with its band.
    pub series: Option<Figure>,
    /// The sources.
    pub sources: Vec<SourceRow>,
    /// The latest change, if there is an earlier edition.
    pub change: Option<Change>,
    /// Dependence on single sources, when there are enough of them.
    pub robustness: Option<Robustness>,
    /// Ranks from published tables alone, latest first; may be empty.
    pub published: Vec<PublishedRow>,
    /// Recorded cases, where there are any.
    pub recorded: Option<recorded::View>,
    /// Regions with a page, sorted by name.
    pub regions: Vec<Named>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title =
        say::country_title(language, view.country.name.as_str(), view.edition.as_str(), view.indicator.name.as_str());
    let body = html! {
        h1 { (view.country.name) }
        p class="lead" {
            (say::country_lead(language, view.edition.as_str())) " "
            a href=(frame.href(&Route::Indicator(view.indicator.id.clone()))) { (view.indicator.name) }
        }
        (cards(frame, view))
        @if let Some(series) = &view.series { (section("series", &say::country_series_title(language), &series.markup(frame))) }
        @if let Some(cases) = &view.recorded {
            (section("recorded", &say::country_recorded_title(language), &recorded(frame, &view.country, &view.regions, cases)))
        }
        (section("sources", &say::country_sources_title(language), &sources(frame, view)))
        @if let Some(change) = &view.change {
            (section("change", &say::country_change_title(language), &self::change(frame, change)))
        }
        @if let Some(robustness) = &view.robustness {
            (section("robustness", &say::country_robustness_title(language), &self::robustness(frame, robustness)))
        }
        @if !view.published.is_empty() {
            (section("published", &say::country_published_title(language), &published(frame, &view.published)))
        }
        p { a href={ (frame.href(&Route::Compare)) (query(&[("c", &view.country.id)])) } { (say::country_compare(language)) } }
    };
    document(frame, &Page { kind: "country", title: &title, noindex: false }, &body)
}

/// The page of a country that has recorded cases and no index.
pub fn recorded_page(frame: &Frame<'_>, country: &Named, cases: &recorded::View, regions: &[Named]) -> String {
    let language = frame.language;
    let heading = say::country_recorded_title(language);
    let title = format!("{}: {heading}", country.name);
    let body = html! {
        h1 { (country.name) }
        (section("recorded", &heading, &self::recorded(frame, country, regions, cases)))
    };
    document(frame, &Page { kind: "country", title: &title, noindex: false }, &body)
}

fn recorded(frame: &Frame<'_>, country: &Named, regions: &[Named], cases: &recorded::View) -> Markup {
    html! {
        (recorded::markup(frame, &country.name, cases))
        @if !regions.is_empty() {
            h3 { (say::region_regions_title(frame.language, country.name.as_str())) }
            ul class="names" {
                @for region in regions {
                    li { (link(frame, &Route::Region(region.id.clone()), &region.name)) }
                }
            }
        }
    }
}

fn cards(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    html! {
        ul class="cards" {
            li class="card" {
                p class="label" { (say::country_score(language)) }
                p class="big" { (view.score.markup(frame)) }
                p class="small" { (view.unit) " · " (say::confidence_interval(language, view.confidence)) }
            }
            @if let Some(range) = &view.marginal {
                li class="card" {
                    p class="label" { (say::country_places(language)) }
                    p class="big" { (range.of_markup(frame)) }
                    p class="small" { (say::rank_marginal_text(language, view.confidence)) }
                }
            }
            @if let Some(range) = &view.simultaneous {
                li class="card" {
                    p class="label" { (say::country_places_all(language)) }
                    p class="big" { (range.of_markup(frame)) }
                    p class="small" { (say::rank_simultaneous_text(language, view.confidence)) }
                }
            }
        }
    }
}

fn sources(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::country_sources_caption(language, view.country.name.as_str(), view.edition.as_str()))
        .column(Column::Text, say::column_source(language))
        .column(Column::Code, say::column_code(language))
        .column(Column::Number, say::column_score(language));
    for row in &view.sources {
        grid.row(vec![text(&row.source.name), text(&row.source.id), row.value.bare(frame)]);
    }
    html! { p { (say::country_sources_text(language, view.sources.len())) } (grid.markup()) }
}

fn change(frame: &Frame<'_>, change: &Change) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::country_change_caption(language, change.from.as_str(), change.to.as_str()))
        .column(Column::Text, say::column_part(language))
        .column(Column::Number, say::column_points(language));
    for (label, number) in &change.parts {
        grid.row(vec![text(label), number.bare(frame)]);
    }
    html! {
        p { (change.verdict.markup(language)) " " (change.difference.markup(frame)) " · " (change.from) "–" (change.to) }
        p { (say::country_change_text(language)) }
        (grid.markup())
    }
}

fn robustness(frame: &Frame<'_>, robustness: &Robustness) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::country_without_caption(language))
        .column(Column::Text, say::column_left_out(language))
        .column(Column::Code, say::column_code(language))
        .column(Column::Number, say::column_score(language));
    for row in &robustness.without {
        grid.row(vec![text(&row.source.name), text(&row.source.id), row.value.bare(frame)]);
    }
    html! {
        p { (say::country_capture_text(language)) " " strong { (robustness.capture.markup(frame)) } }
        (grid.markup())
    }
}

fn published(frame: &Frame<'_>, rows: &[PublishedRow]) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::country_published_caption(language))
        .column(Column::Text, say::plot_period(language))
        .column(Column::Number, say::country_published_places(language))
        .column(Column::Number, say::country_published_step(language))
        .column(Column::Number, say::column_points(language));
    let optional = |number: &Option<Number>| number.as_ref().map_or_else(|| text("–"), |number| number.bare(frame));
    for row in rows {
        grid.row(vec![text(&row.edition), row.places.of_markup(frame), optional(&row.step), optional(&row.points)]);
    }
    html! { p { (say::country_published_text(language)) } (grid.markup()) }
}
