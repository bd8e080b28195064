//! Reading lists of deposits: as the United Nations Treaty Collection prints them, and in the normalised form. One cell
//! that is not a date stops the computation, with its line and column: an instrument that is not counted moves the date
//! on which a treaty enters into force.

mod cell;
mod header;

use super::deposits::{Deposit, Deposits, Kind, Participant};
use crate::date::iso_day;
use cell::Instrument;
use header::{Columns, Form};
use jiff::civil::Date;
use probity_core::{Diagnostic, Place};
use std::collections::BTreeMap;

/// A list that was read, with what its reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The list.
    pub deposits: Deposits,
    /// Warnings.
    pub warnings: Vec<Diagnostic>,
}

/// One record of the file.
struct Row<'a> {
    file: &'a str,
    record: Record<'a>,
    header: &'a [String],
}

/// A record and where it begins.
struct Record<'a> {
    line: u64,
    /// The line as it stands in the file, for drawings.
    source: &'a str,
    cells: Vec<String>,
}

impl Row<'_> {
    fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.record.cells.get(column)).map_or("", |cell| cell.trim())
    }

    fn fault(&self, code: &str, column: usize, message: String) -> Diagnostic {
        let number = u32::try_from(column + 1).unwrap_or(u32::MAX);
        let diagnostic = Diagnostic::error(code, self.file, message)
            .at(Place { sheet: None, row: self.record.line, column: number })
            .line(self.record.source);
        let diagnostic = match self.record.cells.get(column) {
            Some(cell) => diagnostic.found(cell),
            None => diagnostic,
        };
        match self.header.get(column) {
            Some(name) => diagnostic.field(name),
            None => diagnostic,
        }
    }
}

/// Reads a list of deposits; `file` is its name for messages.
///
/// # Errors
/// Everything that is wrong with it, each with line and column.
pub fn read_deposits(file: &str, text: &str) -> Result<Read, Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (header, rows) = records(file, text).map_err(|diagnostic| vec![diagnostic])?;
    let columns = Columns::of(file, &header).map_err(|diagnostic| vec![diagnostic])?;
    let mut list = List { rows: Vec::new(), faults: Vec::new(), by_name: BTreeMap::new() };
    for record in rows {
        list.add(&Row { file, record, header: &header }, &columns);
    }
    if !list.faults.is_empty() {
        return Err(list.faults);
    }
    Ok(Read { deposits: Deposits { rows: list.rows }, warnings: columns.warnings })
}

/// The header and the records with their lines.
fn records<'a>(file: &str, text: &'a str) -> Result<(Vec<String>, Vec<Record<'a>>), Diagnostic> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = Lines { text, byte: 0, line: 1 };
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Diagnostic::error("csv", file, format!("this is not CSV: {error}")))?;
        let (line, source) = lines.at(record.position().map_or(0, csv::Position::byte));
        records.push(Record { line, source, cells: record.iter().map(str::to_owned).collect() });
    }
    let mut records = records.into_iter();
    let Some(header) = records.next() else {
        let fault = Diagnostic::error("empty-file", file, "the list of deposits is empty");
        return Err(fault.expected("a header and one row a participant"));
    };
    Ok((header.cells.iter().map(|name| name.trim().to_owned()).collect(), records.collect()))
}

/// Counts lines on the way through a text. The place of a record can be the end of the one before it, so blank lines are
/// passed over first.
struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    /// The number and the text of the line on which a record begins.
    fn at(&mut self, byte: u64) -> (u64, &'a str) {
        let target = usize::try_from(byte).unwrap_or(usize::MAX);
        let bytes = self.text.as_bytes();
        while let Some(next) = bytes.get(self.byte) {
            let blank = matches!(next, b'\n' | b'\r');
            if self.byte >= target && !blank {
                break;
            }
            self.line += u64::from(*next == b'\n');
            self.byte += 1;
        }
        let source = self.text.get(self.byte..).and_then(|rest| rest.lines().next());
        (self.line, source.unwrap_or_default())
    }
}

/// The list while it is read.
struct List {
    rows: Vec<Participant>,
    faults: Vec<Diagnostic>,
    /// Where each name occurred, to find instruments that would count twice.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl List {
    fn add(&mut self, row: &Row<'_>, columns: &Columns) {
        if row.record.cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let surplus = row.record.cells.iter().skip(row.header.len());
        if surplus.into_iter().any(|cell| !cell.trim().is_empty()) {
            let message = format!("the row has {} cells, the header {}", row.record.cells.len(), row.header.len());
            let fault = row.fault("ragged-row", row.header.len(), message);
            self.faults.push(fault.hint("put a name that contains a comma in quotation marks"));
            return;
        }
        let name = row.cell(Some(columns.participant)).to_owned();
        if name.is_empty() {
            self.faults.push(row.fault("text-missing", columns.participant, "the row names no participant".to_owned()));
        }
        match participant(row, columns, name) {
            Ok(participant) => self.keep(row, columns, participant),
            Err(faults) => self.faults.extend(faults),
        }
    }

