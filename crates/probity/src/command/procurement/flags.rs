//! `probity procurement flags`.

use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;

/// `probity procurement flags`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Files to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(_arguments: &Flags) -> Result<(), Failure> {
    Err(Failure::usage("`probity procurement flags` is not built yet"))
}
