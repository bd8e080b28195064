//! `probity stats`: legal statistics, file in, tables out.

mod compare;
mod cube;
mod files;
mod funnel;
mod interval;
mod noise;
mod protect;
mod quality;
mod source;

use crate::failure::Failure;
use clap::Subcommand;

/// Legal statistics.
#[derive(Debug, Subcommand)]
pub enum Stats {
    /// Whether two counts differ by more than chance: exact ratio, interval, probability and verdict
    #[command(after_help = "Example: probity stats compare 4/1 2/1")]
    Compare(compare::Compare),
    /// Official files as one cube of observations
    #[command(after_help = "Example: probity stats cube data_cts_corruption.xlsx --out cube\n\
                            Example: probity stats cube *.XLSX --areas areas.csv --period 2022 --out cube")]
    Cube(cube::Cube),
    /// What became of cases, by cohort, with open cases censored at the cut
    #[command(after_help = "Example: probity stats funnel cases.csv --at 2023-12-31 --out funnel")]
    Funnel(funnel::Funnel),
    /// Exact intervals of counts and proportions
    #[command(after_help = "Example: probity stats interval counts.csv")]
    Interval(interval::Interval),
    /// Give every count a little noise that depends on its contributors alone
    #[command(after_help = "Example: probity stats noise --ptable noise.toml --cube records.csv --out noisy")]
    Noise(noise::Noise),
    /// Withhold what would tell something about a person, and prove by attack that nobody can compute it back
    #[command(after_help = "Example: probity stats protect table.csv --spec spec.toml --out protected")]
    Protect(protect::Protect),
    /// How good a file of legal statistics is, as a report in JSON
    #[command(after_help = "Example: probity stats quality data_cts_corruption.xlsx > quality.json")]
    Quality(quality::Quality),
}

/// Runs the command.
pub fn run(stats: &Stats) -> Result<(), Failure> {
    match stats {
        Stats::Compare(arguments) => compare::run(arguments),
        Stats::Cube(arguments) => cube::run(arguments),
        Stats::Funnel(arguments) => funnel::run(arguments),
        Stats::Interval(arguments) => interval::run(arguments),
        Stats::Noise(arguments) => noise::run(arguments),
        Stats::Protect(arguments) => protect::run(arguments),
        Stats::Quality(arguments) => quality::run(arguments),
    }
}
