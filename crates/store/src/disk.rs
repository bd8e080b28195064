//! Every change to the disk that an append makes, one function a step. In tests a step can be made to fail as a killed
//! process, a power cut or a full disk would make it, which is how the argument in `log` is checked between any two steps.

use fs_err as fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Does the steps.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    #[cfg(test)]
    pub(crate) fault: std::cell::Cell<Option<Fault>>,
}

/// What goes wrong, for tests.
#[cfg(test)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The process is killed in the middle of the step after so many.
    Killed(u32),
    /// From the step after so many on, nothing more can be written.
    Full(u32),
}

impl Disk {
    /// A file with exactly these bytes, on the disk when this returns.
    pub(crate) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let kept = self.room(bytes);
        let mut file = fs::File::create(path)?;
        file.write_all(kept.0)?;
        kept.1?;
        self.step()?;
        file.sync_all()
    }

    /// Bytes behind the end of a file, on the disk when this returns.
    pub(crate) fn append(&self, file: &mut fs::File, bytes: &[u8]) -> io::Result<()> {
        let kept = self.room(bytes);
        file.write_all(kept.0)?;
        kept.1?;
        self.step()?;
        file.sync_all()
    }

    /// Puts a file in the place of another.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(from, to)
    }

    /// Cuts a file, on the disk when this returns.
    pub(crate) fn cut(&self, path: &Path, length: u64) -> io::Result<()> {
        self.step()?;
        let file = fs::OpenOptions::new().write(true).open(path)?;
        file.set_len(length)?;
        self.step()?;
        file.sync_all()
    }

    /// Makes the bytes of a file last.
    pub(crate) fn sync(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::OpenOptions::new().write(true).open(path)?.sync_all()
    }

    /// Removes a file that may not be there.
    pub(crate) fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Makes names of files last. Only Unix lets a directory be synced; elsewhere the file system orders them itself.
    pub(crate) fn sync_names(&self, dir: &Path) -> io::Result<()> {
        self.step()?;
        if cfg!(unix) { fs::File::open(dir)?.sync_all() } else { Ok(()) }
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests count the steps")]
    fn step(&self) -> io::Result<()> {
        Ok(())
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests count the steps")]
    fn room<'a>(&self, bytes: &'a [u8]) -> (&'a [u8], io::Result<()>) {
        (bytes, Ok(()))
    }

    /// One more step: a killed process never makes another.
    #[cfg(test)]
    fn step(&self) -> io::Result<()> {
        match self.fault.get() {
            Some(Fault::Killed(0)) => Err(io::Error::other("killed")),
            Some(Fault::Killed(left)) => {
                self.fault.set(Some(Fault::Killed(left - 1)));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// How many of the bytes get to the disk, and what writing them gives.
    #[cfg(test)]
    fn room<'a>(&self, bytes: &'a [u8]) -> (&'a [u8], io::Result<()>) {
        let half = &bytes[..bytes.len() / 2];
        match self.fault.get() {
            Some(Fault::Killed(0)) => (half, Err(io::Error::other("killed"))),
            Some(Fault::Full(0)) => (half, Err(io::ErrorKind::StorageFull.into())),
            Some(Fault::Full(left)) => {
                self.fault.set(Some(Fault::Full(left - 1)));
                (bytes, Ok(()))
            }
            _ => {
                let went = self.step();
                if went.is_ok() { (bytes, went) } else { (half, went) }
            }
        }
    }
}
