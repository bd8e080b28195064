//! The table of what failed: one row a value, in the order of the input, written as text at once so that nothing but text
//! is carried to the file.

use super::{Failure, depends};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;

/// What a cell is quoted for.
const QUOTED: [char; 4] = [',', '"', '\n', '\r'];

/// The columns.
pub const HEADER: &str = "line,ocid,path,indexes,value,problem\n";

/// Adds the row of a failure.
pub fn write_row(out: &mut String, line: u64, ocid: &str, failure: &Failure) {
    // Writing to a string cannot fail, and numbers need no quotes; a publisher's habit makes a row a process.
    let _ = write!(out, "{line},");
    cell(out, ocid);
    out.push(',');
    cell(out, failure.path);
    out.push(',');
    for (place, index) in failure.indexes.iter().enumerate() {
        let _ = write!(out, "{}{index}", if place > 0 { "." } else { "" });
    }
    out.push(',');
    cell(out, &failure.value);
    out.push(',');
    // Neither codes nor words have anything to quote: a test sees to it.
    out.push_str(failure.check.code());
    out.push_str(": ");
    out.push_str(depends::words(failure.check));
    out.push('\n');
}

/// Adds a row about the data set as a whole: it has no line and no process.
pub(super) fn write_whole(out: &mut String, path: &str, value: &str, problem: &str) {
    cells(out, &["", "", path, "", value, problem]);
}

fn cells(out: &mut String, cells: &[&str]) {
    for (number, text) in cells.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push('\n');
}

fn cell(out: &mut String, text: &str) {
    if text.contains(QUOTED) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::Check;

    #[test]
    fn what_is_written_without_a_look_needs_no_quotes() {
        for check in Check::ALL.into_iter().chain([Check::RelatedTitle]) {
            assert!(!check.code().contains(QUOTED) && !depends::words(check).contains(QUOTED), "{check:?}");
        }
    }

    #[test]
    fn a_value_with_a_comma_is_quoted() {
        let failure =
            Failure { check: Check::Name, path: "/buyer/name", indexes: vec![1, 2], value: "a, \"b\"".to_owned() };
        let mut out = String::new();
        write_row(&mut out, 7, "ocds-x-1", &failure);
        let problem = "consistent.name: the party of this id has another name";
        assert_eq!(out, format!("7,ocds-x-1,/buyer/name,1.2,\"a, \"\"b\"\"\",{problem}\n"));
    }
}
