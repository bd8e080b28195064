//! `probity stats protect`: a table with its totals, what is disclosive withheld, and the attack that proves it.

use super::source;
use crate::failure::{Exit, Failure};
use crate::terminal;
use clap::Args;
use probity_core::Digest;
use probity_statistics::disclosure::{self, Method, Outcome, Protected, Spec, Table, report};
use std::path::{Path, PathBuf};

/// `probity stats protect`.
#[derive(Debug, Args)]
pub struct Protect {
    /// CSV of inner cells or of records
    #[arg(value_name = "TABLE")]
    pub table: PathBuf,
    /// What the table is, what is disclosive and how it is to be protected (TOML)
    #[arg(long, value_name = "SPEC")]
    pub spec: PathBuf,
    /// Directory for `table.csv`, `attack.csv` and `summary.json`; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Runs the command. A table of an earlier run must not pass for the result of one that failed.
pub fn run(arguments: &Protect) -> Result<(), Failure> {
    let done = protect(arguments);
    if done.is_err() {
        withdraw(arguments);
    }
    done
}

/// Removes what an earlier run published, unless it is the very table that was to be protected.
fn withdraw(arguments: &Protect) {
    let stale = arguments.out.join("table.csv");
    let input = fs_err::canonicalize(&arguments.table).ok();
    let Ok(found) = fs_err::canonicalize(&stale) else { return };
    if Some(found) == input {
        return;
    }
    terminal::note(&match fs_err::remove_file(&stale) {
        Ok(()) => format!("note: `{}` of an earlier run was removed", stale.display()),
        Err(error) => format!("warning: `{}` is of an earlier run: {error}", stale.display()),
    });
}

fn protect(arguments: &Protect) -> Result<(), Failure> {
    let failure = source::failure(&arguments.table);
    let spec = disclosure::parse(&arguments.spec.display().to_string(), &crate::text::read(&arguments.spec)?);
    let spec = spec.map_err(&failure)?;
    let rows = source::rows(&arguments.table)?;
    let table = disclosure::table(&rows, &spec).map_err(&failure)?;
    if spec.protection.method == Method::Round {
        return round(&arguments.out, &table, &spec);
    }
    let facts = facts(&arguments.spec, &spec)?;
    let protected = disclosure::protect(&table, &spec, &facts).map_err(&failure)?;
    write(&arguments.out, &table, &protected)
}

/// The known facts; their files are named from where the specification stands.
fn facts(spec: &Path, settings: &Spec) -> Result<Vec<disclosure::Fact>, Failure> {
    let beside = spec.parent().unwrap_or(Path::new("."));
    let mut facts = Vec::new();
    for file in &settings.known {
        let path = beside.join(file);
        facts.extend(disclosure::facts(&source::rows(&path)?).map_err(source::failure(&path))?);
    }
    Ok(facts)
}

fn write(out: &Path, table: &Table, protected: &Protected) -> Result<(), Failure> {
    let mut files = vec![("attack.csv", source::csv(&report::attack(table, protected))?)];
    files.push(("summary.json", json(&report::summary(table, protected))?));
    for line in &protected.open_lines {
        terminal::note(&format!(
            "note: on the line of `{line}` a lone contributor can compute its neighbour; there is no third cell to withhold"
        ));
    }
    if protected.outcome == Outcome::Exposed {
        source::write(out, &files)?;
        let exposed: Vec<&str> = protected.exposed.iter().take(10).map(String::as_str).collect();
        let message = format!(
            "{} of {} withheld cells can still be bounded too tightly: {}; no table was written",
            protected.exposed.len(),
            protected.bounds.len(),
            exposed.join(", ")
        );
        let hint =
            format!("see `{}`; allow more cells to be withheld or merge categories", out.join("attack.csv").display());
        return Err(Failure::new(Exit::Checks, message).hint(hint));
    }
    files.push(("table.csv", source::csv(&report::published(table, protected))?));
    source::write(out, &files)
}

fn json(value: &serde_json::Value) -> Result<Vec<u8>, Failure> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| Failure::input(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Rounding withholds nothing but small values; chance, where it is needed, is seeded from the table itself.
fn round(out: &Path, table: &Table, spec: &Spec) -> Result<(), Failure> {
    let values: Vec<String> = table.cells().iter().map(|cell| table.text(cell.value)).collect();
    let seed = Digest::of(values.join(",").as_bytes());
    let rounded = disclosure::round(table, spec, *seed.bytes()).map_err(source::failure(out))?;
    if !rounded.additive {
        terminal::note(
            "note: no additive rounding was found; every cell is rounded by itself and the table does not add up",
        );
    }
    let attack = report::rounded_attack(table, &rounded, spec.protection.suppress_below);
    source::write(
        out,
        &[
            ("attack.csv", source::csv(&attack)?),
            ("summary.json", json(&report::rounded_summary(table, &rounded))?),
            ("table.csv", source::csv(&report::rounded(table, &rounded))?),
        ],
    )
}
