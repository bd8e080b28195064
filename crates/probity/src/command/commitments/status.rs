//! `probity commitments status`: what the organ last said about every recommendation, or the analyst about every measure,
//! as of a day and as it was known on a day.

use super::asked::Asked;
use crate::evidence::Now;
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::output::{Format, Table};
use crate::terminal;
use clap::Args;
use probity_commitments::record::party::Role;
use probity_commitments::view::{NotFound, View, measures, status};
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;

/// `probity commitments status`.
#[derive(Debug, Args)]
pub struct Status {
    #[command(flatten)]
    asked: Asked,
    /// Only this evaluation: its id, its reference in any spelling, or the reference of one of its reports
    #[arg(long, value_name = "REF")]
    evaluation: Option<String>,
    /// Measures instead of recommendations
    #[arg(long)]
    measures: bool,
    /// Only what this role may read: reports from their authorisation or publication, evidence by its visibility [default:
    /// everything]
    #[arg(long = "as", value_name = "ROLE", value_parser = role)]
    role: Option<Role>,
    /// Format of the table. `json` adds parts, history, reasons for review and a summary: an object for one evaluation, a
    /// list for several
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

/// A role as records write it.
pub(super) fn role(text: &str) -> Result<Role, String> {
    Role::deserialize(text.into_deserializer()).map_err(|error: serde::de::value::Error| error.to_string())
}

/// Runs the command.
pub fn run(arguments: &Status) -> Result<(), Failure> {
    let ledger = Ledger::open(&arguments.asked.dir)?;
    let known = arguments.asked.known;
    let fold = ledger.replay(known, |_, _| {})?;
    let now = Now::of(ledger.observatory(), fold.state(), known)?;
    let view = View::new(fold.state(), arguments.asked.day(), arguments.role, &now);
    let one = arguments.evaluation.as_ref().map(|name| view.find(name)).transpose().map_err(not_found)?;
    let evaluations = one.map(|id| vec![id]);
    let evaluations = evaluations.as_deref();
    let bytes = match arguments.measures {
        true => {
            let found = measures(&view, evaluations, known);
            match arguments.format {
                Format::Json => line(found.json().map_err(unwritten)?),
                format => Table::of("measures", &found.cells().map_err(unwritten)?).contents(format)?,
            }
        }
        false => {
            let found = status(&view, evaluations, known);
            match arguments.format {
                Format::Json => line(found.json().map_err(unwritten)?),
                format => Table::of("status", &found.cells().map_err(unwritten)?).contents(format)?,
            }
        }
    };
    terminal::data(&bytes);
    Ok(())
}

fn line(mut text: String) -> Vec<u8> {
    text.push('\n');
    text.into_bytes()
}

/// No such evaluation.
pub(super) fn not_found(error: NotFound) -> Failure {
    let hint = match &error {
        NotFound::None { known, .. } if known.is_empty() => {
            "none is recorded, or none was by the day of `--known` or `--at`".to_owned()
        }
        NotFound::None { known, .. } => format!("the evaluations are `{}`", known.join("`, `")),
        NotFound::Several { .. } => "give the id of one".to_owned(),
    };
    Failure::missing(error.to_string()).hint(hint)
}

/// Rows that could not be written.
pub(super) fn unwritten(error: impl std::fmt::Display) -> Failure {
    Failure::input(error.to_string())
}
