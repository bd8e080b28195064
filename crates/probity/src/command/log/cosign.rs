//! `probity log cosign`: what a witness does. It signs a checkpoint only after it has checked that the log still begins
//! with the last one it signed.

use super::directory::Directory;
use super::failed;
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::{keys, terminal};
use clap::Args;
use probity_publication::log::{Checkpoint, audit};
use probity_publication::note::{Instant, Note};
use std::path::{Path, PathBuf};

/// `probity log cosign`.
#[derive(Debug, Args)]
pub struct Cosign {
    /// The checkpoint to sign
    pub checkpoint: PathBuf,
    /// The witness's key, made with `probity log keygen --witness`
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// When the checkpoint was seen, such as 2026-11-21T12:00:00Z
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<jiff::Timestamp>,
    /// Keys of the log, to check its signature first
    #[arg(long, value_name = "VKEY|FILE")]
    pub vkey: Vec<String>,
    /// The log's directory, to check that the checkpoint is the log's
    #[arg(long, value_name = "DIR")]
    pub log: Option<PathBuf>,
    /// The last checkpoint this witness signed; needs the log's directory
    #[arg(long, value_name = "CHECKPOINT", requires = "log")]
    pub against: Option<PathBuf>,
}

/// Runs the command: the checkpoint with one more signature goes to standard output.
pub fn run(arguments: &Cosign) -> Result<(), Failure> {
    let key = keys::signing(&arguments.key)?;
    let verifiers = keys::verifiers(&arguments.vkey)?;
    let (mut note, head) = read(&arguments.checkpoint)?;
    if !verifiers.is_empty() {
        note.verify(&verifiers).map_err(|error| refused(&arguments.checkpoint, &error.to_string()))?;
    }
    if let Some(dir) = &arguments.log {
        consistent(dir, arguments, &head)?;
    }
    let now = clock::now(arguments.now);
    let seen = u64::try_from(now.as_second()).ok().and_then(Instant::new);
    let seen = seen.ok_or_else(|| Failure::usage(format!("{now} is before 1970")))?;
    note.cosign(&key, seen).map_err(|error| Failure::usage(error.to_string()))?;
    terminal::data(note.to_string().as_bytes());
    Ok(())
}

fn refused(path: &Path, message: &str) -> Failure {
    Failure::new(Exit::Checks, format!("{}: {message}", path.display())).hint("nothing was signed")
}

fn read(path: &Path) -> Result<(Note, Checkpoint), Failure> {
    let note = Note::parse(&fs_err::read(path)?).map_err(|error| refused(path, &error.to_string()))?;
    let head = Checkpoint::parse(note.text()).map_err(|error| refused(path, &error.to_string()))?;
    Ok((note, head))
}

/// The log leads to this checkpoint, and begins with the one signed before.
fn consistent(dir: &Path, arguments: &Cosign, head: &Checkpoint) -> Result<(), Failure> {
    let directory = Directory::new(dir);
    let old = arguments.against.as_deref().map(read).transpose()?.map(|(_, old)| old);
    if let Some(old) = old.as_ref().filter(|old| old.origin != head.origin || old.size > head.size) {
        let message =
            format!("{} at size {} does not go on from {} at {}", head.origin, head.size, old.origin, old.size);
        return Err(refused(&arguments.checkpoint, &message));
    }
    let sizes: Vec<u64> = old.iter().map(|old| old.size).collect();
    let done = audit(&directory, &directory.listing()?.tiles, head, &sizes).map_err(failed)?;
    if let Some(first) = done.failures.first() {
        return Err(refused(dir, &first.to_string()));
    }
    match old.as_ref().and_then(|old| done.older.get(&old.size).map(|root| (old, root))) {
        Some((old, root)) if *root != old.root => {
            Err(refused(dir, &format!("fork at size {}: signed root {}, the log has {root}", old.size, old.root)))
        }
        _ => Ok(()),
    }
}
