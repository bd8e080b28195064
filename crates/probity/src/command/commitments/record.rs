//! `probity commitments record`: single events into the log, all or none.

use super::append::{How, append};
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::text;
use clap::Args;
use probity_commitments::record::load::read_event;
use std::path::PathBuf;

/// `probity commitments record`.
#[derive(Debug, Args)]
pub struct Record {
    /// Events: `{"kind","actor","role","effective"?,"source"?,"corrects"?,"record":{…}}`
    #[arg(required = true, value_name = "EVENT.json")]
    pub events: Vec<PathBuf>,
    #[command(flatten)]
    pub how: How,
}

/// Runs the command.
pub fn run(arguments: &Record) -> Result<(), Failure> {
    let ledger = Ledger::open(&arguments.how.dir)?;
    let (mut entries, mut wrong) = (Vec::new(), Vec::new());
    for path in &arguments.events {
        match read_event(&path.display().to_string(), &text::read(path)?) {
            Ok(entry) => entries.push(entry),
            Err(faults) => wrong.extend(faults),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::input("nothing was recorded").diagnostics(wrong).all());
    }
    append(&ledger, entries, &arguments.how)
}
