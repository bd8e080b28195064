//! `probity law import`: texts of acts and tables of concordance into the library.

use crate::arguments::TextFormat;
use crate::failure::Failure;
use crate::law::{self, Moment};
use crate::terminal;
use crate::text;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use probity_commitments::date::Day;
use probity_commitments::law::library::shelf::{FileReport, REJECTS};
use probity_commitments::law::library::{Given, LanguageCode, Work};
use std::path::PathBuf;

/// `probity law import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Act files (JSON), Akoma Ntoso 3.0 (XML), pages of Adilet (HTML), records of ministries (JSON), plain text,
    /// `*.concordance.csv`
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The observatory; the library is its folder `law`
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// The instant that is recorded: `--known` sees what was imported until then [default: now]
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<Moment>,
    /// The work, for files that do not say it: a URI such as `/akn/kz/act/law/2015-11-18/410-v`
    #[arg(long, value_name = "URI")]
    pub work: Option<Work>,
    /// The language, for files that do not say it
    #[arg(long, value_name = "L")]
    pub lang: Option<LanguageCode>,
    /// The day from which the text is the text, for files that do not say it
    #[arg(long, value_name = "D")]
    pub date: Option<Date>,
    /// `text`, or `json` for a line a file with every diagnostic
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Runs the command.
pub fn run(arguments: &Import) -> Result<(), Failure> {
    let now = arguments.now.map_or_else(|| Ok(now()), Moment::first)?;
    let given = Given { work: arguments.work.clone(), language: arguments.lang.clone(), date: arguments.date.map(Day) };
    let mut files = Vec::new();
    for path in &arguments.files {
        files.push((path.display().to_string(), text::read_or_standard(path)?));
    }
    let planned = law::import(&arguments.dir, &files, &given, now)?;
    for report in &planned.reports {
        match arguments.format {
            TextFormat::Json => super::json(report)?,
            TextFormat::Text => {
                terminal::diagnostics(&report.diagnostics);
                terminal::line(&line(report));
            }
        }
    }
    let all = |count: fn(&FileReport) -> usize| planned.reports.iter().map(count).sum::<usize>();
    let (kept, rejected) = (all(|report| report.kept), all(|report| report.rejected));
    let rejects = arguments.dir.join("law").join(REJECTS);
    if rejected > 0 {
        terminal::note(&format!("rejected records and their reasons: {}", rejects.display()));
    }
    match (kept, rejected) {
        (0, 1..) => Err(Failure::input("nothing was imported, because every record was rejected")),
        _ => Ok(()),
    }
}

/// The system's clock.
#[allow(clippy::disallowed_methods, reason = "the program reads the clock, nothing below it")]
fn now() -> Timestamp {
    Timestamp::now()
}

fn line(report: &FileReport) -> String {
    match report.already {
        true => format!("{}: already imported; nothing changed", report.file),
        false => {
            let FileReport { file, read, kept, rejected, .. } = report;
            format!("{file}: read {read}, kept {kept}, rejected {rejected}")
        }
    }
}
