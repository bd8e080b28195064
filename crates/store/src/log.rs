//! The files of a log, and how a batch of events gets into them all or none. Read the argument below before changing the
//! order of anything here; `tests::` kills an append between any two of its steps and fills the disk at each of them.
//!
//! # Why nothing acknowledged is lost, and nothing half-written counts
//!
//! An append makes these steps, each on the disk before the next begins:
//!
//! 1. Take the lock on `events.lock` (the system lets go of it when the process dies), settle what an earlier append left
//!    behind, read where the log ends.
//! 2. Write `checkpoint.next`: the checkpoint over the log as it will be, when one is kept.
//! 3. Write the note `events.pending` (beside its place, then renamed): length before, length after, digest of the bytes
//!    between, digest of the new checkpoint.
//! 4. Append the bytes of the whole batch to `events.jsonl`.
//! 5. Rename `checkpoint.next` to `checkpoint`. **This commits.** Without a checkpoint, step 4 did.
//! 6. Remove the note, and only then tell the caller.
//!
//! *No note*: nobody was appending, so every byte of the log was acknowledged. A last line without its line feed is then
//! damage by somebody else; it is reported, never cut.
//!
//! *A note, and the log does not hold the noted bytes, or the checkpoint is not the noted one*: the append did not reach
//! its commit, so nobody was told. The log is cut back to the noted length. Everything up to there was on the disk before
//! the note was, and no step writes before the end of the log, so what is left is what had been acknowledged. Cutting twice
//! is cutting once, so a crash during this is no new case.
//!
//! *A note, the noted bytes, and the noted checkpoint*: the commit was reached; perhaps the caller was told, perhaps not.
//! The batch stays, the note goes. The names are synced between 5 and 6, so a power cut cannot keep the removal of the note
//! and forget the new checkpoint.
//!
//! *The log is shorter than the noted length*: no crash of ours does this. Nothing is touched and the error says what is
//! missing.
//!
//! *A full disk* fails in 2, 3 or 4 (renaming and removing need no room). The same process cuts the log back, which needs
//! none either, and removes the note; the log has the bytes it had. When even that fails, the note stays and the next one
//! to come settles it by the rules above. After 5 nothing is taken back: an error in 6 leaves the note, which then says
//! that the batch counts.
//!
//! Readers take the lock for as long as it takes to see where the log ends, and judge a note left behind by the same rules
//! without changing anything, so that log and checkpoint always fit together for them too.

use crate::checkpoint::Checkpoint;
use crate::disk::Disk;
use crate::end::End;
use crate::event::{Draft, Event};
use crate::key::SigningKey;
use crate::lines::{LONGEST, Lines};
use crate::pending::Pending;
use crate::stamp::Stamp;
use crate::tail::Tail;
use fs_err as fs;
use jiff::Timestamp;
use probity_core::Digest;
use std::io::{self, Read as _};
use std::path::PathBuf;

