//! What an indicator means: its definition card, its parameters and sources and, in a demonstration where the truth
//! is known, how often its intervals cover it.

use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::method::{Parameter, parameters};
use crate::page::table::{Column, Grid, facts, link, text};
use crate::page::value::{Named, Number};
use crate::route::Route;
use maud::{Markup, html};

/// A source of the indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its code and name.
    pub source: Named,
    /// Who publishes it.
    pub publisher: String,
    /// How many countries it covers in the latest edition.
    pub countries: u64,
}

/// How the published intervals did against a truth that is known because it was invented.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Share of intervals that cover the truth, in per cent.
    pub coverage: Number,
    /// The share promised, in per cent.
    pub promised: u64,
    /// Truth against estimate.
    pub figure: Figure,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The indicator.
    pub indicator: Named,
    /// What it measures, in plain words.
    pub summary: String,
    /// Its unit and direction, in words.
    pub unit: String,
    /// The method that computes it, and its version.
    pub method: Named,
    /// The method's version.
    pub version: String,
    /// The editions at hand, latest first.
    pub editions: Vec<String>,
    /// The parameters that shape it.
    pub parameters: Vec<Parameter>,
    /// Its sources.
    pub sources: Vec<Source>,
    /// The test against the known truth; demonstration only.
    pub truth: Option<Truth>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::indicator_title(language, view.indicator.name.as_str());
    let body = html! {
        h1 { (view.indicator.name) }
        p class="lead" { (view.summary) }
        (section("definition", &say::indicator_definition_title(language), &definition(frame, view)))
        @if let Some(truth) = &view.truth { (section("truth", &say::indicator_truth_title(language), &self::truth(frame, truth))) }
        (section("states", &say::indicator_states_title(language), &states(frame)))
        (section("parameters", &say::method_parameters_title(language), &parameters(frame, &view.parameters)))
        (section("sources", &say::indicator_sources_title(language), &sources(frame, view)))
    };
    document(frame, &Page { kind: "indicator", title: &title, noindex: false }, &body)
}

fn definition(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let id = &view.indicator.id;
    facts(&[
        (say::meta_identifier(language), html! { code { (id) } }),
        (say::meta_unit(language), text(&view.unit)),
        (
            say::meta_method(language),
            html! { (link(frame, &Route::Method(view.method.id.clone()), &view.method.name)) " " (view.version) },
        ),
        (say::meta_editions(language), text(view.editions.join(", "))),
        (
            say::meta_see(language),
            html! {
                (link(frame, &Route::Ranking(id.clone()), &say::nav_ranking(language))) ", "
                (link(frame, &Route::Map(id.clone()), &say::nav_map(language)))
            },
        ),
    ])
}

/// The words used where a number could stand, and what each means.
fn states(frame: &Frame<'_>) -> Markup {
    let language = frame.language;
    facts(&[
        (say::state_insufficient(language), text(say::state_insufficient_text(language))),
        (say::state_not_applicable(language), text(say::state_not_applicable_text(language))),
        (say::state_suppressed(language), text(say::state_suppressed_text(language))),
        (say::state_withheld(language), text(say::state_withheld_text(language))),
        (say::state_unknown(language), text(say::state_unknown_text(language))),
    ])
}

fn sources(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::indicator_sources_caption(language))
        .column(Column::Text, say::column_source(language))
        .column(Column::Code, say::column_code(language))
        .column(Column::Text, say::column_publisher(language))
        .column(Column::Number, say::column_countries(language));
    for row in &view.sources {
        let countries = crate::locale::integer(language, row.countries);
        grid.row(vec![text(&row.source.name), text(&row.source.id), text(&row.publisher), text(countries)]);
    }
    grid.markup()
}

fn truth(frame: &Frame<'_>, truth: &Truth) -> Markup {
    let language = frame.language;
    html! {
        p { (say::indicator_truth_text(language, truth.promised)) " " strong { (truth.coverage.markup(frame)) " " (say::unit_percent(language)) } }
        (truth.figure.markup(frame))
    }
}
