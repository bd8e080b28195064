//! `probity procurement`: Open Contracting data in, flags, screens and prepared or merged releases out.

mod append;
mod changes;
mod compat;
mod coverage;
mod differences;
mod flags;
mod goszakup;
mod labels;
mod manifest;
mod merge;
mod partials;
mod prepare;
mod screens;
mod settings;
mod tables;

use crate::failure::Failure;
use clap::Subcommand;

/// Open Contracting data.
#[derive(Debug, Subcommand)]
pub enum Procurement {
    /// Which answers two runs of the flags do not share, and why each changed
    #[command(after_help = "Example: probity procurement changes flags-may flags-june > changes.csv\n\
                            Example: probity procurement changes flags-may flags-june --out changes")]
    Changes(changes::Changes),
    /// How many values there are at every path, as Cardinal counts them
    #[command(after_help = "Example: probity procurement coverage releases.jsonl > coverage.json")]
    Coverage(coverage::Coverage),
    /// Red flags in four states, with the evidence for each
    #[command(after_help = "Example: probity procurement flags releases.jsonl.gz --out flags\n\
                            Example: probity procurement flags 2023.jsonl.gz --partial 2023.partial\n\
                            Example: probity procurement flags 2023.jsonl.gz --from-partials 2023.partial 2024.partial --out 2023\n\
                            Example: probity procurement flags --compat cardinal --settings settings.ini releases.jsonl")]
    Flags(flags::Flags),
    /// Announcements and contracts of Kazakhstan's portal as OCDS 1.1
    #[command(after_help = "Example: probity procurement goszakup answers.json > releases.jsonl")]
    Goszakup(goszakup::Goszakup),
    /// Releases of one process as one compiled or versioned release
    #[command(after_help = "Example: probity procurement merge releases.json > compiled.jsonl")]
    Merge(merge::Merge),
    /// Correct and complete releases before they are judged, as Cardinal does
    #[command(
        after_help = "Example: probity procurement prepare --compat cardinal --settings settings.ini --errors quality.csv releases.jsonl > prepared.jsonl"
    )]
    Prepare(prepare::Prepare),
    /// Screens for collusion over the bids of every lot
    #[command(after_help = "Example: probity procurement screens releases.jsonl --out screens")]
    Screens(screens::Screens),
    /// Processes as tables that any reader of Parquet takes
    #[command(after_help = "Example: probity procurement tables releases.jsonl --out tables")]
    Tables(tables::Tables),
}

/// Runs the command.
pub fn run(procurement: &Procurement) -> Result<(), Failure> {
    match procurement {
        Procurement::Changes(arguments) => changes::run(arguments),
        Procurement::Coverage(arguments) => coverage::run(arguments),
        Procurement::Flags(arguments) => flags::run(arguments),
        Procurement::Goszakup(arguments) => goszakup::run(arguments),
        Procurement::Merge(arguments) => merge::run(arguments),
        Procurement::Prepare(arguments) => prepare::run(arguments),
        Procurement::Screens(arguments) => screens::run(arguments),
        Procurement::Tables(arguments) => tables::run(arguments),
    }
}
