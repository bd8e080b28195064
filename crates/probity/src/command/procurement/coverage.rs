//! `probity procurement coverage`: how many values there are at every path.

use super::compat;
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use probity_procurement::compat::coverage;
use std::path::PathBuf;

/// `probity procurement coverage`.
#[derive(Debug, Args)]
pub struct Coverage {
    /// JSON, one text a line; plain, `.gz` or `.zst`; `-` for standard input
    pub file: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Coverage) -> Result<(), Failure> {
    let source = compat::source(&arguments.file)?;
    let broken = |error| compat::broken_off(&arguments.file, &error, "nothing was counted");
    let (counts, notes) = coverage(source).map_err(broken)?;
    compat::say(&arguments.file, &notes);
    let json = serde_json::to_string(&counts).map_err(|error| Failure::input(error.to_string()))?;
    terminal::line(&json);
    Ok(())
}
