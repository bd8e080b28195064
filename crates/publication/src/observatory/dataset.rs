//! The findings of each method as a data set: one CSV a method, with every state and interval.

use super::{Context, Records, bytes};
use crate::message as say;
use crate::page::dataset::{Field, File, View};
use crate::site::Download;
use probity_core::{Digest, Finding, Language, canonical};
use std::collections::BTreeMap;

const COLUMNS: [&str; 9] = ["finding", "measure", "subject", "period", "state", "value", "low", "high", "reason"];

fn path(id: &str) -> String {
    format!("data/{id}.csv")
}

/// The files of all data sets, by path.
pub fn files(records: &Records) -> BTreeMap<String, Download> {
    let file = |id: &String| Some((path(id), bytes(csv(records, id).ok()?, "text/csv; charset=utf-8")));
    records.runs.keys().filter_map(file).collect()
}

fn csv(records: &Records, id: &str) -> Result<String, csv::Error> {
    let mut findings: Vec<&Finding> = records.of(id).collect();
    findings.sort_by(|a, b| a.id.cmp(&b.id));
    table(&findings)
}

/// Findings as a table, in this order.
///
/// # Errors
/// Never in practice: the table is written to memory.
pub fn table(findings: &[&Finding]) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for finding in findings {
        let ends = super::values::ends(finding);
        writer.write_record([
            finding.id.to_string(),
            finding.id.measure.clone(),
            finding.id.subject.clone(),
            finding.id.period.clone(),
            finding.state.word().to_owned(),
            canonical::optional(finding.value),
            canonical::optional(ends.map(|(low, _)| low)),
            canonical::optional(ends.map(|(_, high)| high)),
            finding.reason.clone(),
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The view; `None` when the method was not run.
pub fn view(context: Context<'_>, id: &str, files: &BTreeMap<String, Download>) -> Option<View> {
    let records = context.records;
    let (run, method) = (records.runs.get(id)?, records.methodologies.get(id)?);
    let download = files.get(&path(id))?;
    let registers: Vec<&str> = run.key.inputs.iter().map(|input| input.register.as_str()).collect();
    let sources = || records.imports.iter().filter(|import| registers.contains(&import.register.as_str()));
    Some(View {
        id: id.to_owned(),
        title: method.title.get(context.language).to_owned(),
        description: format!("{} {}", method.summary.get(context.language), say::dataset_licences(context.language)),
        licence: "CC BY 4.0".to_owned(),
        licence_url: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
        files: vec![File {
            path: path(id),
            format: "CSV".to_owned(),
            bytes: download.bytes.len() as u64,
            digest: Digest::of(&download.bytes).to_string(),
        }],
        fields: fields(context.language),
        read: sources().map(|source| source.read).sum(),
        kept: sources().map(|source| source.kept).sum(),
        rejected: sources().map(|source| source.rejected).sum(),
        rejects: Vec::new(),
    })
}

fn fields(language: Language) -> Vec<Field> {
    let titles = [
        say::field_finding(language),
        say::field_measure(language),
        say::field_subject(language),
        say::field_period(language),
        say::field_state(language),
        say::field_value(language),
        say::field_low(language),
        say::field_high(language),
        say::field_reason(language),
    ];
    let field = |(name, title): (&&str, String)| Field {
        name: (*name).to_owned(),
        title,
        kind: if matches!(*name, "value" | "low" | "high") { "number" } else { "string" }.to_owned(),
        unit: String::new(),
    };
    COLUMNS.iter().zip(titles).map(field).collect()
}
