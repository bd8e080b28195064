//! The table of findings as it is written: rows about one subject are gathered and go to their columns together, because
//! most of what they hold is the same in all of them.

use super::stream::RunError;
use crate::flag::{Row, Subject};
use probity_core::{State, canonical};
use probity_registers::table::{Cells, ColumnKind, TableSchema, TableWriter, Value, Word};
use std::io::{self, BufWriter, Write as _};
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

/// What can be answered.
const STATES: [State; 6] =
    [State::Flagged, State::Clear, State::Insufficient, State::NotApplicable, State::Value, State::Withheld];

/// A row without its subject.
pub(super) struct Line<'a> {
    pub code: Word,
    pub state: Word,
    pub value: Option<f64>,
    pub range: Option<(f64, f64)>,
    pub reason: Word,
    /// The elements, without the brackets of the array.
    pub evidence: &'a str,
}

/// Rows about one subject, column by column.
#[derive(Default)]
pub(super) struct Lines {
    codes: Vec<Word>,
    states: Vec<Word>,
    values: Vec<Option<f64>>,
    lows: Vec<Option<f64>>,
    highs: Vec<Option<f64>>,
    reasons: Vec<Word>,
    /// The evidence of all rows, and where that of each ends.
    evidence: String,
    ends: Vec<usize>,
}

impl Lines {
    pub fn clear(&mut self) {
        let Self { codes, states, values, lows, highs, reasons, evidence, ends } = self;
        [codes, states, reasons].into_iter().for_each(Vec::clear);
        [values, lows, highs].into_iter().for_each(Vec::clear);
        evidence.clear();
        ends.clear();
    }

    pub fn push(&mut self, line: &Line<'_>) {
        self.codes.push(line.code);
        self.states.push(line.state);
        self.values.push(line.value);
        self.lows.push(line.range.map(|range| range.0));
        self.highs.push(line.range.map(|range| range.1));
        self.reasons.push(line.reason);
        self.evidence.push('[');
        self.evidence.push_str(line.evidence);
        self.evidence.push(']');
        self.ends.push(self.evidence.len());
    }
}

/// Numbers of a column; most columns have none.
fn numbers(all: &[Option<f64>]) -> Cells<'_> {
    if all.iter().all(Option::is_none) { Cells::Same(Value::Missing) } else { Cells::Numbers(all) }
}

/// The files that are written.
pub(super) struct Files {
    parquet: TableWriter<BufWriter<NamedTempFile>>,
    csv: Option<csv::Writer<NamedTempFile>>,
    states: Vec<(State, Word)>,
    kinds: Vec<(Subject, Word)>,
    no_reason: Word,
    /// Room for a row that comes alone.
    alone: Lines,
    rows: u64,
}

impl Files {
    pub fn new(folder: &Path, csv: bool) -> Result<Self, RunError> {
        let file = BufWriter::with_capacity(1 << 20, probity_registers::temporary(folder)?);
        let mut parquet = TableWriter::with_words(file, &TableSchema::new("findings", &COLUMNS), &WORDS)?;
        let no_reason = parquet.word("");
        let states = STATES.map(|state| (state, parquet.word(state.word()))).to_vec();
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
        let kinds = Subject::ALL.map(|kind| (kind, parquet.word(kind.word()))).to_vec();
        Ok(Self { parquet, csv, states, kinds, no_reason, alone: Lines::default(), rows: 0 })
    }

    /// The word of any text.
    pub fn word(&mut self, text: &str) -> Word {
        self.parquet.word(text)
    }

    pub fn state(&self, state: State) -> Word {
        self.states.iter().find(|(own, _)| *own == state).map_or(self.no_reason, |(_, word)| *word)
    }

    pub fn kind(&self, kind: Subject) -> Word {
        self.kinds.iter().find(|(own, _)| *own == kind).map_or(self.no_reason, |(_, word)| *word)
    }

    pub fn reason(&mut self, reason: &str) -> Word {
        if reason.is_empty() { self.no_reason } else { self.parquet.word(reason) }
    }

    /// Adds a row about another subject than a process.
    pub fn push_other(&mut self, code: Word, row: &Row) -> Result<(), RunError> {
        let Row { subject_type, subject, outcome } = row;
        let line = Line {
            code,
            state: self.state(outcome.state),
            value: outcome.value,
            range: outcome.range,
            reason: self.reason(&outcome.reason),
            evidence: outcome.evidence.elements(),
        };
        self.push("", *subject_type, subject, &line)
    }

    /// Adds one row.
    pub fn push(&mut self, ocid: &str, kind: Subject, subject: &str, line: &Line<'_>) -> Result<(), RunError> {
        let mut alone = std::mem::take(&mut self.alone);
        alone.clear();
        alone.push(line);
        let done = self.push_all(ocid, kind, subject, &alone);
        self.alone = alone;
        done
    }

    /// Adds all rows about a subject.
    pub fn push_all(&mut self, ocid: &str, kind: Subject, subject: &str, lines: &Lines) -> Result<(), RunError> {
        let columns = [
            Cells::Same(Value::Text(ocid)),
            Cells::Same(Value::Word(self.kind(kind))),
            Cells::Same(Value::Text(subject)),
            Cells::Words(&lines.codes),
            Cells::Words(&lines.states),
            numbers(&lines.values),
            numbers(&lines.lows),
            numbers(&lines.highs),
            Cells::Words(&lines.reasons),
            Cells::Texts(&lines.evidence, &lines.ends),
        ];
        let rows = lines.codes.len();
        self.parquet.push_rows(&columns, rows)?;
        self.rows += rows as u64;
        let Some(csv) = &mut self.csv else { return Ok(()) };
        for row in 0..rows {
            for cells in &columns {
                match cells.at(row) {
                    Some(Value::Text(text)) => csv.write_field(text),
                    Some(Value::Word(word)) => csv.write_field(self.parquet.text(word)),
                    Some(Value::Number(number)) => csv.write_field(canonical::number(number)),
                    _ => csv.write_field(""),
                }
                .map_err(io::Error::from)?;
            }
            csv.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        }
        Ok(())
    }

    /// Ends the files: the table, the CSV if one was wanted, and how many rows they have.
    pub fn finish(self) -> Result<(NamedTempFile, Option<NamedTempFile>, u64), RunError> {
        let mut file = self.parquet.into_output()?;
        file.flush()?;
        let parquet = file.into_inner().map_err(|error| RunError::Io(error.into_error()))?;
        let csv =
            self.csv.map(|csv| csv.into_inner().map_err(|error| io::Error::other(error.to_string()))).transpose()?;
        Ok((parquet, csv, self.rows))
    }
}
