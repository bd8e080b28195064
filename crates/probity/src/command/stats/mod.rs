//! `probity stats`: legal statistics, file in, tables out.

mod noise;
mod protect;
mod source;

use crate::failure::Failure;
use clap::Subcommand;

/// Legal statistics.
#[derive(Debug, Subcommand)]
pub enum Stats {
    /// Give every count a little noise that depends on its contributors alone
    #[command(after_help = "Example: probity stats noise --ptable noise.toml --cube records.csv --out noisy")]
    Noise(noise::Noise),
    /// Withhold what would tell something about a person, and prove by attack that nobody can compute it back
    #[command(after_help = "Example: probity stats protect table.csv --spec spec.toml --out protected")]
    Protect(protect::Protect),
}

/// Runs the command.
pub fn run(stats: &Stats) -> Result<(), Failure> {
    match stats {
        Stats::Noise(arguments) => noise::run(arguments),
        Stats::Protect(arguments) => protect::run(arguments),
    }
}
