//! `rejects.csv`: the rows of a register's sources that could not be read, with the reason and the remedy. It is
//! derived from the catalogue's imports and can be made again at any time.

use super::catalogue::{Catalogue, replace};
use super::stage::{Stage, Staged};
use crate::Error;
use crate::perception::Report;
use probity_core::Diagnostic;
use std::path::Path;

/// The file's name.
pub(super) const FILE: &str = "rejects.csv";
/// The folder of the rejects of single imports.
pub(super) const FOLDER: &str = "rejects";
/// The columns of the file.
const COLUMNS: [&str; 8] = ["file", "line", "column", "field", "rule", "found", "message", "hint"];

/// Writes the rejects of one import as a staged CSV without header; nothing when there are none.
pub(super) fn stage(folder: &Path, name: &str, report: &Report) -> Result<Option<Staged>, Error> {
    let mut rejects = report.rejects().peekable();
    if rejects.peek().is_none() {
        return Ok(None);
    }
    let mut csv = csv::Writer::from_writer(Stage::new(&folder.join(FOLDER))?);
    for reject in rejects {
        csv.write_record(row(name, reject)).map_err(std::io::Error::other)?;
    }
    let stage = csv.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
    stage.finish().map(Some)
}

/// One line of the file. A sheet's name stands before the line, as in formulas: `CPI 2012!17`.
fn row(name: &str, reject: &Diagnostic) -> [String; 8] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let line = match &reject.place.sheet {
        Some(sheet) => format!("{sheet}!{}", reject.place.row),
        None => reject.place.row.to_string(),
    };
    let column = if reject.place.column == 0 { String::new() } else { reject.place.column.to_string() };
    let (field, found, hint) = (text(&reject.field), text(&reject.found), text(&reject.hint));
    [name.to_owned(), line, column, field, reject.code.clone(), found, reject.message.clone(), hint]
}

/// Makes a register's `rejects.csv` again from the imports a catalogue names.
pub(super) fn rewrite(folder: &Path, register: &str, catalogue: &Catalogue) -> Result<(), Error> {
    let mut bytes = format!("{}\n", COLUMNS.join(",")).into_bytes();
    for digest in catalogue.of(register).filter_map(|import| import.rejects) {
        bytes.extend(fs_err::read(folder.join(FOLDER).join(format!("{digest}.csv")))?);
    }
    let path = folder.join(FILE);
    match fs_err::read(&path) {
        Ok(old) if old == bytes => Ok(()),
        _ => replace(&path, &bytes),
    }
}
