//! The table of what failed: one row a value, in the order of the input, written as text at once so that nothing but text
//! is carried to the file.

use super::{Failure, depends};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;

/// The columns.
pub const HEADER: &str = "line,ocid,path,indexes,value,problem\n";

/// Adds the rows of what failed in a process.
pub fn write(out: &mut String, line: u64, ocid: &str, failures: &[Failure]) {
    let Some((first, others)) = failures.split_first() else { return };
    let begin = out.len();
    // Writing to a string cannot fail, and numbers need no quotes; a publisher's habit makes a row a process.
    let _ = write!(out, "{line},");
    cell(out, ocid);
    out.push(',');
    // All rows of a process begin with the same cells.
    let head = begin..out.len();
    write_rest(out, first);
    for failure in others {
        out.extend_from_within(head.clone());
        write_rest(out, failure);
    }
}

/// What follows line and process.
fn write_rest(out: &mut String, failure: &Failure) {
    // Neither paths nor codes nor words have anything to quote: a test sees to it.
    out.push_str(failure.path);
    out.push(',');
    for (place, index) in failure.indexes.iter().enumerate() {
        if place > 0 {
            out.push('.');
        }
        match u8::try_from(index) {
            Ok(digit @ 0..=9) => out.push(char::from(b'0' + digit)),
            _ => drop(write!(out, "{index}")),
        }
    }
    out.push(',');
    cell(out, &failure.value);
    out.push(',');
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

/// Whether a cell is to be quoted.
pub(super) fn is_quoted(text: &str) -> bool {
    // All of it is looked at, so that many letters are at once.
    text.bytes().fold(false, |quoted, byte| quoted | matches!(byte, b',' | b'"' | b'\n' | b'\r'))
}

fn cell(out: &mut String, text: &str) {
    if is_quoted(text) {
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

    /// Adds rows as they were written by [`write`].
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
    use crate::quality::{Check, Indexes};

    #[test]
    fn what_is_written_without_a_look_needs_no_quotes() {
        for check in Check::ALL.into_iter().chain([Check::RelatedTitle]) {
            assert!(!is_quoted(check.code()) && !is_quoted(depends::words(check)), "{check:?}");
        }
    }

    #[test]
    fn a_value_with_a_comma_is_quoted() {
        let failure = Failure {
            check: Check::Name,
            path: "/buyer/name",
            indexes: Indexes::two(1, 20),
            value: "a, \"b\"".to_owned(),
        };
        let mut out = String::new();
        write(&mut out, 7, "ocds-x,1", &[failure.clone(), Failure { indexes: Indexes::NONE, ..failure }]);
        let problem = "consistent.name: the party of this id has another name";
        let row = |indexes| format!("7,\"ocds-x,1\",/buyer/name,{indexes},\"a, \"\"b\"\"\",{problem}\n");
        assert_eq!(out, [row("1.20"), row("")].concat());
    }
}
