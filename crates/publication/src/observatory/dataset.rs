//! The findings of each method as a data set: one CSV a method, with every state and interval.

use super::observation::decimals;
use super::values::number;
use super::{Context, INDICATOR, Records, bytes, diary, funnel, parts, recorded, region};
use crate::dataflow::CUBE;
use crate::feed::cite;
use crate::locale::{self, Day};
use crate::message as say;
use crate::page::dataset::{Citation, Field, File, Row, Step, Version, View};
use crate::page::{Figure, House};
use crate::plot;
use crate::route::Route;
use crate::site::Download;
use probity_core::{Digest, Finding, Language, canonical};
use std::collections::BTreeMap;

/// The licence of the findings: name and address.
pub const LICENCE: (&str, &str) = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/");

/// Rows shown on the page.
const ROWS_SHOWN: usize = 20;

const COLUMNS: [&str; 9] = ["finding", "measure", "subject", "period", "state", "value", "low", "high", "reason"];

/// Where the file of a data set lies.
pub fn path(id: &str) -> String {
    format!("data/{id}.csv")
}

/// The files of all data sets, by path.
pub fn files(records: &Records) -> BTreeMap<String, Download> {
    let file = |id: &String| Some((path(id), bytes(csv(records, id).ok()?, "text/csv; charset=utf-8")));
    records.runs.keys().filter_map(file).collect()
}

fn csv(records: &Records, id: &str) -> Result<String, csv::Error> {
    let mut findings: Vec<&Finding> = records.of(id).collect();
    findings.sort_by(|a, b| a.id.cmp(&b.id));
    table(&findings)
}

