//! `probity verify`: a package, or a single signed note.

use crate::arguments::{TextFormat, Verify};
use crate::failure::{Exit, Failure};
use crate::{keys, terminal};
use probity_core::canonical;
use probity_publication::note::{Note, VerifierKey};
use probity_publication::package::{self, LogReport, Report, Signature};
use std::path::Path;

mod measure;

/// Runs the command.
pub fn run(arguments: &Verify) -> Result<(), Failure> {
    let keys = keys::verifiers(&arguments.vkey)?;
    if arguments.path.is_dir() { check_package(arguments, &keys) } else { check_note(&arguments.path, &keys) }
}

fn check_package(arguments: &Verify, keys: &[VerifierKey]) -> Result<(), Failure> {
    let _working = terminal::working("checking the package");
    let report = package::verify(&measure::present(&arguments.path)?, keys);
    match arguments.format {
        TextFormat::Json => {
            let json = canonical::json(&report).map_err(|error| Failure::input(error.to_string()))?;
            terminal::line(&json);
        }
        TextFormat::Text => tell(&report),
    }
    match report.errors.as_slice() {
        [] => Ok(()),
        [one] => Err(Failure::new(Exit::Checks, format!("the package is not what was published: {one}"))),
        [first, rest @ ..] => {
            let message = format!("the package is not what was published: {first}, and {} more", rest.len());
            Err(Failure::new(Exit::Checks, message))
        }
    }
}

/// The report for people; a right package ends with `ok NAME VERSION`.
fn tell(report: &Report) {
    report.errors.iter().for_each(|error| terminal::line(&error.to_string()));
    let signers = report.signers.join(", ");
    match report.signature {
        Signature::Valid => terminal::line(&format!("signed by {signers}")),
        Signature::NotChecked => terminal::line(&format!("signature not checked: no key given (signed by {signers})")),
        Signature::Invalid | Signature::Absent => {}
    }
    if let Some(LogReport { origin, index, size, signature }) = &report.log {
        let by = match signature {
            Signature::Valid => "",
            _ => "; checkpoint's signature not checked: no key of the log given",
        };
        terminal::line(&format!("entry {index} of {size} in the log {origin}{by}"));
    }
    if report.ok {
        let text = |one: &Option<String>| one.clone().unwrap_or_default();
        let (package, version) = (text(&report.package), text(&report.version));
        terminal::line(&format!("ok {package} {version}: {} files, released {}", report.files, text(&report.released)));
    }
}

/// Checks a note and prints its text.
fn check_note(path: &Path, keys: &[VerifierKey]) -> Result<(), Failure> {
    let wrong =
        |error: probity_publication::note::Error| Failure::new(Exit::Checks, format!("{}: {error}", path.display()));
    let note = Note::parse(&fs_err::read(path)?).map_err(wrong)?;
    if keys.is_empty() {
        terminal::note(&format!("signature not checked: no key given (signed by {})", note.names().join(", ")));
    } else {
        for signer in note.verify(keys).map_err(wrong)? {
            terminal::note(&format!("signed by {} (key {})", signer.name, signer.id));
        }
    }
    terminal::data(note.text().as_bytes());
    Ok(())
}
