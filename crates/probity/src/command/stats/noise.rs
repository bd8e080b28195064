//! `probity stats noise`: the cell-key method. The table of probabilities, and with records the noisy table that may be
//! published, the audit that may not, and what the noise costs.

use super::source;
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use probity_statistics::disclosure::noise::{self, report};
use std::path::{Path, PathBuf};

/// `probity stats noise`.
#[derive(Debug, Args)]
pub struct Noise {
    /// How large the noise may be, and which columns of the records matter (TOML)
    #[arg(long, value_name = "SPEC")]
    pub ptable: PathBuf,
    /// CSV of records, one row a contributor
    #[arg(long, value_name = "FILE")]
    pub cube: Option<PathBuf>,
    /// The secret from which record keys are derived (with `record_id`)
    #[arg(long, value_name = "FILE", requires = "cube")]
    pub key: Option<PathBuf>,
    /// Directory for `ptable.csv` and, with `--cube`, `noisy.csv`, `audit.csv`, `utility.csv`; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Noise) -> Result<(), Failure> {
    let failure = source::failure(&arguments.ptable);
    let text = crate::text::read(&arguments.ptable)?;
    let spec = noise::parse(&arguments.ptable.display().to_string(), &text).map_err(&failure)?;
    let table = noise::ptable(&spec).map_err(&failure)?;
    let mut files = vec![("ptable.csv", source::csv(&report::ptable(&table))?)];
    if let Some(path) = &arguments.cube {
        let Some(columns) = &spec.cube else {
            return Err(Failure::usage(format!("`{}` has no [cube]; --cube needs it", arguments.ptable.display())));
        };
        let secret = arguments.key.as_deref().map(secret).transpose()?;
        let rows = source::rows(path)?;
        let cells = noise::noisy(&rows, columns, &table, secret.as_deref()).map_err(source::failure(path))?;
        files.push(("noisy.csv", source::csv(&report::noisy(&columns.dimensions, &cells))?));
        files.push(("audit.csv", source::csv(&report::audit(&cells))?));
        files.push(("utility.csv", source::csv(&report::utility(&cells))?));
        terminal::note(
            "note: totals have noise of their own: the published counts do not add up; `audit.csv` is internal",
        );
    }
    source::write(&arguments.out, &files)
}

/// The bytes of the key. Noise under an empty one can be taken off again by everybody.
fn secret(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = fs_err::read(path)?;
    if bytes.is_empty() {
        let failure = Failure::input(format!("the key `{}` is empty; nothing was written", path.display()));
        return Err(failure.hint("make one, such as: head -c 32 /dev/urandom > noise.key"));
    }
    Ok(bytes)
}
