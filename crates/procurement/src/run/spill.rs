//! What flags said of each process, put aside in a temporary file until all processes are known: sorted by ocid within
//! each block, so that the blocks can be merged into the order of the findings without holding them.

use super::phrases::Phrases;
use super::record::{Cursor, Record, ocid};
use super::sheet::{Sheet, number};
use fs_err::File;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// Memory for reading all blocks back together.
const BUFFERS: usize = 24 << 20;
/// No block is read in smaller pieces.
const PIECE_MIN: usize = 4 << 10;
/// Nor in larger ones.
const PIECE_MAX: usize = 512 << 10;
/// Written at once.
const WRITTEN: usize = 256 << 10;
/// Bytes that the lengths of a process take at most.
const HEAD_MAX: usize = 20;

/// Sheets in a temporary file.
#[derive(Debug)]
pub struct Spill {
    file: BufWriter<File>,
    sheets: Vec<Place>,
    phrases: Phrases,
    end: u64,
}

/// Where a sheet is, and the numbers of its phrases among those of all.
#[derive(Debug)]
struct Place {
    from: u64,
    to: u64,
    phrases: Vec<u32>,
}

impl Spill {
    /// An empty one, in a file without a name.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &std::path::Path) -> io::Result<Self> {
        let file = BufWriter::with_capacity(WRITTEN, File::from_parts(tempfile::tempfile_in(folder)?, folder));
        Ok(Self { file, sheets: Vec::new(), phrases: Phrases::default(), end: 0 })
    }

    /// Adds a sorted sheet: of each process the lengths of texts and numbers, texts, numbers.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn push(&mut self, sheet: &Sheet) -> io::Result<()> {
        let from = self.end;
        let mut head = Vec::with_capacity(HEAD_MAX);
        for (texts, numbers) in sheet.processes() {
            head.clear();
            number(&mut head, texts.len());
            number(&mut head, numbers.len());
            self.file.write_all(&head)?;
            self.file.write_all(texts.as_bytes())?;
            self.file.write_all(numbers)?;
            self.end += (head.len() + texts.len() + numbers.len()) as u64;
        }
        if self.end > from {
            self.sheets.push(Place { from, to: self.end, phrases: self.phrases.merge(&sheet.phrases) });
        }
        Ok(())
    }

    /// What answers have in common.
    pub fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// Calls `each` with every process in the order of ocids.
    ///
    /// # Errors
    /// When the file cannot be read, or what `each` returns.
    pub fn each<E: From<io::Error>>(&mut self, mut each: impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        self.file.flush()?;
        let piece = (BUFFERS / self.sheets.len().max(1)).clamp(PIECE_MIN, PIECE_MAX);
        let file = self.file.get_mut();
        let mut readers = Vec::with_capacity(self.sheets.len());
        let mut heap = BinaryHeap::new();
        for (place, sheet) in self.sheets.iter().enumerate() {
            let mut reader = SheetReader { at: sheet.from, end: sheet.to, piece, ..SheetReader::default() };
            if reader.advance(file)? {
                heap.push(Reverse((reader.ocid().to_vec(), place)));
            }
            readers.push((reader, sheet.phrases.as_slice()));
        }
        while let Some(Reverse((mut key, place))) = heap.pop() {
            let Some((reader, phrases)) = readers.get_mut(place) else { continue };
            each(Record::new(reader.numbers(), reader.texts(), phrases))?;
            if reader.advance(file)? {
                key.clear();
                key.extend_from_slice(reader.ocid());
                heap.push(Reverse((key, place)));
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct SheetReader {
    at: u64,
    end: u64,
    piece: usize,
    buffer: Vec<u8>,
    used: usize,
    /// Where the texts of the process begin, where they end and the numbers begin, and where these end.
    process: (usize, usize, usize),
}

impl SheetReader {
    fn texts(&self) -> &[u8] {
        self.buffer.get(self.process.0..self.process.1).unwrap_or_default()
    }

    fn numbers(&self) -> &[u8] {
        self.buffer.get(self.process.1..self.process.2).unwrap_or_default()
    }

    fn ocid(&self) -> &[u8] {
        ocid(self.numbers(), self.texts())
    }

    /// Goes to the next process.
    fn advance(&mut self, file: &mut File) -> io::Result<bool> {
        self.hold(file, HEAD_MAX)?;
        let mut head = Cursor::new(self.buffer.get(self.used..).unwrap_or_default(), "");
        let before = head.left();
        if before == 0 {
            return Ok(false);
        }
        let (texts, numbers) = (head.number(), head.number());
        self.used += before - head.left();
        self.hold(file, texts.saturating_add(numbers))?;
        let whole = self.buffer.len();
        let middle = self.used.saturating_add(texts).min(whole);
        self.process = (self.used, middle, middle.saturating_add(numbers).min(whole));
        self.used = self.process.2;
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
    use crate::flag::{Evidence, Observed, Outcome};
    use crate::run::phrases::When;

    #[test]
    fn what_is_put_aside_comes_back_in_the_order_of_ocids() {
        let mut spill = Spill::new(&std::env::temp_dir()).expect("a file");
        let flagged = Outcome::flagged().value(1.5).between(1.0, 2.0).on(Evidence::at("/a", 1)).with(["b", "a"]);
        let mut sheet = Sheet::default();
        for names in [["b-1-x", "a-1-x"], ["c-1", "a-2-y"]] {
            for name in names {
                sheet.begin(name, 3);
                sheet.push(&Observed::Row(flagged.clone()));
                sheet.push(&Observed::Nothing);
                sheet.push(&Observed::IfPublished("p", Outcome::clear()));
                sheet.push(&Observed::Pending("k".into(), Outcome::not_applicable(name)));
                sheet.end();
            }
            sheet.sort();
            spill.push(&sheet).expect("written");
            sheet.clear();
        }
        let phrases: Vec<_> = spill.phrases().iter().cloned().collect();
        let phrase = |number: u32| &phrases[number as usize];
        let mut seen = Vec::new();
        let whole: io::Result<()> = spill.each(|record| {
            let said: Vec<_> = record.said().collect();
            assert_eq!(said.len(), 4);
            assert_eq!(said[0].map(|said| said.outcome(phrase(said.phrase), String::new())).as_ref(), Some(&flagged));
            assert!(said[1].is_none());
            assert_eq!(said[2].map(|said| phrase(said.phrase).when), Some(When::Published("p")));
            assert_eq!(said[3].map(|said| (said.key, phrase(said.phrase).reason.as_ref())), Some(("k", record.ocid)));
            assert_eq!(record.publisher, &record.ocid[..3]);
            seen.push(record.ocid.to_owned());
            Ok(())
        });
        assert!(whole.is_ok());
        assert_eq!(seen, ["a-1-x", "a-2-y", "b-1-x", "c-1"]);
    }
}