/// Why a log cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The disk says no. Nothing was recorded.
    #[error(transparent)]
    Disk(#[from] io::Error),
    /// The disk said no after the commit: the events are recorded, or will be once the log is opened again.
    #[error("the events were written, but the disk then failed ({0}); the next command settles it")]
    Unsettled(io::Error),
    /// Acknowledged bytes are gone.
    #[error("`{}` had {expected} bytes and has {found}: recorded events are missing", file.display())]
    Lost {
        /// The log.
        file: PathBuf,
        /// How many bytes were acknowledged.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// A note of an append that cannot be read.
    #[error("`{}` is not a note of this program; nothing was changed", .0.display())]
    Note(PathBuf),
    /// The end of the log is not an event: it was changed by something else.
    #[error("the last line of `{}` is not an event ({message}); `commitments verify` says what is wrong", file.display())]
    Damaged {
        /// The log.
        file: PathBuf,
        /// What is wrong with its last line.
        message: String,
    },
    /// The clock would go backwards.
    #[error("the log already has an event of {last}, which is after {at}")]
    Backwards {
        /// The time that was asked for.
        at: Timestamp,
        /// The time of the last event.
        last: Timestamp,
    },
    /// No checkpoint could be made.
    #[error("the checkpoint cannot be made: {0}")]
    Checkpoint(String),
    /// A record that does not fit a line.
    #[error("an event would have {0} bytes, which no reader accepts")]
    TooLong(usize),
    /// An earlier append of this writer failed.
    #[error("an earlier append failed; open the log again")]
    Stopped,
}

/// Where the files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Files(PathBuf);

impl Files {
    pub(crate) fn log(&self) -> PathBuf {
        self.0.join("events.jsonl")
    }

    pub(crate) fn pending(&self) -> PathBuf {
        self.0.join("events.pending")
    }

    fn pending_next(&self) -> PathBuf {
        self.0.join("events.pending.next")
    }

    fn checkpoint(&self) -> PathBuf {
        self.0.join("checkpoint")
    }

    fn checkpoint_next(&self) -> PathBuf {
        self.0.join("checkpoint.next")
    }

    fn lock(&self) -> PathBuf {
        self.0.join("events.lock")
    }

    /// The log's length; 0 when there is none.
    pub(crate) fn length(&self) -> io::Result<u64> {
        match fs::metadata(self.log()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            other => Ok(other?.len()),
        }
    }

    pub(crate) fn checkpoint_bytes(&self) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.checkpoint()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            other => Ok(Some(other?)),
        }
    }

    /// How many bytes of the log count, and whether a note was left behind.
    fn settled(&self) -> Result<(u64, bool), LogError> {
        match Pending::read(self)? {
            None => Ok((self.length()?, false)),
            Some(pending) => Ok((pending.settled(self)?, true)),
        }
    }
}

/// A log in a directory: `events.jsonl`, `checkpoint` and what an append needs beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    files: Files,
}

/// The part of a log that counts, as found at one moment.
pub struct Snapshot {
    /// Its lines.
    pub lines: Lines<Box<dyn io::BufRead>>,
    /// The checkpoint beside it, if there is one.
    pub checkpoint: Option<Vec<u8>>,
    /// The log's file at that moment.
    pub stamp: Stamp,
    /// Whether an append was interrupted and not yet settled.
    pub interrupted: bool,
    /// What no crash of ours leaves behind, when the files were read as they were found.
    pub trouble: Option<String>,
}

/// What settling an interrupted append did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovered {
    /// Nothing was interrupted.
    Nothing,
    /// The events had been committed and stay.
    Kept,
    /// They had not; so many bytes were cut off.
    Cut(u64),
}

impl Log {
    /// The log in `dir`, which may not be there yet.
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Self { files: Files(dir.into()) }
    }

    /// The log's file.
    pub fn path(&self) -> PathBuf {
        self.files.log()
    }

    /// How many bytes of it count now; it only ever grows, so this tells whether there is anything new.
    ///
    /// # Errors
    /// When a file cannot be read, or acknowledged events are missing.
    pub fn length(&self) -> Result<u64, LogError> {
        Ok(self.files.settled()?.0)
    }

    /// The part that counts now, to be read at leisure: what is acknowledged never changes. It waits for a writer to finish,
    /// so who holds one asks [`Writer::snapshot`].
    ///
    /// # Errors
    /// When a file cannot be read, or acknowledged events are missing.
    pub fn snapshot(&self) -> Result<Snapshot, LogError> {
        self.read(false)
    }

    /// The same for those who look for what is wrong: files that do not go together are read all the same, to the last byte,
    /// and [`Snapshot::trouble`] says so.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn snapshot_as_found(&self) -> Result<Snapshot, LogError> {
        self.read(true)
    }

    /// What counts behind a byte, and where the log ends before it; `None` when the log is shorter.
    ///
    /// # Errors
    /// When a file cannot be read, acknowledged events are missing, or what stands before the byte is not an event.
    pub fn tail(&self, from: u64) -> Result<Option<Tail>, LogError> {
        let _lock = self.lock_shared()?;
        let (length, _) = self.files.settled()?;
        Tail::of(&self.files, from, length)
    }

    /// Keeps writers away for a moment. Without a lock file, or on a medium that cannot be written, nobody is appending.
    fn lock_shared(&self) -> Result<Option<fs::File>, LogError> {
        let lock = fs::File::open(self.files.lock()).ok();
        match lock.as_ref().map(fs::File::lock_shared) {
            Some(Err(error)) if error.kind() != io::ErrorKind::Unsupported => Err(error.into()),
            _ => Ok(lock),
        }
    }

    fn read(&self, as_found: bool) -> Result<Snapshot, LogError> {
        let _lock = self.lock_shared()?;
        let (length, interrupted, trouble) = match self.files.settled() {
            Ok((length, interrupted)) => (length, interrupted, None),
            Err(error @ (LogError::Lost { .. } | LogError::Note(_))) if as_found => {
                (self.files.length()?, true, Some(error.to_string()))
            }
            Err(error) => return Err(error),
        };
        let checkpoint = self.files.checkpoint_bytes()?;
        let reader: Box<dyn io::BufRead> = match fs::File::open(self.files.log()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Box::new(io::empty()),
            other => Box::new(io::BufReader::with_capacity(1 << 16, other?.take(length))),
        };
        let stamp = Stamp::of(&self.files.log())?;
        Ok(Snapshot { lines: Lines::new(reader), checkpoint, stamp, interrupted, trouble })
    }

    /// Takes the lock, settles what was interrupted and gives the writer. Other writers wait.
    ///
    /// # Errors
    /// When the disk says no, acknowledged events are missing, or the end of the log is not an event.
    pub fn write(&self) -> Result<Writer, LogError> {
        self.write_with(Disk::default())
    }

    pub(crate) fn write_with(&self, disk: Disk) -> Result<Writer, LogError> {
        let dir = &self.files.0;
        if !dir.is_dir() {
            fs::create_dir_all(dir)?;
            dir.parent().filter(|above| above.is_dir()).map_or(Ok(()), |above| disk.sync_names(above))?;
        }
        let lock = fs::OpenOptions::new().write(true).create(true).truncate(false).open(self.files.lock())?;
        lock.lock()?;
        let recovered = settle(&self.files, &disk)?;
        let length = self.files.length()?;
        let end = End::read(&self.files.log(), length)?;
        Ok(Writer { files: self.files.clone(), disk, recovered, length, end, stopped: false, _lock: lock })
    }
}

