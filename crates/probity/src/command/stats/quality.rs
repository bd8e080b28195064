//! `probity stats quality`: how good a file is, as data.

use super::files::{self, About};
use crate::failure::{Exit, Failure};
use crate::terminal;
use clap::Args;
use probity_core::{Diagnostic, Digest, canonical};
use probity_registers::legal::{Record, source_cell};
use probity_statistics::cube::Observation;
use probity_statistics::quality::{Reject, Subject, YEARS, report};
use std::path::PathBuf;

/// `probity stats quality`.
#[derive(Debug, Args)]
pub struct Quality {
    /// The file: a workbook or a text table
    pub file: PathBuf,
    /// An earlier vintage of the same data
    #[arg(long, value_name = "FILE")]
    pub reference: Option<PathBuf>,
    /// First year in which jumps are looked for
    #[arg(long, value_name = "YEAR", default_value_t = YEARS.0)]
    pub from: u16,
    /// Last year in which jumps are looked for
    #[arg(long, value_name = "YEAR", default_value_t = YEARS.1)]
    pub to: u16,
    /// What the file does not say
    #[command(flatten)]
    pub about: About,
}

/// Runs the command.
pub fn run(arguments: &Quality) -> Result<(), Failure> {
    let context = arguments.about.context()?;
    let (reading, records) = files::read(&arguments.file, &context)?;
    let reference = arguments.reference.as_deref().map(|path| files::read(path, &context)).transpose()?;
    let reference = reference.map(|(_, records)| observations(records));
    let rejects: Vec<Reject> = reading.report.rejects().map(reject).collect();
    let observations = observations(records);
    let judged = report(&Subject {
        layout: reading.layout.map_or("", |layout| layout.id()),
        rows: reading.report.read,
        release: reading.release.as_deref(),
        sha256: &Digest::of(&fs_err::read(&arguments.file)?).to_string(),
        observations: &observations,
        rejects: &rejects,
        reference: reference.as_deref(),
        years: (arguments.from, arguments.to),
    });
    let document = canonical::json(&judged.document).map_err(|error| Failure::input(error.to_string()))?;
    terminal::line(&document);
    match judged.failed.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(Exit::Checks, format!("these checks failed: {}", judged.failed.join(", ")))),
    }
}

fn observations(records: Vec<Record>) -> Vec<Observation> {
    records.into_iter().map(|record| record.observation).collect()
}

fn reject(diagnostic: &Diagnostic) -> Reject {
    Reject {
        cell: source_cell(&diagnostic.place),
        rule: diagnostic.code.clone(),
        text: diagnostic.found.clone().unwrap_or_default(),
    }
}
