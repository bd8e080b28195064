//! A buyer, a supplier, a market: the processes they were part of, and what was flagged about themselves.

use super::words::{price, raised, share};
use super::{ALL, Context, SCREENS};
use crate::message as say;
use crate::page::Frame;
use crate::page::layout::{Page, document, section};
use crate::page::table::{Column, Grid, text};
use crate::route::Route;
use maud::{Markup, html};
use probity_core::Finding;
use probity_procurement::card::Card;
use probity_procurement::suite::{name, plain};
use std::collections::BTreeMap;

/// The page of a buyer.
pub(super) fn buyer(context: Context<'_>, frame: &Frame<'_>, id: &str) -> Option<String> {
    let language = context.language;
    let ocids = context.section.buyers.get(id)?;
    let mut suppliers: BTreeMap<&str, u64> = BTreeMap::new();
    for card in cards(context, ocids) {
        for party in card.awards.iter().flat_map(|award| &award.0) {
            *suppliers.entry(&party.id).or_default() += 1;
        }
    }
    let winners = html! {
        ul class="plain" { @for (supplier, n) in &suppliers { li { (context.supplier(supplier)) " – " (say::proc_count_awards(language, *n)) } } }
    };
    let more = section("suppliers", &say::proc_suppliers_title(language), &winners);
    let lead = say::proc_buyer_lead(language, ocids.len() as u64);
    Some(whole(
        context,
        frame,
        &Subject { kind: "buyer", id, heading: context.name(id), lead, noindex: false },
        ocids,
        &more,
    ))
}

/// The page of a bidder or supplier.
pub(super) fn supplier(context: Context<'_>, frame: &Frame<'_>, id: &str) -> Option<String> {
    let ocids = context.section.suppliers.get(id)?;
    let won = |card: &&Card| card.awards.iter().any(|award| award.0.iter().any(|party| party.id == id));
    let wins = cards(context, ocids).filter(won).count();
    let lead = say::proc_supplier_lead(context.language, ocids.len() as u64, wins as u64);
    let subject = Subject { kind: "supplier", id, heading: context.name(id), lead, noindex: context.is_person(id) };
    Some(whole(context, frame, &subject, ocids, &html! {}))
}

/// The page of a market.
pub(super) fn market(context: Context<'_>, frame: &Frame<'_>, id: &str) -> Option<String> {
    let language = context.language;
    let ocids = context.section.markets.get(id)?;
    let below = context.records().get(SCREENS, "below_benchmark", &name(id), ALL);
    let more = html! {
        @if below.is_some() {
            (section("screens", &say::proc_nav_screens(language), &html! {
                p { (say::proc_market_below(language)) " " (share(frame, below)) }
                p { a href=(frame.href(&Route::Screens)) { (say::proc_nav_screens(language)) } }
            }))
        }
    };
    let lead = say::proc_market_lead(language, ocids.len() as u64);
    let heading = say::proc_market_heading(language, id);
    Some(whole(context, frame, &Subject { kind: "market", id, heading, lead, noindex: false }, ocids, &more))
}

struct Subject<'a> {
    kind: &'a str,
    id: &'a str,
    heading: String,
    lead: String,
    noindex: bool,
}

fn cards<'a>(context: Context<'a>, ocids: &'a [String]) -> impl Iterator<Item = &'a Card> {
    ocids.iter().filter_map(move |ocid| context.records().cards.get(ocid))
}

fn whole(context: Context<'_>, frame: &Frame<'_>, subject: &Subject<'_>, ocids: &[String], more: &Markup) -> String {
    let language = context.language;
    let body = html! {
        p class="crumb" { a href=(frame.href(&Route::Flags)) { (say::proc_nav_flags(language)) } }
        h1 { (subject.heading) }
        p class="lead" { (subject.lead) }
        p { code { (subject.id) } }
        (context.caution())
        (section("flagged", &say::proc_flagged_title(language), &own(context, frame, subject.id)))
        (more)
        (section("processes", &say::proc_processes_title(language), &processes(context, ocids)))
    };
    let title = format!("{} · {} · {}", subject.heading, subject.id, kind(context, subject.kind));
    document(frame, &Page { kind: subject.kind, title: &title, noindex: subject.noindex }, &body)
}

/// The same firm can buy and sell: its two pages have different titles.
fn kind(context: Context<'_>, kind: &str) -> String {
    match kind {
        "buyer" => say::proc_column_buyer(context.language),
        "market" => say::proc_column_market(context.language),
        _ => say::proc_column_bidder(context.language),
    }
}

/// What was flagged about the subject itself.
fn own(context: Context<'_>, frame: &Frame<'_>, id: &str) -> Markup {
    let language = context.language;
    let findings: Vec<&Finding> = context.of_subject(id);
    if findings.is_empty() {
        return html! { p { (say::proc_own_none(language)) } };
    }
    let mut grid = Grid::new(say::proc_flagged_caption(language))
        .column(Column::Text, say::proc_column_flag(language))
        .column(Column::Text, say::proc_column_with(language))
        .column(Column::Number, say::column_value(language));
    for finding in findings {
        let with: Vec<String> =
            plain(&finding.id.subject).split('|').filter(|part| *part != id).map(str::to_owned).collect();
        let link = |part: &String| {
            if context.records().cards.contains_key(part) {
                context.tender(part)
            } else if context.section.suppliers.contains_key(part) {
                context.supplier(part)
            } else {
                text(context.name(part))
            }
        };
        grid.row(vec![
            if finding.id.method == SCREENS {
                html! { a href=(frame.href(&Route::Screens)) { (context.title(SCREENS)) } }
            } else {
                context.flag(&finding.id.method)
            },
            html! { @for part in &with { (link(part)) " " } },
            raised(frame, finding),
        ]);
    }
    grid.markup()
}

/// The processes, those with most reasons first.
fn processes(context: Context<'_>, ocids: &[String]) -> Markup {
    let language = context.language;
    let mut grid = Grid::new(say::proc_processes_caption(language))
        .column(Column::Text, say::proc_column_process(language))
        .column(Column::Number, say::proc_column_estimate(language))
        .column(Column::Text, say::proc_column_day(language))
        .column(Column::Text, say::proc_flagged_title(language));
    let mut rows: Vec<(Vec<&Finding>, &Card)> =
        cards(context, ocids).map(|card| (context.flagged(&card.ocid), card)).collect();
    rows.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.1.ocid.cmp(&b.1.ocid)));
    for (flagged, card) in rows {
        grid.row(vec![
            context.tender(&card.ocid),
            text(price(language, card.value.as_ref())),
            text(&card.period.0),
            html! { @for finding in flagged { a href=(Route::Flag(finding.id.method.clone()).href(language)) title=(context.title(&finding.id.method)) { (finding.id.method) } " " } },
        ]);
    }
    grid.markup()
}