/// Findings as a table, in this order.
///
/// # Errors
/// Never in practice: the table is written to memory.
pub fn table(findings: &[&Finding]) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for finding in findings {
        let ends = super::values::ends(finding);
        writer.write_record([
            finding.id.to_string(),
            finding.id.measure.clone(),
            finding.id.subject.clone(),
            finding.id.period.clone(),
            finding.state.word().to_owned(),
            canonical::optional(finding.value),
            canonical::optional(ends.map(|(low, _)| low)),
            canonical::optional(ends.map(|(_, high)| high)),
            finding.reason.clone(),
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The view; `None` when the method was not run.
pub fn view(context: Context<'_>, house: &House, id: &str, files: &BTreeMap<String, Download>) -> Option<View> {
    let records = context.records;
    let (run, method) = (records.runs.get(id)?, records.methodologies.get(id)?);
    let download = files.get(&path(id))?;
    let registers: Vec<&str> = run.key.inputs.iter().map(|input| input.register.as_str()).collect();
    let sources = || records.imports.iter().filter(|import| registers.contains(&import.register.as_str()));
    Some(View {
        id: id.to_owned(),
        title: context.dataset(id).name,
        description: format!("{} {}", method.summary.get(context.language), say::dataset_licences(context.language)),
        licence: LICENCE.0.to_owned(),
        licence_url: LICENCE.1.to_owned(),
        files: vec![File {
            path: path(id),
            format: "CSV".to_owned(),
            bytes: download.bytes.len() as u64,
            digest: Digest::of(&download.bytes).to_string(),
        }],
        fields: fields(context.language),
        read: sources().map(|source| source.read).sum(),
        kept: sources().map(|source| source.kept).sum(),
        rejected: sources().map(|source| source.rejected).sum(),
        rejects: Vec::new(),
        chart: chart(context, id),
        map: map(context, id),
        rows: rows(context, id),
        all_rows: records.of(id).count() as u64,
        lineage: lineage(context, id, &registers),
        versions: versions(context, id),
        interface: interface(id),
        citation: citation(context, house, id)?,
        press: press(context.language, id),
    })
}

/// The chart that shows a data set best, where there is one.
pub fn chart(context: Context<'_>, id: &str) -> Option<Figure> {
    match id {
        INDICATOR => {
            let title = say::compare_figure_title(context.language);
            let shown = context.focus.iter().filter(|code| context.countries().contains(code)).take(6).cloned();
            let shown: Vec<String> = shown.collect();
            (!shown.is_empty()).then(|| context.series("chart", &title, &shown))
        }
        recorded::METHOD => {
            let areas = context.recorded_areas();
            let area = areas.iter().find(|area| recorded::country_of(area).is_none()).or_else(|| areas.first())?;
            let all = context.recorded_series(area);
            Some(context.recorded_figure(area, recorded::main(&all)?))
        }
        funnel::METHOD => funnel::view(context, &funnel::cohorts(context).first()?.id)?.figure,
        _ => parts::chart(context, id),
    }
}

/// The map of a data set, where there is one.
pub fn map(context: Context<'_>, id: &str) -> Option<Figure> {
    match id {
        INDICATOR => Some(context.map(&context.edition(None)?, plot::MapStyle::Suppressing, None)),
        recorded::METHOD | recorded::CHANGE => {
            let countries = context.recorded_areas().into_iter().filter_map(recorded::country_of);
            let countries: std::collections::BTreeSet<String> = countries.collect();
            countries.iter().find_map(|country| region::tiles(context, country))
        }
        _ => None,
    }
}

fn rows(context: Context<'_>, id: &str) -> Vec<Row> {
    let row = |finding: &Finding| Row {
        subject: context.subject(&finding.id).name,
        measure: context.finding_title(&finding.id),
        period: context.period(&finding.id),
        number: number(finding, decimals(finding.value)),
    };
    context.records.of(id).take(ROWS_SHOWN).map(row).collect()
}

/// The sources, the method and the run, in the order the numbers came to be.
fn lineage(context: Context<'_>, id: &str, registers: &[&str]) -> Vec<Step> {
    let (records, language) = (context.records, context.language);
    let step = |kind: String, name: String, route: Option<Route>, digest: String| Step { kind, name, route, digest };
    let sources = records.imports.iter().filter(|import| registers.contains(&import.register.as_str()));
    let mut steps: Vec<Step> = sources
        .map(|import| {
            let kind = format!("{} → {}", say::known_source(language), import.register);
            step(kind, import.name.clone(), Some(Route::Status), import.source.to_string())
        })
        .collect();
    if let Some(method) = records.methodologies.get(id) {
        let name = format!("{} {}", method.title.get(language), method.version);
        let route = Some(Route::Method(id.to_owned()));
        steps.push(step(say::known_method(language), name, route, method.digest.to_string()));
    }
    if let Some(run) = records.runs.get(id) {
        steps.push(step(say::known_run(language), run.id.short(), None, run.id.to_string()));
        steps.push(step(say::known_findings(language), path(id), None, run.findings.to_string()));
    }
    steps
}

/// The run that is served, then the releases of the calendar, latest first.
fn versions(context: Context<'_>, id: &str) -> Vec<Version> {
    let language = context.language;
    let now = context.records.runs.get(id).map(|run| Version {
        name: say::dataset_version_now(language, run.id.short()),
        day: String::new(),
        status: say::dataset_version_served(language),
    });
    let mut releases: Vec<(Day, Version)> = context
        .records
        .releases
        .iter()
        .filter(|release| release.dataset == id)
        .filter_map(|release| {
            let day = diary::day(release)?;
            let status = diary::status(release, day, context.today).word(language);
            let name = release.title.get(language).to_owned();
            Some((day, Version { name, day: locale::day(language, day), status }))
        })
        .collect();
    releases.sort_by_key(|release| std::cmp::Reverse(release.0));
    now.into_iter().chain(releases.into_iter().map(|(_, version)| version)).collect()
}

/// Addresses of the same numbers for programs.
fn interface(id: &str) -> Vec<(String, String)> {
    let flow = if id == recorded::METHOD { CUBE.to_owned() } else { id.to_uppercase().replace('-', "_") };
    let formats =
        [("CSV", "csv"), ("SDMX-CSV 2.0", "sdmx-csv"), ("SDMX-JSON 2.0", "sdmx-json"), ("JSON-stat", "jsonstat")];
    formats.map(|(name, format)| (name.to_owned(), format!("/v1/data/{flow}/all?format={format}"))).to_vec()
}

fn citation(context: Context<'_>, house: &House, id: &str) -> Option<Citation> {
    let formats = [("BibTeX", "bib"), ("CSL-JSON", "json"), ("DataCite XML", "xml")];
    Some(Citation {
        text: cite::plain(&context.work(house, id, "")?),
        files: formats.map(|(name, format)| (name.to_owned(), format!("/cite/{id}.{format}"))).to_vec(),
    })
}

fn press(language: Language, id: &str) -> Vec<(String, String)> {
    let brief = (say::dataset_press_brief(language), format!("/press/{id}.{language}.txt"));
    vec![brief, (say::dataset_press_kit(language), format!("/press/{id}.zip"))]
}

fn fields(language: Language) -> Vec<Field> {
    let titles = [
        say::field_finding(language),
        say::field_measure(language),
        say::field_subject(language),
        say::field_period(language),
        say::field_state(language),
        say::field_value(language),
        say::field_low(language),
        say::field_high(language),
        say::field_reason(language),
    ];
    let field = |(name, title): (&&str, String)| Field {
        name: (*name).to_owned(),
        title,
        kind: if matches!(*name, "value" | "low" | "high") { "number" } else { "string" }.to_owned(),
        unit: String::new(),
    };
    COLUMNS.iter().zip(titles).map(field).collect()
}
