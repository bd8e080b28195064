//! `probity commitments verify`: whether every line of the log is what was once recorded, and breaks no rule.

use crate::failure::{Exit, Failure};
use crate::ledger::{Ledger, failed, shipped};
use crate::terminal;
use clap::Args;
use probity_commitments::rules::verify;
use probity_store::attachments::Found;
use probity_store::{Code, Defect, Event};
use serde_json::Value;
use std::path::PathBuf;

/// `probity commitments verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Directory of the observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
}

/// What is wrong with the files that pieces of evidence name. Only a record with a size says that its file is kept.
fn files(ledger: &Ledger) -> Result<Vec<Defect>, Failure> {
    let (files, mut found, mut scratch) = (ledger.files(), Vec::new(), Vec::new());
    let mut lines = ledger.log().snapshot_as_found().map_err(failed)?.lines;
    while let Some(line) = lines.next_line()? {
        // Lines that cannot be read were named already.
        let Ok(event) = Event::parse(line.bytes, &mut scratch) else { continue };
        let document = event.record.get("document").filter(|it| event.kind == "evidence" && it.get("size").is_some());
        let Some(document) = document else { continue };
        let Some(Ok(digest)) = document.get("sha256").and_then(Value::as_str).map(str::parse) else { continue };
        let size = document.get("size").and_then(Value::as_u64);
        let path = files.path(&digest);
        let message = match files.find(&digest)? {
            Found::Whole(bytes) if Some(bytes) == size => continue,
            Found::Whole(bytes) => format!("has {bytes} bytes, and the record says {}", size.unwrap_or_default()),
            Found::Missing => "is not there".to_owned(),
            Found::Changed(now) => format!("has other bytes, whose SHA-256 is {now}"),
        };
        let message = format!("the file of evidence `{}`, {}, {message}", event.key, path.display());
        found.push(Defect { seq: line.number, code: Code::V10, message });
    }
    Ok(found)
}

/// Runs the command.
pub fn run(arguments: &Verify) -> Result<(), Failure> {
    let ledger = Ledger::open(&arguments.dir)?;
    let snapshot = ledger.log().snapshot_as_found().map_err(failed)?;
    let mut verified = verify(snapshot, ledger.key(), shipped()?, &mut ledger.checkpoint(None)?)?;
    let missing = files(&ledger)?;
    if !missing.is_empty() {
        verified.ok = false;
        verified.defects.extend(missing);
        verified.defects.sort_by_key(|defect| (defect.seq, defect.code));
    }
    terminal::line(&serde_json::to_string(&verified).map_err(|error| Failure::input(error.to_string()))?);
    match verified.defects.len() {
        0 => Ok(()),
        1 => Err(Failure::new(Exit::Checks, "the log has 1 defect")),
        count => Err(Failure::new(Exit::Checks, format!("the log has {count} defects"))),
    }
}
