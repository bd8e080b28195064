//! `probity commitments`: what was promised, by when, and what proves it was done. Scores of published methods and
//! the entry into force of treaties need no observatory; everything else asks the log of one.

pub mod append;
mod asked;
mod attached;
mod deadlines;
mod keygen;
mod load;
mod record;
mod report;
mod score;
mod status;
mod treaty;
mod verify;

use crate::failure::Failure;
use clap::Subcommand;

/// What was promised and what came of it.
#[derive(Debug, Subcommand)]
pub enum Commitments {
    /// What is due, by when, and whether it came
    #[command(
        after_help = "One row for every deadline that a report, a submission, a measure or a cut-off has started. A date \
                            that the organ set wins over the computed one.\n\
                            state: met, met_late, superseded (the next report came without it), overdue, due_soon (30 days or \
                            less), open, void (the procedure or the measure was ended).\n\n\
                            Example: probity commitments deadlines --dir kazakhstan --at 2024-06-01\n\
                            Example: probity commitments deadlines --dir kazakhstan --ical > deadlines.ics"
    )]
    Deadlines(deadlines::Deadlines),
    /// Make a key for an actor to sign events with, and print its public half
    #[command(after_help = "Example: probity commitments keygen --out ministry.key")]
    Keygen(keygen::Keygen),
    /// Record a file of records in the log, all or none
    #[command(after_help = "Example: probity commitments load greco.toml --dir kazakhstan --check\n\
                            Example: probity commitments load measures.csv --kind measure --dir kazakhstan\n\
                            Example: probity commitments load uhri.json --dir kazakhstan --check")]
    Load(load::Load),
    /// Record single events in the log, all or none
    #[command(after_help = "Example: probity commitments record notice.json --dir kazakhstan --key ministry.key")]
    Record(record::Record),
    /// A report in the form reviewing bodies and governments use, from the records
    #[command(after_help = "KIND and what REF is for it:\n  \
                            compliance     what a report of the organ concludes on every recommendation: the id or the\n                 \
                            reference of the report in any spelling, or an evaluation (its latest report by --at)\n  \
                            situation      what a state can say on its open recommendations: an evaluation\n  \
                            checklist      the self-assessment under UNCAC, and what is missing in it: an evaluation\n  \
                            quarterly      measures of a national programme, status apart from punctuality: `ID@VERSION`\n  \
                            shadow         what others say beside what the authorities say: an evaluation\n  \
                            country-sheet  a state on few pages: its two letters, or an evaluation of it\n  \
                            iati           results, indicators, targets and values of a national programme as IATI 2.03\n                 \
                            (XML, valid under its schema): `ID@VERSION`\n\n\
                            Counts are shown, never judged. What is not recorded is `unknown`. A text without a translation \
                            is shown in its own language, with a mark. Two runs give the same bytes.\n\n\
                            Example: probity commitments report compliance \"Greco RC-IV (2024) 3E\" --lang kk --dir kazakhstan > report.html\n\
                            Example: probity commitments report quarterly plan@2023 --at 2024-04-16 --format csv --dir kazakhstan\n\
                            Example: probity commitments report country-sheet KZ --lang ru --pdf --out kz.pdf --dir kazakhstan")]
    Report(report::Report),
    /// Answers scored by a published method, with the rule behind every number
    #[command(after_help = "Example: probity commitments score method.toml answers.csv > scores.json")]
    Score(score::Score),
    /// The last verdict on every recommendation, since when, and what is due
    #[command(
        after_help = "verdict: a verdict of the procedure; `not_assessed` when the organ has not reported yet; `unknown` \
                            when it has, but nothing says how it judged this one. Nothing is ever inferred.\n\
                            --at asks what was true on a day, --known what was recorded by then; both together give back an \
                            earlier answer word for word.\n\n\
                            Example: probity commitments status --dir kazakhstan --evaluation \"Greco Eval I-II Rep (2021) 1E\"\n\
                            Example: probity commitments status --dir kazakhstan --measures --at 2024-03-31 --known 2024-04-15\n\
                            Example: probity commitments status --dir kazakhstan --as public --format json"
    )]
    Status(status::Status),
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
        Commitments::Deadlines(arguments) => deadlines::run(arguments),
        Commitments::Keygen(arguments) => keygen::run(arguments),
        Commitments::Load(arguments) => load::run(arguments),
        Commitments::Record(arguments) => record::run(arguments),
        Commitments::Report(arguments) => report::run(arguments),
        Commitments::Score(arguments) => score::run(arguments),
        Commitments::Status(arguments) => status::run(arguments),
        Commitments::Treaty(arguments) => treaty::run(arguments),
        Commitments::Verify(arguments) => verify::run(arguments),
    }
}
