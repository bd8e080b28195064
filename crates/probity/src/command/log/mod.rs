//! `probity log`: a transparency log as plain files, of our own or of anybody who keeps one in the same form.

mod append;
mod check;
mod cosign;
mod directory;
mod keygen;
mod prove;
mod verify;

use crate::failure::{Exit, Failure};
use clap::Subcommand;
use probity_publication::log::Error;

/// A transparency log.
#[derive(Debug, Subcommand)]
pub enum Log {
    /// Add entries to a log, or begin one
    #[command(after_help = "Example: probity log append log entry.json --key office.key\n\
                            Example: probity log append log release-2026.1 --key office.key")]
    Append(append::Append),
    /// Check proofs given as JSON
    #[command(after_help = "Example: probity log check vectors/*.json > checked.csv")]
    Check(check::Check),
    /// Sign a checkpoint as a witness
    #[command(after_help = "Example: probity log cosign checkpoint --key witness.key --log log > cosigned")]
    Cosign(cosign::Cosign),
    /// Make a key to sign with, and print the key that checks it
    #[command(after_help = "Example: probity log keygen example.org/office --out office.key > office.vkey")]
    Keygen(keygen::Keygen),
    /// Prove that an entry is in a log
    #[command(after_help = "Example: probity log prove log 17 > 17.tlog-proof")]
    Prove(prove::Prove),
    /// Check a whole log: signature, entries, tiles, root, earlier checkpoints
    #[command(after_help = "Example: probity log verify log --vkey office.vkey --against checkpoint-of-last-year")]
    Verify(verify::Verify),
}

/// Runs the command.
pub fn run(log: &Log) -> Result<(), Failure> {
    match log {
        Log::Append(arguments) => append::run(arguments),
        Log::Check(arguments) => check::run(arguments),
        Log::Cosign(arguments) => cosign::run(arguments),
        Log::Keygen(arguments) => keygen::run(arguments),
        Log::Prove(arguments) => prove::run(arguments),
        Log::Verify(arguments) => verify::run(arguments),
    }
}

/// An error of a log, for people.
fn failed(error: Error) -> Failure {
    match error {
        Error::Wrong(failure) => Failure::new(Exit::Checks, failure.to_string()),
        Error::OutOfRange { .. } => Failure::usage(error.to_string()),
        _ => Failure::input(error.to_string()),
    }
}
