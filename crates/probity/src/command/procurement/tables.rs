//! `probity procurement tables`: Open Contracting data as tables of a star schema, in Parquet.

use super::flags::{Policy, failed, note_rejects, open, threads};
use super::manifest::digests;
use super::settings::Chosen;
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use probity_procurement::run::Options;
use probity_procurement::source::file_names;
use probity_procurement::star::{Star, tables};
use probity_registers::Input;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// `probity procurement tables`.
#[derive(Debug, Args)]
pub struct Tables {
    /// Files to read: release and record packages, releases, arrays or lines of them; `.gz` and `.zst` too
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Settings (TOML)
    #[arg(long)]
    pub settings: Option<PathBuf>,
    /// What to do with several releases of one process
    #[arg(long, value_enum, default_value_t = Policy::Merge)]
    pub duplicates: Policy,
    /// Threads; the tables do not depend on it [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Where the tables go
    #[arg(long)]
    pub out: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Tables) -> Result<(), Failure> {
    let settings = Chosen::read(arguments.settings.as_deref(), &[])?.settings;
    let folder = arguments.out.as_path();
    let (inputs, mut lost) = open(&arguments.files)?;
    fs_err::create_dir_all(folder)?;
    let duplicates = arguments.duplicates.into();
    let options = Options { settings: &settings, duplicates, threads: threads(arguments.threads), folder };
    let working = terminal::working("looking at processes");
    let mut star = tables(&inputs, options).map_err(failed)?;
    drop(working);
    let listing = listing(&inputs, &star)?;
    let mut told = star.rejects.told().to_vec();
    let rejected = star.rejects.count();
    for table in star.tables {
        named(table.file, &folder.join(format!("{}.parquet", table.name)))?;
    }
    named(star.rejects.finish()?, &folder.join("rejects.csv"))?;
    let mut file = probity_registers::temporary(folder)?;
    file.write_all(listing.as_bytes())?;
    named(file, &folder.join("tables.json"))?;
    lost.append(&mut star.faults);
    if lost.is_empty() {
        terminal::diagnostics(&told);
        note_rejects(rejected, folder);
        return Ok(());
    }
    told.append(&mut lost);
    Err(Failure::input("a whole file cannot be read; the tables are about the others").diagnostics(told))
}

fn named(file: NamedTempFile, path: &Path) -> Result<(), Failure> {
    let failed = |error: tempfile::PersistError| Failure::input(format!("`{}`: {}", path.display(), error.error));
    file.persist(path).map(drop).map_err(failed)
}

/// `tables.json`: what stands in the folder, and what it was made from.
fn listing(inputs: &[Input], star: &Star) -> Result<String, Failure> {
    let source = |(sha256, file): (String, &str)| json!({ "file": file, "sha256": sha256 });
    let sources: Vec<Value> = digests(inputs, &star.digests)?.into_iter().zip(file_names(inputs)).map(source).collect();
    let tables: Vec<Value> = star
        .tables
        .iter()
        .map(|table| {
            let column = |own: &probity_registers::table::StarColumn| json!({ "name": own.name, "type": own.kind.word(), "key": own.key });
            let columns: Vec<Value> = table.columns.iter().map(column).collect();
            json!({ "name": table.name, "rows": table.rows, "columns": columns })
        })
        .collect();
    let whole = json!({
        "program": { "name": "probity", "version": env!("CARGO_PKG_VERSION") },
        "sources": sources,
        "tables": tables,
    });
    let mut text = serde_json::to_string_pretty(&whole)
        .map_err(|error| Failure::input(format!("tables.json cannot be written: {error}")))?;
    text.push('\n');
    Ok(text)
}
