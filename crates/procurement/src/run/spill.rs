//! What flags said of each process, put aside in a temporary file until all processes are known: compact, and sorted by
//! ocid within each block, so that the blocks can be merged into the order of the findings without holding them.

use crate::flag::{Evidence, Observed, Outcome, Party};
use fs_err::File;
use probity_core::State;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Memory for reading all blocks back together.
const BUFFERS: usize = 24 << 20;
/// No block is read in smaller pieces.
const PIECE_MIN: usize = 4 << 10;
/// Nor in larger ones.
const PIECE_MAX: usize = 512 << 10;

const NOTHING: u8 = 0;
const ROW: u8 = 1;
const IF_PUBLISHED: u8 = 2;
const PENDING: u8 = 3;
const VALUE: u8 = 1 << 5;
const RANGE: u8 = 1 << 6;
const TEXTS: u8 = 1 << 7;

/// The observations of a block.
#[derive(Debug, Default)]
pub struct Sheet {
    bytes: Vec<u8>,
    /// Where each process begins, ends, and how long its ocid is.
    entries: Vec<(usize, usize)>,
    /// Rows about quality, in the order of the input.
    pub rows: String,
}

impl Sheet {
    /// An empty one with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), ..Self::default() }
    }

    /// Begins a process; `publisher` is the length of the publisher's prefix of the ocid.
    pub fn begin(&mut self, ocid: &str, publisher: usize) {
        let from = self.bytes.len();
        text(&mut self.bytes, ocid);
        number(&mut self.bytes, publisher as u64);
        self.entries.push((from, from));
    }

    /// Adds what a flag said.
    pub fn push(&mut self, observed: &Observed) {
        let out = &mut self.bytes;
        match observed {
            Observed::Nothing => out.push(NOTHING),
            Observed::Row(outcome) => put(out, ROW, "", outcome),
            Observed::IfPublished(path, outcome) => put(out, IF_PUBLISHED, path, outcome),
            Observed::Pending(key, outcome) => put(out, PENDING, key, outcome),
        }
    }

    /// Ends the process.
    pub fn end(&mut self) {
        let to = self.bytes.len();
        if let Some(last) = self.entries.last_mut() {
            last.1 = to;
        }
    }

    /// The sheet in the order of ocids: each process with its length before it.
    pub fn sorted(self) -> Vec<u8> {
        let Self { bytes, mut entries, .. } = self;
        let whole = |entry: &(usize, usize)| bytes.get(entry.0..entry.1).unwrap_or_default();
        entries.sort_by(|a, b| ocid(whole(a)).cmp(ocid(whole(b))));
        let mut out = Vec::with_capacity(bytes.len() + entries.len() * 3);
        for entry in &entries {
            number(&mut out, (entry.1 - entry.0) as u64);
            out.extend_from_slice(whole(entry));
        }
        out
    }
}

fn ocid(record: &[u8]) -> &[u8] {
    let mut rest = Cursor(record);
    let length = rest.number();
    rest.take(length)
}

fn put(out: &mut Vec<u8>, kind: u8, key: &str, outcome: &Outcome) {
    let texts = !outcome.reason.is_empty() || !outcome.evidence.elements().is_empty() || !outcome.parties.is_empty();
    let mut head = kind | (code(outcome.state) << 2);
    head |= if outcome.value.is_some() { VALUE } else { 0 };
    head |= if outcome.range.is_some() { RANGE } else { 0 };
    head |= if texts { TEXTS } else { 0 };
    out.push(head);
    if kind != ROW {
        text(out, key);
    }
    let floats = outcome.value.into_iter().chain(outcome.range.into_iter().flat_map(|(low, high)| [low, high]));
    floats.for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
    if texts {
        text(out, &outcome.reason);
        text(out, outcome.evidence.elements());
        number(out, outcome.parties.len() as u64);
        for party in &outcome.parties {
            text(out, &party.id);
            out.push(u8::from(party.value.is_some()));
            party.value.into_iter().for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
        }
    }
}

fn code(state: State) -> u8 {
    match state {
        State::Flagged => 0,
        State::Clear => 1,
        State::Insufficient => 2,
        State::NotApplicable => 3,
        State::Value => 4,
        State::Withheld => 5,
    }
}

