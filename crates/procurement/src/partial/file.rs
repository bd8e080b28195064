//! The file of a partial: two lines that people can read (what it is, how it was made), then numbers and states, each with its
//! length before it, and at the end the digest of all that.

use super::{AGAIN, PartialError, decode};
use fs_err::File;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// The first line. The number changes with the form of the states that flags share.
const FIRST: &str = "probity partial 1\n";
/// The first line of all forms, without its number.
const ANY: &[u8] = b"probity partial ";
/// Bytes of the head: a run over a hundred thousand files has less.
const HEAD_MAX: u64 = 64 << 20;
/// Bytes of a digest.
const DIGEST: u64 = 32;
/// Read or hashed at once.
const PIECE: usize = 1 << 18;

/// How a partial was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Everything but the input that decides about states: what it is called, and its digest.
    pub made_with: BTreeMap<String, String>,
    /// The files, in their order.
    pub inputs: Vec<Source>,
    /// Which share of them, as `2/3`.
    pub share: Option<String>,
    /// The publishers of the processes.
    pub publishers: BTreeSet<String>,
    /// Whether organisations were told apart by publisher.
    pub tells_apart: bool,
    /// Processes kept.
    pub processes: u64,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub file: String,
    /// Its digest.
    pub sha256: String,
}

/// A partial that is written.
pub struct Writing<W> {
    to: W,
    hasher: Sha256,
}

impl<W: Write> Writing<W> {
    /// Begins one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(to: W, head: &Head) -> io::Result<Self> {
        let mut own = Self { to, hasher: Sha256::new() };
        own.put(FIRST.as_bytes())?;
        own.put(serde_json::to_string(head)?.as_bytes())?;
        own.put(b"\n")?;
        Ok(own)
    }

    /// Adds numbers.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn numbers(&mut self, numbers: &[u64]) -> io::Result<()> {
        self.put(&(numbers.len() as u64).to_le_bytes())?;
        numbers.iter().try_for_each(|number| self.put(&number.to_le_bytes()))
    }

    /// Adds something.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn section(&mut self, own: &impl Serialize) -> io::Result<()> {
        self.bytes(&postcard::to_stdvec(own).map_err(io::Error::other)?)
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.put(&(bytes.len() as u64).to_le_bytes())?;
        self.put(bytes)
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.to.write_all(&self.hasher.finalize())?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.to.write_all(bytes)
    }
}

/// A partial that is there and whole.
#[derive(Debug)]
pub(super) struct Partial {
    pub path: PathBuf,
    /// The file as its user named it.
    pub name: String,
    pub head: Head,
}

impl Partial {
    /// Makes sure that a file is a partial, and whole.
    pub fn open(path: &Path) -> Result<Self, PartialError> {
        let name = path.display().to_string();
        let mut reading = Reading::begin(path, &name)?;
        let head = reading.head()?;
        reading.check()?;
        Ok(Self { path: path.to_owned(), name, head })
    }

    /// Reads it from its numbers on.
    pub fn read(&self) -> Result<Reading, PartialError> {
        let mut reading = Reading::begin(&self.path, &self.name)?;
        reading.head()?;
        Ok(reading)
    }
}

/// A partial that is read.
pub struct Reading {
    from: BufReader<File>,
    name: String,
    /// Bytes before the digest that were not read yet.
    left: u64,
    hasher: Sha256,
}

impl Reading {
    fn begin(path: &Path, name: &str) -> Result<Self, PartialError> {
        let failed = |error: io::Error| PartialError::new(name, format!("cannot be read: {error}"), AGAIN);
        let file = File::open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let from = BufReader::with_capacity(PIECE, file);
        let mut own = Self { from, name: name.to_owned(), left: length.saturating_sub(DIGEST), hasher: Sha256::new() };
        let first = own.line()?;
        if first == FIRST.as_bytes() {
            return Ok(own);
        }
        if first.starts_with(ANY) {
            let problem = "was made by another version of the program";
            return Err(PartialError::new(name, problem, "make all partials with one version"));
        }
        let hint = "`--from-partials` takes what `--partial` wrote, and `--out` follows it";
        Err(PartialError::new(name, "is no partial", hint))
    }

    fn head(&mut self) -> Result<Head, PartialError> {
        let line = self.line()?;
        serde_json::from_slice(&line).map_err(|_| self.is_damaged())
    }

    /// The error about a file that is not what was written.
    #[must_use]
    pub fn is_damaged(&self) -> PartialError {
        PartialError::damaged(&self.name)
    }

    /// The next line with its end, of which a head has two.
    fn line(&mut self) -> Result<Vec<u8>, PartialError> {
        let (mut line, most) = (Vec::new(), self.left.min(HEAD_MAX));
        let read = Read::by_ref(&mut self.from).take(most).read_until(b'\n', &mut line);
        let read = read.map_err(|_| self.is_damaged())?;
        self.left -= read as u64;
        self.hasher.update(&line);
        Ok(line)
    }

    /// Whether the digest is that of all before it.
    fn check(mut self) -> Result<(), PartialError> {
        let mut room = vec![0; PIECE];
        while self.left > 0 {
            let piece = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
            let piece = room.get_mut(..piece).unwrap_or_default();
            if self.from.read_exact(piece).is_err() {
                return Err(self.is_damaged());
            }
            self.hasher.update(&*piece);
            self.left -= piece.len() as u64;
        }
        let mut digest = Vec::new();
        let read = Read::by_ref(&mut self.from).take(DIGEST).read_to_end(&mut digest);
        let damaged = self.is_damaged();
        let own = self.hasher.finalize();
        if read.is_ok() && own.as_slice() == digest { Ok(()) } else { Err(damaged) }
    }

    /// The next number.
    pub(super) fn number(&mut self) -> Result<u64, PartialError> {
        let mut bytes = [0; size_of::<u64>()];
        let rest = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| self.is_damaged())?;
        self.from.read_exact(&mut bytes).map_err(|_| self.is_damaged())?;
        self.left = rest;
        Ok(u64::from_le_bytes(bytes))
    }

    /// Goes past the numbers that come next.
    pub(super) fn skip_numbers(&mut self) -> Result<(), PartialError> {
        let bytes = self.number()?.checked_mul(size_of::<u64>() as u64).filter(|bytes| *bytes <= self.left);
        let bytes = bytes.ok_or_else(|| self.is_damaged())?;
        let by = i64::try_from(bytes).map_err(|_| self.is_damaged())?;
        self.from.seek_relative(by).map_err(|_| self.is_damaged())?;
        self.left -= bytes;
        Ok(())
    }

    /// The bytes that come next.
    ///
    /// # Errors
    /// When they are not there.
    pub fn bytes(&mut self) -> Result<Vec<u8>, PartialError> {
        let length = self.number()?;
        if length > self.left {
            return Err(self.is_damaged());
        }
        let mut bytes = Vec::new();
        Read::by_ref(&mut self.from).take(length).read_to_end(&mut bytes).map_err(|_| self.is_damaged())?;
        self.left -= length;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(self.is_damaged()) }
    }

    /// What comes next.
    ///
    /// # Errors
    /// When it is not there, or something else.
    pub fn section<T: DeserializeOwned>(&mut self) -> Result<T, PartialError> {
        let bytes = self.bytes()?;
        decode(&bytes).map_err(|_| self.is_damaged())
    }
}
