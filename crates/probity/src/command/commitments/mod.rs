//! `probity commitments`: what was promised, by when, and what proves it was done. Scores of published methods and
//! the entry into force of treaties need no observatory; everything else asks the log of one.

mod append;
mod keygen;
mod load;
mod record;
mod score;
mod treaty;
mod verify;

use crate::failure::Failure;
use clap::Subcommand;

/// What was promised and what came of it.
#[derive(Debug, Subcommand)]
pub enum Commitments {
    /// Make a key for an actor to sign events with, and print its public half
    #[command(after_help = "Example: probity commitments keygen --out ministry.key")]
    Keygen(keygen::Keygen),
    /// Record a file of records in the log, all or none
    #[command(after_help = "Example: probity commitments load greco.toml --dir kazakhstan --check\n\
                            Example: probity commitments load measures.csv --kind measure --dir kazakhstan")]
    Load(load::Load),
    /// Record single events in the log, all or none
    #[command(after_help = "Example: probity commitments record notice.json --dir kazakhstan --key ministry.key")]
    Record(record::Record),
    /// Answers scored by a published method, with the rule behind every number
    #[command(after_help = "Example: probity commitments score method.toml answers.csv > scores.json")]
    Score(score::Score),
    /// When a treaty enters into force, and for how many
    #[command(after_help = "Example: probity commitments treaty deposits.csv --rule uncac --at 2014-04-02\n\
                            Example: probity commitments treaty deposits.csv --rule months_after_nth:10:3 --later months:3")]
    Treaty(treaty::Treaty),
    /// Whether every line of the log is what was once recorded
    #[command(after_help = "Example: probity commitments verify --dir kazakhstan")]
    Verify(verify::Verify),
}

/// Runs the command.
pub fn run(commitments: &Commitments) -> Result<(), Failure> {
    match commitments {
        Commitments::Keygen(arguments) => keygen::run(arguments),
        Commitments::Load(arguments) => load::run(arguments),
        Commitments::Record(arguments) => record::run(arguments),
        Commitments::Score(arguments) => score::run(arguments),
        Commitments::Treaty(arguments) => treaty::run(arguments),
        Commitments::Verify(arguments) => verify::run(arguments),
    }
}
