//! A file as blocks: cut at line breaks where every line is a document, else at documents that a scanner finds. A block
//! is never larger than it must be, and a line of any length is one block.

use super::given::{guess, not_json};
use super::scan::{Begin, Scan, Stop};
use super::sniff::is_lines;
use super::{BLOCK, Block, Cut, Digest, Piece, Reject};
use crate::json::fault::Fault;
use probity_core::Diagnostic;
use probity_registers::Input;
use std::cell::RefCell;
use std::io::{self, Read};

/// Broken documents over several lines cost a search each; after this many bytes of searching in vain the rest of the
/// file is given up.
const SEARCHED_MAX: u64 = 1 << 30;

/// What to do about a file that breaks off.
const AGAIN: &str = "download or copy it again; `gzip -t` or `zstd -t` says whether it is whole";

/// How a file is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// As its beginning tells.
    #[default]
    Told,
    /// As documents that may stand over several lines: lines alone made no sense.
    Documents,
}

type Reader<'i> = Box<dyn Read + 'i>;
/// Takes a block and gives room for another, whatever stands in it; `None` if no more are wanted.
type Take<'t> = dyn FnMut(Block) -> Option<Vec<u8>> + 't;

/// Hands out the blocks of a file, as long as `take` wants more. Where the file cannot be read to its end, what comes before
/// is handed out, and that there was more is a reject. The digest is taken of what is read.
///
/// # Errors
/// A diagnostic when the file cannot be opened, or nothing at all can be read.
pub fn read(
    input: &Input,
    file: usize,
    reading: Reading,
    digest: &mut Digest,
    take: &mut Take<'_>,
) -> Result<(), Diagnostic> {
    let broken = RefCell::new(None);
    digest.open();
    let whole = input.reader_seen(|bytes| digest.see(bytes))?;
    let mut reader: Reader<'_> = Box::new(ToTheBreak { reader: whole, broken: &broken });
    let failed = |error: io::Error| unreadable(input, &error);
    let mut head = Vec::new();
    let filled = fill(&mut reader, &mut head, 0, BLOCK).map_err(failed)?;
    head.truncate(filled);
    if head.is_empty()
        && let Some(error) = broken.take()
    {
        return Err(failed(error));
    }
    let ended = head.len() < BLOCK;
    let mut at = 0;
    if head.starts_with(b"\xEF\xBB\xBF") {
        head.drain(..3);
        at = 3;
    }
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Err(Diagnostic::error("encoding", input.name(), "this is UTF-16, and JSON must be UTF-8")
            .hint("export it again as UTF-8, or convert it with `iconv -f UTF-16 -t UTF-8`"));
    }
    let first = Block {
        file,
        name: input.name().to_owned(),
        line: 1,
        at,
        bytes: Vec::new(),
        cut: Cut::Lines,
        rejects: Vec::new(),
    };
    let mut wanted = true;
    let mut hand_out = |block| {
        let room = take(block);
        wanted = room.is_some();
        room
    };
    let line = if reading == Reading::Told && is_lines(&head, ended) {
        lines(reader, head, ended, first.clone(), &mut hand_out).map_err(failed)?
    } else {
        let first = Block { cut: Cut::Pieces(Vec::new()), ..first.clone() };
        Documents { scan: Scan::new(head, at, false, reader), block: first, take: &mut hand_out }
            .run()
            .map_err(failed)?
    };
    if wanted && let Some(error) = broken.take() {
        take(broken_off(first, line, &error));
    }
    Ok(())
}

/// A block without documents that says from which line on the file cannot be read.
fn broken_off(block: Block, line: u64, error: &io::Error) -> Block {
    let problem = format!("the file cannot be read from here on: {error}");
    let file = block.name.clone();
    let reject = Reject { code: "unreadable", file, line, ocid: String::new(), problem, hint: AGAIN };
    Block { line, rejects: vec![reject], ..block }
}

/// A reader that ends where the file breaks off, and keeps why.
struct ToTheBreak<'b, R> {
    reader: R,
    broken: &'b RefCell<Option<io::Error>>,
}

impl<R: Read> Read for ToTheBreak<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.broken.borrow().is_some() {
            return Ok(0);
        }
        match self.reader.read(buffer) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                *self.broken.borrow_mut() = Some(error);
                Ok(0)
            }
            read => read,
        }
    }
}

