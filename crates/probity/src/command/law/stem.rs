//! `probity law stem`: words in, their stems out; the way to look into the analyser of the search.

use crate::failure::Failure;
use crate::terminal;
use crate::text;
use clap::Args;
use probity_commitments::law::language;
use probity_commitments::law::stem::{read_words, stem_words, to_csv};
use probity_core::Language;
use std::path::PathBuf;

/// `probity law stem`.
#[derive(Debug, Args)]
pub struct Stem {
    /// Language of the words: `kk`, `ru` or `en`
    #[arg(long, value_name = "L", value_parser = language)]
    pub lang: Language,
    /// Words to stem
    #[arg(required_unless_present = "words")]
    pub word: Vec<String>,
    /// Words from a file, after those named: CSV with a column `word`, or one word a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Stem) -> Result<(), Failure> {
    let mut words = arguments.word.clone();
    if let Some(path) = &arguments.words {
        let read = read_words(&path.display().to_string(), &text::read_or_standard(path)?);
        words.extend(read.map_err(|fault| Failure::input("nothing was stemmed").diagnostics(vec![fault]))?);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let stems = stem_words(arguments.lang, &words).map_err(|error| Failure::input(error.to_string()))?;
    let table = to_csv(&stems).map_err(|error| Failure::input(error.to_string()))?;
    terminal::data(table.as_bytes());
    Ok(())
}
