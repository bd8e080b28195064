//! `probity procurement goszakup`: saved answers of Kazakhstan's portal in, releases of OCDS 1.1 out.

// A diagnostic is large because it explains itself; it is the rare case.
#![allow(clippy::result_large_err)]

use crate::failure::Failure;
use crate::stdout;
use crate::terminal;
use clap::Args;
use probity_procurement::goszakup::{Codes, Converted, Debarment, People, convert};
use std::io::Write;
use std::path::{Path, PathBuf};

/// `probity procurement goszakup`.
#[derive(Debug, Args)]
pub struct Goszakup {
    /// Answers of GraphQL, pages of REST, arrays or lines of objects, in any order, `-` for standard input; `.gz` and `.zst`
    /// too
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Key of random bytes (16 or more) under which numbers of natural persons become hashes; without it they are numbered
    /// within each announcement
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Write the register of unfair suppliers as CSV: `id,name,from,to,source,number`
    #[arg(long, value_name = "FILE")]
    pub debarments: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Goszakup) -> Result<(), Failure> {
    let people = match &arguments.key {
        Some(path) => key(path)?,
        None => People::default(),
    };
    let codes = Codes::own().map_err(|error| Failure::input(error.to_string()))?;
    let mut said = Vec::new();
    let mut texts = Vec::new();
    for path in &arguments.files {
        texts.push(super::merge::read(path, &mut said)?);
    }
    let converted = convert(&texts, &codes, &people);
    said.extend_from_slice(&converted.said);
    if let Some(path) = &arguments.debarments {
        write(path, &converted.debarments)?;
    } else if !converted.debarments.is_empty() {
        let read = match converted.debarments.len() {
            1 => "1 entry of the register of unfair suppliers was read; `--debarments FILE` keeps it".to_owned(),
            count => {
                format!("{count} entries of the register of unfair suppliers were read; `--debarments FILE` keeps them")
            }
        };
        terminal::note(&read);
    }
    let mut out = stdout::open();
    for line in &converted.releases {
        if out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")).is_err() {
            break;
        }
    }
    let _ = out.flush();
    ended(&converted, texts.len(), said)
}

fn ended(converted: &Converted, files: usize, said: Vec<probity_core::Diagnostic>) -> Result<(), Failure> {
    let Some(file) = converted.unreadable.first() else {
        terminal::diagnostics(&said);
        return Ok(());
    };
    let more = match converted.unreadable.len() {
        1 => String::new(),
        unread if unread == files => format!(", nor of the other files ({unread} in all)"),
        2 => ", nor of another file".to_owned(),
        unread => format!(", nor of {} other files", unread - 1),
    };
    let nothing = converted.releases.is_empty() && converted.debarments.is_empty();
    let rest = if nothing { "nothing could be converted" } else { "what could be was converted" };
    Err(Failure::input(format!("nothing of `{file}` could be read{more}; {rest}"))
        .hint("save the portal's answer as JSON and try again")
        .diagnostics(said))
}

fn key(path: &Path) -> Result<People, Failure> {
    let bytes = fs_err::read(path).map_err(|error| Failure::missing(error.to_string()))?;
    People::keyed(&bytes).map_err(|error| {
        Failure::usage(format!("`{}`: {error}", path.display())).hint("`head -c 32 /dev/urandom > FILE` makes one")
    })
}

fn write(path: &Path, debarments: &[Debarment]) -> Result<(), Failure> {
    let failed = |error: csv::Error| Failure::input(format!("`{}` cannot be written: {error}", path.display()));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(Debarment::HEADER).map_err(failed)?;
    for debarment in debarments {
        writer.write_record(debarment.row()).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    // A name alone has an empty parent, which is no directory.
    probity_registers::replace(&Path::new(".").join(path), &bytes)?;
    Ok(())
}
