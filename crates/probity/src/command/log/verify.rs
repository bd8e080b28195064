//! `probity log verify`: a whole log from its entries up, against keys one trusts and checkpoints one has kept.

use super::directory::Directory;
use super::failed;
use crate::failure::{Exit, Failure};
use crate::{keys, terminal};
use clap::Args;
use probity_publication::log::{Audited, CHECKPOINT, Checkpoint, audit};
use probity_publication::note::{Note, Signer, VerifierKey};
use std::path::{Path, PathBuf};

/// `probity log verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The directory of the log
    pub dir: PathBuf,
    /// Keys one trusts, of the log and of witnesses: `<name>+<id>+<base64>`, or a file with one a line
    #[arg(long, value_name = "VKEY|FILE")]
    pub vkey: Vec<String>,
    /// Checkpoints one has kept: the log must still begin with what they saw
    #[arg(long, value_name = "CHECKPOINT", num_args = 1..)]
    pub against: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Verify) -> Result<(), Failure> {
    let keys = keys::verifiers(&arguments.vkey)?;
    let directory = Directory::new(&arguments.dir);
    let mut wrong = Vec::new();
    let (note, head) = directory.needed()?;
    signature(CHECKPOINT, &note, &keys, &mut wrong);
    let kept = kept(arguments, &head, &keys, &mut wrong)?;
    let listing = directory.listing()?;
    let sizes: Vec<u64> = kept.iter().map(|(_, old)| old.size).collect();
    let _working = terminal::working("checking the log");
    let done = audit(&directory, &listing.tiles, &head, &sizes).map_err(failed)?;
    wrong.extend(done.failures.iter().map(ToString::to_string));
    let hidden = done.failed - done.failures.len() as u64;
    kept.iter().for_each(|(path, old)| compare(path, old, &head, &done, &mut wrong));
    remark(&done, listing.others);
    if wrong.is_empty() {
        terminal::line(&format!("ok {} {} {}", head.origin, head.size, head.root));
        return Ok(());
    }
    wrong.iter().for_each(|one| terminal::line(one));
    if hidden > 0 {
        terminal::line(&format!("… and {hidden} more"));
    }
    Err(Failure::new(Exit::Checks, format!("{} wrong in the log: {}", count(wrong.len() as u64 + hidden), wrong[0])))
}

fn count(n: u64) -> String {
    if n == 1 { "1 thing is".to_owned() } else { format!("{n} things are") }
}

/// Says who signed, or that nobody was asked.
fn signature(name: &str, note: &Note, keys: &[VerifierKey], wrong: &mut Vec<String>) {
    if keys.is_empty() {
        let names = note.names().join(", ");
        return terminal::line(&format!("{name}: signature not checked: no key given (signed by {names})"));
    }
    match note.verify(keys) {
        Ok(signers) => signers.iter().for_each(|signer| terminal::line(&format!("{name}: {}", told(signer)))),
        Err(error) => wrong.push(format!("{name}: {error}")),
    }
}

fn told(signer: &Signer) -> String {
    let Signer { name, id, seen } = signer;
    let when =
        |seconds: u64| i64::try_from(seconds).ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    match seen {
        None => format!("signed by {name} (key {id})"),
        Some(seen) => match when(seen.seconds()) {
            Some(time) => format!("seen by {name} (key {id}) at {time}"),
            None => format!("seen by {name} (key {id}) at second {}", seen.seconds()),
        },
    }
}

/// The checkpoints to compare with, as far as they are of this log and signed as it is.
fn kept(
    arguments: &Verify,
    head: &Checkpoint,
    keys: &[VerifierKey],
    wrong: &mut Vec<String>,
) -> Result<Vec<(String, Checkpoint)>, Failure> {
    let mut kept = Vec::new();
    for path in &arguments.against {
        let name = path.display().to_string();
        match read(path)? {
            Ok((note, old)) if old.origin == head.origin => {
                signature(&name, &note, keys, wrong);
                kept.push((name, old));
            }
            Ok((_, old)) => wrong.push(format!("{name}: is of the log {}, this log is {}", old.origin, head.origin)),
            Err(message) => wrong.push(format!("{name}: {message}")),
        }
    }
    Ok(kept)
}

/// A checkpoint, or why the file is none.
fn read(path: &Path) -> Result<Result<(Note, Checkpoint), String>, Failure> {
    let bytes = fs_err::read(path)?;
    let note = Note::parse(&bytes).map_err(|error| error.to_string());
    Ok(note.and_then(|note| {
        let head = Checkpoint::parse(note.text()).map_err(|error| error.to_string())?;
        Ok((note, head))
    }))
}

/// Whether the log begins with what a kept checkpoint saw.
fn compare(path: &str, old: &Checkpoint, head: &Checkpoint, done: &Audited, wrong: &mut Vec<String>) {
    if old.size > head.size {
        let message = "is larger than the log: entries were taken back";
        return wrong.push(format!(
            "{path}: {message}; it says root {} at size {}, the log says root {} at size {}",
            old.root, old.size, head.root, head.size
        ));
    }
    match done.older.get(&old.size) {
        Some(root) if *root == old.root => {}
        Some(root) => wrong.push(format!(
            "{path}: fork: it says root {} at size {}, the log has root {root} at that size",
            old.root, old.size
        )),
        None => wrong.push(format!("{path}: cannot be compared: files up to entry {} are missing", old.size)),
    }
}

fn remark(done: &Audited, others: u64) {
    if done.beyond > 0 {
        terminal::note(&format!(
            "note: {} tiles belong to a larger tree than the checkpoint's; only what it covers was checked",
            done.beyond
        ));
    }
    if others > 0 {
        terminal::note(&format!("note: {others} files below tile/ are no tiles and were left aside"));
    }
}
