//! What the readers of text tables share, and the two smallest of them: simulated true levels for demonstrations, and
//! estimates with standard errors from elsewhere.

use super::checks::{Codes, Duplicates, duplicate};
use super::header::Header;
use super::number::{here, number, year};
use super::report::{Reading, Report};
use crate::format::{self, Flow, Input, Kind, Leniency, Row, RowSink};
use probity_core::{Diagnostic, Place};
use std::sync::Arc;

/// Streams a table: a text table, or the first sheet of a workbook.
pub(crate) fn table(input: &Input, leniency: Leniency, sink: &mut dyn RowSink) -> Result<(), Diagnostic> {
    if input.kind()? != Kind::Workbook {
        return format::stream(input, leniency, sink);
    }
    let sheets = format::sheets(input)?;
    let first = sheets.iter().find(|sheet| !sheet.rows.is_empty());
    let first = first.ok_or_else(|| Diagnostic::error("empty-file", input.name(), "the workbook has no cells"))?;
    feed(&first.rows, sink);
    Ok(())
}

/// Gives the rows of a sheet to `sink`; the first is the header, and short rows are as good as rows of empty cells.
pub(crate) fn feed(rows: &[Row], sink: &mut dyn RowSink) {
    let mut rows = rows.iter();
    let Some(header) = rows.next() else { return };
    if sink.header(header) == Flow::Continue {
        rows.take_while(|row| sink.row(row) == Flow::Continue).for_each(drop);
    }
}

/// Takes a fault of the format: of a row, or a warning about the file.
pub(crate) fn row_fault(report: &mut Report, diagnostic: Diagnostic) -> Flow {
    if diagnostic.is_error() {
        report.row(vec![diagnostic]);
    } else {
        report.warn(diagnostic);
    }
    report.flow()
}

/// Closes a report: a file without rows, or without a single good one, cannot be used.
pub(crate) fn close(file: &str, mut report: Report) -> Report {
    if !report.unusable && report.read == 0 {
        report.condemn(
            Diagnostic::error("header-only", file, "the file has a header and no rows")
                .hint("check the filter of the export that made it"),
        );
    } else if !report.unusable && report.kept == 0 {
        let message = format!("none of the {} rows can be used", report.read);
        report.condemn(
            Diagnostic::error("no-usable-row", file, message)
                .hint("the first messages above say why; one cause often explains all"),
        );
    }
    report
}

/// Maps one row to a record, with the header's columns in fixed order; optional ones may be absent.
pub(crate) type Read<'a, T> = dyn FnMut(&Row, &[Option<usize>], &mut Report) -> Result<Option<T>, Vec<Diagnostic>> + 'a;

/// A table with fixed columns.
pub(crate) struct Fixed<'a, T> {
    file: &'a str,
    required: &'a [&'a str],
    optional: &'a [&'a str],
    columns: Option<Vec<Option<usize>>>,
    read: &'a mut Read<'a, T>,
    sink: &'a mut dyn FnMut(T),
    report: Report,
}

impl<'a, T> Fixed<'a, T> {
    /// Reads the whole file.
    pub(crate) fn run(
        input: &'a Input,
        required: &'a [&'a str],
        optional: &'a [&'a str],
        sink: &'a mut dyn FnMut(T),
        read: &'a mut Read<'a, T>,
    ) -> Report {
        let mut table_sink =
            Self { file: input.name(), required, optional, columns: None, read, sink, report: Report::default() };
        let outcome = table(input, Leniency::default(), &mut table_sink);
        let report = table_sink.report;
        if let Err(fault) = outcome {
            return Report::unusable(fault);
        }
        close(input.name(), report)
    }
}

impl<T> RowSink for Fixed<'_, T> {
    fn header(&mut self, row: &Row) -> Flow {
        let (header, diagnostics) = Header::new(self.file, row);
        self.report.diagnostics.extend(diagnostics);
        let required: Vec<_> = self.required.iter().map(|name| header.require(name)).collect();
        let mut columns = Vec::new();
        for column in required {
            match column {
                Ok(index) => columns.push(Some(index)),
                Err(fault) => self.report.diagnostics.push(fault),
            }
        }
        columns.extend(self.optional.iter().map(|name| header.find(name)));
        if self.report.diagnostics.iter().any(Diagnostic::is_error) {
            self.report.unusable = true;
            return Flow::Stop;
        }
        self.columns = Some(columns);
        Flow::Continue
    }

    fn row(&mut self, row: &Row) -> Flow {
        let Some(columns) = &self.columns else { return Flow::Stop };
        match (self.read)(row, columns, &mut self.report) {
            Ok(record) => {
                self.report.row(Vec::new());
                record.into_iter().for_each(&mut self.sink);
            }
            Err(errors) => {
                self.report.row(errors);
            }
        }
        self.report.flow()
    }

    fn fault(&mut self, diagnostic: Diagnostic) -> Flow {
        row_fault(&mut self.report, diagnostic)
    }
}

