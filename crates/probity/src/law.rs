//! The library of law in an observatory's folder `law`: opened for commands that ask it, and added to by imports. What the
//! files mean is decided in the room; here they are read and written, the list that makes them count last.

pub mod index;

use crate::failure::Failure;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use probity_commitments::law::library::shelf::{self, Entry, Held, LIST, Planned, REJECT_COLUMNS, REJECTS};
use probity_commitments::law::library::{Collection, Given, Read, Source, read};
use probity_core::Diagnostic;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A day or an instant on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A whole day, UTC.
    Day(Date),
    /// An instant.
    Instant(Timestamp),
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let day = text.parse::<Date>().ok().filter(|_| text.len() == "2024-03-22".len()).map(Self::Day);
        day.or_else(|| text.parse().ok().map(Self::Instant))
            .ok_or_else(|| "expected a day such as 2024-03-22 or an instant such as 2024-03-22T10:00:00Z".to_owned())
    }
}

impl Moment {
    /// The instant itself, the beginning of the day.
    pub fn first(self) -> Result<Timestamp, Failure> {
        match self {
            Self::Instant(at) => Ok(at),
            Self::Day(day) => day.to_zoned(TimeZone::UTC).map(|at| at.timestamp()).map_err(|error| too_far(&error)),
        }
    }

    /// The instant itself, the last one of the day.
    pub fn last(self) -> Result<Timestamp, Failure> {
        match self {
            Self::Instant(at) => Ok(at),
            Self::Day(_) => {
                let next = self.first()?.checked_add(24.hours()).map_err(|error| too_far(&error))?;
                next.checked_sub(1.nanosecond()).map_err(|error| too_far(&error))
            }
        }
    }
}

fn too_far(error: &jiff::Error) -> Failure {
    Failure::usage(error.to_string())
}

/// Which part of a library is read.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// All of it.
    All,
    /// The works with one of these names, and no concordance.
    Works(&'a [&'a str]),
}

/// The library in an observatory, as it was known.
pub fn open(dir: &Path, known: Option<Moment>, part: Part<'_>) -> Result<Collection, Failure> {
    let last = known.map(Moment::last).transpose()?;
    held(dir, known, part)?.ok_or_else(|| missing(dir, last))
}

/// The same where there may be none.
pub fn held(dir: &Path, known: Option<Moment>, part: Part<'_>) -> Result<Option<Collection>, Failure> {
    let list = list(dir, known.map(Moment::last).transpose()?)?;
    if list.is_empty() { Ok(None) } else { collect(dir, &list, part).map(Some) }
}

fn missing(dir: &Path, known: Option<Timestamp>) -> Failure {
    let lacks = if known.is_some() { "had no library of law at that time" } else { "has no library of law" };
    Failure::missing(format!("{} {lacks}", dir.display()))
        .hint(format!("`probity law import FILE --dir {}` begins one", dir.display()))
}

fn collect(dir: &Path, list: &[Entry], part: Part<'_>) -> Result<Collection, Failure> {
    let names: BTreeSet<&str> = match part {
        Part::All => BTreeSet::new(),
        Part::Works(names) => names.iter().map(|name| name.trim_end_matches('/')).collect(),
    };
    let wanted = |entry: &&Entry| matches!(part, Part::All) || entry.is_of(&names);
    // A name may be an alias that only one of a work's texts has.
    let works: BTreeSet<&str> = list.iter().filter(wanted).filter_map(work).collect();
    collected(dir, list.iter().filter(|entry| wanted(entry) || work(entry).is_some_and(|work| works.contains(work))))
}

/// What lines of the list stand for.
fn collected<'a>(dir: &Path, entries: impl Iterator<Item = &'a Entry>) -> Result<Collection, Failure> {
    let mut collection = Collection::default();
    for entry in entries {
        let path = folder(dir).join(entry.path());
        let text = fs_err::read_to_string(&path)?;
        let damaged = |faults| Failure::input("the library of law is damaged").diagnostics(faults);
        shelf::open(&mut collection, entry, &text).map_err(damaged)?;
    }
    Ok(collection)
}

fn work(entry: &Entry) -> Option<&str> {
    match &entry.held {
        Held::Expression { work, .. } => Some(work.as_str()),
        Held::Concordance { .. } => None,
    }
}

