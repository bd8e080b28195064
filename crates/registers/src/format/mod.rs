//! From bytes to cells with places. A format knows nothing about countries or scores; it says what is written where,
//! and names what is wrong with a file as a file: its encoding, its compression, its structure.

mod delimited;
mod input;
mod json;
mod properties;
mod row;
mod unpack;
mod workbook;

pub(crate) use delimited::ragged;
pub use input::{Input, Kind};
pub use properties::title;
pub use row::{Cell, Flow, Row, Sheet};

use probity_core::Diagnostic;

/// How lenient a text reader is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leniency {
    /// Accept bytes that are not UTF-8 as Windows-1252, with a warning. Only for old files known to be written so.
    pub latin: bool,
    /// Give rows whatever their number of cells, for official files that begin with a preamble.
    pub ragged: bool,
}

/// What a reader of rows is told: the header once, then each row.
pub trait RowSink {
    /// The header row. `Flow::Stop` ends the reading.
    fn header(&mut self, header: &Row) -> Flow;
    /// A row that has as many cells as the header.
    fn row(&mut self, row: &Row) -> Flow;
    /// Something is wrong with a row, or worth a warning. `Flow::Stop` ends the reading.
    fn fault(&mut self, diagnostic: Diagnostic) -> Flow;
}

/// Streams a table with one header (CSV, TSV, JSON, JSON Lines) into `sink`; the memory used does not grow with the
/// length of CSV and JSON Lines.
///
/// # Errors
/// A diagnostic about the file as a whole: nothing read so far may be used.
pub fn stream(input: &Input, leniency: Leniency, sink: &mut dyn RowSink) -> Result<(), Diagnostic> {
    match input.kind()? {
        Kind::Delimited(delimiter) => delimited::stream(input, delimiter, leniency, sink),
        Kind::Json => json::stream_array(input, sink),
        Kind::JsonLines => json::stream_lines(input, sink),
        Kind::Workbook => {
            Err(Diagnostic::error("table-expected", input.name(), "this is a workbook, not a text table")
                .hint("save the sheet you mean as CSV UTF-8"))
        }
    }
}

/// All sheets of a workbook.
///
/// # Errors
/// A diagnostic when it is no readable workbook.
pub fn sheets(input: &Input) -> Result<Vec<Sheet>, Diagnostic> {
    workbook::read(input)
}

/// Every row of a file, whatever its shape: the sheets of a workbook, or a text table as one sheet without a name. For
/// official files, whose table stands somewhere below a preamble.
///
/// # Errors
/// A diagnostic about the file as a whole.
pub fn tables(input: &Input) -> Result<Vec<Sheet>, Diagnostic> {
    struct All(Sheet, Option<Diagnostic>);
    impl RowSink for All {
        fn header(&mut self, header: &Row) -> Flow {
            self.row(header)
        }
        fn row(&mut self, row: &Row) -> Flow {
            self.0.rows.push(row.clone());
            Flow::Continue
        }
        fn fault(&mut self, diagnostic: Diagnostic) -> Flow {
            self.1.get_or_insert(diagnostic);
            Flow::Continue
        }
    }
    if input.kind()? == Kind::Workbook {
        return sheets(input);
    }
    let mut all = All(Sheet::default(), None);
    stream(input, Leniency { ragged: true, ..Leniency::default() }, &mut all)?;
    match all.1.filter(Diagnostic::is_error) {
        Some(fault) => Err(fault),
        None => Ok(vec![all.0]),
    }
}
