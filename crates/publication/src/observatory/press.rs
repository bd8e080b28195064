//! The facts of a data set that are worth telling, and the brief and kit made from them.

use super::values::{number, verdict};
use super::{Context, dataset, funnel};
use crate::feed::{cite, press};
use crate::message as say;
use crate::page::House;
use crate::site::{Ask, Download, Reply};
use probity_core::{Finding, Language, State};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Facts in a brief.
const FACTS_MAX: usize = 12;

/// The methods whose findings carry a verdict of a test: method and measure, or every measure.
const TESTED: [(&str, Option<&str>); 2] = [("cpi-change", Some("like_for_like")), (super::recorded::CHANGE, None)];

/// `press/{dataset}.{lang}.txt` and `press/{dataset}.zip`.
pub fn reply(context: Context<'_>, house: &House, ask: &Ask<'_>, files: &BTreeMap<String, Download>) -> Option<Reply> {
    let (id, format) = ask.path.strip_prefix("press/")?.rsplit_once('.')?;
    if format == "zip" {
        return kit(context, house, ask, id, files);
    }
    let (id, language) = id.rsplit_once('.')?;
    let language: Language = (format == "txt").then(|| language.parse().ok())??;
    let text = brief(Context { language, ..context }, house, ask, id)?;
    Some(Reply::of("text/plain; charset=utf-8", text).language(language))
}

fn brief(context: Context<'_>, house: &House, ask: &Ask<'_>, id: &str) -> Option<String> {
    let method = context.records.methodologies.get(id)?;
    let recorded = id.starts_with(super::recorded::METHOD);
    let brief = press::Brief {
        title: context.dataset(id).name,
        summary: method.summary.get(context.language).to_owned(),
        synthetic: house.synthetic,
        citation: cite::plain(&context.work(house, id, ask.base)?),
        caution: if recorded { say::recorded_caution(context.language) } else { String::new() },
    };
    Some(press::text(context.language, &brief, &facts(context, id)))
}

/// Clear changes first where the method tests changes; otherwise the latest numbers of the countries in focus.
fn facts(context: Context<'_>, id: &str) -> Vec<press::Fact> {
    let tested = TESTED.iter().find(|(method, _)| *method == id);
    let wanted = |measure: &str| tested.is_none_or(|(_, only)| only.is_none_or(|only| only == measure));
    let measures = context.records.measures(id).filter(|(measure, _)| wanted(measure));
    if id == funnel::METHOD {
        let told = |finding: &&Finding| funnel::is_told(&finding.id) && finding.value.is_some();
        return context.records.of(id).filter(told).map(|finding| fact(context, finding, false)).collect();
    }
    // A change is news whenever it happened; a number is only while it is the latest.
    let periods =
        measures.flat_map(|(_, periods)| periods.values().rev().take(if tested.is_some() { usize::MAX } else { 1 }));
    let mut findings: Vec<&Finding> = periods.flat_map(BTreeMap::values).collect();
    findings.sort_by(|a, b| b.id.period.cmp(&a.id.period));
    let told = |finding: &&Finding| match tested {
        Some(_) => finding.state == State::Value && matches!(finding.reason.as_str(), "rose" | "fell"),
        None => finding.value.is_some() && context.focus.contains(&finding.id.subject),
    };
    findings.into_iter().filter(told).take(FACTS_MAX).map(|finding| fact(context, finding, tested.is_some())).collect()
}

fn fact(context: Context<'_>, finding: &Finding, tested: bool) -> press::Fact {
    let id = &finding.id;
    press::Fact {
        subject: format!("{}: {}", context.subject(id).name, context.finding_title(id)),
        period: context.period(id),
        number: number(finding, if finding.value.is_some_and(|value| value.fract() == 0.0) { 0 } else { 2 }),
        unit: context.unit(&finding.unit),
        verdict: tested.then(|| verdict(finding)),
    }
}

fn kit(
    context: Context<'_>,
    house: &House,
    ask: &Ask<'_>,
    id: &str,
    files: &BTreeMap<String, Download>,
) -> Option<Reply> {
    let mut kit = Vec::new();
    for language in Language::ALL {
        let context = Context { language, ..context };
        kit.push((format!("brief.{language}.txt"), brief(context, house, ask, id)?.into_bytes()));
        if let Some(figure) = dataset::chart(context, id) {
            kit.push((format!("chart.{language}.svg"), figure.plot.standalone().into_bytes()));
        }
    }
    kit.push(("citation.bib".to_owned(), cite::bibtex(&context.work(house, id, ask.base)?).into_bytes()));
    let data = dataset::path(id);
    kit.push((format!("{id}.csv"), files.get(&data)?.bytes.to_vec()));
    let bytes: Arc<[u8]> = Arc::from(press::kit(&kit).ok()?);
    Some(Reply { bytes, ..Reply::of("application/zip", "") })
}
