//! The catalogue of flags with how often each fires, and the page of one flag with everything it found.

use super::words::{raised, share};
use super::{ALL, BASE_RATE, Context, PROCESS, is_flag, lateness};
use crate::message as say;
use crate::page::Frame;
use crate::page::layout::{Page, document, section};
use crate::page::table::{Column, Grid, link, text};
use crate::page::value::linked;
use crate::route::Route;
use maud::{Markup, html};
use probity_core::{Finding, State};
use probity_engine::Run;
use probity_procurement::suite::plain;

/// Rows of one flag's page.
const ROWS_MAX: usize = 300;

/// The rate of a flag over all it could judge: of processes, or of the other subjects it is about.
fn rate<'a>(context: Context<'a>, code: &str) -> Option<&'a Finding> {
    context.rate(code, BASE_RATE, "_T").or_else(|| {
        let periods = context.records().measure(code, BASE_RATE)?;
        periods.get(ALL)?.iter().find(|(subject, _)| subject.starts_with("_T-")).map(|(_, finding)| finding)
    })
}

/// The catalogue.
pub(super) fn all(context: Context<'_>, frame: &Frame<'_>) -> String {
    let language = context.language;
    let mut grid = Grid::new(say::proc_flags_caption(language))
        .column(Column::Text, say::proc_column_flag(language))
        .column(Column::Number, say::status_flagged(language))
        .column(Column::Number, say::status_clear(language))
        .column(Column::Number, say::status_insufficient(language))
        .column(Column::Number, say::status_not_applicable(language))
        .column(Column::Number, say::proc_column_rate(language));
    let shared = || context.records().shared.iter().filter(|(id, _)| is_flag(id));
    for (code, run) in shared() {
        let rate = rate(context, code);
        let observation = rate.map(|finding| finding.id.to_string());
        let count = |state: State| {
            let n = run.states.get(&state).copied().unwrap_or(0);
            linked(frame, observation.as_deref(), "num", &html! { (n) })
        };
        grid.row(vec![
            context.flag(code),
            count(State::Flagged),
            count(State::Clear),
            count(State::Insufficient),
            count(State::NotApplicable),
            html! { (share(frame, rate)) @if is_blunt(rate) { " " span class="small" { (say::proc_non_discriminating(language)) } } },
        ]);
    }
    let title = say::proc_flags_title(language);
    let body = html! {
        h1 { (title) }
        p class="lead" { (say::proc_flags_lead(language, shared().count() as u64, context.records().cards.len() as u64)) }
        (context.caution())
        p { (link(frame, &Route::Coverage, &say::proc_nav_coverage(language))) " · " (link(frame, &Route::Screens, &say::proc_nav_screens(language))) }
        p { (say::proc_flags_text(language)) }
        (grid.markup())
    };
    document(frame, &Page { kind: "flags", title: &title, noindex: false }, &body)
}

fn is_blunt(rate: Option<&Finding>) -> bool {
    rate.is_some_and(|finding| finding.reason == "non_discriminating")
}

/// One flag; `None` when there is none of that code.
pub(super) fn one(context: Context<'_>, frame: &Frame<'_>, code: &str) -> Option<String> {
    let language = context.language;
    let run: &Run = context.records().shared.get(code).filter(|_| is_flag(code))?;
    let method = context.records().methodologies.get(code)?;
    let rate = rate(context, code);
    let heading = format!("{code} {}", method.title.get(language));
    let title = say::proc_flag_title(language, heading.as_str());
    let flagged: Vec<&Finding> = context
        .records()
        .of(code)
        .filter(|finding| finding.state == State::Flagged && finding.id.measure != "party")
        .collect();
    let body = html! {
        p class="crumb" { a href=(frame.href(&Route::Flags)) { (say::proc_nav_flags(language)) } }
        h1 { (heading) }
        p class="lead" { (method.summary.get(language)) }
        (context.caution())
        p { (say::proc_column_rate(language)) ": " (share(frame, rate)) @if is_blunt(rate) { " " (say::proc_non_discriminating(language)) } }
        p { (link(frame, &Route::Method(code.to_owned()), &say::proc_to_method(language))) " · " (say::footer_run(language)) " " code class="hash" { (run.id) } }
        (section("flagged", &say::proc_flagged_title(language), &found(context, frame, &flagged)))
        (lateness::tables(context, frame, code))
    };
    Some(document(frame, &Page { kind: "flag", title: &title, noindex: false }, &body))
}

fn found(context: Context<'_>, frame: &Frame<'_>, flagged: &[&Finding]) -> Markup {
    let language = context.language;
    if flagged.is_empty() {
        return html! { p { (say::proc_flag_none(language)) } };
    }
    let mut grid = Grid::new(say::proc_flagged_caption(language))
        .column(Column::Text, say::meta_subject(language))
        .column(Column::Text, say::meta_period(language))
        .column(Column::Number, say::column_value(language));
    for finding in flagged.iter().take(ROWS_MAX) {
        let subject = plain(&finding.id.subject);
        let period = if finding.id.period == ALL { say::period_all(language) } else { finding.id.period.clone() };
        let subject = if finding.id.measure == PROCESS {
            context.tender(&subject)
        } else {
            html! { @for part in subject.split('|') { (party(context, part)) " " } }
        };
        grid.row(vec![subject, text(period), raised(frame, finding)]);
    }
    html! {
        @if flagged.len() > ROWS_MAX { p { (say::proc_flag_more(language, flagged.len() as u64, ROWS_MAX as u64)) } }
        (grid.markup())
    }
}

/// A link to the page of an organisation or a market, where there is one.
fn party(context: Context<'_>, id: &str) -> Markup {
    let section = context.section;
    let name = probity_procurement::suite::name(id);
    if section.suppliers.contains_key(id) {
        context.supplier(id)
    } else if section.buyers.contains_key(id) {
        html! { a href=(Route::Buyer(name).href(context.language)) { (context.name(id)) } }
    } else if section.markets.contains_key(id) {
        html! { a href=(Route::Market(name).href(context.language)) { (id) } }
    } else {
        text(context.name(id))
    }
}
