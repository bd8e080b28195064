//! All countries of an edition with the places each may hold.

use super::values::number;
use super::{Context, INDICATOR};
use crate::page::ranking::{Row, View};
use crate::site::Request;
use probity_core::Finding;

/// The view; `None` when there is no edition.
pub fn view(context: Context<'_>, request: &Request) -> Option<View> {
    let edition = context.edition(Some(request))?;
    let mut findings: Vec<&Finding> = context.records.period(INDICATOR, "mean", &edition).collect();
    findings.sort_by(|a, b| b.value.partial_cmp(&a.value).unwrap_or(std::cmp::Ordering::Equal).then(a.id.cmp(&b.id)));
    let row = |finding: &&Finding| {
        let country = &finding.id.subject;
        Some(Row {
            country: context.named(country),
            score: number(finding, 1),
            marginal: context.places("rank", country, &edition)?,
            simultaneous: context.places("rank_simultaneous", country, &edition)?,
        })
    };
    let left_out = context.records.period(INDICATOR, "score", &edition).filter(|score| score.value.is_none());
    Some(View {
        left_out: left_out.map(|score| (context.named(&score.id.subject), number(score, 0))).collect(),
        indicator: context.indicator(),
        editions: context.editions(),
        confidence: context.confidence(),
        figure: context.ranked(&edition),
        rows: findings.iter().filter_map(row).collect(),
        edition,
    })
}
