//! Files for disclosure control: tables as rows with their lines, results as files that appear all at once or not at
//! all.

use crate::failure::Failure;
use probity_core::Diagnostic;
use probity_registers::format::{self, Flow, Input, Leniency, Row, RowSink};
use probity_statistics::disclosure::report::Sheet;
use probity_statistics::disclosure::{Error, Source};
use std::path::Path;

/// The rows of a table. One row that cannot be read stops everything: a table without it would be another table.
pub fn rows(path: &Path) -> Result<Source, Failure> {
    let mut sink =
        Sink { source: Source { file: path.display().to_string(), ..Source::default() }, faults: Vec::new() };
    match Input::open(path) {
        Ok(input) => {
            let broken = format::stream(&input, Leniency::default(), &mut sink).err();
            sink.faults.extend(broken);
        }
        Err(fault) => sink.faults.push(fault),
    }
    if sink.faults.iter().any(Diagnostic::is_error) {
        let message = format!("`{}` cannot be read; nothing was written", path.display());
        return Err(Failure::input(message).diagnostics(sink.faults));
    }
    Ok(sink.source)
}

struct Sink {
    source: Source,
    faults: Vec<Diagnostic>,
}

impl RowSink for Sink {
    fn header(&mut self, header: &Row) -> Flow {
        self.source.header = header.texts().map(str::to_owned).collect();
        Flow::Continue
    }

    fn row(&mut self, row: &Row) -> Flow {
        self.source.rows.push((row.line(), row.texts().map(str::to_owned).collect()));
        Flow::Continue
    }

    fn fault(&mut self, diagnostic: Diagnostic) -> Flow {
        self.faults.push(diagnostic);
        if self.faults.len() < 20 { Flow::Continue } else { Flow::Stop }
    }
}

/// What a room's error means for the command.
pub fn failure(path: &Path) -> impl Fn(Error) -> Failure {
    let name = path.display().to_string();
    move |error| match error {
        Error::Usage(message) => Failure::usage(message),
        Error::Input(diagnostic) => {
            Failure::input(format!("`{}` cannot be used; nothing was written", diagnostic.file))
                .diagnostics(vec![*diagnostic])
        }
        error => Failure::input(format!("`{name}`: {error}")),
    }
}

/// A sheet as CSV.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let failed = |error: csv::Error| Failure::input(format!("the table cannot be written: {error}"));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    for row in std::iter::once(&sheet.header).chain(&sheet.rows) {
        writer.write_record(row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| failed(error.into_error().into()))
}

/// Writes all files into `dir`, which is made if it is not there. Every file is complete before the first one gets its
/// name.
pub fn write(dir: &Path, files: &[(&str, Vec<u8>)]) -> Result<(), Failure> {
    fs_err::create_dir_all(dir)?;
    let mut ready = Vec::new();
    for (name, bytes) in files {
        let mut file = probity_registers::temporary(dir)?;
        std::io::Write::write_all(&mut file, bytes)?;
        ready.push((file, dir.join(name)));
    }
    for (file, path) in ready {
        file.persist(&path).map_err(|error| Failure::input(format!("`{}`: {}", path.display(), error.error)))?;
    }
    Ok(())
}
