//! `probity law refs`: provisions that texts refer to, one row each.

use super::csv;
use crate::failure::Failure;
use crate::terminal;
use crate::text;
use clap::Args;
use probity_commitments::law::language;
use probity_commitments::law::refs::rows;
use probity_core::Language;
use std::path::PathBuf;

/// `probity law refs`.
#[derive(Debug, Args)]
pub struct Refs {
    /// Language of the text: `kk`, `ru` or `en`
    #[arg(long, value_name = "L", value_parser = language)]
    pub lang: Language,
    /// One text a line; `-` is standard input
    pub file: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Refs) -> Result<(), Failure> {
    let rows = rows(arguments.lang, &text::read_or_standard(&arguments.file)?);
    let rows = rows
        .into_iter()
        .map(|row| [row.line.to_string(), row.start.to_string(), row.end.to_string(), row.text, row.eid, row.act]);
    terminal::data(&csv(&["line", "start", "end", "text", "eid", "act"], rows)?);
    Ok(())
}
