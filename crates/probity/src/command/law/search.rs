//! `probity law search`: provisions that hold the words of a query, in any of their forms.

use super::csv;
use crate::failure::Failure;
use crate::law::{self, Moment, Part};
use crate::site::today;
use crate::terminal;
use clap::Args;
use jiff::civil::Date;
use probity_commitments::law::library::{LanguageCode, search};
use probity_commitments::law::{UnknownLanguage, language};
use std::path::PathBuf;

/// `probity law search`.
#[derive(Debug, Args)]
pub struct Search {
    /// Words, in any form; Kazakh letters may be typed as Russian ones
    pub query: String,
    /// Language of query and texts: `kk`, `ru` or `en`
    #[arg(long, value_name = "L")]
    pub lang: LanguageCode,
    /// The day on which the texts are searched [default: today]
    #[arg(long, value_name = "DATE")]
    pub at: Option<Date>,
    /// The day (or instant) of knowledge: later imports are not seen
    #[arg(long, value_name = "DATE")]
    pub known: Option<Moment>,
    /// How many provisions are listed
    #[arg(long, value_name = "K", default_value_t = 20)]
    pub limit: usize,
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Search) -> Result<(), Failure> {
    let analyser = language(arguments.lang.as_str());
    let analyser = analyser.map_err(|error: UnknownLanguage| Failure::usage(error.to_string()))?;
    let collection = law::open(&arguments.dir, arguments.known, Part::All)?;
    let at = today(arguments.at);
    let found = search(&collection, &arguments.query, &arguments.lang, analyser, at, arguments.limit);
    let found = found.map_err(|error| Failure::input(error.to_string()))?;
    let rows = found
        .into_iter()
        .map(|one| [one.rank.to_string(), one.work, one.eid, one.language, one.score.to_string(), one.snippet]);
    terminal::data(&csv(&["rank", "work", "eid", "language", "score", "snippet"], rows)?);
    Ok(())
}
