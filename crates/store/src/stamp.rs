//! What the file system says of a file without reading it. Who has read a log and finds the same stamp again need not read
//! it again; a stamp proves nothing, so nothing is signed on its word alone: the checkpoint is compared all the same.

use fs_err as fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Length, times and identity of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// When the system last wrote anything about the file, in seconds and nanoseconds: unlike the time of modification
    /// nobody can set it.
    changed: (i64, i64),
    /// The number of the file in its file system: another one in its place is another log.
    number: u64,
}

impl Stamp {
    /// Of the file at `path`; of nothing when there is none.
    ///
    /// # Errors
    /// When the disk does not say.
    pub fn of(path: &Path) -> io::Result<Self> {
        let metadata = match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            other => other?,
        };
        let (changed, number) = beneath(&metadata);
        Ok(Self { length: metadata.len(), modified: metadata.modified().ok(), changed, number })
    }
}

#[cfg(unix)]
fn beneath(metadata: &std::fs::Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt as _;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn beneath(_: &std::fs::Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}
