//! `probity law eid`: a document with the identifiers of its provisions computed anew, or printed numbers cleaned.

use super::csv;
use crate::failure::Failure;
use crate::terminal;
use crate::text;
use clap::Args;
use probity_commitments::law::eid::{nums, rewrite};
use std::path::{Path, PathBuf};

/// `probity law eid`.
#[derive(Debug, Args)]
pub struct Eid {
    /// Akoma Ntoso document; `-` is standard input
    #[arg(required_unless_present = "nums")]
    pub file: Option<PathBuf>,
    /// Write the ids that changed to this file, as CSV `old,new`
    #[arg(long, value_name = "FILE", conflicts_with = "nums")]
    pub map: Option<PathBuf>,
    /// Clean the column `num` of this CSV instead: CSV `num,clean`
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    pub nums: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Eid) -> Result<(), Failure> {
    let refused = |fault| Failure::input("nothing was written").diagnostics(vec![fault]);
    if let Some(path) = &arguments.nums {
        let rows = nums(&path.display().to_string(), &text::read_or_standard(path)?).map_err(refused)?;
        let rows = rows.iter().map(|row| [row.num.as_str(), row.clean.as_str()]);
        terminal::data(&csv(&["num", "clean"], rows)?);
        return Ok(());
    }
    let Some(path) = &arguments.file else { return Err(Failure::usage("there is no document")) };
    let document = rewrite(&path.display().to_string(), &text::read_or_standard(path)?).map_err(refused)?;
    if let Some(map) = &arguments.map {
        let rows = document.changed.iter().map(|one| [one.old.as_str(), one.new.as_str()]);
        // A bare name has no folder of its own to be synced.
        probity_registers::replace(&Path::new(".").join(map), &csv(&["old", "new"], rows)?)?;
    }
    terminal::data(document.xml.as_bytes());
    Ok(())
}
