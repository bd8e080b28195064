//! `probity log prove`: a proof that travels with an entry.

use super::directory::Directory;
use super::failed;
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use std::path::PathBuf;

/// `probity log prove`.
#[derive(Debug, Args)]
pub struct Prove {
    /// The directory of the log
    pub dir: PathBuf,
    /// The number of the entry, from 0
    pub index: u64,
}

/// Runs the command.
pub fn run(arguments: &Prove) -> Result<(), Failure> {
    let directory = Directory::new(&arguments.dir);
    let (note, head) = directory.needed()?;
    let proof = probity_publication::log::prove(&directory, &note, &head, arguments.index).map_err(failed)?;
    terminal::data(proof.to_string().as_bytes());
    Ok(())
}