/// The list of what is in it. Files are named by content, so whatever changes in the library changes this one.
pub fn list_of(dir: &Path) -> PathBuf {
    folder(dir).join(LIST)
}

fn folder(dir: &Path) -> PathBuf {
    dir.join("law")
}

fn list(dir: &Path, known: Option<Timestamp>) -> Result<Vec<Entry>, Failure> {
    let path = list_of(dir);
    match fs_err::read_to_string(&path) {
        Ok(text) => shelf::entries(&path.display().to_string(), &text, known)
            .map_err(|fault| Failure::input("the library of law is damaged").diagnostics(vec![fault])),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Files with their names and texts, imported all or none; what came of each.
pub fn import(dir: &Path, files: &[(String, String)], given: &Given, now: Timestamp) -> Result<Planned, Failure> {
    let mut reads: Vec<(Source<'_>, Read)> = Vec::new();
    let mut unusable: Vec<Diagnostic> = Vec::new();
    for (name, text) in files {
        let source = Source { name, text };
        match read(source, given) {
            Ok(read) => reads.push((source, read)),
            Err(fault) => unusable.push(fault),
        }
    }
    if !unusable.is_empty() {
        return Err(Failure::input("nothing was imported, because a file cannot be used")
            .hint("mend or leave out the file named above; files of one command go in together or not at all")
            .diagnostics(unusable));
    }
    fs_err::create_dir_all(folder(dir))?;
    let _lock = lock(&folder(dir))?;
    let list = list(dir, None)?;
    let named = |read: &'_ Read| -> Vec<String> {
        let (texts, rows) =
            (read.expressions.iter().map(|one| &one.work), read.rows.iter().filter_map(|row| row.work.as_ref()));
        texts.chain(rows).map(|work| work.as_str().to_owned()).collect()
    };
    let names: BTreeSet<String> = reads.iter().flat_map(|(_, read)| named(read)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let collection = collect(dir, &list, Part::Works(&names))?;
    let planned = shelf::plan(&list, &collection, now, reads).map_err(|error| Failure::input(error.to_string()))?;
    write(dir, &planned)?;
    Ok(planned)
}

/// Writes what was planned. Files named by their content come first, the list that makes them count last.
fn write(dir: &Path, planned: &Planned) -> Result<(), Failure> {
    let folder = folder(dir);
    for (path, bytes) in &planned.files {
        let path = folder.join(path);
        if !path.exists() {
            probity_registers::replace(&path, bytes)?;
        }
    }
    let rejects: Vec<&Diagnostic> =
        planned.reports.iter().flat_map(|report| &report.diagnostics).filter(|one| one.is_error()).collect();
    if !rejects.is_empty() {
        let path = folder.join(REJECTS);
        let header = !path.exists();
        add(&path, &table(header, &rejects)?)?;
    }
    let mut lines = Vec::new();
    for entry in &planned.entries {
        serde_json::to_writer(&mut lines, entry).map_err(|error| Failure::input(error.to_string()))?;
        lines.push(b'\n');
    }
    if lines.is_empty() { Ok(()) } else { add(&folder.join(LIST), &lines) }
}

/// A file with more bytes behind those it has; a crash leaves the old or the new file, never a part.
fn add(path: &Path, more: &[u8]) -> Result<(), Failure> {
    let mut bytes = match fs_err::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    bytes.extend_from_slice(more);
    Ok(probity_registers::replace(path, &bytes)?)
}

fn table(header: bool, rejects: &[&Diagnostic]) -> Result<Vec<u8>, Failure> {
    let failed = |error: csv::Error| Failure::input(error.to_string());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    if header {
        writer.write_record(REJECT_COLUMNS).map_err(failed)?;
    }
    for one in rejects {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let name = Path::new(&one.file).file_name().map(|name| name.to_string_lossy().into_owned());
        let row = [
            name.unwrap_or_default(),
            one.place.row.to_string(),
            one.place.column.to_string(),
            text(&one.field),
            one.code.clone(),
            text(&one.found),
            one.message.clone(),
            text(&one.hint),
        ];
        writer.write_record(row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::input(error.to_string()))
}

/// The lock of imports, held until it is dropped; the system releases it when a process dies.
fn lock(folder: &Path) -> Result<fs_err::File, Failure> {
    let file = fs_err::File::create(folder.join(".lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Failure::input("another import into this library is running").hint("wait until it has ended"))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}
