//! `probity procurement flags --compat cardinal --append FILE`: Cardinal's flags as rows of a table that grows. Fences move
//! with every run, so a row that the table has stays as it is, and a run only adds what is new.

use crate::failure::Failure;
use fs_err::File;
use jiff::Timestamp;
use probity_procurement::compat::{COLUMNS, Indicators, Row};
use std::collections::HashSet;
use std::io;
use std::path::Path;

/// How many rows the table had, and how many were added.
pub struct Appended {
    /// Rows that were there.
    pub kept: usize,
    /// New rows.
    pub added: usize,
}

/// What makes a row another one: process, code and organisations. The value and the time do not.
type Key = [String; 5];

/// The columns of a [`Key`].
const KEY: [usize; 5] = [0, 2, 4, 5, 6];

/// Adds the rows that the table does not have. The table is replaced as a whole or not at all.
///
/// # Errors
/// When the file is there and is no such table, or cannot be written.
pub fn append(path: &Path, indicators: &Indicators<'_>, at: Timestamp) -> Result<Appended, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = probity_registers::temporary(folder)?;
    let mut known = HashSet::new();
    if path.exists() {
        known = keys(path)?;
        io::copy(&mut File::open(path)?, &mut file)?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(file);
    if !path.exists() {
        writer.write_record(COLUMNS).map_err(io::Error::from)?;
    }
    let (kept, mut added, at) = (known.len(), 0, at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    indicators
        .rows(|row| {
            let [buyer, entity, tenderer] = row.organisations();
            let key = [row.ocid, row.code, buyer, entity, tenderer].map(str::to_owned);
            if !known.insert(key) {
                return Ok(());
            }
            added += 1;
            writer.write_record([row.ocid, row.subject, row.code, &result(&row), buyer, entity, tenderer, &at])
        })
        .map_err(io::Error::from)?;
    let file = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    file.persist(path).map_err(|error| Failure::input(format!("`{}`: {}", path.display(), error.error)))?;
    Ok(Appended { kept, added })
}

/// A number as in Cardinal's JSON, empty for null.
fn result(row: &Row<'_>) -> String {
    row.result.map(|value| serde_json::Value::from(value).to_string()).unwrap_or_default()
}

/// The rows of a table that is there, and a check that it is one.
fn keys(path: &Path) -> Result<HashSet<Key>, Failure> {
    let name = path.display();
    let refused = |what: String| {
        let hint = "give the table of an earlier run, or a name that is not taken";
        Failure::input(format!("{name}: {what}; nothing was written")).hint(hint)
    };
    let bytes = fs_err::read(path)?;
    if bytes.last().is_some_and(|last| *last != b'\n') {
        return Err(refused("the last row is not ended".to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
    let header = reader.headers().map_err(|error| refused(error.to_string()))?;
    if header.iter().ne(COLUMNS) {
        let found = header.iter().collect::<Vec<_>>().join(",");
        return Err(refused(format!("line 1: the columns are `{found}` and not `{}`", COLUMNS.join(","))));
    }
    let key = |record: csv::StringRecord| KEY.map(|place| record.get(place).unwrap_or_default().to_owned());
    reader.records().map(|record| record.map(key).map_err(|error| refused(error.to_string()))).collect()
}
