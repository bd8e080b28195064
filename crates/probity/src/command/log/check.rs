//! `probity log check`: proofs as JSON, one a file, as implementations exchange them.

use crate::failure::Failure;
use crate::output::{Format, Table};
use crate::terminal;
use clap::Args;
use probity_publication::log::Vector;
use std::path::PathBuf;

/// `probity log check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Proofs as JSON: inclusion, consistency, and both in subtrees
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Runs the command. Files that cannot be read are named after those that can.
pub fn run(arguments: &Check) -> Result<(), Failure> {
    let mut table = Table::new("checked", &["file", "kind", "valid", "reason"]);
    let mut unreadable = Vec::new();
    let mut files: Vec<String> = arguments.files.iter().map(|file| file.display().to_string()).collect();
    files.sort();
    for file in files {
        let read = fs_err::read(&file).map_err(|error| error.to_string());
        match read.and_then(|bytes| Vector::parse(&bytes).map_err(|error| format!("`{file}`: {error}"))) {
            Ok(vector) => {
                let verdict = vector.check();
                let reason = verdict.as_ref().err().map(ToString::to_string).unwrap_or_default();
                let valid = if verdict.is_ok() { "true" } else { "false" };
                table.row(vec![
                    file.as_str().into(),
                    vector.kind().word().into(),
                    valid.into(),
                    reason.as_str().into(),
                ]);
            }
            Err(message) => unreadable.push(message),
        }
    }
    terminal::data(&table.contents(Format::Csv)?);
    unreadable.iter().for_each(|message| terminal::note(&format!("error: {message}")));
    match unreadable.len() {
        0 => Ok(()),
        n => Err(Failure::input(format!("{n} of {} files could not be read", arguments.files.len()))),
    }
}
