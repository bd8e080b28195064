//! Tables and plots of the page of screens: markets with their exchange test, firms that meet, the screens lot by lot, and
//! how often the rules fire in worlds where nobody colludes.

use super::screens::rules;
use super::words::share;
use super::{ALL, Context, SCREENS};
use crate::locale;
use crate::message as say;
use crate::observatory::values::number;
use crate::page::table::{Column, Grid, link, text};
use crate::page::value::linked;
use crate::page::{Figure, Frame, drawing};
use crate::plot::{self, Reading, Span};
use crate::route::Route;
use maud::{Markup, html};
use probity_core::{Finding, State};
use probity_procurement::suite::{name, plain};
use std::collections::BTreeMap;

/// All markets together.
const TOTAL: &str = "_T";
/// Rows of the tables of pairs and of lots.
const ROWS_MAX: usize = 60;
/// The screens of a lot, in the order of the columns.
const COLUMNS: [&str; 11] = ["cv", "spd", "diffp", "rd", "rdnor", "rdalt", "kurt", "skew", "ks", "cv_3", "cv_4"];

/// A plot of shares in per cent against a nominal one, if there is one.
struct Shares<'a> {
    id: &'a str,
    title: String,
    note: String,
    /// What the names are.
    unit: String,
    nominal: Option<f64>,
    /// What the nominal one is called.
    named: String,
    bars: Vec<(String, &'a Finding)>,
}

impl Shares<'_> {
    fn markup(&self, frame: &Frame<'_>) -> Markup {
        let language = frame.language;
        let words = drawing::states(language);
        let write = |value: f64| locale::number(language, value, 1);
        let bar = |(name, finding): &(String, &Finding)| plot::Bar {
            name: name.clone(),
            reading: finding.value.map_or(Reading::Unknown, |value| Reading::Value(100.0 * value)),
            interval: number(finding, 1).interval.map(|(low, high)| Span::new(100.0 * low, 100.0 * high)),
            href: Some(Route::Observation(finding.id.to_string()).href(language)),
        };
        let nominal = self.nominal.map_or(f64::NAN, |share| 100.0 * share);
        let data = plot::BarsData { bars: self.bars.iter().map(bar).collect(), nominal, from_zero: true };
        let labels = plot::BarsLabels {
            unit: self.unit.clone(),
            value: say::proc_per_cent(language),
            interval: say::confidence_interval(language, 95_u64),
            nominal: self.named.clone(),
        };
        let plot = plot::bars(&plot::Frame::new(self.id, &self.title, &self.note, &words, &write), &data, &labels);
        Figure { title: self.title.clone(), note: self.note.clone(), plot }.markup(frame)
    }
}

/// A number of a method about a subject and all years, or a dash.
fn cell(context: Context<'_>, frame: &Frame<'_>, method: &str, measure: &str, subject: &str) -> Markup {
    match context.records().get(method, measure, subject, ALL) {
        Some(finding) if finding.value.is_some() => small(frame, finding),
        _ => html! { "–" },
    }
}

/// A number with four decimals; one that would be nought is said to be smaller than the last of them.
fn small(frame: &Frame<'_>, finding: &Finding) -> Markup {
    if finding.value.is_none_or(|value| !(0.0..0.000_05).contains(&value)) {
        return number(finding, 4).markup(frame);
    }
    let text = format!("< {}", locale::number(frame.language, 0.0001, 4));
    linked(frame, Some(&finding.id.to_string()), "num", &html! { (text) })
}

fn state(context: Context<'_>, finding: Option<&Finding>) -> String {
    let language = context.language;
    match finding.map(|finding| finding.state) {
        Some(State::Flagged) => say::finding_flagged(language),
        Some(State::Clear) => say::finding_clear(language),
        _ => say::proc_not_tested(language),
    }
}

/// Markets: the share below the benchmark, its exchange test, concentration and rotation.
pub(super) fn markets(context: Context<'_>, frame: &Frame<'_>) -> Markup {
    let language = context.language;
    let mut grid = Grid::new(say::proc_markets_caption(language))
        .column(Column::Text, say::proc_column_market(language))
        .column(Column::Number, say::proc_column_below(language))
        .column(Column::Number, "p")
        .column(Column::Number, "q")
        .column(Column::Text, say::meta_state(language))
        .column(Column::Number, say::proc_column_hhi(language))
        .column(Column::Number, say::proc_column_rotation(language));
    let mut bars = Vec::new();
    let every = || context.records().period(SCREENS, "below_benchmark", ALL);
    for finding in every().filter(|finding| finding.id.subject != TOTAL) {
        let subject = &finding.id.subject;
        let market = plain(subject);
        bars.push((market.clone(), finding));
        grid.row(vec![
            link(frame, &Route::Market(name(&market)), &market),
            share(frame, Some(finding)),
            cell(context, frame, SCREENS, "market_p", subject),
            cell(context, frame, SCREENS, "market", subject),
            text(state(context, context.records().get(SCREENS, "market", subject, ALL))),
            cell(context, frame, "R051", "market", subject),
            cell(context, frame, "R057", "market", subject),
        ]);
    }
    if bars.is_empty() {
        return html! { p { (say::proc_markets_none(language)) } };
    }
    let figure = Shares {
        id: "markets-below",
        title: say::proc_markets_caption(language),
        note: String::new(),
        unit: say::proc_column_market(language),
        nominal: context.rate(SCREENS, "below_benchmark", TOTAL).and_then(|finding| finding.value),
        named: say::proc_all_markets(language),
        bars,
    };
    html! {
        p { (say::proc_markets_text(language)) }
        (figure.markup(frame))
        (grid.markup())
    }
}

