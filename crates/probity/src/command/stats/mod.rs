//! `probity stats`: legal statistics, file in, tables out.

mod compare;
mod funnel;
mod interval;

use crate::failure::Failure;
use clap::Subcommand;

/// Legal statistics.
#[derive(Debug, Subcommand)]
pub enum Stats {
    /// Whether two counts differ by more than chance: exact ratio, interval, probability and verdict
    #[command(after_help = "Example: probity stats compare 4/1 2/1")]
    Compare(compare::Compare),
    /// What became of cases, by cohort, with open cases censored at the cut
    #[command(after_help = "Example: probity stats funnel cases.csv --at 2023-12-31 --out funnel")]
    Funnel(funnel::Funnel),
    /// Exact intervals of counts and proportions
    #[command(after_help = "Example: probity stats interval counts.csv")]
    Interval(interval::Interval),
}

/// Runs the command.
pub fn run(stats: &Stats) -> Result<(), Failure> {
    match stats {
        Stats::Compare(arguments) => compare::run(arguments),
        Stats::Funnel(arguments) => funnel::run(arguments),
        Stats::Interval(arguments) => interval::run(arguments),
    }
}
