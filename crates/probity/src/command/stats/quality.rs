//! `probity stats quality`: how good a file is, as data.

use super::files::About;
use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;

/// `probity stats quality`.
#[derive(Debug, Args)]
pub struct Quality {
    /// The file
    pub file: PathBuf,
    /// What the file does not say
    #[command(flatten)]
    pub about: About,
}

/// Runs the command.
pub fn run(_arguments: &Quality) -> Result<(), Failure> {
    Ok(())
}
