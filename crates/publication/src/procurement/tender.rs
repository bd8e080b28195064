//! One contracting process: what was bought, who bid, which flags are a reason to review it and why, and which could not
//! judge. Every reason names the place in the published release.

use super::words::{price, raised, reason};
use super::{Context, SCREENS};
use crate::locale;
use crate::message as say;
use crate::observatory::values::number;
use crate::page::Frame;
use crate::page::layout::{Page, document, section};
use crate::page::table::{Column, Grid, day, empty, facts, hash, text};
use crate::route::Route;
use maud::{Markup, html};
use probity_core::{Evidence, Finding, Language, State};
use probity_procurement::card::Card;
use probity_procurement::suite::{INDEX, RISK, name};

/// Screens shown, in this order.
const SHOWN: [&str; 4] = ["cv", "spd", "diffp", "rd"];

/// The page; `None` when there is no such process.
pub(super) fn page(context: Context<'_>, frame: &Frame<'_>, ocid: &str) -> Option<String> {
    let language = context.language;
    let card = context.records().cards.get(ocid)?;
    let findings: Vec<&Finding> = context.of_process(ocid).collect();
    let of = |state: State| findings.iter().copied().filter(|finding| finding.state == state).collect::<Vec<_>>();
    let (flagged, unjudged) = (of(State::Flagged), of(State::Insufficient));
    let heading = card.title.get(language);
    let title = format!("{heading} · {ocid}");
    let body = html! {
        p class="crumb" { a href=(frame.href(&Route::Flags)) { (say::proc_nav_flags(language)) } }
        h1 { (heading) }
        p class="lead" { (say::proc_tender_lead(language, findings.len() as u64, flagged.len() as u64)) }
        (context.caution())
        (facts(&about(context, frame, card)))
        (section("flagged", &say::proc_flagged_title(language), &reasons(context, frame, &flagged)))
        (section("bids", &say::proc_bids_title(language), &bids(context, card)))
        (screens(context, frame, card))
        (risk(context, frame, card))
        (section("insufficient", &say::proc_insufficient_title(language), &states(context, &unjudged)))
        (section("clear", &say::proc_clear_title(language), &plain(context, &of(State::Clear))))
        (section("not-applicable", &say::proc_not_applicable_title(language), &states(context, &of(State::NotApplicable))))
        (section("answer", &say::proc_answer_title(language), &html! { p { (say::proc_answer_text(language)) } }))
    };
    let noindex = card.bids.iter().flat_map(|bid| &bid.bidders).any(|party| context.is_person(&party.id));
    Some(document(frame, &Page { kind: "tender", title: &title, noindex }, &body))
}

fn about(context: Context<'_>, frame: &Frame<'_>, card: &Card) -> Vec<(String, Markup)> {
    let language = context.language;
    let buyer = match &card.buyer {
        Some(buyer) => html! { a href=(frame.href(&Route::Buyer(name(&buyer.id)))) { (context.name(&buyer.id)) } },
        None => html! { "–" },
    };
    let markets = html! {
        @for market in &card.markets { a href=(frame.href(&Route::Market(name(market)))) { (market) } " " }
    };
    let awards = html! {
        @for (suppliers, value, day) in &card.awards {
            p { (context.suppliers(suppliers)) ", " (price(language, value.as_ref())) " " (dated(day)) }
        }
    };
    vec![
        (say::meta_identifier(language), html! { code { (card.ocid) } }),
        (say::proc_column_buyer(language), buyer),
        (say::proc_column_estimate(language), text(price(language, card.value.as_ref()))),
        (say::proc_column_procedure(language), html! { code { (card.method) } " · " code { (card.status) } }),
        (say::proc_column_submission(language), html! { (dated(&card.period.0)) " – " (dated(&card.period.1)) }),
        (
            say::proc_column_award(language),
            if card.awards.is_empty() {
                html! { "–" }
            } else {
                awards
            },
        ),
        (say::proc_column_market(language), markets),
        (
            say::column_file(language),
            html! { @for (n, (source, at)) in card.releases.iter().enumerate() { @if n > 0 { br; } (context.records().file(source)) ", " (say::proc_byte(language, at.to_string())) " " (hash(&source.to_string())) } },
        ),
    ]
}

/// Each reason in words: what the flag is about, the number compared, and where it stands in the release.
fn reasons(context: Context<'_>, frame: &Frame<'_>, flagged: &[&Finding]) -> Markup {
    let language = context.language;
    if flagged.is_empty() {
        return html! { p { (say::proc_flagged_none(language)) } };
    }
    let mut grid = Grid::new(say::proc_flagged_caption(language))
        .column(Column::Text, say::proc_column_flag(language))
        .column(Column::Sentences, say::proc_column_why(language))
        .column(Column::Number, say::column_value(language))
        .column(Column::Sentences, say::proc_column_evidence(language));
    for finding in flagged {
        let code = &finding.id.method;
        let method = context.records().methodologies.get(code);
        let summary = method.map_or("", |method| method.summary.get(language));
        let output = method.and_then(|method| method.output(&finding.id.measure));
        grid.row(vec![
            context.flag(code),
            html! { (summary) },
            html! {
                @if let (Some(output), true) = (output, finding.value.is_some()) { span class="small" { (output.title.get(language)) ": " } }
                (raised(frame, finding))
            },
            html! { @for cell in finding.evidence.iter() { p class="small" { code { (cell.role) } " = " (as_read(language, cell)) } } },
        ]);
    }
    grid.markup()
}

