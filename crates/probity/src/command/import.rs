//! `probity import`: sources into a register, all files of one command or none.

use crate::arguments::{Import, TextFormat};
use crate::failure::Failure;
use crate::terminal;
use probity_core::Digest;
use probity_procurement::suite::releases_into;
use probity_registers::Observatory;
use probity_registers::observatory::{FileReport, Passing, Terms};
use serde_json::json;

/// Runs the command.
pub fn run(arguments: &Import) -> Result<(), Failure> {
    let mut observatory = Observatory::open(&arguments.dir)?.with_releases(releases_into);
    let report = {
        let _working = terminal::working("reading");
        observatory.import_under(&arguments.register, &arguments.files, &terms(arguments)?)?
    };
    for file in &report.files {
        match arguments.format {
            TextFormat::Json => terminal::line(&document(file, report.committed)),
            TextFormat::Text => {
                terminal::diagnostics(&file.report.diagnostics);
                terminal::line(&line(file, report.committed));
            }
        }
    }
    if report.committed && report.files.iter().any(|file| file.report.rejected > 0) {
        let rejects = arguments.dir.join("registers").join(&arguments.register).join("rejects.csv");
        terminal::note(&format!("rejected rows and their reasons: {}", rejects.display()));
    }
    if !report.refused() {
        return Ok(());
    }
    Err(Failure::input("nothing was imported, because a file cannot be used")
        .hint("mend or leave out the file named above; files of one command go in together or not at all"))
}

/// The terms of the files. The salt of a confidential one comes from the system's source of randomness; it stays in
/// the observatory's catalogue.
fn terms(arguments: &Import) -> Result<Terms, Failure> {
    let passing = match (arguments.withhold, arguments.confidential) {
        (true, _) => Passing::Withheld,
        (_, false) => Passing::Open,
        (_, true) => {
            let mut random = [0; 32];
            getrandom::fill(&mut random).map_err(|error| Failure::input(format!("no randomness: {error}")))?;
            Passing::Confidential { salt: Digest::of(&random) }
        }
    };
    Ok(Terms { from: arguments.from.clone(), licence: arguments.licence.clone(), passing })
}

/// One file as one line of JSON, with every diagnostic.
fn document(file: &FileReport, committed: bool) -> String {
    let report = &file.report;
    json!({
        "file": file.file, "imported": committed && !file.already, "already": file.already,
        "usable": !report.unusable, "read": report.read, "kept": report.kept, "rejected": report.rejected,
        "diagnostics": report.diagnostics,
    })
    .to_string()
}

fn line(file: &FileReport, committed: bool) -> String {
    let report = &file.report;
    let counts = format!("read {}, kept {}, rejected {}", report.read, report.kept, report.rejected);
    let outcome = match (report.unusable, file.already, committed) {
        (true, ..) => "cannot be used".to_owned(),
        (_, true, _) => "already imported; nothing changed".to_owned(),
        (_, _, true) => counts,
        _ => format!("{counts}; not imported"),
    };
    format!("{}: {outcome}", file.file)
}
