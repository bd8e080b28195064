//! From bytes to cells with places. A format knows nothing about countries or scores; it says what is written where,
//! and names what is wrong with a file as a file: its encoding, its compression, its structure.

mod delimited;
mod input;
mod json;
mod row;
mod unpack;
mod workbook;

pub use input::{Input, Kind};
pub use row::{Cell, Flow, Row, Sheet};

use probity_core::Diagnostic;

/// How lenient a text reader is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leniency {
    /// Accept bytes that are not UTF-8 as Windows-1252, with a warning. Only for old files known to be written so.
    pub latin: bool,
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
