//! `probity procurement merge`.

use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;

/// `probity procurement merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// Files to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(_arguments: &Merge) -> Result<(), Failure> {
    Err(Failure::usage("`probity procurement merge` is not built yet"))
}
