//! `probity commitments score`: a method and its answers in, the tree of scores out.

use crate::failure::Failure;
use crate::terminal;
use crate::text;
use clap::Args;
use probity_commitments::score::{Source, score};
use std::path::{Path, PathBuf};

/// `probity commitments score`.
#[derive(Debug, Args)]
pub struct Score {
    /// The method (TOML): items, rules, gates, labels
    pub method: PathBuf,
    /// The answers: CSV `input,value[,evidence,author,subject,note]`
    pub answers: PathBuf,
    /// Only this subject of answers by subject
    #[arg(long, value_name = "S")]
    pub subject: Option<String>,
    /// Write `scores.json` into this directory instead of standard output
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Score) -> Result<(), Failure> {
    let texts = (text::read(&arguments.method)?, text::read(&arguments.answers)?);
    let names = (arguments.method.display().to_string(), arguments.answers.display().to_string());
    let method = Source { name: &names.0, text: &texts.0 };
    let answers = Source { name: &names.1, text: &texts.1 };
    let scored = score(&method, &answers, arguments.subject.as_deref());
    let Some(scores) = scored.scores else {
        return Err(Failure::input("nothing was scored").diagnostics(scored.diagnostics));
    };
    let mut text = serde_json::to_string(&scores).map_err(|error| Failure::input(error.to_string()))?;
    text.push('\n');
    match &arguments.out {
        None => terminal::data(text.as_bytes()),
        Some(folder) => write(folder, text.as_bytes())?,
    }
    terminal::diagnostics(&scored.diagnostics);
    Ok(())
}

fn write(folder: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs_err::create_dir_all(folder)?;
    probity_registers::replace(&folder.join("scores.json"), bytes)?;
    Ok(())
}
