//! `probity desk`: what the keeper of an observatory does for the people who work in it.

use crate::clock;
use crate::desk;
use crate::failure::Failure;
use crate::terminal;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use probity_core::Language;
use probity_desk::people::{Denied, System};
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
    /// Lets whom a single sign-on knows by a name into an account
    #[command(after_help = "Example: probity desk link --dir kazakhstan --name analyst --subject 24400320\n\
                            The subject is what the issuer calls the person in its tokens (`sub`), not a name or an \
                            address of mail. The link gives no role.")]
    Link(Link),
}

#[derive(Debug, Args)]
struct Link {
    /// Directory of the observatory
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Whose account: the name to sign in with
    #[arg(long)]
    name: String,
    /// What the issuer calls this person
    #[arg(long)]
    subject: String,
    /// The issuer [default: that of `[desk.oidc]` in probity.toml]
    #[arg(long)]
    issuer: Option<String>,
    /// When the link is made [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
    now: Option<Timestamp>,
}

#[derive(Debug, Args)]
struct Token {
    /// Directory of the observatory
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Who: the name to sign in with
    #[arg(long)]
    name: String,
    /// The actor of the log that this person is; roles come from its record [default: as before, or the name]
    #[arg(long)]
    actor: Option<String>,
    /// The language this person reads
    #[arg(long)]
    lang: Option<Language>,
    /// When the token is made [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
    now: Option<Timestamp>,
}

/// Runs the command.
pub fn run(arguments: &Desk) -> Result<(), Failure> {
    match &arguments.command {
        DeskCommand::Token(token) => self::token(token),
        DeskCommand::Link(link) => self::link(link),
    }
}

fn token(arguments: &Token) -> Result<(), Failure> {
    let now = clock::now(arguments.now);
    let people = desk::people(&arguments.dir)?;
    let refused = |error: Denied| Failure::input(error.to_string());
    let issued = people.issue_token(&arguments.name, now, &mut System).map_err(refused)?;
    if let Some(actor) = &arguments.actor {
        people.set_actor(&issued.account.id, Some(actor), now).map_err(refused)?;
    }
    if let Some(language) = arguments.lang {
        people.set_language(&issued.account.id, language).map_err(refused)?;
    }
    terminal::line(issued.token.reveal());
    let until = issued.until.strftime("%Y-%m-%d %H:%M UTC");
    terminal::note(&format!("it opens /desk/token of the served site once, until {until}"));
    Ok(())
}

fn link(arguments: &Link) -> Result<(), Failure> {
    let issuer = match &arguments.issuer {
        Some(issuer) => issuer.clone(),
        None => desk::issuer(&arguments.dir)?,
    };
    let people = desk::people(&arguments.dir)?;
    let (name, subject, now) = (&arguments.name, arguments.subject.trim(), clock::now(arguments.now));
    if subject.is_empty() {
        return Err(Failure::usage("`--subject` is empty").hint("it is the `sub` of the issuer's tokens"));
    }
    people.link_for(name, &issuer, subject, now, &mut System).map_err(|error| match error {
        Denied::Nothing => Failure::missing(format!("nobody has an account named `{name}`"))
            .hint("`probity desk token` makes accounts"),
        other => Failure::input(other.to_string()),
    })?;
    terminal::note(&format!("whom {issuer} knows as {subject} is let in as {name}"));
    Ok(())
}
