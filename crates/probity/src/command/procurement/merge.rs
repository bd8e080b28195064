//! `probity procurement merge`: releases of many files in, one merged release a process out.

// A diagnostic is large because it explains itself; it is the rare case.
#![allow(clippy::result_large_err)]

use crate::failure::Failure;
use crate::stdout;
use crate::terminal;
use clap::{Args, ValueEnum};
use probity_core::Diagnostic;
use probity_procurement::json::documents::Text;
use probity_procurement::merge::{Batch, Options, Output, Rules, Sort, Strategy, derive};
use probity_registers::Input;
use std::io::Write;
use std::path::{Path, PathBuf};

/// `probity procurement merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// Files to read, `-` for standard input: packages, records, releases, arrays or lines of them; `.gz` and `.zst` too
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
        texts.push(read(path, &mut said)?);
    }
    let batch = Batch::gather(&texts, usize::from(arguments.into.is_some()), &options);
    said.extend_from_slice(batch.faults());
    let mut out = stdout::open();
    let mut tally = Tally::of(&said);
    let _ = batch.merge(|line, mut about| {
        tally.process(line.is_some(), &about);
        said.append(&mut about);
        line.map_or(Ok(()), |line| out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")))
    });
    let _ = out.flush();
    let number = |file: &str| texts.iter().position(|text| text.name == file);
    said.sort_by_cached_key(|own| (number(&own.file), own.place.row, own.place.column));
    if !said.iter().any(Diagnostic::is_error) {
        terminal::diagnostics(&said);
        return Ok(());
    }
    Err(Failure::input(tally.message()).diagnostics(said))
}

/// What was merged, and what was lost on the way.
#[derive(Debug, Default)]
struct Tally {
    /// Lines or documents that are no JSON.
    unread: usize,
    /// Those that are, but no release of a process.
    unused: usize,
    /// Processes with releases that can be read, which cannot be merged.
    lost: usize,
    merged: usize,
}

impl Tally {
    /// What was lost before any process was merged.
    fn of(said: &[Diagnostic]) -> Self {
        let errors = said.iter().filter(|fault| fault.is_error()).count();
        let unread = said.iter().filter(|fault| is_unread(fault)).count();
        Self { unread, unused: errors - unread, ..Self::default() }
    }

    /// Counts a process, with what was said about it.
    fn process(&mut self, merged: bool, said: &[Diagnostic]) {
        let unread = said.iter().filter(|fault| is_unread(fault)).count();
        self.unread += unread;
        self.merged += usize::from(merged);
        // Where no release of a process can be read, there is no process but broken lines.
        self.lost += usize::from(!merged && (unread == 0 || unread < said.len()));
    }

    fn message(&self) -> String {
        let of = |count, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let parts = [
            (self.unread, of(self.unread, "line or document", "lines or documents") + " cannot be read"),
            (self.unused, of(self.unused, "part", "parts") + " of the input cannot be used"),
            (
                self.lost,
                format!("{} of {} cannot be merged", self.lost, of(self.lost + self.merged, "process", "processes")),
            ),
        ];
        let lost: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect();
        let rest = if self.merged > 0 { "the rest was merged" } else { "nothing could be merged" };
        format!("{}; {rest}", lost.join(", "))
    }
}

/// Whether a text could not be read as JSON at all.
fn is_unread(fault: &Diagnostic) -> bool {
    fault.is_error() && matches!(fault.code.as_str(), "json" | "encoding")
}

/// The text of a file, or of standard input for `-`.
pub(super) fn read(path: &Path, said: &mut Vec<Diagnostic>) -> Result<Text, Failure> {
    let input = match path == Path::new("-") {
        true => Input::stream("-", std::io::stdin().lock()),
        false => Input::open(path),
    };
    let text = input.and_then(|input| Text::read(&input, said));
    text.map_err(|fault| {
        Failure::input(format!("`{}` cannot be used; nothing was written", path.display())).diagnostics(vec![fault])
    })
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
    let text = read(path, &mut Vec::new())?;
    let wrong = |what: String, hint: &str| Failure::input(format!("`{}`: {what}", path.display())).hint(hint);
    let schema = serde_json::from_str(&text.text)
        .map_err(|error| wrong(format!("the schema is not JSON: {error}"), "download it again"))?;
    let list = derive(&schema, "").map_err(|error| wrong(error.to_string(), error.remedy()))?;
    Ok(Rules::from(&list))
}
