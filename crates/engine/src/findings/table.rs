//! Findings and evidence as tables. Evidence is kept once for all findings that rest on it and findings name it by
//! number, because the eight measures of a country's score all rest on the same cells.

use super::damaged;
use crate::Error;
use probity_core::{Bound, Evidence, Finding, FindingId, Interval, RowView, canonical};
use probity_registers::table::ColumnKind::{Integer, Number, Text};
use probity_registers::table::{ColumnKind, TableReader, TableSchema, TableWriter, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const FINDINGS: [(&str, ColumnKind); 13] = [
    ("method", Text),
    ("measure", Text),
    ("subject", Text),
    ("period", Text),
    ("state", Text),
    ("value", Number),
    ("low", Number),
    ("low_bound", Text),
    ("high", Number),
    ("high_bound", Text),
    ("unit", Text),
    ("reason", Text),
    ("evidence", Integer),
];
const EVIDENCE: [(&str, ColumnKind); 2] = [("set", Integer), ("evidence", Text)];

/// Lists of evidence by number.
pub type Sets = Vec<Arc<[Evidence]>>;

/// Numbers the lists of evidence in the order of their first finding.
#[derive(Default)]
struct Numbering {
    by_address: BTreeMap<usize, i64>,
    by_content: BTreeMap<String, i64>,
    texts: Vec<String>,
}

impl Numbering {
    fn number(&mut self, evidence: &Arc<[Evidence]>) -> Result<i64, serde_json::Error> {
        let address = evidence.as_ptr().addr();
        if let Some(number) = self.by_address.get(&address) {
            return Ok(*number);
        }
        let text = canonical::json(evidence)?;
        let next = self.texts.len() as i64;
        let number = *self.by_content.entry(text.clone()).or_insert(next);
        if number == next {
            self.texts.push(text);
        }
        self.by_address.insert(address, number);
        Ok(number)
    }
}

/// The bytes of both tables: findings, evidence.
pub fn write(findings: &[Finding]) -> Result<(Vec<u8>, Vec<u8>), Error> {
    let mut numbering = Numbering::default();
    let (mut found, mut evidence) = (Vec::new(), Vec::new());
    let mut table = TableWriter::new(&mut found, &TableSchema::new("findings", &FINDINGS), None)?;
    for finding in findings {
        table.push(&row(finding, numbering.number(&finding.evidence)?), None)?;
    }
    table.finish()?;
    let mut table = TableWriter::new(&mut evidence, &TableSchema::new("evidence", &EVIDENCE), None)?;
    for (number, text) in (0..).zip(&numbering.texts) {
        table.push(&[Value::Integer(number), Value::Text(text)], None)?;
    }
    table.finish()?;
    Ok((found, evidence))
}

fn row(finding: &Finding, set: i64) -> [Value<'_>; 13] {
    let (low, low_bound) = end(finding.interval.map(|interval| interval.low()));
    let (high, high_bound) = end(finding.interval.map(|interval| interval.high()));
    [
        Value::Text(&finding.id.method),
        Value::Text(&finding.id.measure),
        Value::Text(&finding.id.subject),
        Value::Text(&finding.id.period),
        Value::Text(finding.state.word()),
        finding.value.into(),
        low.into(),
        Value::Text(low_bound),
        high.into(),
        Value::Text(high_bound),
        Value::Text(&finding.unit),
        Value::Text(&finding.reason),
        Value::Integer(set),
    ]
}

fn end(bound: Option<Bound<f64>>) -> (Option<f64>, &'static str) {
    match bound {
        None => (None, ""),
        Some(Bound::Closed(value)) => (Some(value), "closed"),
        Some(Bound::Open(value)) => (Some(value), "open"),
        Some(Bound::Unbounded) => (None, "unbounded"),
    }
}

fn bound(value: Option<f64>, word: &str) -> Option<Bound<f64>> {
    match (word, value) {
        ("closed", Some(value)) => Some(Bound::Closed(value)),
        ("open", Some(value)) => Some(Bound::Open(value)),
        ("unbounded", _) => Some(Bound::Unbounded),
        _ => None,
    }
}

/// Reads the evidence table.
pub fn read_evidence(path: &Path) -> Result<Sets, Error> {
    let mut sets = Sets::new();
    rows(path, &EVIDENCE, "evidence cannot be read", &mut |row| {
        let list: Vec<Evidence> = serde_json::from_str(row.text(1)?).ok()?;
        sets.push(list.into());
        Some(())
    })?;
    Ok(sets)
}

/// Reads the findings table; `sets` is the run's evidence.
pub fn read_findings(path: &Path, sets: &Sets) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    rows(path, &FINDINGS, "a finding cannot be read", &mut |row| {
        findings.push(finding(row, sets)?);
        Some(())
    })?;
    Ok(findings)
}

/// Gives every row of a table to `take`, which says `None` when it cannot be read.
fn rows(
    path: &Path,
    columns: &[(&str, ColumnKind)],
    problem: &str,
    take: &mut dyn FnMut(&dyn RowView) -> Option<()>,
) -> Result<(), Error> {
    let table = TableReader::open(path, 0)?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    for group in 0..table.groups() {
        for row in table.group(group, &names)?.rows() {
            take(&row).ok_or_else(|| damaged(&path.display().to_string(), problem))?;
        }
    }
    Ok(())
}

fn finding(row: &dyn RowView, sets: &Sets) -> Option<Finding> {
    let text = |column: usize| row.text(column).map(str::to_owned);
    let id = FindingId { method: text(0)?, measure: text(1)?, subject: text(2)?, period: text(3)? };
    let interval = match (bound(row.number(6), row.text(7)?), bound(row.number(8), row.text(9)?)) {
        (Some(low), Some(high)) => Interval::new(low, high),
        _ => None,
    };
    let set = usize::try_from(row.integer(12)?).ok()?;
    Some(Finding {
        state: row.text(4)?.parse().ok()?,
        value: row.number(5),
        interval,
        unit: text(10)?,
        reason: text(11)?,
        evidence: sets.get(set)?.clone(),
        id,
    })
}
