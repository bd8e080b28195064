//! The table of what failed: one row a value, in the order of the input, written as text at once so that nothing but text
//! is carried to the file.

use super::{Failure, depends};
use crate::process::Process;
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
    write_rest(out, failure_place(first), first);
    for failure in others {
        out.extend_from_within(head.clone());
        write_rest(out, failure_place(failure), failure);
    }
}

/// The same of a process that publishes some of its values elsewhere than they are looked for: where they really are.
pub fn write_elsewhere(out: &mut String, line: u64, process: &Process<'_>, failures: &[Failure]) {
    for failure in failures {
        let (path, indexes) = published(process, failure);
        let _ = write!(out, "{line},");
        cell(out, process.ocid.text());
        out.push(',');
        write_rest(out, (&path, indexes.into_iter()), failure);
    }
}

/// Path and positions of where a value is published.
fn published(process: &Process<'_>, failure: &Failure) -> (String, Vec<usize>) {
    let (mut pointer, mut positions) = (String::new(), failure.indexes.iter());
    for part in failure.path.split_inclusive("[]") {
        match (part.strip_suffix("[]"), positions.next()) {
            (Some(list), Some(at)) => drop(write!(pointer, "{list}/{at}")),
            _ => pointer.push_str(part),
        }
    }
    let (mut path, mut indexes) = (String::new(), Vec::new());
    for part in process.published(&pointer).split('/').skip(1) {
        match part.parse() {
            Ok(at) => {
                indexes.push(at);
                path.push_str("[]");
            }
            Err(_) => drop(write!(path, "/{part}")),
        }
    }
    (path, indexes)
}

fn failure_place(failure: &Failure) -> (&str, impl Iterator<Item = usize>) {
    (failure.path, failure.indexes.iter())
}

/// What follows line and process.
fn write_rest(out: &mut String, (path, indexes): (&str, impl Iterator<Item = usize>), failure: &Failure) {
    // Neither paths nor codes nor words have anything to quote: a test sees to it.
    out.push_str(path);
    out.push(',');
    for (place, index) in indexes.enumerate() {
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
    /// A table without rows, with these columns.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path, header: &str) -> io::Result<Self> {
        let mut file = io::BufWriter::new(probity_registers::temporary(folder)?);
        file.write_all(header.as_bytes())?;
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
    fn what_is_published_elsewhere_is_named_where_it_stands() {
        let text = r#"{"ocid":"a","auctions":[{"stages":[{},{"bids":[{"id":1},{"id":2}]}]}]}"#;
        let process = Process::parse(text).expect("a release");
        let path = "/bids/details[]/tenderers[]";
        let failure = Failure { check: Check::Party, path, indexes: Indexes::two(1, 7), value: "x".to_owned() };
        let plain = Failure { path: "/buyer", indexes: Indexes::NONE, ..failure.clone() };
        let mut out = String::new();
        write_elsewhere(&mut out, 3, &process, &[failure, plain]);
        let begins: Vec<&str> = out.lines().filter_map(|line| line.split(",x,").next()).collect();
        assert_eq!(begins, ["3,a,/auctions[]/stages[]/bids[]/tenderers[],0.1.1.7", "3,a,/buyer,"]);
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
