//! `probity diff`: what changed between two data packages, or two vintages of one data file.

use crate::arguments::Diff;
use crate::failure::Failure;
use crate::output::{Format, Table, Value};
use crate::terminal;
use probity_core::Digest;
use probity_publication::package::{self, Change, DESCRIPTOR, Files};
use probity_registers::format::Input;
use probity_registers::legal::{Vintage, vintage};
use probity_statistics::quality::{Standing, standing};
use probity_statistics::vintage::changes;
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Diff) -> Result<(), Failure> {
    match (arguments.before.is_dir(), arguments.after.is_dir()) {
        (true, true) => packages(arguments),
        (false, false) => files(&arguments.before, &arguments.after, &arguments.key),
        _ => Err(Failure::usage("one is a directory, the other a file").hint("give two packages or two data files")),
    }
}

/// Two data files of one layout.
fn files(a: &Path, b: &Path, key: &[String]) -> Result<(), Failure> {
    let (before, after) = (read(a, key)?, read(b, key)?);
    if before.layout != after.layout {
        let message = format!("the files are of unlike layouts: {} and {}", before.layout, after.layout);
        return Err(Failure::input(message).hint("only two files of one layout can be compared"));
    }
    let mut table = Table::new("diff", &["key", "change", "before", "after", "reason"]);
    for change in changes(&before.cells, &after.cells) {
        let text = |text: &str| if text.is_empty() { Value::Missing } else { text.into() };
        table.row(vec![
            Value::Text(change.key),
            Value::Text(change.kind.to_string()),
            text(&change.before),
            text(&change.after),
            text(change.reason),
        ]);
    }
    terminal::data(&table.contents(Format::Csv)?);
    Ok(())
}

/// A file as a vintage; says where it stands beside the releases that are registered.
fn read(path: &Path, key: &[String]) -> Result<Vintage, Failure> {
    let failed = |fault| Failure::input(format!("`{}` cannot be compared", path.display())).diagnostics(vec![fault]);
    let read = vintage(&Input::open(path).map_err(failed)?, key).map_err(failed)?;
    terminal::diagnostics(&read.rejects);
    let sha256 = Digest::of(&fs_err::read(path)?).to_string();
    match standing(&read.layout, read.release.as_deref(), &sha256) {
        Standing::AlteredCopy(release) => terminal::note(&format!(
            "note: {} is not the registered release {} (its SHA-256 is {sha256}, that of the release {})",
            path.display(),
            release.release,
            release.sha256
        )),
        Standing::NotRegistered if read.release.is_some() => {
            terminal::note(&format!("note: {} is no registered release (its SHA-256 is {sha256})", path.display()));
        }
        _ => {}
    }
    Ok(read)
}

/// Two packages.
fn packages(arguments: &Diff) -> Result<(), Failure> {
    let (before, after) = (tables(&arguments.before)?, tables(&arguments.after)?);
    let changes = package::diff(&before, &after).map_err(|error| Failure::input(error.to_string()))?;
    let mut table = Table::new("changes", &["file", "key", "change", "before", "after", "reason"]);
    for Change { file, key, kind, before, after, reason } in &changes {
        table.row([file, key, kind.word(), before, after, reason].map(|text: &str| text.into()).to_vec());
    }
    terminal::data(&table.contents(Format::Csv)?);
    Ok(())
}

/// The descriptor and the tables of a package.
fn tables(dir: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    let descriptor = dir.join(DESCRIPTOR);
    if !descriptor.is_file() {
        let message = format!("{} is no package: it has no {DESCRIPTOR}", dir.display());
        return Err(Failure::input(message).hint("`probity publish` makes packages"));
    }
    files.insert(DESCRIPTOR.to_owned(), fs_err::read(descriptor)?);
    let mut waiting = vec!["data".to_owned()];
    while let Some(folder) = waiting.pop() {
        let full = dir.join(&folder);
        if !full.is_dir() {
            continue;
        }
        for entry in fs_err::read_dir(full)? {
            let entry = entry?;
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                waiting.push(name);
            } else if name.ends_with(".csv") {
                files.insert(name, fs_err::read(entry.path())?);
            }
        }
    }
    Ok(files)
}