/// Brings the files to what the note says, and removes it.
fn settle(files: &Files, disk: &Disk) -> Result<Recovered, LogError> {
    let Some(pending) = Pending::read(files)? else { return Ok(Recovered::Nothing) };
    let settled = pending.settled(files)?;
    let length = files.length()?;
    let recovered = if settled > pending.from {
        // The process may have died between writing and syncing: what counts must be on the disk before the note goes.
        disk.sync(&files.log())?;
        Recovered::Kept
    } else {
        if length > settled {
            disk.cut(&files.log(), settled)?;
        }
        Recovered::Cut(length - settled)
    };
    disk.remove(&files.checkpoint_next())?;
    disk.sync_names(&files.0)?;
    disk.remove(&files.pending())?;
    disk.sync_names(&files.0)?;
    Ok(recovered)
}

/// What an append did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Appended {
    /// How many events.
    pub appended: u64,
    /// The number of the first of them; of the next one to come when there were none.
    pub first: u64,
    /// The number of the last event of the log; `None` when it has none.
    pub last: Option<u64>,
    /// The hash of the last event of the log; 64 zeros when it has none.
    pub head: String,
}

/// The one who may append, for as long as it lives.
#[derive(Debug)]
pub struct Writer {
    files: Files,
    disk: Disk,
    recovered: Recovered,
    length: u64,
    end: End,
    stopped: bool,
    _lock: fs::File,
}

impl Writer {
    /// What opening the log had to settle.
    pub fn recovered(&self) -> Recovered {
        self.recovered
    }

    /// The time of the last event: nothing can be recorded before it.
    pub fn last_at(&self) -> Option<Timestamp> {
        self.end.last
    }

    /// The number the next event gets.
    pub fn next_seq(&self) -> u64 {
        self.end.next
    }

