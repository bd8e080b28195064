//! What `load` and `record` share: entries go into the log, all or none, and what happened is one line of JSON.

use crate::clock;
use crate::failure::{Exit, Failure};
use crate::keys;
use crate::ledger::{Ledger, failed, shipped};
use crate::terminal;
use clap::Args;
use jiff::Timestamp;
use probity_commitments::record::Record;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::{LoadError, Loaded, Recording, Refused, load, rehearse};
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

/// Records entries and says so on standard output.
pub fn append(ledger: &Ledger, entries: Vec<Entry>, how: &How) -> Result<(), Failure> {
    let own = ledger.secret()?;
    let key: SigningKey = how.key.as_deref().map(keys::of_events).transpose()?.unwrap_or_else(|| own.clone());
    let loaded = loaded(ledger, entries, (&own, &key), clock::now(how.now), how.check)?;
    terminal::line(&serde_json::to_string(&loaded).map_err(|error| Failure::input(error.to_string()))?);
    Ok(())
}

/// Records entries at an instant with the observatory's own key, and says nothing.
pub fn recorded(ledger: &Ledger, entries: Vec<Entry>, at: Timestamp) -> Result<(), Failure> {
    let own = ledger.secret()?;
    loaded(ledger, entries, (&own, &own), at, false).map(|_| ())
}

/// Into the log, or with `check` only as if, signed by the second key; the first one signs the checkpoint.
fn loaded(
    ledger: &Ledger,
    entries: Vec<Entry>,
    (own, key): (&SigningKey, &SigningKey),
    at: Timestamp,
    check: bool,
) -> Result<Loaded, Failure> {
    let mut checkpoint = ledger.checkpoint(Some(own))?;
    let library = ledger.library(&unpinned(&entries))?;
    let recording = Recording { at, key, observatory: ledger.key(), shipped: shipped()?, library: &library };
    let log = ledger.log();
    let loaded = match check {
        true => rehearse(log.snapshot().map_err(failed)?, entries, recording, &mut checkpoint),
        false => load(&mut log.write().map_err(failed)?, entries, recording, &mut checkpoint),
    };
    loaded.map_err(|error| refused(error, ledger))
}

/// The works of provisions that nobody has pinned yet.
fn unpinned(entries: &[Entry]) -> Vec<&str> {
    let provisions = entries.iter().filter_map(|entry| match &entry.record {
        Record::Evidence(evidence) => evidence.provision.as_ref().filter(|provision| provision.sha256.is_none()),
        _ => None,
    });
    provisions.map(|provision| provision.work.as_str()).collect()
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
