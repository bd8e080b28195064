//! `probity procurement prepare`.

use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;

/// `probity procurement prepare`.
#[derive(Debug, Args)]
pub struct Prepare {
    /// Files to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(_arguments: &Prepare) -> Result<(), Failure> {
    Err(Failure::usage("`probity procurement prepare` is not built yet"))
}
