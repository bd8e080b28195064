//! The table of what failed: one row a value, in the order of the input, written as text at once so that nothing but text
//! is carried to the file.

use super::{Failure, depends};
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// The columns.
pub const HEADER: &str = "line,ocid,path,indexes,value,problem\n";

/// Adds the row of a failure.
pub fn write_row(out: &mut String, line: u64, ocid: &str, failure: &Failure) {
    let indexes = failure.indexes.iter().map(usize::to_string).collect::<Vec<_>>().join(".");
    let line = line.to_string();
    let problem = format!("{}: {}", failure.check.code(), depends::words(failure.check));
    cells(out, &[&line, ocid, failure.path, &indexes, &failure.value, &problem]);
}

/// Adds a row about the data set as a whole: it has no line and no process.
pub(super) fn write_whole(out: &mut String, path: &str, value: &str, problem: &str) {
    cells(out, &["", "", path, "", value, problem]);
}

fn cells(out: &mut String, cells: &[&str]) {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}

/// The table in a temporary file of the folder it is to be published in.
pub struct Rows(io::BufWriter<NamedTempFile>);

impl Rows {
    /// A table without rows.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let mut file = io::BufWriter::new(probity_registers::temporary(folder)?);
        file.write_all(HEADER.as_bytes())?;
        Ok(Self(file))
    }

    /// Adds rows as they were written by [`write_row`].
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn push(&mut self, rows: &str) -> io::Result<()> {
        self.0.write_all(rows.as_bytes())
    }

    /// The written file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<NamedTempFile> {
        self.0.into_inner().map_err(io::IntoInnerError::into_error)
    }
}
