//! `probity diff`: what changed between two versions, observation by observation.

use crate::arguments::Diff;
use crate::failure::Failure;
use crate::output::{Format, Table};
use crate::terminal;
use probity_publication::package::{self, Change, DESCRIPTOR, Files};
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Diff) -> Result<(), Failure> {
    match (arguments.before.is_dir(), arguments.after.is_dir()) {
        (true, true) => packages(arguments),
        (false, false) => Err(Failure::usage("expected two directories, each a package")),
        _ => Err(Failure::usage("a package is a directory: give two directories or two files")),
    }
}

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
