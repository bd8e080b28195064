//! `probity law gaps`: obligations of a treaty and how the law answers them.

use super::csv;
use crate::failure::Failure;
use crate::law::{self, Moment, Part};
use crate::site::today;
use crate::terminal;
use clap::Args;
use jiff::civil::Date;
use probity_commitments::law::library::{Question, gaps};
use std::path::PathBuf;

/// `probity law gaps`.
#[derive(Debug, Args)]
pub struct Gaps {
    /// The instrument, such as `uncac`, or an article or a paragraph of it, such as `uncac/5/2`
    pub standard: String,
    /// Only provisions of this country, two letters such as `kz`
    #[arg(long, value_name = "CC")]
    pub country: Option<String>,
    /// The day on which it is asked: provisions that changed until then since they were judged need review [default: today]
    #[arg(long, value_name = "DATE")]
    pub at: Option<Date>,
    /// The day (or instant) of knowledge: later imports are not seen
    #[arg(long, value_name = "DATE")]
    pub known: Option<Moment>,
    /// Also obligations that are implemented, and those that are not mandatory
    #[arg(long)]
    pub all: bool,
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Gaps) -> Result<(), Failure> {
    let collection = law::open(&arguments.dir, arguments.known, Part::All)?;
    let country = arguments.country.as_deref().map(str::to_lowercase);
    let standard = arguments.standard.trim_end_matches('/');
    let question = Question { standard, country: country.as_deref(), at: today(arguments.at), all: arguments.all };
    let rows = gaps(&collection, &question).ok_or_else(|| {
        Failure::missing(format!("nothing is known of `{standard}`"))
            .hint("import a table `*.concordance.csv` with its rows, or ask for `uncac`")
    })?;
    let rows = rows.into_iter().map(|row| {
        [row.standard, row.obligation, row.state.name().to_owned(), row.rows.to_string(), row.provisions.join(" ")]
    });
    terminal::data(&csv(&["standard", "obligation", "state", "rows", "provisions"], rows)?);
    Ok(())
}
