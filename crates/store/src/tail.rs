//! The end of a log, for those who have read the rest of it: the lines behind a byte, and where the log ended there, so
//! that they can tell whether it still is the log they read.

use crate::end::End;
use crate::lines::Lines;
use crate::log::{Files, LogError};
use crate::stamp::Stamp;
use fs_err as fs;
use std::io::{self, Read as _, Seek as _};

/// The part of a log behind a byte, as found at one moment.
pub struct Tail {
    /// Where the log ends before it. Its hash is that of the line that stands there.
    pub end: End,
    /// Its lines, numbered as in the whole log.
    pub lines: Lines<Box<dyn io::BufRead>>,
    /// The checkpoint beside the log, if there is one.
    pub checkpoint: Option<Vec<u8>>,
    /// The log's file at that moment.
    pub stamp: Stamp,
}

impl Tail {
    /// Of a log of which `length` bytes count, while nobody writes; `None` when it is shorter than `from`.
    pub(crate) fn of(files: &Files, from: u64, length: u64) -> Result<Option<Self>, LogError> {
        let Some(rest) = length.checked_sub(from) else { return Ok(None) };
        let end = End::read(&files.log(), from)?;
        let reader: Box<dyn io::BufRead> = match fs::File::open(files.log()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Box::new(io::empty()),
            other => {
                let mut file = other?;
                file.seek(io::SeekFrom::Start(from))?;
                Box::new(io::BufReader::with_capacity(1 << 16, file.take(rest)))
            }
        };
        let lines = Lines::numbered(reader, end.next_seq());
        Ok(Some(Self { end, lines, checkpoint: files.checkpoint_bytes()?, stamp: Stamp::of(&files.log())? }))
    }
}
