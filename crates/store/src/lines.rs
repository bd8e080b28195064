//! Lines of a log one after the other, so that a log of any length is read in constant memory: as they stand in the
//! reader's buffer, and copied only where its end divides one. A last line without its line feed is handed over too, marked
//! as such: who reads decides what it means.

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
    /// A line that does not stand in the reader's buffer as a whole.
    buffer: Vec<u8>,
    /// How much of the reader's buffer was handed over and is let go of before anything else is read.
    lent: usize,
    next: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `reader`.
    pub fn new(reader: R) -> Self {
        Self::numbered(reader, 0)
    }

    /// The lines of `reader`, the first of which has the number `first`.
    pub fn numbered(reader: R, first: u64) -> Self {
        Self { reader, buffer: Vec::new(), lent: 0, next: first }
    }

    /// The next line; `None` at the end.
    ///
    /// # Errors
    /// When reading fails.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.reader.consume(std::mem::take(&mut self.lent));
        let number = self.next;
        let end = memchr::memchr(b'\n', ready(&mut self.reader)?).filter(|end| *end as u64 <= LONGEST);
        if let Some(end) = end {
            (self.lent, self.next) = (end + 1, number + 1);
            let bytes = ready(&mut self.reader)?.get(..end).unwrap_or_default();
            return Ok(Some(Line { bytes, whole: true, number }));
        }
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
        self.next += 1;
        Ok(Some(Line { bytes: &self.buffer, whole, number }))
    }

    /// Reads up to and with the next line feed, or as much as the longest line has.
    fn fill(&mut self) -> io::Result<()> {
        let most = usize::try_from(LONGEST + 1).unwrap_or(usize::MAX);
        loop {
            let bytes = ready(&mut self.reader)?;
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
            let bytes = ready(&mut self.reader)?;
            let end = memchr::memchr(b'\n', bytes);
            let used = end.map_or(bytes.len(), |at| at + 1);
            let done = end.is_some() || bytes.is_empty();
            self.reader.consume(used);
            if done {
                return Ok(());
            }
        }
    }
}

/// What the reader has ready, and the next piece when it has nothing.
fn ready<R: BufRead>(reader: &mut R) -> io::Result<&[u8]> {
    while let Err(error) = reader.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    reader.fill_buf()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(reader: impl BufRead) -> Vec<(Vec<u8>, bool, u64)> {
        let (mut lines, mut found) = (Lines::numbered(reader, 7), Vec::new());
        while let Some(line) = lines.next_line().unwrap() {
            found.push((line.bytes.to_vec(), line.whole, line.number));
        }
        found
    }

    proptest! {
        #[test]
        fn lines_are_the_same_wherever_the_buffer_ends(text in "[a\n]{0,60}", capacity in 1usize..70) {
            let expected: Vec<_> = (7..)
                .zip(text.split_inclusive('\n'))
                .map(|(number, line)| (line.trim_end().as_bytes().to_vec(), line.ends_with('\n'), number))
                .collect();
            prop_assert_eq!(&all(io::BufReader::with_capacity(capacity, text.as_bytes())), &expected);
            prop_assert_eq!(&all(text.as_bytes()), &expected);
        }
    }

    #[test]
    fn a_line_longer_than_an_event_is_cut_and_the_next_is_read() {
        let longest = usize::try_from(LONGEST).unwrap();
        for (length, whole) in [(longest, true), (longest + 1, false), (longest + 9, false)] {
            let text = [vec![b'a'; length], b"\nb\n".to_vec()].concat();
            for found in [all(text.as_slice()), all(io::BufReader::with_capacity(1 << 16, text.as_slice()))] {
                assert_eq!(found.len(), 2);
                assert_eq!(found.iter().map(|line| line.1).collect::<Vec<_>>(), [whole, true]);
                assert_eq!(found.last().unwrap(), &(b"b".to_vec(), true, 8));
            }
        }
    }
}
