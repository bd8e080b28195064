//! Lines of a log one after the other in one buffer, so that a log of any length is read in constant memory. A last line
//! without its line feed is handed over too, marked as such: who reads decides what it means.

use std::io::{self, BufRead};

/// No event is longer than this (bytes); a longer line is cut and cannot be one.
pub const LONGEST: u64 = 16 << 20;

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its bytes, without the line feed.
    pub bytes: &'a [u8],
    /// Whether the line feed was there, within the longest line.
    pub whole: bool,
    /// Its number in the log, from 0.
    pub number: u64,
}

/// Reads lines.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    next: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `reader`.
    pub fn new(reader: R) -> Self {
        Self::numbered(reader, 0)
    }

    /// The lines of `reader`, the first of which has the number `first`.
    pub fn numbered(reader: R, first: u64) -> Self {
        Self { reader, buffer: Vec::new(), next: first }
    }

    /// The next line; `None` at the end.
    ///
    /// # Errors
    /// When reading fails.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        self.fill()?;
        if self.buffer.is_empty() {
            return Ok(None);
        }
        let whole = self.buffer.last() == Some(&b'\n');
        if whole {
            self.buffer.pop();
        } else {
            self.skip_the_rest()?;
        }
        let number = self.next;
        self.next += 1;
        Ok(Some(Line { bytes: &self.buffer, whole, number }))
    }

    /// Reads up to and with the next line feed, or as much as the longest line has.
    fn fill(&mut self) -> io::Result<()> {
        let most = usize::try_from(LONGEST + 1).unwrap_or(usize::MAX);
        loop {
            let bytes = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let bytes = bytes.get(..most - self.buffer.len()).unwrap_or(bytes);
            let end = memchr::memchr(b'\n', bytes);
            let used = end.map_or(bytes.len(), |at| at + 1);
            self.buffer.extend_from_slice(bytes.get(..used).unwrap_or(bytes));
            self.reader.consume(used);
            if end.is_some() || used == 0 {
                return Ok(());
            }
        }
    }

    /// Goes behind the next line feed without keeping anything.
    fn skip_the_rest(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.reader.fill_buf()?;
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(bytes.len(), |at| at + 1);
            let done = end.is_some() || bytes.is_empty();
            self.reader.consume(used);
            if done {
                return Ok(());
            }
        }
    }
}
