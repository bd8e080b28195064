//! Codes of the room in words: reasons, states, amounts, links to its pages.

use super::Context;
use crate::locale;
use crate::message as say;
use crate::observatory::unit;
use crate::observatory::values::number;
use crate::page::Frame;
use crate::page::value::linked;
use crate::route::Route;
use maud::{Markup, html};
use probity_core::{Finding, Language};
use probity_procurement::card::{Party, Price};
use probity_procurement::suite::name;

/// Why a flag could not judge, or does not apply.
pub(crate) fn reason(language: Language, code: &str) -> String {
    let fields = |paths: &str| paths.replace('+', ", ");
    match code.split_once(':') {
        Some(("missing", paths)) => return say::proc_reason_missing(language, fields(paths)),
        Some(("unreadable", paths)) => return say::proc_reason_unreadable(language, fields(paths)),
        Some(("never_published", paths)) => return say::proc_reason_never_published(language, fields(paths)),
        _ => {}
    }
    if let Some(n) = code.strip_prefix("n<") {
        return say::proc_reason_few(language, n.to_owned());
    }
    match code {
        "cancelled" => say::proc_reason_cancelled(language),
        "excluded" => say::proc_reason_excluded(language),
        "method" => say::proc_reason_method(language),
        "stage" => say::proc_reason_stage(language),
        "none" => say::proc_reason_none(language),
        "timezone_unknown" => say::proc_reason_timezone(language),
        "mixed_currency" => say::proc_reason_currency(language),
        "negative_period" => say::proc_reason_negative(language),
        "copied_field" => say::proc_reason_copied(language),
        "winner_bid_not_found" => say::proc_reason_winner(language),
        "no_threshold" => say::proc_reason_threshold(language),
        "single_version" => say::proc_reason_version(language),
        "unknown_language" => say::proc_reason_language(language),
        "no_register" => say::proc_reason_register(language),
        "several_awards" => say::proc_reason_several(language),
        "lowest_did_not_win" => say::proc_reason_lowest(language),
        "multi_lot_bid" => say::proc_reason_lots(language),
        "few_tenders" => say::proc_reason_few_tenders(language),
        "off" => say::proc_reason_off(language),
        "not_built" => say::proc_reason_not_built(language),
        "few_components" => say::proc_reason_components(language),
        "none_judged" => say::proc_reason_none_judged(language),
        "concentrated" => say::proc_reason_concentrated(language),
        "non_discriminating" => say::proc_non_discriminating(language),
        other => other.to_owned(),
    }
}

/// An amount as published.
pub(super) fn price(language: Language, price: Option<&Price>) -> String {
    price.map_or_else(
        || "–".to_owned(),
        |price| format!("{} {}", locale::number(language, price.amount, 2), price.currency).trim_end().to_owned(),
    )
}

/// Units that a number needs beside it; what is counted, titles say.
const MEASURED: [&str; 8] =
    ["days", "hours", "per cent", "share", "ratio", "probability", "index", "standard deviations"];

/// The number of a raised flag with its unit, or that it is raised, linked to its observation.
pub(super) fn raised(frame: &Frame<'_>, finding: &Finding) -> Markup {
    let language = frame.language;
    let Some(value) = finding.value else {
        let observation = Route::Observation(finding.id.to_string());
        return html! { a class="num" href=(frame.href(&observation)) { (say::finding_flagged(language)) } };
    };
    let decimals = if value.fract() == 0.0 { 0 } else { 4 };
    html! {
        (number(finding, decimals).markup(frame))
        @if MEASURED.contains(&finding.unit.as_str()) { " " span class="unit" { (unit(language, &finding.unit)) } }
    }
}

/// A number with its interval as a share in per cent, linked to its observation.
pub(super) fn share(frame: &Frame<'_>, finding: Option<&Finding>) -> Markup {
    let Some(finding) = finding else { return html! { "–" } };
    let language = frame.language;
    let per_cent = |value: f64| locale::number(language, 100.0 * value, 1);
    let own = number(finding, 1);
    let inner = match (finding.value, own.interval) {
        (Some(value), Some((low, high))) => html! {
            span class="v" { (per_cent(value)) " %" } " "
            span class="interval" { "(" (locale::range(&per_cent(low), &per_cent(high))) ")" }
        },
        (Some(value), None) => html! { span class="v" { (per_cent(value)) " %" } },
        _ => html! { (own.text(language)) },
    };
    linked(frame, own.observation.as_deref(), if finding.value.is_some() { "num" } else { "num absent" }, &inner)
}

impl Context<'_> {
    /// A link to a process.
    pub(super) fn tender(&self, ocid: &str) -> Markup {
        let title = self.records().cards.get(ocid).map_or(ocid, |card| card.title.get(self.language));
        html! { a href=(Route::Tender(name(ocid)).href(self.language)) { (title) } }
    }

    /// A link to a bidder or supplier.
    pub(super) fn supplier(&self, id: &str) -> Markup {
        html! { a href=(Route::Supplier(name(id)).href(self.language)) { (self.name(id)) } }
    }

    /// Links to several bidders that act together.
    pub(super) fn suppliers(&self, parties: &[Party]) -> Markup {
        html! {
            @for (at, party) in parties.iter().enumerate() {
                @if at > 0 { " + " }
                @if party.id.is_empty() { (party.name.as_ref().map_or("–", |name| name.get(self.language))) }
                @else { (self.supplier(&party.id)) }
            }
        }
    }

    /// A link to a flag's page.
    pub(super) fn flag(&self, code: &str) -> Markup {
        html! { a href=(Route::Flag(code.to_owned()).href(self.language)) { (code) } " " (self.title(code)) }
    }

    /// The caution that stands on every page with flags.
    pub(super) fn caution(&self) -> Markup {
        html! { p class="note" { (say::proc_caution(self.language)) } }
    }
}
