//! What a person should look at: one row a value, written in the order of the lines.

use crate::json::tree::Tree;
use std::io::{self, Write};

struct Row {
    line: u64,
    ocid: usize,
    path: &'static str,
    indexes: String,
    value: String,
    problem: &'static str,
}

/// The rows of a run of lines.
#[derive(Default)]
pub struct Rows {
    rows: Vec<Row>,
    /// Identifiers of the processes that have rows.
    ocids: Vec<String>,
    line: u64,
    ocid: String,
}

impl Rows {
    /// A new line begins. An identifier that is no text stands in the rows as JSON.
    pub fn begin(&mut self, line: u64, ocid: Option<&Tree>) {
        self.line = line;
        self.ocid = match ocid {
            Some(ocid) if !ocid.is_null() => {
                ocid.as_text().map_or_else(|| ocid.to_string(), std::borrow::Cow::into_owned)
            }
            _ => String::new(),
        };
    }

    /// Adds a row about the present line.
    pub fn add(&mut self, path: &'static str, indexes: &[usize], value: &str, problem: &'static str) {
        if self.rows.last().is_none_or(|row| row.line != self.line) {
            self.ocids.push(self.ocid.clone());
        }
        let indexes = indexes.iter().map(usize::to_string).collect::<Vec<_>>().join(".");
        let ocid = self.ocids.len().saturating_sub(1);
        self.rows.push(Row { line: self.line, ocid, path, indexes, value: value.to_owned(), problem });
    }

    /// Writes the rows, whose lines count from `before`.
    pub fn write(&self, before: u64, table: &mut csv::Writer<impl Write>) -> io::Result<()> {
        for row in &self.rows {
            let line = (before + row.line).to_string();
            let ocid = self.ocids.get(row.ocid).map_or("", String::as_str);
            table.write_record([line.as_str(), ocid, row.path, &row.indexes, &row.value, row.problem])?;
        }
        Ok(())
    }
}
