//! The list of what could not be used, written while the run goes on: it may be as long as the input.

use crate::source::{Reject, file_names};
use probity_core::Diagnostic;
use probity_registers::Input;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use tempfile::NamedTempFile;

/// So many are told; all are listed.
const TOLD_MAX: usize = 50;

/// Rejects in the form they are published in.
pub struct Rejects {
    writer: csv::Writer<NamedTempFile>,
    /// What is published of the names of files.
    names: BTreeMap<String, String>,
    told: Vec<Diagnostic>,
    count: u64,
}

impl Rejects {
    /// An empty list about these files, in a temporary file of the folder it is to be published in.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn new(folder: &Path, inputs: &[Input]) -> io::Result<Self> {
        let file = probity_registers::temporary(folder)?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(file);
        writer.write_record(["file", "line", "ocid", "problem", "hint"])?;
        let names = inputs.iter().zip(file_names(inputs)).map(|(input, own)| (input.name().to_owned(), own.to_owned()));
        Ok(Self { writer, names: names.collect(), told: Vec::new(), count: 0 })
    }

    /// Adds one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn push(&mut self, reject: &Reject) -> io::Result<()> {
        let line = reject.line.to_string();
        let file = self.names.get(&reject.file).unwrap_or(&reject.file);
        self.writer.write_record([file, &line, &reject.ocid, &reject.problem, reject.hint])?;
        self.count += 1;
        if self.told.len() < TOLD_MAX {
            self.told.push(reject.diagnostic());
        }
        Ok(())
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The first of them, to be told.
    pub fn told(&self) -> &[Diagnostic] {
        &self.told
    }

    /// The written file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<NamedTempFile> {
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}
