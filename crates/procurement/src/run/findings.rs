//! Findings in the order of their keys, row by row into their files: nothing but rows about other subjects than processes
//! is held. The columns and their kinds are fixed, whatever the rows hold.

use super::spill::{Record, Said, When};
use super::stream::{Gathered, RunError};
use super::{BaseRate, Verdicts, after_judgement};
use crate::flag::{Judge, Outcome, Row, Rows, Subject};
use probity_core::{State, canonical};
use probity_registers::table::{ColumnKind, TableSchema, TableWriter, Value};
use std::cmp::Ordering;
use std::collections::binary_heap::PeekMut;
use std::collections::{BTreeMap, BinaryHeap};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// The columns.
const COLUMNS: [(&str, ColumnKind); 10] = [
    ("ocid", ColumnKind::Text),
    ("subject_type", ColumnKind::Text),
    ("subject", ColumnKind::Text),
    ("code", ColumnKind::Text),
    ("state", ColumnKind::Text),
    ("value", ColumnKind::Number),
    ("low", ColumnKind::Number),
    ("high", ColumnKind::Number),
    ("reason", ColumnKind::Text),
    ("evidence", ColumnKind::Text),
];

/// Columns of few words.
const WORDS: [&str; 6] = ["ocid", "subject_type", "subject", "code", "state", "reason"];

/// What was written.
pub struct Findings {
    /// The table.
    pub parquet: NamedTempFile,
    /// The same as CSV, if wanted.
    pub csv: Option<NamedTempFile>,
    /// How often each flag gave which answer.
    pub rates: BTreeMap<&'static str, BaseRate>,
    /// Numbers of the run, by flag.
    pub notes: BTreeMap<&'static str, BTreeMap<String, serde_json::Value>>,
    /// Rows.
    pub rows: u64,
}

/// One row.
struct Line<'a> {
    ocid: &'a str,
    subject_type: &'a str,
    subject: &'a str,
    code: &'a str,
    state: State,
    value: Option<f64>,
    range: Option<(f64, f64)>,
    reason: &'a str,
    evidence: &'a str,
}

struct Files {
    parquet: TableWriter<BufWriter<NamedTempFile>>,
    csv: Option<csv::Writer<NamedTempFile>>,
    evidence: String,
    rows: u64,
}

impl Files {
    fn new(folder: &Path, csv: bool) -> Result<Self, RunError> {
        let file = BufWriter::with_capacity(1 << 20, probity_registers::temporary(folder)?);
        let parquet = TableWriter::with_words(file, &TableSchema::new("findings", &COLUMNS), &WORDS)?;
        let csv = csv.then(|| probity_registers::temporary(folder)).transpose()?;
        let builder = || {
            let mut builder = csv::WriterBuilder::new();
            builder.terminator(csv::Terminator::Any(b'\n')).buffer_capacity(1 << 20);
            builder
        };
        let mut csv = csv.map(|file| builder().from_writer(file));
        if let Some(csv) = &mut csv {
            csv.write_record(COLUMNS.map(|(name, _)| name)).map_err(io::Error::from)?;
        }
        Ok(Self { parquet, csv, evidence: String::new(), rows: 0 })
    }

    fn push(&mut self, line: &Line<'_>) -> Result<(), RunError> {
        self.evidence.clear();
        self.evidence.push('[');
        self.evidence.push_str(line.evidence);
        self.evidence.push(']');
        let (low, high) = (line.range.map(|range| range.0), line.range.map(|range| range.1));
        let kind = line.subject_type;
        let row = [
            Value::Text(line.ocid),
            Value::Text(kind),
            Value::Text(line.subject),
            Value::Text(line.code),
            Value::Text(line.state.word()),
            line.value.into(),
            low.into(),
            high.into(),
            Value::Text(line.reason),
            Value::Text(&self.evidence),
        ];
        self.parquet.push(&row, None)?;
        self.rows += 1;
        if let Some(csv) = &mut self.csv {
            let number = canonical::optional;
            let (state, evidence) = (line.state.word(), self.evidence.as_str());
            let (value, low, high) = (number(line.value), number(low), number(high));
            let row = [line.ocid, kind, line.subject, line.code, state, &value, &low, &high, line.reason, evidence];
            csv.write_record(row).map_err(io::Error::from)?;
        }
        Ok(())
    }
}

impl Gathered {
    /// Settles every answer and writes the findings; the files have no names yet.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn findings(&mut self, folder: &Path, csv: bool) -> Result<Findings, RunError> {
        let mut files = Files::new(folder, csv)?;
        let mut rates: Vec<BaseRate> = self.verdicts.judges().map(|_| BaseRate::default()).collect();
        others(&self.verdicts, &mut files, &mut rates)?;
        let verdicts = &self.verdicts;
        let judges: Vec<(&'static str, &dyn Judge)> =
            verdicts.judges().map(|(definition, judge)| (definition.code, judge)).collect();
        self.spill.each(|record| process(verdicts, &judges, record, &mut files, &mut rates))?;
        let Files { parquet, csv, rows, .. } = files;
        let mut file = parquet.into_output()?;
        file.flush()?;
        let parquet = file.into_inner().map_err(|error| RunError::Io(error.into_error()))?;
        let csv = csv.map(|csv| csv.into_inner().map_err(|error| io::Error::other(error.to_string()))).transpose()?;
        let codes = || verdicts.judges().map(|(definition, _)| definition.code);
        let notes = verdicts.judges().map(|(definition, judge)| (definition.code, judge.notes())).collect();
        Ok(Findings { parquet, csv, rates: codes().zip(rates).collect(), notes, rows })
    }
}

