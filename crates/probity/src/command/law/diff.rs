//! `probity law diff`: what changed between two texts, provision by provision.

use super::{csv, show};
use crate::failure::Failure;
use crate::law::{self, Moment, Part};
use crate::terminal;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use probity_commitments::law::library::{Change, Difference, LanguageCode, diff, marked};
use std::path::PathBuf;

/// `probity law diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The act (a URI, or its identifier in a source) and two days; or two acts, each with its day: `WORK1@DAY WORK2@DAY`
    #[arg(required = true, num_args = 2..=3, value_names = ["WORK", "A", "B"])]
    pub between: Vec<String>,
    /// The language [default: that of a binding text]
    #[arg(long, value_name = "L")]
    pub lang: Option<LanguageCode>,
    /// The day (or instant) of knowledge: later imports are not seen
    #[arg(long, value_name = "DATE")]
    pub known: Option<Moment>,
    /// `csv`, or `text` with the words that went and came
    #[arg(long, value_enum, default_value_t = Form::Csv)]
    pub format: Form,
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
}

/// Formats of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For programs.
    Csv,
    /// For people.
    Text,
}

/// Runs the command.
pub fn run(arguments: &Diff) -> Result<(), Failure> {
    let (before, after) = match arguments.between.as_slice() {
        [work, a, b] => ((work.as_str(), day(a)?), (work.as_str(), day(b)?)),
        [one, other] => (dated(one)?, dated(other)?),
        _ => return Err(Failure::usage("an act and two days, or two acts with a day each, are compared")),
    };
    let collection = law::open(&arguments.dir, arguments.known, Part::Works(&[before.0, after.0]))?;
    let language = arguments.lang.as_ref();
    // Without a language both are read in that of the later text, if they can be.
    let later = if before.1 > after.1 { before } else { after };
    let later = show::view(&collection, later.0, later.1, language)?;
    let view = |(work, day)| {
        let same = show::view(&collection, work, day, Some(&later.expression.language));
        if language.is_some() { same } else { same.or_else(|_| show::view(&collection, work, day, None)) }
    };
    let (before, after) = (view(before)?, view(after)?);
    let rows = diff(&before.expression.provisions, &after.expression.provisions);
    match arguments.format {
        Form::Csv => {
            let rows = rows.iter().map(|row| [&row.eid, row.change.name(), &row.before, &row.after]);
            terminal::data(&csv(&["eid", "change", "before", "after"], rows)?);
        }
        Form::Text => rows.iter().for_each(|row| terminal::line(&text(row))),
    }
    Ok(())
}

fn day(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| {
        Failure::usage(format!("`{text}` is not a day")).hint("write `law diff WORK 2016-01-01 2020-01-01`")
    })
}

fn dated(text: &str) -> Result<(&str, Date), Failure> {
    let (work, date) = text.rsplit_once('@').ok_or_else(|| {
        Failure::usage(format!("`{text}` has no day")).hint("write `law diff WORK1@2016-01-01 WORK2@2020-01-01`")
    })?;
    Ok((work, day(date)?))
}

fn text(row: &Difference) -> String {
    let Difference { eid, change, before, after } = row;
    match change {
        Change::Changed => format!("{eid}: {}", marked(before, after)),
        Change::Added => format!("{eid}: {{+{after}+}}"),
        Change::Removed => format!("{eid}: [-{before}-]"),
        Change::Moved | Change::Renumbered => format!("{eid}: {} from `{before}` to `{after}`", change.name()),
    }
}
