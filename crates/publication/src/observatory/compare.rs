//! Up to six countries side by side; without a choice, the countries in focus.

use super::values::number;
use super::{Context, INDICATOR};
use crate::locale;
use crate::message as say;
use crate::page::Named;
use crate::page::compare::{COUNTRIES_MAX, Row, View};
use crate::site::Request;

/// The view; `None` when there is no edition.
pub fn view(context: Context<'_>, request: &Request) -> Option<View> {
    let edition = context.edition(None)?;
    let known = context.countries();
    let mut chosen: Vec<String> = Vec::new();
    for code in request.all("c") {
        let code = code.to_ascii_uppercase();
        if known.contains(&code) && !chosen.contains(&code) && chosen.len() < COUNTRIES_MAX {
            chosen.push(code);
        }
    }
    if chosen.is_empty() {
        chosen = context.focus.iter().filter(|code| known.contains(code)).take(COUNTRIES_MAX).cloned().collect();
    }
    let row = |code: &String| {
        let finding = context.records.get(INDICATOR, "mean", code, &edition)?;
        Some(Row {
            country: context.named(code),
            score: number(finding, 1),
            marginal: context.places("rank", code, &edition),
        })
    };
    let mut all: Vec<Named> = known.iter().map(|code| context.named(code)).collect();
    locale::sort_by_name(context.language, &mut all, |country| &country.name);
    let title = say::compare_figure_title(context.language);
    Some(View {
        indicator: context.indicator(),
        chosen: chosen.iter().filter_map(row).collect(),
        all,
        figure: (!chosen.is_empty()).then(|| context.series("compare", &title, &chosen)),
        edition,
    })
}
