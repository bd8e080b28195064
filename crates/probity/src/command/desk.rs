//! `probity desk`: what the keeper of an observatory does for the people who work in it.

use crate::clock;
use crate::desk;
use crate::failure::Failure;
use crate::terminal;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use probity_core::Language;
use std::path::PathBuf;

/// `probity desk`.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct Desk {
    #[command(subcommand)]
    command: DeskCommand,
}

#[derive(Debug, Subcommand)]
enum DeskCommand {
    /// A first sign-in token for a member of staff; the account is made when there is none
    #[command(after_help = "Example: probity desk token --dir kazakhstan --name analyst\n\
                            The token opens the desk once, within seven days, at /desk/token of the served site.")]
    Token(Token),
}

#[derive(Debug, Args)]
struct Token {
    /// Directory of the observatory
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Who: the name to sign in with
    #[arg(long)]
    name: String,
    /// The actor of the log that this person is; roles come from its record [default: the name]
    #[arg(long)]
    actor: Option<String>,
    /// The language of the desk for this person
    #[arg(long, default_value = "en")]
    lang: Language,
    /// When the token is made [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
    now: Option<Timestamp>,
}

/// Runs the command.
pub fn run(arguments: &Desk) -> Result<(), Failure> {
    match &arguments.command {
        DeskCommand::Token(token) => self::token(token),
    }
}

fn token(arguments: &Token) -> Result<(), Failure> {
    let actor = arguments.actor.as_deref().unwrap_or(&arguments.name);
    let people = desk::people(&arguments.dir)?;
    let token = people
        .issue_token(&arguments.name, actor, arguments.lang, clock::now(arguments.now))
        .map_err(|error| Failure::input(error.to_string()))?;
    terminal::line(&token);
    Ok(())
}
