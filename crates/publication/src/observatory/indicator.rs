//! What the index means, what it is made of and, where the truth is known, how often its intervals cover it.

use super::values::number;
use super::{Context, INDICATOR};
use crate::page::Named;
use crate::page::indicator::{Source, Truth, View};
use std::collections::BTreeMap;

/// The view; `None` when there is no edition.
pub fn view(context: Context<'_>) -> Option<View> {
    let method = context.records.methodologies.get(INDICATOR)?;
    let edition = context.edition(None)?;
    Some(View {
        indicator: context.indicator(),
        summary: method.summary.get(context.language).to_owned(),
        unit: context.unit("points"),
        method: Named::new(INDICATOR, method.title.get(context.language)),
        version: method.version.clone(),
        editions: context.editions(),
        parameters: super::method::parameters(method),
        sources: sources(context, &edition),
        truth: truth(context),
    })
}

fn sources(context: Context<'_>, edition: &str) -> Vec<Source> {
    let mut covered: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in context.records.period(INDICATOR, "score", edition) {
        for cell in finding.evidence.iter() {
            *covered.entry(cell.role.as_str()).or_default() += 1;
        }
    }
    let source =
        |(code, countries): (&str, u64)| Source { source: context.named(code), publisher: String::new(), countries };
    covered.into_iter().map(source).collect()
}

fn truth(context: Context<'_>) -> Option<Truth> {
    let figure = context.coverage()?;
    let coverage = context.records.get("interval-coverage", "coverage", "published", "all")?;
    Some(Truth { coverage: number(coverage, 1), promised: context.confidence(), figure })
}
