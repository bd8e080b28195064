//! `probity report`: a page of the site on paper, with the numbers it shows attached as a table.

use crate::failure::Failure;
use clap::Args;
use jiff::civil::Date;
use probity_core::Language;
use std::path::PathBuf;

/// `probity report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The page's address without its language: `country/KAZ`, `dataset/cpi`, …
    pub page: String,
    /// The language: en, kk or ru
    #[arg(long, default_value = "en")]
    pub lang: Language,
    /// The PDF
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// What counts as today, the report's date
    #[arg(long)]
    pub now: Option<Date>,
}

/// Runs the command.
#[cfg(feature = "pdf")]
pub fn run(arguments: &Report) -> Result<(), Failure> {
    let now = crate::site::today(arguments.now).to_string();
    let pdf = crate::paper::of_page(&arguments.dir, &arguments.page, arguments.lang, &now)?;
    Ok(probity_registers::observatory::replace(&arguments.out, &pdf)?)
}

/// Runs the command.
#[cfg(not(feature = "pdf"))]
pub fn run(arguments: &Report) -> Result<(), Failure> {
    let message = format!("this program was built without its typesetter, so `{}` is not printed", arguments.page);
    Err(Failure::usage(message).hint("`cargo build --release --features pdf` builds it in"))
}
