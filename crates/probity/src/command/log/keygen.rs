//! `probity log keygen`: a key from the system's randomness.

use crate::failure::Failure;
use crate::keys;
use crate::terminal;
use clap::Args;
use probity_publication::note::{Algorithm, SigningKey};
use std::path::PathBuf;

/// `probity log keygen`.
#[derive(Debug, Args)]
pub struct Keygen {
    /// The name that stands on signature lines, such as `example.org/office`
    pub name: String,
    /// Where the secret key goes; a file that is there is never overwritten
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// A key for a witness, who signs checkpoints with the time
    #[arg(long)]
    pub witness: bool,
}

/// Runs the command.
pub fn run(arguments: &Keygen) -> Result<(), Failure> {
    let seed = keys::seed()?;
    let algorithm = if arguments.witness { Algorithm::Cosignature } else { Algorithm::Ed25519 };
    let key = SigningKey::new(&arguments.name, algorithm, &seed).map_err(|error| Failure::usage(error.to_string()))?;
    keys::write(&arguments.out, &key.secret_line())?;
    terminal::line(&key.verifier().to_string());
    terminal::note(&format!("the secret key is in {}; keep a copy in a safe place", arguments.out.display()));
    Ok(())
}
