//! `probity procurement merge`: releases of many files in, one merged release a process out.

// A diagnostic is large because it explains itself; it is the rare case.
#![allow(clippy::result_large_err)]

use crate::failure::Failure;
use crate::stdout;
use crate::terminal;
use clap::{Args, ValueEnum};
use probity_procurement::json::documents::Text;
use probity_procurement::merge::{Batch, Options, Output, Rules, Sort, Strategy, derive};
use probity_registers::Input;
use std::io::Write;
use std::path::{Path, PathBuf};

/// `probity procurement merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// Files to read: packages, records, releases, arrays or lines of them; `.gz` and `.zst` too
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Give versioned releases: every value with the release that gave it
    #[arg(long)]
    pub versioned: bool,
    /// Take the rules of this release schema instead of those of OCDS
    #[arg(long, value_name = "FILE")]
    pub schema: Option<PathBuf>,
    /// Never match the objects of this array (`tender/items`); each is new
    #[arg(long, value_name = "PATH")]
    pub append: Vec<String>,
    /// Match the objects of this array by their position
    #[arg(long, value_name = "PATH")]
    pub by_position: Vec<String>,
    /// What releases are sorted by: the text of their date, as the standard has it, or the instant it names
    #[arg(long, value_enum, default_value_t = By::Date)]
    pub sort: By,
    /// Merge into the compiled (or versioned) releases of this file, which come out first
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
}

/// What releases are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// The text of the date.
    Date,
    /// The instant.
    Instant,
}

/// Runs the command.
pub fn run(arguments: &Merge) -> Result<(), Failure> {
    let options = options(arguments)?;
    let mut said = Vec::new();
    let mut texts = Vec::new();
    for path in arguments.into.iter().chain(&arguments.files) {
        let text = Input::open(path).and_then(|input| Text::read(&input, &mut said));
        texts.push(text.map_err(|fault| unreadable(path).diagnostics(vec![fault]))?);
    }
    let batch = Batch::gather(&texts, usize::from(arguments.into.is_some()), &options);
    said.extend_from_slice(batch.faults());
    let mut out = stdout::open();
    let mut lost = 0;
    let _ = batch.merge(|line, mut about| {
        said.append(&mut about);
        match line {
            Some(line) => out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")),
            None => {
                lost += 1;
                Ok(())
            }
        }
    });
    let _ = out.flush();
    let number = |file: &str| texts.iter().position(|text| text.name == file);
    said.sort_by_cached_key(|own| (number(&own.file), own.place.row, own.place.column));
    if !said.iter().any(probity_core::Diagnostic::is_error) {
        terminal::diagnostics(&said);
        return Ok(());
    }
    let message = format!("{lost} of {} processes cannot be merged; the others are complete", batch.len());
    let message =
        if lost == 0 { "a part of the input cannot be read; the rest was merged".to_owned() } else { message };
    Err(Failure::input(message).diagnostics(said))
}

fn options(arguments: &Merge) -> Result<Options, Failure> {
    let listed = |rules: Result<Rules, _>| rules.map_err(|error| Failure::input(format!("{error}")));
    let mut rules = match &arguments.schema {
        Some(path) => schema(path)?,
        None => listed(Rules::ocds_1_1())?,
    };
    let mut old = if arguments.schema.is_some() { rules.clone() } else { listed(Rules::ocds_1_0())? };
    if let Some(both) = arguments.append.iter().find(|path| arguments.by_position.contains(path)) {
        let message = format!("`{both}` is named by `--append` and by `--by-position`");
        return Err(Failure::usage(message).hint("an array is matched in one way: name it once"));
    }
    let overrides = [(&arguments.append, Strategy::Append), (&arguments.by_position, Strategy::ByPosition)];
    for (paths, strategy) in overrides {
        for path in paths {
            let path = if path.contains('/') { path.clone() } else { path.replace('.', "/") };
            [&mut rules, &mut old].into_iter().for_each(|rules| rules.match_by(&path, strategy));
        }
    }
    let output = if arguments.versioned { Output::Versioned } else { Output::Compiled };
    let sort = if arguments.sort == By::Instant { Sort::Instant } else { Sort::Date };
    Ok(Options { output, sort, rules, old })
}

fn schema(path: &Path) -> Result<Rules, Failure> {
    let mut faults = Vec::new();
    let text = Input::open(path).and_then(|input| Text::read(&input, &mut faults));
    let text = text.map_err(|fault| unreadable(path).diagnostics(vec![fault]))?;
    let wrong = |what: String, hint: &str| Failure::input(format!("`{}`: {what}", path.display())).hint(hint);
    let schema = serde_json::from_str(&text.text)
        .map_err(|error| wrong(format!("the schema is not JSON: {error}"), "download it again"))?;
    let list = derive(&schema, "").map_err(|error| wrong(error.to_string(), error.remedy()))?;
    Ok(Rules::from(&list))
}

fn unreadable(path: &Path) -> Failure {
    Failure::input(format!("`{}` cannot be used; nothing was written", path.display()))
}
