//! `probity stats interval`: what a count says about the rate behind it.

use crate::command::index::read;
use crate::failure::Failure;
use crate::output::{Format, Table};
use crate::terminal;
use clap::Args;
use probity_registers::counts;
use probity_statistics::inference::estimate;
use std::path::PathBuf;

/// `probity stats interval`.
#[derive(Debug, Args)]
pub struct Interval {
    /// CSV `id,kind,x,n[,level]`; kind is `poisson`, `wilson` or `clopper_pearson`
    pub file: PathBuf,
    /// Format of the table
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,
}

/// Runs the command.
pub fn run(arguments: &Interval) -> Result<(), Failure> {
    let mut rows = read::complete(&arguments.file, counts::intervals(&read::open(&arguments.file)?))?;
    rows.sort_by(|a, b| (&a.id, a.kind).cmp(&(&b.id, b.kind)));
    let mut table = Table::new("intervals", &["id", "kind", "estimate", "low", "high"]);
    for row in rows {
        let found = estimate(row.kind, row.x, row.n, row.level).map_err(|error| Failure::input(error.to_string()))?;
        table.row(vec![
            row.id.as_str().into(),
            row.kind.word().into(),
            found.value.into(),
            found.low.into(),
            found.high.into(),
        ]);
    }
    terminal::data(&table.contents(arguments.format)?);
    Ok(())
}
