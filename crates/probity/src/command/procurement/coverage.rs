//! `probity procurement coverage`.

use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;

/// `probity procurement coverage`.
#[derive(Debug, Args)]
pub struct Coverage {
    /// Files to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(_arguments: &Coverage) -> Result<(), Failure> {
    Err(Failure::usage("`probity procurement coverage` is not built yet"))
}
