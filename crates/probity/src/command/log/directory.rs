//! A log as a directory: reading its files, and writing new ones so that a crash leaves the old log whole.

use crate::failure::{Exit, Failure};
use probity_publication::log::{CHECKPOINT, Checkpoint, Store, Tile};
use probity_publication::note::Note;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A full bundle of the longest entries; a longer file is none of a log.
const BYTES_MAX: u64 = 256 * (2 + 65_535);

/// The directory of a log.
pub struct Directory(PathBuf);

/// The tiles that lie in a log, and how many files beside them.
pub struct Listing {
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// Files below `tile/` whose path is none of a tile.
    pub others: u64,
}

impl Store for Directory {
    fn read(&self, path: &str) -> std::io::Result<Option<Vec<u8>>> {
        match fs_err::File::open(self.0.join(path)) {
            Ok(file) => {
                let mut bytes = Vec::new();
                file.take(BYTES_MAX + 1).read_to_end(&mut bytes)?;
                Ok(Some(bytes))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Directory {
    /// The log in `dir`.
    pub fn new(dir: &Path) -> Self {
        Self(dir.to_owned())
    }

    /// The checkpoint, or `None` when there is no log.
    pub fn checkpoint(&self) -> Result<Option<(Note, Checkpoint)>, Failure> {
        let Some(bytes) = self.read(CHECKPOINT)? else { return Ok(None) };
        let wrong = |error: String| Failure::new(Exit::Checks, format!("{CHECKPOINT}: {error}"));
        let note = Note::parse(&bytes).map_err(|error| wrong(error.to_string()))?;
        let head = Checkpoint::parse(note.text()).map_err(|error| wrong(error.to_string()))?;
        Ok(Some((note, head)))
    }

    /// The checkpoint of a log that must be there.
    pub fn needed(&self) -> Result<(Note, Checkpoint), Failure> {
        let dir = self.0.display();
        self.checkpoint()?.ok_or_else(|| {
            Failure::input(format!("there is no log in {dir}: it has no file `{CHECKPOINT}`"))
                .hint("`probity log append DIR FILE… --key FILE` begins one")
        })
    }

    /// All tiles that lie there.
    pub fn listing(&self) -> Result<Listing, Failure> {
        let mut listing = Listing { tiles: Vec::new(), others: 0 };
        let mut waiting = vec![self.0.join("tile")];
        while let Some(folder) = waiting.pop() {
            let entries = match fs_err::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error.into()),
            };
            for entry in entries {
                let path = entry?.path();
                if path.is_dir() {
                    waiting.push(path);
                    continue;
                }
                let name = path.strip_prefix(&self.0).ok().and_then(Path::to_str).map(|name| name.replace('\\', "/"));
                match name.as_deref().and_then(Tile::parse) {
                    Some(tile) => listing.tiles.push(tile),
                    None => listing.others += 1,
                }
            }
        }
        Ok(listing)
    }

    /// Makes the directory, and keeps others from writing to the log until the file is dropped.
    pub fn lock(&self) -> Result<fs_err::File, Failure> {
        fs_err::create_dir_all(&self.0)?;
        let path = self.0.join(".lock");
        let file = fs_err::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(std::fs::TryLockError::WouldBlock) => {
                let message = format!("another process is writing to the log in {}", self.0.display());
                Err(Failure::input(message).hint("wait until it has ended"))
            }
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Writes a file beside its place, flushes it and gives it its name.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let full = self.0.join(path);
        let folder = full.parent().unwrap_or(&self.0);
        fs_err::create_dir_all(folder)?;
        let mut file = probity_registers::temporary(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&full).map_err(|error| Failure::input(format!("`{}`: {}", full.display(), error.error)))?;
        if cfg!(unix) {
            fs_err::File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Removes a tile, and the folder of partial tiles it was the last in.
    pub fn remove(&self, tile: &Tile) -> Result<(), Failure> {
        let full = self.0.join(tile.path());
        fs_err::remove_file(&full)?;
        if let Some(folder) = full.parent().filter(|folder| folder.extension().is_some_and(|end| end == "p")) {
            // Not empty yet: other partial tiles are still in it.
            let _ = fs_err::remove_dir(folder);
        }
        Ok(())
    }
}
