//! Cardinal's commands under our roof: the same settings files, the same JSON, the same lines and rows. What its own
//! programs get wrong is listed where it is computed, in `probity_procurement::compat`.

use super::append::{Appended, append};
use crate::failure::Failure;
use crate::stdout;
use crate::terminal;
use clap::ValueEnum;
use fs_err::File;
use jiff::Timestamp;
use probity_core::Diagnostic;
use probity_procurement::compat::{Indicators, Notes, Settings};
use probity_registers::Input;
use std::io::{self, Read, Write};
use std::path::Path;

/// Whose answers are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Peer {
    /// cardinal-rs 0.0.8 of the Open Contracting Partnership
    Cardinal,
}

/// Where Cardinal's answer goes.
#[derive(Debug, Clone, Copy)]
pub enum To<'a> {
    /// JSON on standard output, with or without the maps.
    Json { map: bool },
    /// Rows that are added to a table, made at an instant.
    Table { path: &'a Path, at: Timestamp },
}

/// `flags --compat cardinal`: Cardinal's JSON on standard output, or rows in a table.
pub fn flags(files: &[impl AsRef<Path>], settings: Option<&Path>, to: To<'_>) -> Result<(), Failure> {
    let settings = read_settings(settings)?;
    let mut indicators = Indicators::new(&settings, !matches!(to, To::Json { map: false }));
    for file in files {
        let file = file.as_ref();
        let notes = indicators.read(source(file)?).map_err(|error| broken_off(file, &error, "nothing was answered"))?;
        say(file, &notes);
    }
    if let Some((bids, currency)) = indicators.other_currency() {
        let bids = if bids == 1 { "1 bid was".to_owned() } else { format!("{bids} bids were") };
        terminal::note(&format!("warning: {bids} not compared, because the currency of comparisons is {currency}"));
    }
    match to {
        To::Json { .. } => {
            let mut out = stdout::open();
            let _ = indicators.write(&mut out).and_then(|()| out.flush());
        }
        To::Table { path, at } => {
            let Appended { kept, added } = append(path, &indicators, at)?;
            terminal::note(&format!("`{}`: {kept} rows kept, {added} added", path.display()));
        }
    }
    Ok(())
}

/// Settings of Cardinal; none without a file.
pub fn read_settings(path: Option<&Path>) -> Result<Settings, Failure> {
    let Some(path) = path else { return Ok(Settings::default()) };
    let bytes = fs_err::read(path)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::usage(format!("`{}` is not UTF-8", path.display())).hint("save it as UTF-8"))?;
    let settings = Settings::parse(&text).map_err(|error| {
        Failure::usage(format!("{}:{}: {}", path.display(), error.line, error.message)).hint(error.hint)
    })?;
    for warning in settings.warnings() {
        terminal::note(&format!("warning: {}: {warning}", path.display()));
    }
    Ok(settings)
}

/// A file, or standard input for `-`. What cannot be opened is told as by `flags`, which copies what comes through a pipe;
/// here it is read once, and as it comes.
pub fn source(path: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    match File::open(path) {
        Ok(file) if !path.is_dir() => Ok(Box::new(file)),
        _ => {
            let fault = Input::open(path).err().into_iter().collect();
            Err(Failure::input("nothing was read and nothing written").diagnostics(fault))
        }
    }
}

/// The file cannot be read to its end; `outcome` is what that means for the answer.
pub fn broken_off(path: &Path, error: &io::Error, outcome: &str) -> Failure {
    let (name, error) = (path.display().to_string(), error.to_string());
    let fault = Diagnostic::error("unreadable", &name, format!("the file cannot be read to its end: {error}"));
    let packed = error.starts_with("the packed file");
    let again = "download or copy it again; `gzip -t` or `zstd -t` says whether it is whole";
    Failure::input(outcome).diagnostics(vec![if packed { fault.hint(again) } else { fault }])
}

/// Says what was passed over in a file.
pub fn say(path: &Path, notes: &Notes) {
    for note in &notes.kept {
        let column = if note.column == 0 { String::new() } else { format!("{}:", note.column) };
        terminal::note(&format!("warning: {}:{}:{column} {}", path.display(), note.line, note.what));
    }
    let more = notes.count.saturating_sub(notes.kept.len() as u64);
    if more > 0 {
        terminal::note(&format!("warning: … and {more} more"));
    }
    if notes.passed_over > 0 {
        terminal::note(&format!("{}: {} of {} lines passed over", path.display(), notes.passed_over, notes.lines));
    }
}