/// The least fraction of which four decimals show anything.
const SHOWN_FROM: f64 = 1e-4;

/// A value of the release as it stands there; what was computed from it, with as many digits as numbers of findings have.
fn as_read(language: Language, cell: &Evidence) -> String {
    let number = || cell.value.parse::<f64>().ok().filter(|own| own.fract() != 0.0 && own.abs() >= SHOWN_FROM);
    let computed = cell.is_computed().then(number).flatten();
    computed.map_or_else(|| cell.value.clone(), |own| locale::number(language, own, 4))
}

/// A day, where one is published.
fn dated(published: &str) -> Markup {
    if published.is_empty() { empty() } else { day(published) }
}

fn bids(context: Context<'_>, card: &Card) -> Markup {
    let language = context.language;
    if card.bids.is_empty() {
        return html! { p { (say::proc_bids_none(language)) } };
    }
    let mut grid = Grid::new(say::proc_bids_caption(language))
        .column(Column::Text, say::proc_column_bidder(language))
        .column(Column::Number, say::proc_column_price(language))
        .column(Column::Text, say::proc_column_status(language))
        .column(Column::Text, say::proc_column_day(language));
    for bid in &card.bids {
        grid.row(vec![
            html! { (context.suppliers(&bid.bidders)) @if bid.won { " ✓ " (say::proc_won(language)) } },
            text(price(language, bid.price.as_ref())),
            html! { code { (bid.status) } },
            dated(&bid.day),
        ]);
    }
    grid.markup()
}

/// The price screens of a process with one lot.
fn screens(context: Context<'_>, frame: &Frame<'_>, card: &Card) -> Markup {
    let language = context.language;
    let subject = name(&card.ocid);
    let of = |measure: &str| {
        let periods = context.records().measure(SCREENS, measure)?;
        periods.values().find_map(|subjects| subjects.get(&subject))
    };
    let found: Vec<&Finding> = SHOWN.iter().filter_map(|measure| of(measure)).collect();
    if found.is_empty() {
        return empty();
    }
    let mut grid = Grid::new(say::proc_screens_caption(language))
        .column(Column::Text, say::proc_column_screen(language))
        .column(Column::Number, say::column_value(language));
    for finding in found {
        let method = context.records().methodologies.get(SCREENS);
        let output = method.and_then(|method| method.output(&finding.id.measure));
        let title = output.map_or(finding.id.measure.as_str(), |output| output.title.get(language));
        grid.row(vec![text(title), number(finding, 4).bare(frame)]);
    }
    let body = html! { p { (say::proc_screens_text(language)) } (grid.markup()) };
    section("screens", &say::proc_nav_screens(language), &body)
}

/// The risk index of the process with its known signs.
fn risk(context: Context<'_>, frame: &Frame<'_>, card: &Card) -> Markup {
    let (language, subject) = (context.language, name(&card.ocid));
    let method = context.records().methodologies.get(RISK);
    let found = context.records().measures(RISK).filter_map(|(measure, periods)| {
        Some((measure, periods.values().find_map(|subjects| subjects.get(&subject))?))
    });
    let (index, signs): (Vec<_>, Vec<_>) = found.partition(|(measure, _)| *measure == INDEX);
    let Some((_, index)) = index.first() else { return empty() };
    let mut grid = Grid::new(say::proc_risk_caption(language))
        .column(Column::Text, say::proc_risk_column_sign(language))
        .column(Column::Number, say::column_value(language));
    for (measure, finding) in &signs {
        let output = method.and_then(|method| method.output(measure));
        grid.row(vec![
            text(output.map_or(*measure, |output| output.title.get(language))),
            number(finding, 2).bare(frame),
        ]);
    }
    let body = html! {
        p { (say::proc_risk_text(language)) }
        p {
            a href=(frame.href(&Route::Method(RISK.to_owned()))) { (say::proc_risk_title(language)) } ": "
            @if index.value.is_some() { (number(index, 2).markup(frame)) } @else { (reason(language, &index.reason)) }
        }
        @if !signs.is_empty() { (grid.markup()) }
    };
    section("risk", &say::proc_risk_title(language), &body)
}

/// Flags with the reason for their state.
fn states(context: Context<'_>, findings: &[&Finding]) -> Markup {
    html! {
        details {
            summary { (say::proc_count_flags(context.language, findings.len() as u64)) }
            ul class="plain" {
                @for finding in findings {
                    li { (context.flag(&finding.id.method)) " – " (reason(context.language, &finding.reason)) }
                }
            }
        }
    }
}

fn plain(context: Context<'_>, findings: &[&Finding]) -> Markup {
    html! {
        details {
            summary { (say::proc_count_flags(context.language, findings.len() as u64)) }
            ul class="plain" { @for finding in findings { li { (context.flag(&finding.id.method)) } } }
        }
    }
}
