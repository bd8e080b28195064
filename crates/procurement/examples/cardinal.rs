//! The compat commands alone, without the rest of the program: for measuring and for comparing with Cardinal, because it
//! builds in a tenth of the time. `indicators SETTINGS FILE…`, `maps SETTINGS FILE…`, `prepare SETTINGS FILE`,
//! `coverage FILE`; `-` for no settings.
#![allow(clippy::print_stderr)] // It is a program for people at a terminal.

use probity_procurement::compat::{Indicators, Settings, coverage, prepare};
use std::error::Error;
use std::io::{BufWriter, Write};

// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn settings(path: &str) -> Result<Settings, Box<dyn Error>> {
    if path == "-" {
        return Ok(Settings::default());
    }
    Settings::parse(&fs_err::read_to_string(path)?).map_err(Into::into)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    match words.as_slice() {
        [command @ ("indicators" | "maps"), path, files @ ..] => {
            let settings = settings(path)?;
            let mut indicators = Indicators::new(&settings, *command == "maps");
            for file in files {
                for note in indicators.read(fs_err::File::open(file)?)?.kept {
                    eprintln!("{file}:{}:{}: {}", note.line, note.column, note.what);
                }
            }
            indicators.write(&mut out)?;
        }
        ["prepare", path, file] => {
            let settings = settings(path)?;
            let errors = std::io::stderr().lock();
            prepare(&settings.preparation, fs_err::File::open(file)?, &mut out, &mut BufWriter::new(errors))?;
        }
        ["coverage", file] => {
            let (counts, _) = coverage(fs_err::File::open(file)?)?;
            serde_json::to_writer(&mut out, &counts)?;
            writeln!(out)?;
        }
        _ => return Err("indicators|maps SETTINGS FILE…, prepare SETTINGS FILE, coverage FILE".into()),
    }
    out.flush()?;
    Ok(())
}