    /// Keeps a participant unless an instrument of the same name still stands: it would be counted twice.
    fn keep(&mut self, row: &Row<'_>, columns: &Columns, participant: Participant) {
        let same = self.by_name.entry(participant.name.clone()).or_default();
        let earlier = same.iter().filter_map(|index| self.rows.get(*index));
        if let Some(earlier) = earlier.clone().find(|earlier| overlap(earlier, &participant)) {
            let message = format!("`{}` stands in line {} already", participant.name, earlier.line);
            let fault = row.fault("participant-twice", columns.participant, message);
            self.faults.push(fault.hint("keep one row, or give the withdrawal that lies between the two deposits"));
        }
        same.push(self.rows.len());
        self.rows.push(participant);
    }
}

/// Whether two rows of one name say that it is a party twice at the same time.
fn overlap(one: &Participant, other: &Participant) -> bool {
    let (Some(one), Some(other)) = (one.deposit, other.deposit) else { return false };
    let (first, second) = if one.date <= other.date { (one, other) } else { (other, one) };
    first.withdrawal.is_none_or(|withdrawal| withdrawal > second.date)
}

fn participant(row: &Row<'_>, columns: &Columns, name: String) -> Result<Participant, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut keep = |result: Result<Option<Instrument>, Diagnostic>| {
        result.unwrap_or_else(|fault| {
            faults.push(fault);
            None
        })
    };
    let signature = keep(columns.signature.map_or(Ok(None), |column| signature(row, columns, column)));
    let instrument = keep(deposit(row, columns));
    let withdrawal = keep(columns.withdrawal.map_or(Ok(None), |column| iso(row, column)));
    if let (Some(withdrawal), Some(column)) = (withdrawal, columns.withdrawal)
        && instrument.is_none_or(|instrument| withdrawal.date < instrument.date)
        && faults.is_empty()
    {
        let message = "the withdrawal comes before the deposit".to_owned();
        faults
            .push(row.fault("withdrawal-first", column, message).expected("a deposit, and a withdrawal not before it"));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let deposit = instrument.map(|instrument| Deposit {
        date: instrument.date,
        kind: instrument.kind,
        withdrawal: withdrawal.map(|withdrawal| withdrawal.date),
    });
    Ok(Participant { name, line: row.record.line, signature: signature.map(|signature| signature.date), deposit })
}

fn signature(row: &Row<'_>, columns: &Columns, column: usize) -> Result<Option<Instrument>, Diagnostic> {
    match columns.form {
        Form::Collection => collection(row, column),
        Form::Normalised => iso(row, column),
    }
}

/// The instrument of a row. Where signatures and definitive signatures share one column, only the latter bind.
fn deposit(row: &Row<'_>, columns: &Columns) -> Result<Option<Instrument>, Diagnostic> {
    if columns.form == Form::Normalised {
        return normalised(row, columns);
    }
    let found = collection(row, columns.deposit)?;
    let binds = |instrument: &Instrument| {
        Some(columns.deposit) != columns.signature || instrument.kind == Kind::DefinitiveSignature
    };
    Ok(found.filter(|instrument| !instrument.provisional).filter(binds))
}

/// A cell such as `25 Aug 2008 a`.
fn collection(row: &Row<'_>, column: usize) -> Result<Option<Instrument>, Diagnostic> {
    let text = row.cell(Some(column));
    if text.is_empty() {
        return Ok(None);
    }
    let provisional = row.header.get(column).is_some_and(|name| header::names_provisional(name));
    cell::parse(text, provisional).map(Some).map_err(|error| {
        let fault = row.fault("date", column, error.message(text)).expected(cell::EXPECTED);
        match error.hint() {
            Some(hint) => fault.hint(hint),
            None => fault,
        }
    })
}

/// A cell such as `2008-08-25`.
fn iso(row: &Row<'_>, column: usize) -> Result<Option<Instrument>, Diagnostic> {
    let text = row.cell(Some(column));
    if text.is_empty() {
        return Ok(None);
    }
    let expected = "a day such as 2008-08-25, or nothing";
    let date: Option<Date> = iso_day(text);
    date.map(|date| Some(Instrument { date, kind: Kind::Ratification, provisional: false }))
        .ok_or_else(|| row.fault("date", column, format!("`{text}` is not a date")).expected(expected))
}

fn normalised(row: &Row<'_>, columns: &Columns) -> Result<Option<Instrument>, Diagnostic> {
    let kind = match columns.kind {
        Some(column) => Kind::of_mark(row.cell(Some(column))).ok_or_else(|| {
            let message = format!("`{}` is not a kind of instrument", row.cell(Some(column)));
            row.fault("word-unknown", column, message)
                .expected(format!("{}, or nothing for a ratification", Kind::MARKS))
        })?,
        None => Kind::Ratification,
    };
    Ok(iso(row, columns.deposit)?.map(|instrument| Instrument { kind, ..instrument }))
}
