//! One region: where it lies among the others, what was recorded by offence and year, and how its changes compare
//! with the country's. There is no order of regions by recorded cases, here or anywhere.

use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, choice, document, section};
use crate::page::recorded::{Change, caution};
use crate::page::table::{Column, Grid, empty, text};
use crate::page::value::{Named, Number};
use crate::route::Route;
use maud::{Markup, html};

/// One offence over the years: what it is called, and a count a period, where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The offence, in words.
    pub offence: String,
    /// One number a period, in their order.
    pub counts: Vec<Option<Number>>,
}

/// A change here and in the whole country.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The offence, in words.
    pub offence: String,
    /// The change in the region.
    pub region: Change,
    /// The change in the country, when it was tested.
    pub country: Option<Change>,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The region.
    pub region: Named,
    /// Its country.
    pub country: Named,
    /// Whether the country has a page.
    pub country_page: bool,
    /// Stages that can be shown: code and name.
    pub stages: Vec<(String, String)>,
    /// The one shown, by code.
    pub stage: String,
    /// The country's regions as tiles.
    pub tiles: Option<Figure>,
    /// Offence by year as a heat map.
    pub heat: Option<Figure>,
    /// The periods, earliest first.
    pub periods: Vec<String>,
    /// The offences.
    pub lines: Vec<Line>,
    /// The changes, beside those of the country.
    pub changes: Vec<Comparison>,
    /// All regions of the country, sorted by name.
    pub regions: Vec<Named>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::region_title(language, view.country.name.as_str(), view.region.name.as_str());
    let body = html! {
        p class="crumb" {
            @if view.country_page { (view.country.country(frame)) } @else { (view.country.name) }
        }
        h1 { (view.region.name) }
        p class="lead" { (say::region_lead(language)) }
        (caution(frame))
        (choice(frame, &Route::Region(view.region.id.clone()), "stage", &say::form_stage(language), &view.stages, &view.stage))
        (section("recorded", &say::region_recorded_title(language), &recorded(frame, view)))
        (section("comparison", &say::region_comparison_title(language), &comparison(frame, view)))
        (section("regions", &say::region_regions_title(language, view.country.name.as_str()), &regions(frame, view)))
    };
    document(frame, &Page { kind: "region", title: &title, noindex: false }, &body)
}

fn stage(view: &View) -> &str {
    view.stages.iter().find(|(code, _)| *code == view.stage).map_or(view.stage.as_str(), |(_, name)| name.as_str())
}

fn recorded(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let caption = say::region_recorded_caption(language, view.region.name.as_str(), stage(view));
    let mut grid = Grid::new(caption).column(Column::Text, say::column_offence(language));
    for period in &view.periods {
        grid = grid.column(Column::Number, period.clone());
    }
    for line in &view.lines {
        let mut cells = vec![text(&line.offence)];
        cells.extend(line.counts.iter().map(|count| count.as_ref().map_or_else(empty, |count| count.bare(frame))));
        grid.row(cells);
    }
    html! {
        @if let Some(heat) = &view.heat { (heat.markup(frame)) }
        p { (say::region_recorded_text(language)) }
        (grid.markup())
    }
}

fn comparison(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    if view.changes.is_empty() {
        return html! { p { (say::region_comparison_none(language)) } };
    }
    let mut grid =
        Grid::new(say::region_comparison_caption(language, view.country.name.as_str(), view.region.name.as_str()))
            .column(Column::Text, say::column_offence(language))
            .column(Column::Text, say::column_years(language))
            .column(Column::Text, view.region.name.clone())
            .column(Column::Text, view.country.name.clone());
    for row in &view.changes {
        grid.row(vec![
            text(&row.offence),
            html! { (row.region.from) "–" (row.region.to) },
            row.region.markup(frame),
            row.country.as_ref().map_or_else(|| html! { "–" }, |change| change.markup(frame)),
        ]);
    }
    html! { p { (say::region_comparison_text(language)) } (grid.markup()) }
}

fn regions(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        @if let Some(tiles) = &view.tiles {
            (tiles.markup(frame))
        }
        ul class="names" {
            @for region in &view.regions {
                li {
                    a href=(frame.href(&Route::Region(region.id.clone())))
                        aria-current=[(region.id == view.region.id).then_some("page")] { (region.name) }
                }
            }
        }
        p class="small" { (say::region_disclaimer(frame.language)) }
    }
}
