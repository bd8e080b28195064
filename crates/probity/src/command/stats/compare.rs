//! `probity stats compare`: the word that may be said about two counts, and what it rests on.

use crate::command::index::read;
use crate::failure::Failure;
use crate::output::{Format, Table, Value};
use crate::terminal;
use clap::Args;
use probity_registers::counts::{self, PairRow};
use probity_statistics::inference::{Comparison, Level, Pair, compare};
use std::path::PathBuf;

/// `probity stats compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// Now and before, as count/exposure, such as `4/1 2/1`
    #[arg(value_name = "X1/T1 X0/T0", num_args = 2, required_unless_present = "pairs", conflicts_with = "pairs")]
    pub counts: Vec<String>,
    /// CSV `id,x1,t1,x0,t0[,level]`: count and exposure now, count and exposure before
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    /// Confidence level of two counts given on the command line; 0.95 unless given
    #[arg(long, conflicts_with = "pairs")]
    pub level: Option<f64>,
    /// Format of the table
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,
}

/// Runs the command.
pub fn run(arguments: &Compare) -> Result<(), Failure> {
    let mut rows = match &arguments.pairs {
        Some(path) => read::complete(path, counts::pairs(&read::open(path)?))?,
        None => vec![typed(arguments)?],
    };
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    let mut table = Table::new("comparisons", &["id", "ratio", "low", "high", "p", "p_mid", "verdict"]);
    for row in rows {
        let found = compare(&row.pair, row.level).map_err(|error| Failure::input(error.to_string()))?;
        table.row(cells(&row.id, &found));
    }
    terminal::data(&table.contents(arguments.format)?);
    Ok(())
}

/// A row. After two counts of 0 ratio, ends and p are all 1 by the contract of the table: nothing changed, and nothing
/// was estimated.
fn cells(id: &str, found: &Comparison) -> Vec<Value> {
    let nothing = found.ratio.is_none() && found.interval.is_none();
    let (ratio, interval) = if nothing { (Some(1.0), Some((1.0, 1.0))) } else { (found.ratio, found.interval) };
    let end = |value: f64| if value.is_infinite() { Value::from("inf") } else { value.into() };
    vec![
        id.into(),
        ratio.into(),
        interval.map(|(low, _)| low).into(),
        interval.map_or(Value::Missing, |(_, high)| end(high)),
        found.p.into(),
        found.p_mid.into(),
        found.verdict.word().into(),
    ]
}

/// The pair on the command line.
fn typed(arguments: &Compare) -> Result<PairRow, Failure> {
    let [now, before] = &arguments.counts[..] else {
        return Err(Failure::usage("two counts are needed").hint("write them as 4/1 2/1"));
    };
    let level = match arguments.level {
        None => Level::DEFAULT,
        Some(level) => Level::new(level)
            .ok_or_else(|| Failure::usage(format!("{level} is not a confidence level")).hint("write 0.95 for 95 %"))?,
    };
    let ((x1, t1), (x0, t0)) = (count(now)?, count(before)?);
    Ok(PairRow { id: format!("{now} {before}"), pair: Pair { x1, t1, x0, t0 }, level })
}

/// A count and its exposure, such as `4/1`; the exposure of a count alone is 1.
fn count(text: &str) -> Result<(u64, f64), Failure> {
    let (count, exposure) = text.split_once('/').unwrap_or((text, "1"));
    let exposure: Option<f64> = exposure.parse().ok().filter(|t: &f64| *t > 0.0 && t.is_finite());
    match (count.parse(), exposure) {
        (Ok(count), Some(exposure)) => Ok((count, exposure)),
        _ => Err(Failure::usage(format!("`{text}` is not a count and its exposure"))
            .hint("write a whole number, a slash and a number above 0, such as 4/1")),
    }
}
