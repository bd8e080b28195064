//! One region: its recorded cases by offence and year, its changes beside those of the country, and the tile map of
//! all regions by change. Nothing here is an order of regions.

use super::Context;
use super::figures::Drawn;
use super::recorded::{self, Series, country_of};
use super::values::{reading, span};
use crate::message as say;
use crate::page::Figure;
use crate::page::region::{Comparison, Line, View};
use crate::plot;
use crate::route::Route;
use crate::site::Request;
use probity_core::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// The view; `None` when the cube does not speak of the region.
pub fn view(context: Context<'_>, code: &str, request: &Request) -> Option<View> {
    let country = country_of(code)?;
    let all = context.recorded_series(code);
    let main = recorded::main(&all)?;
    let mut stages: Vec<String> = all.iter().map(Series::stage).collect();
    stages.dedup();
    let asked = request.first("stage").filter(|asked| stages.iter().any(|stage| stage == asked));
    let stage = asked.map_or_else(|| main.stage(), str::to_owned);
    let shown: Vec<&Series<'_>> = all.iter().filter(|series| series.stage() == stage).collect();
    let periods: BTreeSet<&str> = shown.iter().flat_map(|series| series.cells.keys().copied()).collect();
    let line = |series: &&Series<'_>| Line {
        offence: context.offence_title(series.offence()),
        counts: periods.iter().map(|period| series.cells.get(period).map(|cell| recorded::count(cell))).collect(),
    };
    let comparison = |series: &&Series<'_>| {
        Some(Comparison {
            offence: context.offence_title(series.offence()),
            region: context.recorded_change(series.measure, code)?,
            country: context.recorded_change(series.measure, &country),
        })
    };
    Some(View {
        country_page: context.countries().contains(&country),
        heat: heat(context, code, &stage, &shown, &periods),
        lines: shown.iter().map(line).collect(),
        changes: shown.iter().filter_map(comparison).collect(),
        regions: recorded::named_regions(context, &country),
        tiles: tiles(context, &country),
        region: context.named(code),
        country: context.named(&country),
        stages: stages.into_iter().map(|code| (code.clone(), context.stage_title(&code))).collect(),
        periods: periods.into_iter().map(str::to_owned).collect(),
        stage,
    })
}

/// Offence by year. Totals of offences are left out when parts are there: they would only repeat the row sums.
fn heat(
    context: Context<'_>,
    code: &str,
    stage: &str,
    shown: &[&Series<'_>],
    periods: &BTreeSet<&str>,
) -> Option<Figure> {
    let cell = |finding: Option<&&Finding>| plot::HeatCell {
        reading: reading(finding.copied()),
        provisional: finding.is_some_and(|finding| finding.reason == "provisional"),
        break_before: finding.is_some_and(|finding| finding.reason.starts_with("break")),
        href: context.link(finding.copied()),
    };
    let row = |series: &&Series<'_>| plot::HeatRow {
        name: context.offence_title(series.offence()),
        cells: periods.iter().map(|period| cell(series.cells.get(period))).collect(),
    };
    let rows: Vec<plot::HeatRow> = shown.iter().map(row).collect();
    if rows.len() < 2 || periods.len() < 2 {
        return None;
    }
    let columns = periods.iter().map(|period| (*period).to_owned()).collect();
    let data = plot::HeatData { columns, rows, edges: Vec::new() };
    let stage = context.stage_title(stage);
    let labels = plot::HeatLabels {
        row: say::column_offence(context.language),
        value: stage.clone(),
        break_word: say::recorded_break(context.language),
    };
    let title = say::region_heat_title(context.language, context.named(code).name, stage);
    let note = say::region_heat_note(context.language);
    let drawn = Drawn { id: "heat", title: &title, note, decimals: 0 };
    Some(context.draw(drawn, |frame| plot::heat(frame, &data, &labels)))
}

/// The regions by their change: how much more or less was recorded than before. Counts are not coloured, because a
/// map of counts is a map of population.
pub fn tiles(context: Context<'_>, country: &str) -> Option<Figure> {
    let language = context.language;
    let regions = context.regions_of(country);
    let national = context.recorded_series(country);
    let any = regions.first().map(|code| context.recorded_series(code));
    let main = recorded::main(&national).or_else(|| any.as_deref().and_then(recorded::main))?;
    let changes = context.records.measure(recorded::CHANGE, main.measure)?;
    let tested = |areas: &BTreeMap<String, Finding>| {
        regions.iter().any(|code| areas.get(*code).is_some_and(|finding| finding.value.is_some()))
    };
    let (period, areas) = changes.iter().rev().find(|(_, areas)| tested(areas))?;
    let cell = |code: &&str| {
        let finding = areas.get(*code);
        plot::MapCell {
            code: (*code).to_owned(),
            name: context.named(code).name,
            reading: reading(finding),
            interval: finding.and_then(span),
            href: context.link(finding).or_else(|| Some(Route::Region((*code).to_owned()).href(language))),
        }
    };
    let cells: Vec<plot::MapCell> = regions.iter().map(cell).collect();
    let kazakhstan = regions.iter().all(|code| code.starts_with("KZ-"));
    let layout = if kazakhstan { plot::Layout::kazakhstan() } else { plot::Layout::grid(regions.iter().copied()) };
    let layout = layout.with(regions.iter().copied());
    let data = plot::MapData { layout, cells, range: None, widest: None, style: plot::MapStyle::Suppressing };
    let labels = plot::MapLabels {
        unit: say::column_region(language),
        value: say::region_tiles_value(language),
        interval: say::confidence_interval(language, 95_u64),
        uncertainty: say::region_tiles_width(language),
    };
    let title = say::region_tiles_title(language, context.named(country).name, period.replacen('-', "–", 1));
    let (offence, stage) = (context.offence_title(main.offence()), context.stage_title(&main.stage()));
    let drawn =
        Drawn { id: "tiles", title: &title, note: say::region_tiles_note(language, offence, stage), decimals: 2 };
    Some(context.draw(drawn, |frame| plot::map(frame, &data, &labels)))
}
