//! `probity procurement screens`.

use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;

/// `probity procurement screens`.
#[derive(Debug, Args)]
pub struct Screens {
    /// Files to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(_arguments: &Screens) -> Result<(), Failure> {
    Err(Failure::usage("`probity procurement screens` is not built yet"))
}