/// The number in a column that must have one.
pub(crate) fn required(file: &str, row: &Row, index: usize, field: &str) -> Result<f64, Diagnostic> {
    number(file, row, index, field)?.ok_or_else(|| {
        here(Diagnostic::error("number-missing", file, "the number is missing"), row, index, field).expected("a number")
    })
}

/// Edition and country of a row, checked for a second row of the same.
pub(crate) fn keys(
    file: &str,
    row: &Row,
    [at_year, at_code]: [usize; 2],
    codes: &mut Codes,
    seen: &mut Duplicates<(i16, Arc<str>)>,
    report: &mut Report,
) -> Result<(i16, Arc<str>), Vec<Diagnostic>> {
    let edition = year(file, row, at_year, "year");
    let code = codes.read(file, row, at_code, "iso3");
    let (edition, (iso3, warning)) = match (edition, code) {
        (Ok(edition), Ok(code)) => (edition, code),
        (edition, code) => return Err(edition.err().into_iter().chain(code.err()).collect()),
    };
    report.diagnostics.extend(warning);
    match seen.earlier((edition, iso3.clone()), row.line()) {
        Some(earlier) => Err(vec![duplicate(file, row, at_code, &format!("{iso3} {edition}"), earlier)]),
        None => Ok((edition, iso3)),
    }
}

/// A simulated true level of corruption, known only because it was made up.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// The edition's year.
    pub edition: i16,
    /// The country's code.
    pub iso3: Arc<str>,
    /// The level, 0–100.
    pub level: f64,
    /// Where it stands.
    pub place: Place,
}

/// Simulated levels from a table `year,iso3,level`.
pub fn truth(input: &Input) -> Reading<Truth> {
    Reading::collect(|sink| truth_into(input, sink))
}

/// [`truth`] as a stream.
pub fn truth_into(input: &Input, sink: &mut dyn FnMut(Truth)) -> Report {
    let (file, mut codes, mut seen) = (input.name(), Codes::default(), Duplicates::default());
    Fixed::run(input, &["year", "iso3", "level"], &[], sink, &mut |row, columns, report| {
        let [Some(at_year), Some(at_code), Some(at)] = columns[..] else { return Ok(None) };
        let level = required(file, row, at, "level").map_err(|fault| vec![fault])?;
        let (edition, iso3) = keys(file, row, [at_year, at_code], &mut codes, &mut seen, report)?;
        Ok(Some(Truth { edition, iso3, level, place: row.place(at) }))
    })
}

/// An estimate with its standard error, from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The unit: a country, a body, …
    pub unit: String,
    /// The estimate, in its own unit.
    pub estimate: f64,
    /// Its standard error, in the same unit; more than 0 or 0.
    pub se: f64,
    /// Where it stands.
    pub place: Place,
}

/// Estimates from a table `unit,estimate,se`.
pub fn estimates(input: &Input) -> Reading<Estimate> {
    let (file, mut seen) = (input.name(), Duplicates::default());
    Reading::collect(|sink| {
        Fixed::run(input, &["unit", "estimate", "se"], &[], sink, &mut |row, columns, _| {
            let [Some(at_unit), Some(at), Some(at_se)] = columns[..] else { return Ok(None) };
            let unit = row.text(at_unit).to_owned();
            if unit.is_empty() {
                return Err(vec![here(
                    Diagnostic::error("unit-missing", file, "the unit's name is missing"),
                    row,
                    at_unit,
                    "unit",
                )]);
            }
            let (estimate, se) = match (required(file, row, at, "estimate"), required(file, row, at_se, "se")) {
                (Ok(estimate), Ok(se)) => (estimate, se),
                (estimate, se) => return Err(estimate.err().into_iter().chain(se.err()).collect()),
            };
            if se < 0.0 {
                let fault = Diagnostic::error("out-of-range", file, "a standard error is never negative");
                return Err(vec![here(fault, row, at_se, "se").expected("0 or more")]);
            }
            if let Some(earlier) = seen.earlier(unit.clone(), row.line()) {
                return Err(vec![
                    duplicate(file, row, at_unit, &unit, earlier).field("unit").expected("one row a unit"),
                ]);
            }
            Ok(Some(Estimate { unit, estimate, se, place: row.place(at) }))
        })
    })
}