/// The next row of a flag.
struct Head {
    row: Row,
    /// The place of the flag among those of all.
    place: usize,
}

impl Head {
    fn key(&self) -> (&'static str, &str, usize) {
        let (kind, subject) = self.row.key();
        (kind, subject, self.place)
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Head {}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The first row of all is the greatest head, because the heap gives that one.
impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        other.key().cmp(&self.key())
    }
}

/// The rows about buyers, pairs, markets: they have no ocid and stand first. There may be as many as pairs of firms times
/// flags, so of every flag one row is held, and the flags' rows are merged as they come.
fn others(verdicts: &Verdicts, files: &mut Files, rates: &mut [BaseRate]) -> Result<(), RunError> {
    let mut judges: Vec<_> = verdicts.judges().zip(rates).collect();
    judges.sort_by_key(|((definition, _), _)| definition.code);
    let mut flags: Vec<_> =
        judges.into_iter().map(|((definition, judge), rate)| (definition, judge.rows(), rate)).collect();
    let first = |(place, (_, rows, _)): (usize, &mut (_, Rows<'_>, _))| Some(Head { row: rows.next()?, place });
    let mut heads: BinaryHeap<Head> = flags.iter_mut().enumerate().filter_map(first).collect();
    while let Some(mut head) = heads.peek_mut() {
        let Some((definition, rows, rate)) = flags.get_mut(head.place) else { break };
        let Row { subject_type, subject, outcome } = &head.row;
        if !definition.of.contains(&Subject::Process) {
            rate.count(outcome.state);
        }
        files.push(&Line {
            subject_type: subject_type.word(),
            subject,
            value: outcome.value,
            range: outcome.range,
            reason: &outcome.reason,
            evidence: outcome.evidence.elements(),
            ..line("", definition.code, outcome.state)
        })?;
        match rows.next() {
            Some(row) => head.row = row,
            None => drop(PeekMut::pop(head)),
        }
    }
    Ok(())
}

/// A tenderer flagged along with its process.
struct Beside {
    id: String,
    code: &'static str,
    value: Option<f64>,
    evidence: String,
}

/// The rows of one process: its own by code, then those of tenderers flagged with it.
fn process(
    verdicts: &Verdicts,
    judges: &[(&'static str, &dyn Judge)],
    record: Record<'_>,
    files: &mut Files,
    rates: &mut [BaseRate],
) -> Result<(), RunError> {
    let mut beside = Vec::new();
    for ((said, (code, judge)), rate) in record.said().zip(judges).zip(rates) {
        let Some(said) = said else { continue };
        let settled = match said.when {
            When::Always => None,
            When::Published(path) if verdicts.publishes.has(record.publisher, path) => None,
            When::Published(path) => Some(Outcome::insufficient(format!("never_published:{path}"))),
            When::Judged(key) => Some(after_judgement(said.state, said.reason, judge.judge(key, said.outcome()))),
        };
        match &settled {
            None => own(files, record.ocid, code, &said, &mut beside)?,
            Some(outcome) => {
                let Outcome { state, value, range, reason, evidence, parties } = outcome;
                let evidence = evidence.elements();
                let line = Line { value: *value, range: *range, reason, evidence, ..line(record.ocid, code, *state) };
                files.push(&line)?;
                if *state == State::Flagged {
                    let more =
                        |id: &str, value| Beside { id: id.to_owned(), code, value, evidence: evidence.to_owned() };
                    beside.extend(parties.iter().map(|party| more(&party.id, party.value)));
                }
            }
        }
        rate.count(settled.as_ref().map_or(said.state, |outcome| outcome.state));
    }
    beside.sort_by(|a, b| (&a.id, a.code).cmp(&(&b.id, b.code)));
    for Beside { id, code, value, evidence } in &beside {
        let own = Line {
            subject_type: Subject::Tenderer.word(),
            subject: id,
            value: *value,
            evidence,
            ..line(record.ocid, code, State::Flagged)
        };
        files.push(&own)?;
    }
    Ok(())
}

fn own(
    files: &mut Files,
    ocid: &str,
    code: &'static str,
    said: &Said<'_>,
    beside: &mut Vec<Beside>,
) -> Result<(), RunError> {
    let Said { state, value, range, reason, evidence, .. } = *said;
    files.push(&Line { value, range, reason, evidence, ..line(ocid, code, state) })?;
    if state == State::Flagged {
        let more = |(id, value): (&str, _)| Beside { id: id.to_owned(), code, value, evidence: evidence.to_owned() };
        beside.extend(said.parties().map(more));
    }
    Ok(())
}

fn line<'a>(ocid: &'a str, code: &'a str, state: State) -> Line<'a> {
    let (value, range, reason, evidence) = (None, None, "", "");
    Line { ocid, subject_type: Subject::Process.word(), subject: ocid, code, state, value, range, reason, evidence }
}