fn state(code: u8) -> State {
    match code {
        0 => State::Flagged,
        1 => State::Clear,
        3 => State::NotApplicable,
        4 => State::Value,
        5 => State::Withheld,
        _ => State::Insufficient,
    }
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Reads what was written above; a damaged file reads as nothing rather than as something else.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn byte(&mut self) -> u8 {
        let (byte, rest) = self.0.split_first().map_or((0, self.0), |(byte, rest)| (*byte, rest));
        self.0 = rest;
        byte
    }

    fn number(&mut self) -> u64 {
        let (mut value, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte();
            value |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 || shift > 63 {
                return value;
            }
        }
    }

    fn take(&mut self, length: u64) -> &'a [u8] {
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(self.0.len());
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    fn text(&mut self) -> &'a str {
        let length = self.number();
        // Only texts were written; checking them again costs little beside reading them.
        std::str::from_utf8(self.take(length)).unwrap_or_default()
    }

    fn float(&mut self) -> f64 {
        let mut bytes = [0; 8];
        bytes.iter_mut().for_each(|byte| *byte = self.byte());
        f64::from_le_bytes(bytes)
    }
}

/// An answer as it was put aside.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Whether it holds as it is.
    pub when: When<'a>,
    /// The state.
    pub state: State,
    /// The number compared.
    pub value: Option<f64>,
    /// Its range.
    pub range: Option<(f64, f64)>,
    /// The reason.
    pub reason: &'a str,
    /// Elements of the evidence.
    pub evidence: &'a str,
    parties: &'a [u8],
    count: u64,
}

/// Whether an answer holds as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When<'a> {
    /// It does.
    Always,
    /// If the publisher publishes this path.
    Published(&'a str),
    /// When the judge has seen this key.
    Judged(&'a str),
}

impl<'a> Said<'a> {
    /// Tenderers flagged with the process.
    pub fn parties(&self) -> impl Iterator<Item = (&'a str, Option<f64>)> {
        let mut rest = Cursor(self.parties);
        (0..self.count).map(move |_| {
            let id = rest.text();
            let there = rest.byte() == 1;
            (id, there.then(|| rest.float()))
        })
    }

    /// The answer as flags give it.
    pub fn outcome(&self) -> Outcome {
        let parties = self.parties().map(|(id, value)| Party { id: id.to_owned(), value }).collect();
        Outcome {
            state: self.state,
            value: self.value,
            range: self.range,
            reason: self.reason.to_owned().into(),
            evidence: Evidence::from_elements(self.evidence.to_owned()),
            parties,
        }
    }
}

/// One process as it was put aside.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Its ocid.
    pub ocid: &'a str,
    /// Its publisher.
    pub publisher: &'a str,
    said: &'a [u8],
}

impl<'a> Record<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut rest = Cursor(bytes);
        let ocid = rest.text();
        let length = usize::try_from(rest.number()).unwrap_or(0);
        Self { ocid, publisher: ocid.get(..length).unwrap_or(ocid), said: rest.0 }
    }

    /// What the flags said, in their order; `None` of a flag without process rows.
    pub fn said(&self) -> impl Iterator<Item = Option<Said<'a>>> {
        let mut rest = Cursor(self.said);
        std::iter::from_fn(move || if rest.0.is_empty() { None } else { Some(said(&mut rest)) })
    }
}

fn said<'a>(rest: &mut Cursor<'a>) -> Option<Said<'a>> {
    let head = rest.byte();
    let when = match head & 3 {
        ROW => When::Always,
        IF_PUBLISHED => When::Published(rest.text()),
        PENDING => When::Judged(rest.text()),
        _ => return None,
    };
    let value = (head & VALUE != 0).then(|| rest.float());
    let range = (head & RANGE != 0).then(|| (rest.float(), rest.float()));
    let mut own =
        Said { when, state: state((head >> 2) & 7), value, range, reason: "", evidence: "", parties: &[], count: 0 };
    if head & TEXTS != 0 {
        (own.reason, own.evidence, own.count) = (rest.text(), rest.text(), rest.number());
        let from = rest.0;
        for _ in 0..own.count {
            rest.text();
            if rest.byte() == 1 {
                rest.float();
            }
        }
        own.parties = from.get(..from.len() - rest.0.len()).unwrap_or_default();
    }
    Some(own)
}

/// Sheets in a temporary file.
#[derive(Debug)]
pub struct Spill {
    file: File,
    sheets: Vec<(u64, u64)>,
    end: u64,
}

