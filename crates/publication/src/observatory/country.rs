//! One country: score, places, series, sources, why it changed, and how far it hangs on single sources.

use super::values::{ends, number, verdict};
use super::{Context, INDICATOR, recorded};
use crate::message as say;
use crate::page::country::{Change, PublishedRow, Robustness, SourceRow, View};
use crate::page::{self, Frame, Named, Number, RankRange};
use probity_core::{Evidence, Finding};

/// The page: with the index where the country has a score, otherwise with its recorded cases alone.
pub fn page(frame: &Frame<'_>, context: Context<'_>, id: &str) -> Option<String> {
    if let Some(view) = view(context, id) {
        return Some(page::country::page(frame, &view));
    }
    let country = recorded::country_of(id).is_none().then(|| context.named(id))?;
    let cases = recorded::view(context, id)?;
    Some(page::country::recorded_page(frame, &country, &cases, &recorded::named_regions(context, id)))
}

/// The view; `None` when the country has no score in any edition.
pub fn view(context: Context<'_>, id: &str) -> Option<View> {
    let records = context.records;
    let scored = |edition: &String| records.get(INDICATOR, "score", id, edition).map(|score| (edition.clone(), score));
    let (edition, score) = context.editions().iter().find_map(scored)?;
    let name = context.named(id);
    let title = say::country_series_figure(context.language, name.name.as_str(), context.indicator().name.as_str());
    let shown = records.get(INDICATOR, "mean", id, &edition).unwrap_or(score);
    let decimals = if shown.id.measure == "mean" { 1 } else { 0 };
    Some(View {
        indicator: context.indicator(),
        unit: context.unit(&score.unit),
        score: number(shown, decimals),
        confidence: context.confidence(),
        marginal: context.places("rank", id, &edition),
        simultaneous: context.places("rank_simultaneous", id, &edition),
        series: Some(context.series("series", &title, &[id.to_owned()])),
        sources: sources(context, score),
        change: change(context, id),
        robustness: robustness(context, id, &edition, score),
        published: published(context, id),
        recorded: recorded::view(context, id),
        regions: recorded::named_regions(context, id),
        country: name,
        edition,
    })
}

fn sources(context: Context<'_>, score: &Finding) -> Vec<SourceRow> {
    let row = |evidence: &Evidence| {
        let value = evidence.value.parse().ok()?;
        Some(SourceRow { source: source(context, &evidence.role), value: Number::of(&score.id.to_string(), value, 0) })
    };
    score.evidence.iter().filter_map(row).collect()
}

fn source(context: Context<'_>, code: &str) -> Named {
    context.named(code)
}

fn change(context: Context<'_>, id: &str) -> Option<Change> {
    let records = context.records;
    let pair = context.whole_period()?;
    let part = |measure: &str| records.get("cpi-change", measure, id, &pair);
    let (total, like) = (part("total")?, part("like_for_like")?);
    let parts = ["like_for_like", "composition", "total", "rebasing"].into_iter().filter_map(|measure| {
        let finding = part(measure)?;
        Some((context.measure_title("cpi-change", measure), number(finding, 1).difference()))
    });
    let (from, to) = pair.split_once('-')?;
    Some(Change {
        from: from.to_owned(),
        to: to.to_owned(),
        difference: if like.value.is_some() { number(like, 1).difference() } else { number(total, 1).difference() },
        verdict: verdict(like),
        parts: parts.collect(),
    })
}

/// The mean without each source in turn; the finding that proves them is the jackknife.
fn robustness(context: Context<'_>, id: &str, edition: &str, score: &Finding) -> Option<Robustness> {
    let records = context.records;
    let capture = records.get(INDICATOR, "captured", id, edition)?;
    let jackknife = records.get(INDICATOR, "jackknife", id, edition)?.id.to_string();
    let cells: Vec<(&str, f64)> =
        score.evidence.iter().filter_map(|cell| Some((cell.role.as_str(), cell.value.parse().ok()?))).collect();
    let values: Vec<f64> = cells.iter().map(|(_, value)| *value).collect();
    let without = probity_measurement::cpi::without_each(&values);
    let rows = cells
        .iter()
        .zip(without)
        .map(|((code, _), mean)| SourceRow { source: source(context, code), value: Number::of(&jackknife, mean, 1) });
    Some(Robustness { capture: number(capture, 1), without: rows.collect() })
}

/// Places in tables without public sources, latest first, with what each step was worth.
fn published(context: Context<'_>, id: &str) -> Vec<PublishedRow> {
    let records = context.records;
    let get = |measure: &str, period: &str| records.get("published-ranks", measure, id, period);
    let row = |edition: &String| {
        let rank = get("rank", edition)?;
        let (best, worst) = ends(rank)?;
        let of = get("of", edition)?.value?;
        let step = edition.parse::<i16>().ok().map(|year| format!("{}-{year}", year - 1));
        let step =
            |measure: &str, decimals: usize| Some(number(get(measure, step.as_deref()?)?, decimals).difference());
        Some(PublishedRow {
            edition: edition.clone(),
            places: RankRange {
                best: best as u32,
                worst: worst as u32,
                of: of as u32,
                observation: Some(rank.id.to_string()),
            },
            step: step("step", 0),
            points: step("step_points", 1),
        })
    };
    let periods = records.measure("published-ranks", "rank");
    periods.into_iter().flat_map(|periods| periods.keys().rev()).filter_map(row).collect()
}
