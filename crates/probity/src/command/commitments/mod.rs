//! `probity commitments`: what was promised, by when, and what proves it was done. So far scores of published methods and
//! the entry into force of treaties, which need no observatory.

mod score;
mod treaty;

use crate::failure::Failure;
use clap::Subcommand;

/// What was promised and what came of it.
#[derive(Debug, Subcommand)]
pub enum Commitments {
    /// Answers scored by a published method, with the rule behind every number
    #[command(after_help = "Example: probity commitments score method.toml answers.csv > scores.json")]
    Score(score::Score),
    /// When a treaty enters into force, and for how many
    #[command(after_help = "Example: probity commitments treaty deposits.csv --rule uncac --at 2014-04-02\n\
                            Example: probity commitments treaty deposits.csv --rule months_after_nth:10:3 --later months:3")]
    Treaty(treaty::Treaty),
}

/// Runs the command.
pub fn run(commitments: &Commitments) -> Result<(), Failure> {
    match commitments {
        Commitments::Score(arguments) => score::run(arguments),
        Commitments::Treaty(arguments) => treaty::run(arguments),
    }
}
