//! Where a log ends: number, hash and time of its last event. That is all a batch is chained to, so whoever knows it can
//! say what an append would give without touching the log.

use crate::event::{Draft, Event, NO_HASH};
use crate::key::SigningKey;
use crate::lines::LONGEST;
use crate::log::{Appended, LogError};
use fs_err as fs;
use jiff::Timestamp;
use std::io::{self, Read as _, Seek as _};
use std::path::Path;

/// Where a log ends, which is all that is needed to say what an append would give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    pub(crate) next: u64,
    pub(crate) head: String,
    pub(crate) last: Option<Timestamp>,
}

impl Default for End {
    /// The end of a log without events.
    fn default() -> Self {
        Self { next: 0, head: NO_HASH.to_owned(), last: None }
    }
}

impl End {
    /// Behind the event `seq` with the hash `head`, recorded at `last`.
    pub fn behind(seq: u64, head: &str, last: Timestamp) -> Self {
        Self { next: seq.saturating_add(1), head: head.to_owned(), last: Some(last) }
    }

    /// The number the next event gets.
    pub fn next_seq(&self) -> u64 {
        self.next
    }

    /// The hash of the last event; 64 zeros when there is none.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The events these drafts would become.
    ///
    /// # Errors
    /// When the clock would go backwards.
    pub fn seal(&self, drafts: Vec<Draft>, at: Timestamp, key: &SigningKey) -> Result<Vec<Event>, LogError> {
        if let Some(last) = self.last.filter(|last| at < *last) {
            return Err(LogError::Backwards { at, last });
        }
        let mut prev = self.head.clone();
        let mut sealed = Vec::with_capacity(drafts.len());
        for (seq, draft) in (self.next..).zip(drafts) {
            let event = Event::seal(draft, at, seq, &prev, key);
            prev.clone_from(&event.hash);
            sealed.push(event);
        }
        Ok(sealed)
    }

    /// What [`crate::Writer::append`] would say, without writing anything.
    ///
    /// # Errors
    /// When the clock would go backwards.
    pub fn rehearse(&self, drafts: Vec<Draft>, at: Timestamp, key: &SigningKey) -> Result<Appended, LogError> {
        let events = self.seal(drafts, at, key)?;
        let last = events.last().map(|event| event.seq).or_else(|| self.next.checked_sub(1));
        let head = events.last().map_or(&self.head, |event| &event.hash).clone();
        Ok(Appended { appended: events.len() as u64, first: self.next, last, head })
    }

    /// From the last line alone; the lines before are `verify`'s business.
    pub(crate) fn read(path: &Path, length: u64) -> Result<Self, LogError> {
        if length == 0 {
            return Ok(Self::default());
        }
        let damaged = |message: String| LogError::Damaged { file: path.to_owned(), message };
        let line = last_line(path, length)?.ok_or_else(|| damaged("it does not end with a line feed".to_owned()))?;
        let event = Event::parse(&line, &mut Vec::new()).map_err(|error| damaged(error.to_string()))?;
        let hash = event.computed_hash(&mut Vec::new());
        if hash != event.hash {
            return Err(damaged("its hash is not that of its content".to_owned()));
        }
        Ok(Self::behind(event.seq, &hash, event.at))
    }
}

/// The last line without its line feed, found from the end; `None` when there is no line feed at the end.
fn last_line(path: &Path, length: u64) -> io::Result<Option<Vec<u8>>> {
    let mut file = fs::File::open(path)?;
    let mut window = 4096;
    loop {
        let from = length.saturating_sub(window);
        file.seek(io::SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        (&mut file).take(length - from).read_to_end(&mut bytes)?;
        if bytes.pop() != Some(b'\n') {
            return Ok(None);
        }
        if let Some(before) = bytes.iter().rposition(|byte| *byte == b'\n') {
            return Ok(Some(bytes.split_off(before + 1)));
        }
        if from == 0 || window > LONGEST {
            return Ok(Some(bytes));
        }
        window *= 4;
    }
}
