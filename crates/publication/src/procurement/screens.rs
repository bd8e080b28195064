//! Screens of bid rigging: markets below the benchmark, groups of firms that keep to themselves, and, where it is known
//! what was planted, how well both find it and how often flags fire where nothing was planted.

use super::screen_tables::{clean, lots, markets, pairs};
use super::words::share;
use super::{ALL, BASE_RATE, Context, SCREENS};
use crate::message as say;
use crate::observatory::values::number;
use crate::page::Frame;
use crate::page::layout::{Page, document, section};
use crate::page::table::{Column, Grid, link, text};
use crate::route::Route;
use maud::{Markup, html};
use probity_core::{Finding, Language, State};
use std::collections::BTreeMap;

/// The page.
pub(super) fn page(context: Context<'_>, frame: &Frame<'_>) -> String {
    let language = context.language;
    let title = say::proc_screens_title(language);
    let judged = context.rate(SCREENS, "recall", "tenders").is_some();
    let body = html! {
        p class="crumb" { a href=(frame.href(&Route::Flags)) { (say::proc_nav_flags(language)) } }
        h1 { (title) }
        p class="lead" { (say::proc_screens_text(language)) }
        (context.caution())
        p { (link(frame, &Route::Method(SCREENS.to_owned()), &say::proc_to_method(language))) }
        (section("markets", &say::proc_markets_title(language), &markets(context, frame)))
        (section("groups", &say::proc_groups_title(language), &groups(context, frame)))
        (section("pairs", &say::proc_pairs_title(language), &pairs(context, frame)))
        (section("lots", &say::proc_lots_title(language), &lots(context, frame)))
        @if judged {
            (section("judged", &say::proc_judged_title(language), &html! { p { (say::proc_judged_text(language)) } (detection(context, frame)) }))
            (section("clean", &say::proc_clean_worlds_title(language), &clean(context, frame)))
            (section("rates", &say::proc_rates_title(language), &html! { p { (say::proc_rates_text(language)) } (rates(context, frame)) }))
        }
    };
    document(frame, &Page { kind: "screens", title: &title, noindex: false }, &body)
}

/// The groups, each with its members; those that are a reason to review first.
fn groups(context: Context<'_>, frame: &Frame<'_>) -> Markup {
    let language = context.language;
    let mut groups: BTreeMap<(bool, &str), &Finding> = BTreeMap::new();
    for finding in context.records().period(SCREENS, "group", ALL) {
        groups.entry((finding.state != State::Flagged, finding.reason.as_str())).or_insert(finding);
    }
    if groups.is_empty() {
        return html! { p { (say::proc_groups_none(language)) } };
    }
    let mut grid = Grid::new(say::proc_groups_caption(language))
        .column(Column::Text, say::proc_column_members(language))
        .column(Column::Text, say::meta_state(language))
        .column(Column::Number, say::proc_column_exclusivity(language));
    for ((clear, members), finding) in groups {
        let state = if clear { say::finding_clear(language) } else { say::finding_flagged(language) };
        grid.row(vec![
            html! { @for member in members.split('|') { (context.supplier(member)) " " } },
            text(state),
            number(finding, 2).bare(frame),
        ]);
    }
    grid.markup()
}

/// The rules, as findings and as readers call them.
pub(super) fn rules(language: Language) -> [(&'static str, String); 5] {
    [
        ("tenders", say::proc_rule_tenders(language)),
        ("groups", say::proc_rule_firms(language)),
        ("markets", say::proc_rule_markets(language)),
        ("pairs", say::proc_rule_pairs(language)),
        ("firms", say::proc_rule_firm_tests(language)),
    ]
}

fn detection(context: Context<'_>, frame: &Frame<'_>) -> Markup {
    let language = context.language;
    let mut grid = Grid::new(say::proc_judged_title(language))
        .column(Column::Text, say::proc_column_rule(language))
        .column(Column::Number, say::proc_column_precision(language))
        .column(Column::Number, say::proc_column_recall(language))
        .column(Column::Number, say::proc_column_false(language));
    for (what, rule) in rules(language) {
        let mut row = vec![text(rule)];
        row.extend(
            ["precision", "recall", "false_alarms"].map(|measure| share(frame, context.rate(SCREENS, measure, what))),
        );
        grid.row(row);
    }
    grid.markup()
}

/// How often each flag fires where the cartel was, and where nothing was planted.
fn rates(context: Context<'_>, frame: &Frame<'_>) -> Markup {
    let language = context.language;
    let mut grid = Grid::new(say::proc_rates_title(language))
        .column(Column::Text, say::proc_column_flag(language))
        .column(Column::Number, say::proc_column_clean(language))
        .column(Column::Number, say::proc_column_cartel(language));
    for code in context.records().shared.keys().filter(|id| *id != SCREENS) {
        let of = |planted: &str| context.rate(code, BASE_RATE, planted);
        if let Some(clean) = of("planted-none") {
            grid.row(vec![context.flag(code), share(frame, Some(clean)), share(frame, of("planted-cartel"))]);
        }
    }
    grid.markup()
}
