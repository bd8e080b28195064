//! `probity law instructions`: what amending acts change, as data.

use super::json;
use crate::failure::Failure;
use crate::terminal;
use crate::text;
use clap::Args;
use probity_commitments::law::instructions::read;
use probity_commitments::law::language;
use probity_core::Language;
use std::path::PathBuf;

/// `probity law instructions`.
#[derive(Debug, Args)]
pub struct Instructions {
    /// Amending acts: records of the ministry of justice (JSON), pages of Adilet (HTML) or plain text; `-` is standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Language of the acts, `kk` or `ru` [default: what the record says, or what the letters say]
    #[arg(long, value_name = "L", value_parser = language)]
    pub lang: Option<Language>,
}

/// Runs the command: one file gives an object, several give a list of them.
pub fn run(arguments: &Instructions) -> Result<(), Failure> {
    let (mut acts, mut warnings) = (Vec::new(), Vec::new());
    for path in &arguments.files {
        let refused = |fault| Failure::input("nothing was read").diagnostics(vec![fault]);
        let read = read(&path.display().to_string(), &text::read_or_standard(path)?, arguments.lang);
        let outcome = read.map_err(refused)?;
        acts.push(outcome.act);
        warnings.extend(outcome.warnings);
    }
    match acts.as_slice() {
        [act] => json(act)?,
        acts => json(acts)?,
    }
    terminal::diagnostics(&warnings);
    Ok(())
}
