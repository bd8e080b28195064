//! The note that an append leaves beside the log before it touches it: from where to where it will write, and what. While
//! the note is there the end of the log is not settled; it says everything that is needed to settle it.

use crate::log::{Files, LogError};
use fs_err as fs;
use probity_core::{Digest, canonical};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::io::{self, Read as _, Seek as _};

/// What an append is about to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pending {
    /// Length of the log before, in bytes: everything up to here has been acknowledged.
    pub(crate) from: u64,
    /// Length of the log after.
    pub(crate) to: u64,
    /// Digest of the bytes between.
    pub(crate) batch: Digest,
    /// Digest of the checkpoint that goes with the longer log, when one is kept.
    pub(crate) checkpoint: Option<Digest>,
}

impl Pending {
    /// The bytes of the note.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, LogError> {
        canonical::json(self).map(String::into_bytes).map_err(|error| LogError::Disk(error.into()))
    }

    /// The note beside the log, if there is one. It is put in its place whole, so one that cannot be read was damaged by
    /// something else, and nothing may be cut because of it.
    pub(crate) fn read(files: &Files) -> Result<Option<Self>, LogError> {
        match fs::read(files.pending()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LogError::Disk(error)),
            Ok(bytes) => {
                let note = serde_json::from_slice(&bytes).ok().filter(|note: &Self| note.from < note.to);
                note.map(Some).ok_or_else(|| LogError::Note(files.pending()))
            }
        }
    }

    /// How long the log counts as long as this note lies there: all of it when the append got as far as its commit, else up
    /// to `from`. We never write behind `to` before the note is gone; what others wrote there is not hidden from `verify`.
    pub(crate) fn settled(&self, files: &Files) -> Result<u64, LogError> {
        let length = files.length()?;
        if length < self.from {
            return Err(LogError::Lost { file: files.log(), expected: self.from, found: length });
        }
        let whole = length >= self.to && batch(files, self)? == self.batch;
        let switched = match &self.checkpoint {
            None => true,
            Some(digest) => files.checkpoint_bytes()?.is_some_and(|bytes| Digest::of(&bytes) == *digest),
        };
        Ok(if whole && switched { length } else { self.from })
    }
}

/// Digest of the bytes of the log that the note speaks of.
fn batch(files: &Files, pending: &Pending) -> Result<Digest, LogError> {
    let mut log = fs::File::open(files.log())?;
    log.seek(io::SeekFrom::Start(pending.from))?;
    let mut hasher = Hasher(sha2::Sha256::new());
    io::copy(&mut log.take(pending.to.saturating_sub(pending.from)), &mut hasher)?;
    Ok(Digest::from(<[u8; 32]>::from(hasher.0.finalize())))
}

/// Hashes what is written to it.
struct Hasher(sha2::Sha256);

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
