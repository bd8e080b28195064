//! `probity procurement prepare`: releases corrected and completed, and what a person should look at.

use super::compat::{self, Peer};
use crate::failure::Failure;
use clap::Args;
use fs_err::File;
use probity_procurement::compat::prepare;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::PathBuf;

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
    /// Where the rows about quality go (line, ocid, path, indexes, value, problem); standard error without it
    #[arg(long, value_name = "CSV")]
    pub errors: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Prepare) -> Result<(), Failure> {
    let settings = compat::read_settings(arguments.settings.as_deref())?;
    let source = compat::source(&arguments.file)?;
    let errors: Box<dyn Write> = match &arguments.errors {
        Some(path) => Box::new(File::create(path)?),
        None => Box::new(std::io::stderr()),
    };
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    match prepare(&settings.preparation, source, &mut out, &mut BufWriter::new(errors)) {
        Ok(notes) => compat::say(&arguments.file, &notes),
        // A reader that went away ends the work and is no error.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => return Err(compat::unreadable(&arguments.file, &error)),
    }
    Ok(())
}
