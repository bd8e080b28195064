//! `probity log append`: new entries. Tiles are written first and the checkpoint is switched last, so a crash leaves
//! the log as it was; what a crash left is swept before the next entries are written.

use super::directory::Directory;
use super::failed;
use crate::failure::{Exit, Failure};
use crate::{keys, terminal};
use clap::Args;
use probity_publication::log::{CHECKPOINT, Checkpoint, Tile, append, prove};
use probity_publication::note::{Note, SigningKey};
use probity_publication::package::{NOTE, PROOF, Statement};
use std::path::{Path, PathBuf};

/// `probity log append`.
#[derive(Debug, Args)]
pub struct Append {
    /// The directory of the log; a log is begun if there is none
    pub dir: PathBuf,
    /// Each file is one entry, byte for byte; a package's directory gives the entry of its release and receives the
    /// proof as MANIFEST.tlog-proof
    pub files: Vec<PathBuf>,
    /// The log's signing key; its name is the log's origin
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Append) -> Result<(), Failure> {
    let key = keys::signing(&arguments.key)?;
    let entries = arguments.files.iter().map(|file| entry(file)).collect::<Result<Vec<_>, _>>()?;
    let directory = Directory::new(&arguments.dir);
    let _lock = directory.lock()?;
    let head = head(&directory, &key)?;
    sweep(&directory, head.as_ref())?;
    let growth = append(&directory, key.name(), head.as_ref(), &entries).map_err(failed)?;
    for (tile, bytes) in &growth.files {
        directory.write(&tile.path(), bytes)?;
    }
    let mut note = Note::new(&growth.head.to_string()).map_err(|error| Failure::input(error.to_string()))?;
    note.sign(&key).map_err(|error| Failure::usage(error.to_string()))?;
    directory.write(CHECKPOINT, note.to_string().as_bytes())?;
    drop_replaced(&directory, &growth.files)?;
    let packages = (growth.first..).zip(&arguments.files).filter(|(_, file)| file.is_dir());
    for (index, package) in packages {
        let proof = prove(&directory, &note, &growth.head, index).map_err(failed)?;
        Directory::new(package).write(PROOF, proof.to_string().as_bytes())?;
    }
    let head = &growth.head;
    terminal::line(&format!("{} {} {}", head.origin, head.size, head.root));
    Ok(())
}

/// The bytes of an entry.
fn entry(file: &Path) -> Result<Vec<u8>, Failure> {
    if !file.is_dir() {
        return Ok(fs_err::read(file)?);
    }
    let path = file.join(NOTE);
    let wrong = |error: String| Failure::input(format!("`{}`: {error}", path.display()));
    let note = Note::parse(&fs_err::read(&path)?).map_err(|error| wrong(error.to_string()))?;
    let statement = Statement::parse(note.text()).map_err(|error| wrong(error.to_string()))?;
    statement.entry().bytes().map_err(|error| wrong(error.to_string()))
}

/// The head of the log that is there; it must be the key's own.
fn head(directory: &Directory, key: &SigningKey) -> Result<Option<Checkpoint>, Failure> {
    let Some((note, head)) = directory.checkpoint()? else { return Ok(None) };
    if head.origin != key.name() {
        let message = format!("the log's origin is {}, the key's name is {}", head.origin, key.name());
        return Err(Failure::input(message).hint("a log goes on with the key it was begun with"));
    }
    let wrong = |error| Failure::new(Exit::Checks, format!("{CHECKPOINT}: {error}"));
    note.verify(&[key.verifier()]).map_err(wrong)?;
    Ok(Some(head))
}

/// Removes tiles that no signed checkpoint has: an earlier process ended before it could switch the checkpoint.
fn sweep(directory: &Directory, head: Option<&Checkpoint>) -> Result<(), Failure> {
    let size = head.map_or(0, |head| head.size);
    let left: Vec<Tile> = directory.listing()?.tiles.into_iter().filter(|tile| tile.beyond(size)).collect();
    if !left.is_empty() {
        terminal::note(&format!("note: swept {} tiles of an append that was not finished", left.len()));
    }
    left.iter().try_for_each(|tile| directory.remove(tile))
}

/// Removes partial tiles whose full tile is there now, as the standard allows.
fn drop_replaced(directory: &Directory, written: &[(Tile, Vec<u8>)]) -> Result<(), Failure> {
    let full = |tile: &Tile| {
        written.iter().any(|(one, _)| one.width == 256 && (one.kind, one.index) == (tile.kind, tile.index))
    };
    if written.iter().all(|(tile, _)| tile.width < 256) {
        return Ok(());
    }
    let replaced = directory.listing()?.tiles.into_iter().filter(|tile| tile.width < 256 && full(tile));
    replaced.collect::<Vec<_>>().iter().try_for_each(|tile| directory.remove(tile))
}
