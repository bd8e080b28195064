//! `probity procurement changes`: which answers two runs of the flags do not share, and why each changed.

use crate::failure::Failure;
use crate::{stdout, terminal};
use clap::Args;
use probity_core::canonical;
use probity_procurement::changes::{Change, ChangesError, Difference, Folder, Said, Summary, Why, compare};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// `probity procurement changes`.
#[derive(Debug, Args)]
pub struct Changes {
    /// Folder that the earlier `probity procurement flags` wrote
    pub earlier: PathBuf,
    /// Folder of the later one
    pub later: PathBuf,
    /// Where `changes.csv` and `calibrations.csv` go [default: changes to standard output]
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// The columns.
const COLUMNS: [&str; 12] = [
    "ocid",
    "subject_type",
    "subject",
    "code",
    "earlier",
    "later",
    "value_earlier",
    "value_later",
    "reason_earlier",
    "reason_later",
    "why",
    "what",
];

/// Runs the command.
pub fn run(arguments: &Changes) -> Result<(), Failure> {
    let (earlier, later) = (open(&arguments.earlier)?, open(&arguments.later)?);
    let working = terminal::working("comparing findings");
    let summary = match arguments.out.as_deref() {
        Some(folder) => {
            fs_err::create_dir_all(folder)?;
            let (changes, summary) = table(probity_registers::temporary(folder)?, &earlier, &later).map_err(failed)?;
            let calibrations = calibrations(probity_registers::temporary(folder)?, &earlier, &later)?;
            name(changes, &folder.join("changes.csv"))?;
            name(calibrations, &folder.join("calibrations.csv"))?;
            summary
        }
        None => match table(stdout::open(), &earlier, &later) {
            Ok((mut out, summary)) => {
                let _ = out.flush();
                summary
            }
            // What standard output does not take is told at the end; a reader that went away wants no more.
            Err(ChangesError::Io(error))
                if error.kind() == io::ErrorKind::BrokenPipe || stdout::refused().is_some() =>
            {
                return Ok(());
            }
            Err(error) => return Err(failed(error)),
        },
    };
    drop(working);
    terminal::note(&told(&summary));
    Ok(())
}

fn open(folder: &Path) -> Result<Folder, Failure> {
    Folder::open(folder).map_err(failed)
}

fn failed(error: ChangesError) -> Failure {
    let failure = Failure::input(error.to_string());
    match error {
        ChangesError::NoFindings { folder, .. } => {
            failure.hint(format!("`probity procurement flags FILE… --out {folder}` writes them"))
        }
        ChangesError::Layout { .. } | ChangesError::Table(_) => {
            failure.hint("make the findings again: `probity procurement flags FILE… --out DIR`")
        }
        ChangesError::Io(_) => failure,
    }
}

fn name(file: NamedTempFile, path: &Path) -> Result<(), Failure> {
    file.persist(path).map(drop).map_err(|error| Failure::input(format!("`{}`: {}", path.display(), error.error)))
}

fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).buffer_capacity(1 << 20).from_writer(out)
}

/// Writes `changes.csv`.
fn table<W: Write>(out: W, earlier: &Folder, later: &Folder) -> Result<(W, Summary), ChangesError> {
    let mut csv = writer(out);
    csv.write_record(COLUMNS).map_err(unwrapped)?;
    let summary = compare(earlier, later, |change| row(&mut csv, change))?;
    let out = csv.into_inner().map_err(|error| error.into_error())?;
    Ok((out, summary))
}

fn row<W: Write>(csv: &mut csv::Writer<W>, change: &Change<'_>) -> io::Result<()> {
    let text = |said: Option<Said<'_>>| said.map(|said| canonical::optional(said.value)).unwrap_or_default();
    let state = |said: &Option<Said<'_>>| said.map_or("", |said| said.state).to_owned();
    let reason = |said: &Option<Said<'_>>| said.map_or("", |said| said.reason).to_owned();
    let Change { key: [ocid, kind, subject, code], earlier, later, why, what } = change;
    let row = [
        *ocid,
        *kind,
        *subject,
        *code,
        &state(earlier),
        &state(later),
        &text(*earlier),
        &text(*later),
        &reason(earlier),
        &reason(later),
        why.word(),
        what,
    ];
    csv.write_record(row).map_err(unwrapped)
}

/// The error itself, so that a reader that went away is known as such.
fn unwrapped(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Writes `calibrations.csv`.
fn calibrations(out: NamedTempFile, earlier: &Folder, later: &Folder) -> Result<NamedTempFile, Failure> {
    let mut csv = writer(out);
    csv.write_record(["code", "earlier", "later"]).map_err(io::Error::from)?;
    for moved in Difference::between(&earlier.manifest, &later.manifest).calibrations() {
        csv.write_record([&moved.code, &moved.earlier, &moved.later]).map_err(io::Error::from)?;
    }
    Ok(csv.into_inner().map_err(|error| error.into_error())?)
}

/// `12 flags raised (8 calibration, 4 new_subject), none withdrawn, 3 other changes (3 data)`.
fn told(summary: &Summary) -> String {
    let by_why = |counts: &BTreeMap<Why, u64>| {
        let all: u64 = counts.values().sum();
        let parts: Vec<String> = counts.iter().map(|(why, count)| format!("{count} {why}")).collect();
        (all, if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) })
    };
    let (raised, withdrawn, others) = (by_why(&summary.raised), by_why(&summary.withdrawn), by_why(&summary.others));
    format!(
        "flags raised: {}{}; withdrawn: {}{}; other changes: {}{}",
        raised.0, raised.1, withdrawn.0, withdrawn.1, others.0, others.1
    )
}
