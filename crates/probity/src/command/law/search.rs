//! `probity law search`: provisions that hold the words of a query, in any of their forms.

use super::csv;
use crate::failure::Failure;
use crate::law::{self, Moment, Part};
use crate::site::today;
use crate::terminal;
use clap::Args;
use jiff::civil::Date;
use probity_commitments::law::library::{LanguageCode, Search as Asked, found, hits};
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
    analyser.map_err(|error: UnknownLanguage| Failure::usage(error.to_string()))?;
    let index = law::index::open(&arguments.dir, &arguments.lang)?;
    let known = arguments.known.map(Moment::last).transpose()?;
    let (language, at) = (&arguments.lang, today(arguments.at));
    let search = Asked { query: &arguments.query, language, at, known, limit: arguments.limit };
    let hits = hits(&index, &search);
    let works: Vec<&str> = hits.iter().map(|hit| hit.work).collect();
    let collection = law::open(&arguments.dir, arguments.known, Part::Works(&works))?;
    let rows = found(&collection, &index, &search, &hits)
        .into_iter()
        .map(|one| [one.rank.to_string(), one.work, one.eid, one.language, one.score.to_string(), one.snippet]);
    terminal::data(&csv(&["rank", "work", "eid", "language", "score", "snippet"], rows)?);
    Ok(())
}