/// Reads on at `from` until `to` bytes or all are there, and says how many are. What was written before is written over, so
/// that room that is used again need not be cleared.
fn fill(reader: &mut Reader<'_>, into: &mut Vec<u8>, from: usize, to: usize) -> io::Result<usize> {
    if into.len() < to {
        into.resize(to, 0);
    }
    let mut at = from;
    while let Some(room) = into.get_mut(at..to).filter(|room| !room.is_empty()) {
        match reader.read(room) {
            Ok(0) => break,
            Ok(read) => at += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(at)
}

fn lines(
    mut reader: Reader<'_>,
    mut rest: Vec<u8>,
    mut ended: bool,
    mut next: Block,
    take: &mut Take<'_>,
) -> io::Result<u64> {
    let (mut filled, mut room) = (rest.len(), Vec::new());
    loop {
        let cut = loop {
            let last = memchr::memrchr(b'\n', rest.get(..filled).unwrap_or_default());
            match last {
                _ if ended => break filled,
                Some(last) if filled >= BLOCK => break last + 1,
                _ => {
                    let wanted = if filled < BLOCK { BLOCK } else { 2 * filled };
                    filled = fill(&mut reader, &mut rest, filled, wanted)?;
                    ended = filled < wanted;
                }
            }
        };
        if filled == 0 {
            return Ok(next.line);
        }
        let begun = rest.get(cut..filled).unwrap_or_default();
        filled = begun.len();
        if room.len() < filled {
            room.resize(filled, 0);
        }
        room.iter_mut().zip(begun).for_each(|(to, from)| *to = *from);
        let mut bytes = std::mem::replace(&mut rest, room);
        bytes.truncate(cut);
        let block = Block { bytes, ..next.clone() };
        next.line += memchr::memchr_iter(b'\n', &block.bytes).count() as u64;
        next.at += block.bytes.len() as u64;
        match take(block) {
            Some(other) => room = other,
            None => return Ok(next.line),
        }
    }
}

struct Documents<'r, 't, 'f> {
    scan: Scan<Reader<'r>>,
    block: Block,
    take: &'t mut Take<'f>,
}

impl Documents<'_, '_, '_> {
    fn run(mut self) -> io::Result<u64> {
        let (mut searched, mut recovered) = (0, false);
        loop {
            let (begin, first) = match self.scan.blank() {
                // What is left of a list whose beginning is lost.
                Ok(Some(b',' | b']' | b'}')) if recovered => {
                    self.scan.at += 1;
                    continue;
                }
                Ok(Some(byte)) => (self.scan.at, byte),
                Err(Stop::Io(error)) => return Err(error),
                Ok(None) | Err(_) => break,
            };
            let (block, take) = (&mut self.block, &mut *self.take);
            let mut sink = |bytes: &[u8], begin| push(block, bytes, begin, take);
            let read = match first {
                b'{' | b'[' => self.scan.document(0, &mut sink),
                // Nothing that is meant begins otherwise: what stands there is one thing, and told once.
                _ => self.scan.line_alone(&mut sink),
            };
            match read {
                Ok(()) => {}
                Err(Stop::Io(error)) => return Err(error),
                Err(Stop::Gone) => return Ok(0),
                Err(stop) => {
                    let (from, fault) = (self.scan.kept(), self.scan.at);
                    let first = self.scan.line(from);
                    let mut reject = self.broken(&stop, from, fault);
                    recovered = true;
                    searched += fault.saturating_sub(begin);
                    let found = self.scan.recover();
                    let next = self.scan.line(self.scan.at);
                    let last = if matches!(found, Ok(true)) { next.saturating_sub(1) } else { next };
                    if last > first {
                        reject.problem.push_str(&format!("; lines {first} to {last} are not used"));
                    }
                    self.block.rejects.push(reject);
                    match found {
                        Ok(true) if searched <= SEARCHED_MAX => {}
                        Err(Stop::Io(error)) => return Err(error),
                        _ => break,
                    }
                }
            }
        }
        let line = self.scan.line(self.scan.at);
        if !self.block.bytes.is_empty() || !self.block.rejects.is_empty() {
            (self.take)(self.block);
        }
        Ok(line)
    }

    /// What to say of a document that begins at `from` and is broken at `at`.
    fn broken(&mut self, stop: &Stop, from: u64, at: u64) -> Reject {
        let text = self.scan.text(from, at);
        let Begin { line, column, .. } = self.scan.place(at);
        let expected = match stop {
            Stop::Broken(expected) => expected,
            _ => "the end of what was begun",
        };
        let fault = Fault { at: usize::try_from(at.saturating_sub(from)).unwrap_or(usize::MAX), expected };
        let (problem, hint) = (not_json(fault, &text, column), fault.remedy(&text));
        Reject { code: "json", file: self.block.name.clone(), line, ocid: guess(&text), problem, hint }
    }
}

/// Puts a document into the block; a full block is handed out first.
fn push(block: &mut Block, bytes: &[u8], begin: Begin, take: &mut Take<'_>) -> bool {
    if !block.bytes.is_empty() && block.bytes.len() + bytes.len() > BLOCK {
        let next = Block { rejects: Vec::new(), cut: Cut::Pieces(Vec::new()), ..block.clone_head() };
        let Some(room) = take(std::mem::replace(block, next)) else { return false };
        block.bytes = room;
        block.bytes.clear();
        block.bytes.reserve(BLOCK);
    }
    let from = block.bytes.len();
    block.bytes.extend_from_slice(bytes);
    let to = block.bytes.len();
    if let Cut::Pieces(pieces) = &mut block.cut {
        let Begin { line, column, at } = begin;
        pieces.push(Piece { from, to, line, column, at });
    }
    true
}

impl Block {
    /// The same place without content.
    fn clone_head(&self) -> Self {
        let (bytes, rejects) = (Vec::new(), Vec::new());
        Self { file: self.file, name: self.name.clone(), line: self.line, at: self.at, bytes, cut: Cut::Lines, rejects }
    }
}

fn unreadable(input: &Input, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", input.name(), format!("the file cannot be read to its end: {error}")).hint(AGAIN)
}