impl Spill {
    /// An empty one, in a file without a name.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &std::path::Path) -> io::Result<Self> {
        Ok(Self { file: File::from_parts(tempfile::tempfile_in(folder)?, folder), sheets: Vec::new(), end: 0 })
    }

    /// Adds a sorted sheet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn push(&mut self, sheet: &[u8]) -> io::Result<()> {
        if sheet.is_empty() {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(sheet)?;
        self.sheets.push((self.end, self.end + sheet.len() as u64));
        self.end += sheet.len() as u64;
        Ok(())
    }

    /// Calls `each` with every process in the order of ocids.
    ///
    /// # Errors
    /// When the file cannot be read, or what `each` returns.
    pub fn each<E: From<io::Error>>(&mut self, mut each: impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        let piece = (BUFFERS / self.sheets.len().max(1)).clamp(PIECE_MIN, PIECE_MAX);
        let mut readers = Vec::with_capacity(self.sheets.len());
        let mut heap = BinaryHeap::new();
        for (number, (from, to)) in self.sheets.iter().enumerate() {
            let mut reader = SheetReader { at: *from, end: *to, piece, buffer: Vec::new(), used: 0, record: (0, 0) };
            if reader.advance(&mut self.file)? {
                heap.push(Reverse((ocid(reader.record()).to_vec(), number)));
            }
            readers.push(reader);
        }
        while let Some(Reverse((mut key, number))) = heap.pop() {
            let Some(reader) = readers.get_mut(number) else { continue };
            each(Record::of(reader.record()))?;
            if reader.advance(&mut self.file)? {
                key.clear();
                key.extend_from_slice(ocid(reader.record()));
                heap.push(Reverse((key, number)));
            }
        }
        Ok(())
    }
}

struct SheetReader {
    at: u64,
    end: u64,
    piece: usize,
    buffer: Vec<u8>,
    used: usize,
    record: (usize, usize),
}

impl SheetReader {
    fn record(&self) -> &[u8] {
        self.buffer.get(self.record.0..self.record.1).unwrap_or_default()
    }

    /// Goes to the next process.
    fn advance(&mut self, file: &mut File) -> io::Result<bool> {
        // A length takes at most ten bytes.
        self.hold(file, 10)?;
        let mut rest = Cursor(self.buffer.get(self.used..).unwrap_or_default());
        if rest.0.is_empty() {
            return Ok(false);
        }
        let before = rest.0.len();
        let length = usize::try_from(rest.number()).unwrap_or(0);
        self.used += before - rest.0.len();
        self.hold(file, length)?;
        self.record = (self.used, (self.used + length).min(self.buffer.len()));
        self.used = self.record.1;
        Ok(true)
    }

    /// Sees to it that the next `bytes` are in the buffer, if there are so many.
    fn hold(&mut self, file: &mut File, bytes: usize) -> io::Result<()> {
        if self.buffer.len() - self.used >= bytes || self.at == self.end {
            return Ok(());
        }
        self.buffer.drain(..self.used);
        self.used = 0;
        let wanted = (self.piece.max(bytes) as u64).min(self.end - self.at);
        file.seek(SeekFrom::Start(self.at))?;
        let read = Read::by_ref(file).take(wanted).read_to_end(&mut self.buffer)?;
        self.at = if read == 0 { self.end } else { self.at + read as u64 };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_aside_comes_back_in_the_order_of_ocids() {
        let mut spill = Spill::new(&std::env::temp_dir()).expect("a file");
        let flagged = Outcome::flagged().value(1.5).between(1.0, 2.0).on(Evidence::at("/a", 1)).with(["b", "a"]);
        for names in [["b-1-x", "a-1-x"], ["c-1", "a-2-y"]] {
            let mut sheet = Sheet::default();
            for name in names {
                sheet.begin(name, 3);
                sheet.push(&Observed::Row(flagged.clone()));
                sheet.push(&Observed::Nothing);
                sheet.push(&Observed::IfPublished("p", Outcome::clear()));
                sheet.push(&Observed::Pending("k".into(), Outcome::not_applicable("stage")));
                sheet.end();
            }
            spill.push(&sheet.sorted()).expect("written");
        }
        let mut seen = Vec::new();
        let whole: io::Result<()> = spill.each(|record| {
            let said: Vec<_> = record.said().collect();
            assert_eq!(said.len(), 4);
            assert_eq!(said[0].map(|said| said.outcome()).as_ref(), Some(&flagged));
            assert!(said[1].is_none());
            assert_eq!(said[2].map(|said| said.when), Some(When::Published("p")));
            assert_eq!(said[3].map(|said| (said.when, said.reason)), Some((When::Judged("k"), "stage")));
            assert_eq!(record.publisher, &record.ocid[..3]);
            seen.push(record.ocid.to_owned());
            Ok(())
        });
        assert!(whole.is_ok());
        assert_eq!(seen, ["a-1-x", "a-2-y", "b-1-x", "c-1"]);
    }
}