    /// The log as it is; nobody else changes it while the writer lives.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, LogError> {
        let reader: Box<dyn io::BufRead> = match self.length {
            0 => Box::new(io::empty()),
            length => Box::new(io::BufReader::with_capacity(1 << 16, fs::File::open(self.files.log())?.take(length))),
        };
        let (checkpoint, stamp) = (self.files.checkpoint_bytes()?, self.stamp()?);
        Ok(Snapshot { lines: Lines::new(reader), checkpoint, stamp, interrupted: false, trouble: None })
    }

    /// What counts behind a byte, and where the log ends before it; `None` when the log is shorter.
    ///
    /// # Errors
    /// When it cannot be read, or what stands before the byte is not an event.
    pub fn tail(&self, from: u64) -> Result<Option<Tail>, LogError> {
        Tail::of(&self.files, from, self.length)
    }

    /// The log's file as it is now.
    ///
    /// # Errors
    /// When the disk does not say.
    pub fn stamp(&self) -> Result<Stamp, LogError> {
        Ok(Stamp::of(&self.files.log())?)
    }

    /// Appends a batch, all or none, signed with `key` and recorded at `at`. When this returns the events are on the disk.
    /// `checkpoint` must have been told every line that is in the log.
    ///
    /// # Errors
    /// When nothing was recorded, but for [`LogError::Unsettled`]. The writer then refuses everything.
    pub fn append(
        &mut self,
        drafts: Vec<Draft>,
        at: Timestamp,
        key: &SigningKey,
        checkpoint: &mut dyn Checkpoint,
    ) -> Result<Appended, LogError> {
        if self.stopped {
            return Err(LogError::Stopped);
        }
        let first = self.end.next;
        let events = self.end.seal(drafts, at, key)?;
        if let Some(last) = events.last() {
            let end = End::behind(last.seq, &last.hash, at);
            let lines: Vec<Vec<u8>> = events.iter().map(Event::line).collect();
            if let Some(long) = lines.iter().map(Vec::len).find(|length| *length as u64 >= LONGEST) {
                return Err(LogError::TooLong(long));
            }
            self.stopped = true;
            let keep = checkpoint.extended(&lines).map_err(LogError::Checkpoint)?;
            self.put(&joined(&lines), keep.as_deref())?;
            self.end = end;
            self.stopped = false;
        }
        let (appended, head) = (events.len() as u64, self.end.head.clone());
        Ok(Appended { appended, first, last: self.end.next.checked_sub(1), head })
    }

    /// Steps 2 to 6.
    fn put(&mut self, batch: &[u8], checkpoint: Option<&[u8]>) -> Result<(), LogError> {
        let to = self.length + batch.len() as u64;
        let pending =
            Pending { from: self.length, to, batch: Digest::of(batch), checkpoint: checkpoint.map(Digest::of) };
        if let Err(error) = self.prepare(&pending, batch, checkpoint) {
            // What cannot be taken back now is settled by whoever comes next.
            let _ = self.take_back();
            return Err(error);
        }
        if checkpoint.is_some()
            && let Err(error) = self.disk.rename(&self.files.checkpoint_next(), &self.files.checkpoint())
        {
            // Some file systems report an error of a renaming that took place.
            if pending.settled(&self.files)? == to {
                return Err(LogError::Unsettled(error));
            }
            let _ = self.take_back();
            return Err(LogError::Disk(error));
        }
        self.length = to;
        self.disk.sync_names(&self.files.0).map_err(LogError::Unsettled)?;
        self.disk.remove(&self.files.pending()).map_err(LogError::Unsettled)
    }

    /// Steps 2 to 4: all that needs room on the disk.
    fn prepare(&self, pending: &Pending, batch: &[u8], checkpoint: Option<&[u8]>) -> Result<(), LogError> {
        let (files, disk) = (&self.files, &self.disk);
        let mut log = fs::OpenOptions::new().create(true).append(true).open(files.log())?;
        if let Some(bytes) = checkpoint {
            disk.write(&files.checkpoint_next(), bytes)?;
        }
        disk.write(&files.pending_next(), &pending.bytes()?)?;
        disk.rename(&files.pending_next(), &files.pending())?;
        disk.sync_names(&files.0)?;
        Ok(disk.append(&mut log, batch)?)
    }

    /// After a failure before the commit: the log gets the bytes it had. This process knows that it failed, so it does not
    /// ask the note.
    fn take_back(&self) -> Result<(), LogError> {
        let (files, disk) = (&self.files, &self.disk);
        if files.length()? > self.length {
            disk.cut(&files.log(), self.length)?;
        }
        disk.remove(&files.pending())?;
        disk.remove(&files.pending_next())?;
        disk.remove(&files.checkpoint_next())?;
        Ok(disk.sync_names(&files.0)?)
    }
}

/// The lines with their line feeds.
fn joined(lines: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = lines.join(&b'\n');
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests;