/// Pairs of firms that are a reason to review, the least likely first.
pub(super) fn pairs(context: Context<'_>, frame: &Frame<'_>) -> Markup {
    let language = context.language;
    let tested = || context.records().period(SCREENS, "pair", ALL).filter(|finding| finding.value.is_some());
    let mut flagged: Vec<&Finding> = tested().filter(|finding| finding.state == State::Flagged).collect();
    flagged.sort_by(|a, b| a.value.unwrap_or(1.0).total_cmp(&b.value.unwrap_or(1.0)).then(a.id.cmp(&b.id)));
    let counts = say::proc_pairs_text(language, flagged.len() as u64, tested().count() as u64);
    if flagged.is_empty() {
        return html! { p { (counts) } };
    }
    let mut grid = Grid::new(say::proc_pairs_title(language))
        .column(Column::Text, say::proc_column_members(language))
        .column(Column::Number, "p")
        .column(Column::Number, "q");
    for finding in flagged.iter().take(ROWS_MAX) {
        let pair = plain(&finding.id.subject);
        grid.row(vec![
            html! { @for (at, firm) in pair.split('|').enumerate() { @if at > 0 { " · " } (context.supplier(firm)) } },
            cell(context, frame, SCREENS, "pair_p", &finding.id.subject),
            small(frame, finding),
        ]);
    }
    html! { p { (counts) } (grid.markup()) }
}

/// All screens of the lots below the benchmark, those with the least spread first.
pub(super) fn lots(context: Context<'_>, frame: &Frame<'_>) -> Markup {
    let language = context.language;
    let all = || context.records().measure(SCREENS, "benchmark").into_iter().flat_map(BTreeMap::values);
    let mut below: Vec<&Finding> =
        all().flat_map(BTreeMap::values).filter(|finding| finding.state == State::Flagged).collect();
    if below.is_empty() {
        return html! { p { (say::proc_lots_none(language)) } };
    }
    below.sort_by(|a, b| a.value.unwrap_or(1.0).total_cmp(&b.value.unwrap_or(1.0)).then(a.id.cmp(&b.id)));
    let mut grid = Grid::new(say::proc_lots_title(language)).column(Column::Text, say::proc_column_process(language));
    for measure in COLUMNS {
        grid = grid.column(Column::Number, measure);
    }
    for finding in below.iter().take(ROWS_MAX) {
        let (subject, period) = (&finding.id.subject, &finding.id.period);
        let own = plain(subject);
        let ocid = own.split('|').next().unwrap_or_default();
        let mut row = vec![context.tender(ocid)];
        row.extend(COLUMNS.map(|measure| match context.records().get(SCREENS, measure, subject, period) {
            Some(finding) => number(finding, 3).markup(frame),
            None => html! { "–" },
        }));
        grid.row(row);
    }
    let method = context.records().methodologies.get(SCREENS);
    let title = |measure: &str| {
        method.and_then(|own| own.output(measure)).map_or(String::new(), |own| own.title.get(language).to_owned())
    };
    html! {
        p { (say::proc_lots_text(language, below.len() as u64, below.len().min(ROWS_MAX) as u64)) }
        details {
            summary { (say::proc_column_screen(language)) }
            dl { @for measure in COLUMNS { dt { code { (measure) } } dd { (title(measure)) } } }
        }
        (grid.markup())
    }
}

/// The nominal rate the screens were run with.
fn nominal(context: Context<'_>) -> Option<f64> {
    let run = context.records().shared.get(SCREENS)?;
    run.key.parameters.get("fdr").ok()?.number("fdr").ok()
}

/// How often the rules fire where nobody colludes, against the nominal rate.
pub(super) fn clean(context: Context<'_>, frame: &Frame<'_>) -> Markup {
    let language = context.language;
    let nominal = nominal(context);
    let of = |measure: &str, what: &str| context.rate(SCREENS, measure, what);
    let mut grid = Grid::new(say::proc_clean_worlds_title(language))
        .column(Column::Text, say::proc_column_rule(language))
        .column(Column::Number, say::proc_column_units(language))
        .column(Column::Number, say::proc_column_low_p(language))
        .column(Column::Number, say::proc_column_worlds(language))
        .column(Column::Number, say::proc_nominal(language));
    let per_cent = |share: f64| format!("{} %", locale::number(language, 100.0 * share, 1));
    let mut bars = Vec::new();
    for (what, rule) in rules(language) {
        let worlds = of("clean_worlds", what);
        bars.extend(worlds.map(|finding| (rule.clone(), finding)));
        grid.row(vec![
            text(rule),
            share(frame, of("clean_flagged", what)),
            share(frame, of("clean_p", what)),
            share(frame, worlds),
            text(nominal.filter(|_| worlds.is_some()).map_or_else(|| "–".to_owned(), per_cent)),
        ]);
    }
    let figure = Shares {
        id: "clean-worlds",
        title: say::proc_column_worlds(language),
        note: String::new(),
        unit: say::proc_column_rule(language),
        nominal,
        named: say::proc_nominal(language),
        bars,
    };
    html! { p { (say::proc_clean_worlds_text(language)) } (figure.markup(frame)) (grid.markup()) }
}
