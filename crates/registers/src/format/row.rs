//! One row of a table as it was written: texts, and numbers where the format has numbers of its own. The row is reused
//! while a file streams by, so that reading costs no allocation a cell.

use probity_core::Place;
use std::rc::Rc;

/// Whether to go on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Enough.
    Stop,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The text as shown, trimmed; empty = no cell.
    pub text: String,
    /// The number, for formats that have numbers of their own.
    pub number: Option<f64>,
    /// Where it stands.
    pub place: Place,
}

/// One row; cells count from 0 here and from 1 in places.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub(super) fields: csv::StringRecord,
    pub(super) numbers: Vec<Option<f64>>,
    pub(super) sheet: Option<Rc<str>>,
    pub(super) line: u64,
    pub(super) delimiter: u8,
}

impl Row {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The text of a cell without surrounding space; empty when there is no such cell.
    pub fn text(&self, index: usize) -> &str {
        self.fields.get(index).map(str::trim).unwrap_or_default()
    }

    /// The number of a cell, for formats that have numbers of their own.
    pub fn number(&self, index: usize) -> Option<f64> {
        self.numbers.get(index).copied().flatten()
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.text(index))
    }

    /// Line of a text file or row of a worksheet.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The column of a cell, as places count it: from 1.
    pub fn column(&self, index: usize) -> u32 {
        u32::try_from(index + 1).unwrap_or(u32::MAX)
    }

    /// The place of a cell.
    pub fn place(&self, index: usize) -> Place {
        Place { sheet: self.sheet.as_deref().map(str::to_owned), row: self.line, column: self.column(index) }
    }

    /// The place of the whole row.
    pub fn whole(&self) -> Place {
        Place { column: 0, ..self.place(0) }
    }

    /// The cell with its place.
    pub fn cell(&self, index: usize) -> Cell {
        Cell { text: self.text(index).to_owned(), number: self.number(index), place: self.place(index) }
    }

    /// The row as a line of text for a diagnostic; `None` for workbooks. Cut after 300 characters.
    pub fn source_line(&self) -> Option<String> {
        if self.sheet.is_some() {
            return None;
        }
        let delimiter = char::from(if self.delimiter == 0 { b',' } else { self.delimiter });
        let quote = |text: &str| {
            if text.contains([delimiter, '"', '\n', '\r']) {
                format!("\"{}\"", text.replace('"', "\"\"").replace(['\n', '\r'], " "))
            } else {
                text.to_owned()
            }
        };
        let line = self.fields.iter().map(quote).collect::<Vec<_>>().join(&delimiter.to_string());
        Some(if line.chars().count() > 300 { line.chars().take(300).chain(['…']).collect() } else { line })
    }
}

/// A worksheet: its rows that have at least one cell, in order.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The sheet's name.
    pub name: Option<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}
