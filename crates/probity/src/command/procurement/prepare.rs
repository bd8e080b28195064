//! `probity procurement prepare`: releases corrected and completed, and what a person should look at.

use super::compat::{self, Peer};
use crate::failure::Failure;
use crate::stdout;
use clap::Args;
use fs_err::File;
use probity_procurement::compat::prepare;
use std::cell::Cell;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// `probity procurement prepare`.
#[derive(Debug, Args)]
pub struct Prepare {
    /// Releases, one a line; plain, `.gz` or `.zst`; `-` for standard input
    pub file: PathBuf,
    /// Whose corrections: Cardinal's
    #[arg(long, value_enum, default_value_t = Peer::Cardinal)]
    pub compat: Peer,
    /// Cardinal's settings (INI)
    #[arg(long, value_name = "INI")]
    pub settings: Option<PathBuf>,
    /// Where the rows about quality go (line, ocid, path, indexes, value, problem); standard error without it, or for `-`
    #[arg(long, value_name = "CSV")]
    pub errors: Option<PathBuf>,
}

/// The file of the rows, and whether it cannot be written, which is no fault of what is read.
struct Rows<'b> {
    file: File,
    broken: &'b Cell<bool>,
}

impl Write for Rows<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).inspect_err(|_| self.broken.set(true))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Runs the command.
pub fn run(arguments: &Prepare) -> Result<(), Failure> {
    let settings = compat::read_settings(arguments.settings.as_deref())?;
    let source = compat::source(&arguments.file)?;
    let broken = Cell::new(false);
    let errors: Box<dyn Write + '_> = match arguments.errors.as_deref() {
        Some(path) if path != Path::new("-") => Box::new(Rows { file: File::create(path)?, broken: &broken }),
        _ => Box::new(std::io::stderr()),
    };
    let mut out = stdout::open();
    match prepare(&settings.preparation, source, &mut out, &mut BufWriter::new(errors)) {
        Ok(notes) => compat::say(&arguments.file, &notes),
        Err(error) if error.kind() == ErrorKind::BrokenPipe || stdout::refused().is_some() => {}
        Err(error) if broken.get() => {
            let message = format!("the rows about quality cannot be written: {error}");
            return Err(Failure::input(message).hint("make room, or name a file somewhere else"));
        }
        Err(error) => {
            return Err(compat::broken_off(&arguments.file, &error, "what was written ends before the file does"));
        }
    }
    Ok(())
}
