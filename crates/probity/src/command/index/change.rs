//! `probity index change`: what really changed between two editions, and where a source's scale broke.

use super::{parameter, parameters, read};
use crate::arguments::Change as Arguments;
use crate::failure::Failure;
use crate::output::{self, Table, Value};
use crate::terminal;
use probity_measurement::breaks::{BreakRules, LevelChange, MapBreak, detect, detect_levels};
use probity_measurement::change::{
    Adjustment, Change, ChangeRules, Options, Published, PublishedScore, RawEditions, compare,
};
use probity_measurement::panel::Panel;
use probity_registers::perception;
use std::path::Path;

const CHANGES: [&str; 10] =
    ["iso3", "total", "like_for_like", "composition", "rebasing", "z", "p", "q", "verdict", "ti_listed"];
const BREAKS: [&str; 6] = ["source", "edition", "slope_before", "intercept_before", "slope_after", "intercept_after"];

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let (from, to) = (arguments.from, arguments.to);
    if from >= to {
        return Err(Failure::usage(format!("--from {from} must be earlier than --to {to}")));
    }
    let panel = read::panel(&arguments.sources)?;
    let [earlier, later] = [from, to].map(|year| read::edition(&panel, year, &arguments.sources));
    let (earlier, later) = (earlier?, later?);
    let raw = arguments.raw.as_deref().map(raw).transpose()?;
    let published = arguments.published.as_deref().map(published).transpose()?;
    let mut rules = ChangeRules::from_parameters(&parameters("cpi-change")?, from, to).map_err(parameter)?;
    rules.adjustment = adjustment(&arguments.adjust)?;
    let break_rules = BreakRules::from_parameters(&parameters("scale-breaks")?, to).map_err(parameter)?;
    let maps = raw.as_ref().and_then(|raw| {
        Some(RawEditions { from: raw.editions.get(&from)?, to: raw.editions.get(&to)?, rules: &break_rules })
    });
    if raw.is_some() && maps.is_none() {
        terminal::note(&format!("warning: the raw scales do not hold both {from} and {to}; rebasing is left empty"));
    }
    let comparison = compare(earlier, later, &Options { rules: &rules, raw: maps, published: published.as_ref() });
    for country in &comparison.left_out {
        terminal::note(&format!(
            "note: {} has {} sources in {from} and {} in {to}; it is not compared",
            country.iso3, country.from, country.to
        ));
    }
    let breaks = match &raw {
        Some(raw) => detect(&panel, raw, from, to, &break_rules),
        None => {
            say_levels(&detect_levels(&panel, from, to, &break_rules));
            Vec::new()
        }
    };
    output::write(&arguments.out.out, &[change_table(&comparison.changes), break_table(&breaks)], arguments.out.format)
}

fn adjustment(word: &str) -> Result<Adjustment, Failure> {
    match word {
        "bh" => Ok(Adjustment::BenjaminiHochberg),
        "holm" => Ok(Adjustment::Holm),
        _ => Err(Failure::usage(format!("--adjust `{word}` is neither `bh` nor `holm`"))),
    }
}

fn raw(path: &Path) -> Result<Panel, Failure> {
    let records = read::complete(path, perception::raw(&read::open(path)?))?;
    Ok(perception::panel(&records))
}

fn published(path: &Path) -> Result<Published, Failure> {
    let records = read::complete(path, perception::published(&read::open(path)?))?;
    let score = |record: perception::Published| {
        let score = PublishedScore { n: record.n?, score: record.score, se: record.se? };
        Some(((record.edition, record.iso3.to_string()), score))
    };
    Ok(records.into_iter().filter_map(score).collect())
}

fn change_table(changes: &[Change]) -> Table {
    let mut table = Table::new("change", &CHANGES);
    for change in changes {
        let listed = change.ti_listed.map(|listed| if listed { "yes" } else { "no" });
        table.row(vec![
            change.iso3.as_str().into(),
            change.total.into(),
            change.like_for_like.into(),
            change.composition.into(),
            change.rebasing.into(),
            change.z.into(),
            change.p.into(),
            change.q.into(),
            change.verdict.word().into(),
            listed.map_or(Value::Missing, Value::from),
        ]);
    }
    table
}

fn break_table(breaks: &[MapBreak]) -> Table {
    let mut table = Table::new("breaks", &BREAKS);
    for found in breaks {
        table.row(vec![
            found.source.as_str().into(),
            i64::from(found.edition).into(),
            found.before.slope.into(),
            found.before.intercept.into(),
            found.after.slope.into(),
            found.after.intercept.into(),
        ]);
    }
    table
}

/// Without own values there is no map to print, but sources with few levels still show that something broke.
fn say_levels(changes: &[LevelChange]) {
    for change in changes {
        terminal::note(&format!(
            "note: {} gives other scores from {} on ({:.0} % of its rows stand where none stood before): its scale may have \
             broken; `--raw` with its own values would show the map",
            change.source,
            change.edition,
            100.0 * change.off_share
        ));
    }
}
