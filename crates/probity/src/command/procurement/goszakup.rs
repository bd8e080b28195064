//! `probity procurement goszakup`.

use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;

/// `probity procurement goszakup`.
#[derive(Debug, Args)]
pub struct Goszakup {
    /// Files to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(_arguments: &Goszakup) -> Result<(), Failure> {
    Err(Failure::usage("`probity procurement goszakup` is not built yet"))
}
