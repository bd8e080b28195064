//! `probity commitments load`: a file of records into the log, all or none.

use super::append::{How, append};
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::terminal;
use crate::text;
use clap::Args;
use probity_commitments::record::Kind;
use probity_commitments::record::load::{Form, is_uhri, read, read_uhri};
use probity_registers::perception::countries;
use std::path::{Path, PathBuf};

/// `probity commitments load`.
#[derive(Debug, Args)]
pub struct Load {
    /// The records: TOML, JSON of the same tree, CSV of one kind, or entries of the UN's index of recommendations (UHRI, JSON)
    pub file: PathBuf,
    /// The kind of a CSV: recommendation, measure or evidence
    #[arg(long, value_parser = kind)]
    pub kind: Option<Kind>,
    #[command(flatten)]
    pub how: How,
}

/// Runs the command.
pub fn run(arguments: &Load) -> Result<(), Failure> {
    let ledger = Ledger::open(&arguments.how.dir)?;
    let form = form(&arguments.file, arguments.kind)?;
    let file = arguments.file.display().to_string();
    let text = text::read(&arguments.file)?;
    let wrong = |wrong| Failure::input("nothing was recorded").diagnostics(wrong).all();
    if matches!(form, Form::Json) && is_uhri(&text) {
        let read = read_uhri(&file, &text, &country).map_err(wrong)?;
        terminal::diagnostics(&read.warnings);
        let notes = read.notes();
        return append(&ledger, read.entries, &arguments.how, notes);
    }
    append(&ledger, read(&file, &text, form).map_err(wrong)?, &arguments.how, Vec::new())
}

/// A country of the index by its name or its two letters.
fn country(name: &str) -> Option<String> {
    let known = countries();
    known.by_name(name).or_else(|| known.by_iso2(name)).map(|country| country.iso2.clone())
}

/// How the file is written, by its name.
fn form(file: &Path, kind: Option<Kind>) -> Result<Form, Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let shown = file.display();
    match (plain.rsplit_once('.').map_or("", |(_, extension)| extension), kind) {
        ("toml", None) => Ok(Form::Toml),
        ("json" | "jsonl", None) => Ok(Form::Json),
        ("csv", Some(kind)) => Ok(Form::Csv(kind)),
        ("csv", None) => {
            Err(Failure::usage(format!("`{shown}` is a table, and a table does not say what its rows are"))
                .hint("give --kind recommendation, measure or evidence"))
        }
        ("toml" | "json" | "jsonl", Some(_)) => {
            Err(Failure::usage(format!("`{shown}` says itself what its records are")).hint("leave out --kind"))
        }
        _ => Err(Failure::usage(format!("`{shown}` is neither .toml, .json nor .csv"))
            .hint("rename the file after what it is")),
    }
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::named(name).ok_or_else(|| format!("`{name}` is not a kind of record"))
}
