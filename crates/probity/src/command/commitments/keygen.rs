//! `probity commitments keygen`: a key for somebody other than the observatory to sign events with.

use crate::failure::Failure;
use crate::keys;
use crate::terminal;
use clap::Args;
use probity_store::SigningKey;
use std::path::PathBuf;

/// `probity commitments keygen`.
#[derive(Debug, Args)]
pub struct Keygen {
    /// Where the secret key goes; a file that is there is never overwritten
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Runs the command: the public half, as an `actor` record has it, goes to standard output.
pub fn run(arguments: &Keygen) -> Result<(), Failure> {
    let key = SigningKey::new(&keys::seed()?);
    keys::write(&arguments.out, &key.secret_line())?;
    terminal::line(&key.public().to_string());
    terminal::note(&format!(
        "the secret key is in {}; the line above goes into `public_key` of an actor's record",
        arguments.out.display()
    ));
    Ok(())
}
