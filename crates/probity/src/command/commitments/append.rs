//! What `load` and `record` share: entries go into the log, all or none, and what happened is one line of JSON.

use super::attached::refuse_absent;
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::keys;
use crate::ledger::{Ledger, failed};
use crate::terminal;
use clap::Args;
use jiff::Timestamp;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::{LoadError, Loaded, Refused, Warning};
use probity_store::SigningKey;
use std::path::PathBuf;

/// Where, when and with which key.
#[derive(Debug, Args)]
pub struct How {
    /// Directory of the observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// When it is recorded, such as 2026-11-21T12:00:00Z [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
    pub now: Option<Timestamp>,
    /// The key that signs, of an actor whose record has its public half [default: the observatory's own]
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Say what would happen, and write nothing
    #[arg(long)]
    pub check: bool,
}

/// Records entries and says so on standard output, with what is to be said of the file besides.
pub fn append(ledger: &Ledger, entries: Vec<Entry>, how: &How, notes: Vec<Warning>) -> Result<(), Failure> {
    refuse_absent(ledger, &entries)?;
    let mut loaded = done(ledger, entries, how, how.check)?;
    loaded.warnings.splice(0..0, notes);
    terminal::line(&line(&loaded)?);
    Ok(())
}

/// What recording entries would say.
pub fn rehearse(ledger: &Ledger, entries: &[Entry], how: &How) -> Result<String, Failure> {
    line(&done(ledger, entries.to_vec(), how, true)?)
}

fn line(loaded: &Loaded) -> Result<String, Failure> {
    serde_json::to_string(loaded).map_err(|error| Failure::input(error.to_string()))
}

fn done(ledger: &Ledger, entries: Vec<Entry>, how: &How, check: bool) -> Result<Loaded, Failure> {
    let own = ledger.secret()?;
    let key: SigningKey = how.key.as_deref().map(keys::of_events).transpose()?.unwrap_or_else(|| own.clone());
    let loaded = ledger.append(entries, (&own, &key), clock::now(how.now), check)?;
    loaded.map_err(|error| refused(error, ledger))
}

/// Records entries at an instant with the observatory's own key, and says nothing.
pub fn recorded(ledger: &Ledger, entries: Vec<Entry>, at: Timestamp) -> Result<(), Failure> {
    let own = ledger.secret()?;
    ledger.append(entries, (&own, &own), at, false)?.map(|_| ()).map_err(|error| refused(error, ledger))
}

/// Why nothing was recorded, with every broken rule.
fn refused(error: LoadError, ledger: &Ledger) -> Failure {
    let verify = || format!("`probity commitments verify --dir {}` says what is wrong", ledger.directory().display());
    match error {
        LoadError::Refused(Refused { diagnostics, exit }) => {
            let exit = match exit {
                1 => Exit::Checks,
                4 => Exit::Missing,
                _ => Exit::Input,
            };
            let count = diagnostics.len();
            let problems = if count == 1 { "there is 1 problem" } else { &format!("there are {count} problems") };
            Failure::new(exit, format!("nothing was recorded: {problems}")).diagnostics(diagnostics).all()
        }
        LoadError::Damaged(_) | LoadError::Replay(_) => Failure::input(error.to_string()).hint(verify()),
        LoadError::Log(error) => failed(error),
    }
}
