//! Files on their way into an observatory: written under a temporary name while their digest is computed, then given
//! the digest as their name. Writing the same bytes again changes nothing.

use super::catalogue::{settle, temporary};
use crate::Error;
use probity_core::Digest;
use sha2::{Digest as _, Sha256};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// A temporary file that hashes what it is given.
pub(super) struct Stage {
    file: BufWriter<tempfile::NamedTempFile>,
    hash: Sha256,
    folder: PathBuf,
}

impl Stage {
    /// A new file for `folder`, which is made if it is not there.
    pub(super) fn new(folder: &Path) -> Result<Self, Error> {
        fs_err::create_dir_all(folder)?;
        let file = temporary(folder)?;
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), hash: Sha256::new(), folder: folder.to_owned() })
    }

    /// Copies everything; gives the number of bytes.
    pub(super) fn copy(&mut self, mut from: impl Read) -> Result<u64, Error> {
        Ok(std::io::copy(&mut from, self)?)
    }

    /// The finished file, not yet under its name; removed when dropped.
    pub(super) fn finish(self) -> Result<Staged, Error> {
        let hex: String = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let digest = hex.parse().map_err(std::io::Error::other)?;
        let file = self.file.into_inner().map_err(|error| error.into_error())?;
        Ok(Staged { file, digest, folder: self.folder })
    }
}

impl Write for Stage {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// A written file that waits for its name.
pub(super) struct Staged {
    file: tempfile::NamedTempFile,
    pub(super) digest: Digest,
    folder: PathBuf,
}

impl Staged {
    /// Gives the file its digest (and `ending`) as its name.
    pub(super) fn settle(self, ending: &str) -> Result<(), Error> {
        settle(self.file, &self.folder.join(format!("{}{ending}", self.digest)))
    }

    /// Where the file is now.
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }
}
