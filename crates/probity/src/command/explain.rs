//! `probity explain`: the chain from a finding to the bytes of its sources.

use crate::arguments::{Explain, TextFormat};
use crate::failure::{Exit, Failure};
use crate::{methods, terminal};
use probity_core::parameter::ParameterValue;
use probity_core::{Finding, FindingId, canonical};
use probity_engine::explain::Checked;
use probity_engine::{Explanation, explain};
use probity_procurement::suite::MERGED;
use probity_registers::Observatory;
use serde_json::json;

/// Runs the command.
pub fn run(arguments: &Explain) -> Result<(), Failure> {
    let id: FindingId = arguments.finding.parse().map_err(Failure::usage)?;
    let observatory = Observatory::open(&arguments.dir)?;
    let explanation = explain(&observatory, &methods::catalogue()?, &id)?;
    match arguments.format {
        TextFormat::Json => terminal::line(&as_json(&explanation)?),
        TextFormat::Text => text(&explanation).iter().for_each(|line| terminal::line(line)),
    }
    let broken = explanation.evidence.iter().filter(|checked| checked.holds == Some(false)).count();
    if broken > 0 {
        return Err(Failure::new(Exit::Checks, format!("{broken} cells no longer say what the finding rests on")));
    }
    Ok(())
}

fn number(finding: &Finding) -> String {
    let value = finding.value.map(canonical::number).unwrap_or_else(|| "no number".to_owned());
    match finding.interval {
        Some(interval) => format!("{value} {} in {interval}", finding.unit),
        None => format!("{value} {}", finding.unit),
    }
}

fn text(explanation: &Explanation) -> Vec<String> {
    let (finding, run) = (&explanation.finding, &explanation.run);
    let reason = if finding.reason.is_empty() { String::new() } else { format!(" ({})", finding.reason) };
    let mut lines = vec![
        format!("finding     {}", finding.id),
        format!("state       {}{reason}", finding.state.word()),
        format!("number      {}", number(finding)),
        format!("method      {} {} ({})", run.key.method, run.version, run.key.methodology.short()),
    ];
    if let Some(methodology) = &explanation.methodology {
        lines.push(format!("            {}", methodology.title.en));
    } else {
        lines.push("            this program has another version of the method".to_owned());
    }
    lines.push(format!("run         {}", run.id));
    lines.push(format!("program     {}", run.key.program));
    for (name, rows) in &run.key.parameters.0 {
        for row in rows {
            lines.push(format!("parameter   {name} = {}{}", value(&row.value), years(row.from, row.to)));
        }
    }
    for input in &run.key.inputs {
        let tables: Vec<String> = input.partitions.iter().map(|digest| digest.short()).collect();
        lines.push(format!("register    {} ({})", input.register, tables.join(", ")));
    }
    let merged = explanation.evidence.iter().filter(|checked| checked.evidence.role == MERGED).count();
    lines.extend(explanation.evidence.iter().map(|checked| evidence(checked, merged)));
    if explanation.evidence.is_empty() {
        lines.push("evidence    every row of the registers above".to_owned());
    }
    lines
}

/// A piece of evidence; `merged` is the number of releases that what stands in none of them was merged from.
fn evidence(checked: &Checked, merged: usize) -> String {
    let origin = &checked.evidence.origin;
    let (role, value) = (&checked.evidence.role, &checked.evidence.value);
    let verdict = match (&checked.text, checked.holds) {
        (_, None) if role.starts_with('/') => return format!("merged      {role} = {value}, from {merged} releases"),
        (_, None) => return format!("computed    {role} = {value} (a parameter, or worked out; no place of its own)"),
        (_, Some(true)) => "holds".to_owned(),
        (Some(text), _) => format!("CHANGED: the source now says `{text}`"),
        (None, _) => "MISSING: the source cannot be read there".to_owned(),
    };
    format!("evidence    {role} = {value} at {}, {} [sha256 {}] {verdict}", checked.file, origin.place, origin.source)
}

fn value(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Flag(value) => value.to_string(),
        ParameterValue::Integer(value) => value.to_string(),
        ParameterValue::Number(value) => canonical::number(*value),
        ParameterValue::Text(value) => value.clone(),
        ParameterValue::List(values) => values.join(" "),
    }
}

fn years(from: Option<i16>, to: Option<i16>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!(" (from {from})"),
        (None, Some(to)) => format!(" (until {to})"),
        (Some(from), Some(to)) => format!(" ({from} to {to})"),
    }
}

fn as_json(explanation: &Explanation) -> Result<String, Failure> {
    let (finding, run) = (&explanation.finding, &explanation.run);
    let ends = finding.interval.map(|interval| json!({ "low": interval.low(), "high": interval.high() }));
    let document = json!({
        "finding": finding.id.to_string(),
        "state": finding.state,
        "value": finding.value,
        "interval": ends,
        "unit": finding.unit,
        "reason": finding.reason,
        "run": run,
        "evidence": explanation.evidence,
    });
    canonical::json(&document).map_err(|error| Failure::input(error.to_string()))
}
