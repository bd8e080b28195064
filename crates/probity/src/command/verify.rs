//! `probity verify`: a package, or a single signed note.

use crate::arguments::{TextFormat, Verify};
use crate::failure::{Exit, Failure};
use crate::{keys, terminal};
use probity_core::canonical;
use probity_publication::note::{Note, VerifierKey};
use probity_publication::package::{self, LogReport, Report, Signature};
use serde::Serialize;

mod measure;

/// Runs the command.
pub fn run(arguments: &Verify) -> Result<(), Failure> {
    let keys = keys::verifiers(&arguments.vkey)?;
    if arguments.path.is_dir() { check_package(arguments, &keys) } else { check_note(arguments, &keys) }
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

/// What came of checking a note, for programs.
#[derive(Serialize)]
struct NoteReport<'a> {
    ok: bool,
    signature: Signature,
    signers: Vec<String>,
    text: Option<&'a str>,
    errors: Vec<String>,
}

/// Checks a note and prints its text; the text of a note that is refused is never shown.
fn check_note(arguments: &Verify, keys: &[VerifierKey]) -> Result<(), Failure> {
    let (path, bytes) = (arguments.path.display(), fs_err::read(&arguments.path)?);
    let note = Note::parse(&bytes);
    let signers = note.as_ref().map_err(Clone::clone).and_then(|note| match keys {
        [] => Ok(None),
        keys => note.verify(keys).map(Some),
    });
    let names = || note.iter().flat_map(Note::names).map(str::to_owned).collect::<Vec<_>>();
    if arguments.format == TextFormat::Json {
        let (signature, by) = match (&signers, &note) {
            (Ok(Some(signers)), _) => (Signature::Valid, signers.iter().map(|signer| signer.name.clone()).collect()),
            (Ok(None), _) => (Signature::NotChecked, names()),
            (Err(_), Ok(_)) => (Signature::Invalid, names()),
            (Err(_), Err(_)) => (Signature::Absent, Vec::new()),
        };
        let text = note.as_ref().ok().filter(|_| signers.is_ok()).map(Note::text);
        let errors = signers.as_ref().err().map(ToString::to_string).into_iter().collect();
        let report = NoteReport { ok: signers.is_ok(), signature, signers: by, text, errors };
        terminal::line(&canonical::json(&report).map_err(|error| Failure::input(error.to_string()))?);
    }
    let signers = signers.map_err(|error| Failure::new(Exit::Checks, format!("{path}: {error}")))?;
    if arguments.format == TextFormat::Json {
        return Ok(());
    }
    match signers {
        None => terminal::note(&format!("signature not checked: no key given (signed by {})", names().join(", "))),
        Some(all) => {
            all.iter().for_each(|one| terminal::note(&format!("signed by {} (key {})", one.name, one.id)));
        }
    }
    terminal::data(note.iter().map(Note::text).collect::<String>().as_bytes());
    Ok(())
}
