//! One finding with its proof.

use super::{Context, INDICATOR, recorded, values};
use crate::page::Named;
use crate::page::observation::{Evidence, View};
use crate::route::Route;
use probity_core::FindingId;

/// The view; `None` when there is no finding of that name.
pub fn view(context: Context<'_>, id: &str) -> Option<View> {
    let id: FindingId = id.parse().ok()?;
    let records = context.records;
    let finding = records.find(&id)?;
    let (run, method) = (records.run(&id.method)?, records.methodologies.get(&id.method)?);
    let parameters =
        run.key.parameters.0.iter().filter(|(name, _)| concerns(context, &id, name)).flat_map(|(name, rows)| {
            rows.iter().map(move |row| (format!("{name}{}", years(row.from, row.to)), super::method::value(&row.value)))
        });
    let evidence = finding.evidence.iter().map(|cell| Evidence {
        role: context.role(&cell.role),
        file: records.file(&cell.origin.source).to_owned(),
        digest: cell.origin.source.to_string(),
        place: cell.origin.place.clone(),
        computed: cell.is_computed(),
        value: cell.value.clone(),
    });
    Some(View {
        measure: context.finding_title(&id),
        subject: context.subject(&id),
        subject_page: part_page(context, &id).or_else(|| subject_page(context, &id.subject)),
        period: context.period(&id),
        number: values::number(finding, decimals(finding.value)),
        unit: context.unit(&finding.unit),
        state: finding.state,
        reason: context.reason(&id.method, &finding.reason),
        method: Named::new(id.method.as_str(), method.title.get(context.language)),
        version: run.version.clone(),
        run: run.id.to_string(),
        parameters: parameters.collect(),
        evidence: evidence.collect(),
        id: id.to_string(),
    })
}

/// Whether a parameter of a run has a part in a finding. A method that counts the answers of others is run under all their
/// parameters, as `METHOD.NAME`; a count of one of them rests on that one's own.
fn concerns(context: Context<'_>, id: &FindingId, parameter: &str) -> bool {
    match parameter.split_once('.') {
        Some((method, _)) if context.records.methodologies.contains_key(method) => {
            context.records.parts(id).iter().any(|(_, part)| part == method)
        }
        _ => true,
    }
}

/// The page about the flag or market that a count is about.
fn part_page(context: Context<'_>, id: &FindingId) -> Option<Route> {
    let parts = context.records.parts(id);
    match parts.first()? {
        ("FLAG", code) => context.records.shared.contains_key(code).then(|| Route::Flag(code.clone())),
        ("MARKET", market) => {
            let known = context.records.cards.values().any(|card| card.markets.contains(market));
            known.then(|| Route::Market(probity_procurement::suite::name(market)))
        }
        _ => None,
    }
}

/// The page about a country or region, if there is one.
fn subject_page(context: Context<'_>, subject: &str) -> Option<Route> {
    let region = || recorded::country_of(subject).is_some() && context.recorded_areas().contains(subject);
    let ocid = probity_procurement::suite::plain(subject);
    if context.records.cards.contains_key(&ocid) {
        return Some(Route::Tender(subject.to_owned()));
    }
    if context.countries().iter().any(|code| code == subject) {
        Some(Route::Country(subject.to_owned()))
    } else {
        region().then(|| Route::Region(subject.to_owned()))
    }
}

/// Whole numbers stay whole; everything else is shown with what a reader can use. The file has all digits.
pub fn decimals(value: Option<f64>) -> usize {
    if value.is_none_or(|value| value.fract() == 0.0) { 0 } else { 4 }
}

fn years(from: Option<i16>, to: Option<i16>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => format!(" ({from})"),
        (from, to) => {
            let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
            format!(" ({}–{})", year(from), year(to))
        }
    }
}

/// The observations that the sitemap names: the scores of the latest edition. All others are reached by links.
pub fn listed(context: Context<'_>) -> Vec<String> {
    let edition = context.edition(None).unwrap_or_default();
    context.records.period(INDICATOR, "score", &edition).map(|finding| finding.id.to_string()).collect()
}
