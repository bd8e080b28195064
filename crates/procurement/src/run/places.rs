//! Where every release stands: the evidence of a finding points into a release, and this table says in which file, on
//! which line and at which byte it begins. A row a release, in the order of the input.

use crate::process::Process;
use crate::source::Given;
use std::io::{self, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;

/// Rows of one block, as they are published.
pub struct Rows(csv::Writer<Vec<u8>>);

impl Default for Rows {
    fn default() -> Self {
        Self(csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new()))
    }
}

impl Rows {
    /// Adds what was given of one process: its release, or all releases of a record that nobody compiled.
    pub fn add(&mut self, file: &str, ocid: &str, given: &Given<'_>) {
        let line = given.line.to_string();
        for (number, text) in given.texts.iter().enumerate() {
            let read = given.process.is_none().then(|| Process::parse(text).ok()).flatten();
            let release = given.process.or(read.as_ref()).map_or("", |own| own.id.text());
            let offset = given.begins.get(number).copied().unwrap_or(given.at).to_string();
            // Writing to memory cannot fail.
            let _ = self.0.write_record([ocid, release, file, &line, &offset]);
        }
    }
}

/// The table in a temporary file of the folder it is to be published in.
pub struct Places(io::BufWriter<NamedTempFile>);

impl Places {
    /// A table without rows.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let mut file = io::BufWriter::new(probity_registers::temporary(folder)?);
        file.write_all(b"ocid,release,file,line,offset\n")?;
        Ok(Self(file))
    }

    /// Adds the rows of a block.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn push(&mut self, rows: Rows) -> io::Result<()> {
        let rows = rows.0.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        self.0.write_all(&rows)
    }

    /// The written file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<NamedTempFile> {
        self.0.into_inner().map_err(io::IntoInnerError::into_error)
    }
}
