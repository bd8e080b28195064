//! `probity log keygen`: a key from the system's randomness.

use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use probity_publication::note::{Algorithm, SigningKey};
use std::io::Write;
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
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Failure::input(format!("the system gives no randomness: {error}")))?;
    let algorithm = if arguments.witness { Algorithm::Cosignature } else { Algorithm::Ed25519 };
    let key = SigningKey::new(&arguments.name, algorithm, &seed).map_err(|error| Failure::usage(error.to_string()))?;
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    fs_err::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&arguments.out).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            let message = format!("`{}` is there already; a key is never overwritten", arguments.out.display());
            Failure::input(message).hint("give another --out")
        }
        _ => error.into(),
    })?;
    writeln!(file, "{}", key.secret_line())?;
    file.sync_all()?;
    terminal::line(&key.verifier().to_string());
    terminal::note(&format!("the secret key is in {}; keep a copy in a safe place", arguments.out.display()));
    Ok(())
}
