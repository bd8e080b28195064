//! `probity commitments treaty`: deposits and a rule in, the date of entry into force out.

use crate::failure::Failure;
use crate::site::today;
use crate::terminal;
use crate::text;
use clap::Args;
use jiff::civil::Date;
use probity_commitments::treaty::{Question, answer};
use std::path::PathBuf;

/// `probity commitments treaty`.
#[derive(Debug, Args)]
pub struct Treaty {
    /// The list of deposits: the UN Treaty Collection's CSV, or `participant,signature,deposit,kind,withdrawal`
    pub deposits: PathBuf,
    /// The rule, such as `days_after_nth:30:90`, or the id of a shipped one, such as `uncac`
    #[arg(long)]
    pub rule: String,
    /// For parties after the treaty's own date, such as `days:30` [default: that of the rule]
    #[arg(long)]
    pub later: Option<String>,
    /// Organisations whose deposits do not count towards the number, besides those that are known
    #[arg(long, value_name = "NAME;NAME")]
    pub not_counted: Option<String>,
    /// The day on which it is asked; later deposits are not seen [default: today]
    #[arg(long)]
    pub at: Option<Date>,
}

/// Runs the command.
pub fn run(arguments: &Treaty) -> Result<(), Failure> {
    let deposits = text::read(&arguments.deposits)?;
    let file = arguments.deposits.display().to_string();
    let question = Question {
        file: &file,
        deposits: &deposits,
        rule: &arguments.rule,
        later: arguments.later.as_deref(),
        not_counted: arguments.not_counted.as_deref(),
        at: today(arguments.at),
    };
    let answered = answer(&question).map_err(|faults| {
        let wrong_rule = faults.iter().any(|fault| fault.code == "treaty-rule");
        let failure = if wrong_rule { Failure::usage("no such rule") } else { Failure::input("nothing was computed") };
        failure.diagnostics(faults)
    })?;
    let text = serde_json::to_string(&answered.report).map_err(|error| Failure::input(error.to_string()))?;
    terminal::line(&text);
    terminal::diagnostics(&answered.warnings);
    Ok(())
}
