//! `probity commitments verify`: whether every line of the log is what was once recorded, and breaks no rule.

use crate::failure::{Exit, Failure};
use crate::ledger::{Ledger, failed, shipped};
use crate::terminal;
use clap::Args;
use probity_commitments::rules::verify;
use std::path::PathBuf;

/// `probity commitments verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Directory of the observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Verify) -> Result<(), Failure> {
    let ledger = Ledger::open(&arguments.dir)?;
    let snapshot = ledger.log().snapshot_as_found().map_err(failed)?;
    let verified = verify(snapshot, ledger.key(), shipped()?, &mut ledger.checkpoint(None)?)?;
    terminal::line(&serde_json::to_string(&verified).map_err(|error| Failure::input(error.to_string()))?);
    match verified.defects.len() {
        0 => Ok(()),
        1 => Err(Failure::new(Exit::Checks, "the log has 1 defect")),
        count => Err(Failure::new(Exit::Checks, format!("the log has {count} defects"))),
    }
}
