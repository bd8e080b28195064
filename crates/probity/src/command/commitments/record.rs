//! `probity commitments record`: single events into the log, all or none.

use super::append::{How, append, rehearse};
use super::attached::attached;
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::{terminal, text};
use clap::Args;
use probity_commitments::record::load::read_event;
use std::path::PathBuf;

/// `probity commitments record`.
#[derive(Debug, Args)]
pub struct Record {
    /// Events: `{"kind","actor","role","effective"?,"source"?,"corrects"?,"record":{…}}`
    #[arg(required = true, value_name = "EVENT.json")]
    pub events: Vec<PathBuf>,
    /// A file to keep beside the log as the document of the one event, which is evidence: the program fills in its SHA-256,
    /// size, type and name
    #[arg(long, value_name = "FILE")]
    pub attach: Option<PathBuf>,
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
    let Some(path) = &arguments.attach else { return append(&ledger, entries, &arguments.how, Vec::new()) };
    let [entry] = entries.as_mut_slice() else {
        return Err(Failure::usage("--attach belongs to one event").hint("give the events one after the other"));
    };
    let file = attached(&ledger, path, entry)?;
    let failed = |error: std::io::Error| Failure::input(error.to_string());
    // What the rules refuse leaves no file.
    let rehearsed = rehearse(&ledger, &entries, &arguments.how);
    if arguments.how.check || rehearsed.is_err() {
        file.forget().map_err(failed)?;
        return rehearsed.map(|said| terminal::line(&said));
    }
    // The file first: an event never names one that is not there.
    file.keep().map_err(failed)?;
    append(&ledger, entries, &arguments.how, Vec::new())
}
