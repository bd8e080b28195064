//! From a block to releases: every document is read once, packages and records are taken apart, and what cannot be read
//! becomes a reject with its line. A release given here has an ocid.

use super::shape::{Part, apart, holds_parts};
use super::versioned::Versioned;
use super::{BLOCK, Block, Cut, NESTED_MAX, Piece, Reject};
use crate::json::fault::Fault;
use crate::json::scan::{blank, value_end};
use crate::process::{Process, Unreadable, tolerable};
use serde::de::IgnoredAny;

/// A release, or several of one record.
#[derive(Debug, Clone, Copy)]
pub struct Given<'g> {
    /// Its line.
    pub line: u64,
    /// The offset of its document in the unpacked input.
    pub at: u64,
    /// Its text, or the texts of the releases of one record, in a form that can be read.
    pub texts: &'g [&'g str],
    /// The only release; `None` when several are to be merged.
    pub process: Option<&'g Process<'g>>,
    /// The releases that the only one was compiled from, where its record holds several.
    pub history: &'g [&'g str],
    /// The bytes of the unpacked input at which the texts begin, and behind them those of the history.
    pub begins: &'g [u64],
}

/// What a block was like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// Documents that are JSON.
    pub documents: u64,
    /// What could not be used.
    pub rejects: Vec<Reject>,
    /// A line is the beginning of a document that goes on in the next: the file is no JSON Lines.
    pub goes_on: bool,
}

/// What is called with every release.
pub type Take<'t> = dyn FnMut(Given<'_>) + 't;

impl Block {
    /// What tells it from all others: its file, its first byte and its first line.
    pub fn key(&self) -> (usize, u64, u64) {
        (self.file, self.at, self.line)
    }

    /// Bytes in it.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The room it took, for another block; nothing of a line that was longer than any block.
    pub fn into_room(self) -> Vec<u8> {
        if self.bytes.capacity() <= 2 * BLOCK { self.bytes } else { Vec::new() }
    }

    /// Calls `take` with every release in the order of the input.
    pub fn releases(&self, take: &mut Take<'_>) -> Looked {
        let mut looked = Looked { rejects: self.rejects.clone(), ..Looked::default() };
        // One check of a whole block is many times faster than one a line.
        let whole = simdutf8::basic::from_utf8(&self.bytes).ok();
        match &self.cut {
            Cut::Pieces(pieces) => {
                for piece in pieces {
                    self.piece(whole, *piece, None, &mut looked, take);
                }
            }
            Cut::Lines => self.lines(whole, &mut looked, take),
        }
        looked
    }

    fn lines(&self, whole: Option<&str>, looked: &mut Looked, take: &mut Take<'_>) {
        let (mut from, mut line) = (0, self.line);
        while from < self.bytes.len() {
            let rest = self.bytes.get(from..).unwrap_or_default();
            let to = from + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let piece = Piece { from, to, line, column: 1, at: self.at + from as u64 };
            if !rest.first().is_none_or(u8::is_ascii_whitespace) || !self.is_blank(piece) {
                self.piece(whole, piece, self.bytes.get(to + 1).copied(), looked, take);
            }
            from = to + 1;
            line += 1;
        }
    }

    fn is_blank(&self, piece: Piece) -> bool {
        self.bytes.get(piece.from..piece.to).unwrap_or_default().trim_ascii().is_empty()
    }

    fn piece(&self, whole: Option<&str>, piece: Piece, next: Option<u8>, looked: &mut Looked, take: &mut Take<'_>) {
        let bytes = self.bytes.get(piece.from..piece.to).unwrap_or_default();
        let text = match whole {
            Some(whole) => whole.get(piece.from..piece.to),
            None => std::str::from_utf8(bytes).ok(),
        };
        let from = (piece.from, piece.at);
        let mut look = Look { block: self, piece, from, text: "", looked, take, given: 0 };
        match text {
            Some(text) => {
                // Files that were put together have a byte order mark at each beginning.
                look.text = text.trim_ascii().trim_start_matches('\u{feff}');
                look.document(next);
            }
            None => {
                let problem = "JSON must be UTF-8; this line is not".to_owned();
                let ocid = guess(&String::from_utf8_lossy(bytes));
                look.reject(piece.line, ocid, "encoding", problem, "export it again as UTF-8");
            }
        }
    }
}

struct Look<'b, 'l, 't, 'f> {
    block: &'b Block,
    piece: Piece,
    /// Where a byte of the block stands in the unpacked input.
    from: (usize, u64),
    text: &'b str,
    looked: &'l mut Looked,
    take: &'t mut Take<'f>,
    /// Releases handed on.
    given: u64,
}

impl<'b> Look<'b, '_, '_, '_> {
    /// Reads a document. Most are bare releases, which need no second look.
    fn document(&mut self, next: Option<u8>) {
        if !self.text.starts_with('{') {
            return match Fault::of(self.text) {
                None => self.apart(),
                Some(fault) => self.no_document(fault, next),
            };
        }
        match Process::parse(self.text) {
            Ok(process) if process.holds_others() => self.apart(),
            Ok(process) => {
                self.looked.documents += 1;
                self.give(self.text, self.begin(self.text), &process);
            }
            Err(error) => self.second_look(self.text, error, next, true),
        }
    }

    fn apart(&mut self) {
        self.looked.documents += 1;
        let mut parts = Vec::new();
        // What was cut into pieces has been taken out of as many arrays as are followed, but for lines that begin otherwise.
        let first = self.block.bytes.get(self.piece.from);
        let cut = matches!(self.block.cut, Cut::Pieces(_)) && matches!(first, Some(b'{' | b'['));
        let depth = if cut { NESTED_MAX } else { 0 };
        apart(self.text, depth, &mut parts);
        for part in parts {
            match part {
                Part::Release(text) => self.release(text),
                Part::Compiled(text, versions) => {
                    let versions: Vec<_> = versions.into_iter().map(|own| (own, self.begin(own))).collect();
                    self.compiled(self.line(text), (text, self.begin(text)), &versions);
                }
                Part::Versioned(text, versions) => self.versioned(text, versions),
                Part::Record(texts) => self.record(&texts),
                Part::Fault(text, code, problem, hint) => {
                    self.reject(self.line(text), guess(text), code, problem, hint);
                }
                Part::Broken(text, fault) => self.not_json(text, fault, None),
            }
        }
    }

    /// The releases of a list or a package that is broken, but not everywhere. It counts as a document if one could be read.
    fn broken_apart(&mut self) {
        let (given, documents) = (self.given, self.looked.documents);
        self.apart();
        self.looked.documents = documents + u64::from(self.given > given);
    }

    /// A release within a package.
    fn release(&mut self, text: &str) {
        match Process::parse(text) {
            Ok(process) => self.give(text, self.begin(text), &process),
            Err(error) => self.second_look(text, error, None, false),
        }
    }

    /// What a reader of releases refuses may still be JSON: a number too large, half a character.
    fn second_look(&mut self, text: &str, error: Unreadable, next: Option<u8>, whole: bool) {
        let fault = match error {
            Unreadable::Json(fault) => fault,
            Unreadable::NoObject(kind) => {
                let problem = format!("a release is a JSON object, this is {kind}");
                let hint = "a release is written as an object: {\"ocid\": …, \"date\": …}";
                return self.reject(self.line(text), String::new(), "ocds-shape", problem, hint);
            }
        };
        let Ok(clean) = tolerable(text) else {
            return if whole { self.no_document(fault, next) } else { self.not_json(text, fault, next) };
        };
        match Process::parse(&clean) {
            Ok(process) if whole && process.holds_others() => self.apart(),
            Ok(process) => {
                self.looked.documents += u64::from(whole);
                self.give(&clean, self.begin(text), &process);
            }
            Err(_) => self.not_json(text, fault, next),
        }
    }

    fn give(&mut self, text: &str, begin: u64, process: &Process<'_>) {
        if process.ocid.is_there() {
            let (line, at) = (self.line(text), self.piece.at);
            self.take(Given { line, at, texts: &[text], process: Some(process), history: &[], begins: &[begin] });
        } else {
            self.no_process(text);
        }
    }

    /// A compiled release with its versions, each with the byte at which it begins. Those that cannot be read are not missed:
    /// the compiled one is judged.
    fn compiled(&mut self, line: u64, (text, begin): (&str, u64), versions: &[(&str, u64)]) {
        match Process::parse(text) {
            Ok(process) if process.ocid.is_there() => {
                let readable = versions.iter().filter_map(|(own, at)| Some((tolerable_release(own)?.0, *at)));
                let (versions, others): (Vec<_>, Vec<u64>) = readable.unzip();
                let versions: Vec<&str> = versions.iter().map(AsRef::as_ref).collect();
                let begins: Vec<u64> = std::iter::once(begin).chain(others).collect();
                let (at, texts, history, begins) = (self.piece.at, &[text][..], &versions[..], &begins[..]);
                self.take(Given { line, at, texts, process: Some(&process), history, begins });
            }
            _ => self.release(text),
        }
    }

    /// A release whose versions stand in a versioned release, or the last state of that. What was put together again begins
    /// where the versioned release does.
    fn versioned(&mut self, text: Option<&str>, versions: &str) {
        let (line, begin) = (self.line(text.unwrap_or(versions)), self.begin(versions));
        let Some(own) = Versioned::read(versions) else {
            let Some(text) = text else {
                let problem = "the versioned release lists no versions of anything".to_owned();
                let hint = "take the compiled releases of the publisher";
                return self.reject(line, guess(versions), "ocds-shape", problem, hint);
            };
            return self.compiled(line, (text, self.begin(text)), &[]);
        };
        let last = if text.is_none() { own.last() } else { String::new() };
        let judged = text.map_or((last.as_str(), begin), |text| (text, self.begin(text)));
        let all = own.releases();
        let all: Vec<(&str, u64)> = all.iter().map(|own| (own.as_ref(), begin)).collect();
        self.compiled(line, judged, &all);
    }

    fn record(&mut self, texts: &[&str]) {
        let mut readable = Vec::new();
        for text in texts {
            match tolerable_release(text) {
                Some((_, false)) => self.no_process(text),
                Some((clean, true)) => readable.push((clean, self.begin(text))),
                None => {
                    let hint = "check what wrote the record";
                    self.reject(self.line(text), guess(text), "json", "this is no release".to_owned(), hint);
                }
            }
        }
        let (texts, begins): (Vec<&str>, Vec<u64>) = readable.iter().map(|(text, at)| (text.as_ref(), *at)).unzip();
        let (line, at) = (self.line(self.text), self.piece.at);
        match (&texts[..], &begins[..]) {
            ([], _) => {}
            ([one], [begin]) => match Process::parse(one) {
                Ok(process) => self.give(one, *begin, &process),
                Err(_) => self.release(one),
            },
            (texts, begins) => self.take(Given { line, at, texts, process: None, history: &[], begins }),
        }
    }

    fn take(&mut self, given: Given<'_>) {
        self.given += 1;
        (self.take)(given);
    }

    fn no_process(&mut self, text: &str) {
        let problem = "the release does not say its process".to_owned();
        self.reject(self.line(text), String::new(), "ocds-ocid", problem, "give the release the `ocid` of its process");
    }

    /// A line that is not one document may hold several, one behind another: all of them are read, and what is left is said
    /// to be no JSON. Only what no document came of gets here, so that other lines are not looked at twice.
    fn no_document(&mut self, fault: Fault, next: Option<u8>) {
        let (line, piece) = (self.text, self.piece);
        let alone = matches!(self.block.cut, Cut::Lines) || !line.starts_with(['{', '[']);
        let first = if alone { document_end(line) } else { None };
        let Some(mut end) = first.filter(|end| blank(line, *end) < line.len()) else {
            return match holds_parts(line) && !fault.is_cut(line) {
                true => self.broken_apart(),
                false => self.not_json(line, fault, next),
            };
        };
        let mut from = 0;
        while from < line.len() {
            let after = blank(line, end);
            self.text = line.get(from..end).unwrap_or_default();
            self.piece = Piece { at: self.block.at + self.offset(self.text) as u64, ..piece };
            self.document(if after == line.len() { next } else { None });
            from = after;
            let rest = line.get(from..).unwrap_or_default();
            end = document_end(rest).map_or(line.len(), |end| from + end);
        }
        (self.text, self.piece) = (line, piece);
    }

    fn not_json(&mut self, text: &str, fault: Fault, next: Option<u8>) {
        // A line that only begins a document is followed by one that does not.
        let begins = text.starts_with(['{', '[']) && fault.is_cut(text);
        self.looked.goes_on |= begins && next.is_some_and(|byte| !matches!(byte, b'{' | b'[' | b'\n' | b'\r'));
        let place = text.get(fault.at.min(text.len())..).unwrap_or(text);
        let problem = not_json(fault, text, self.column(place));
        self.reject(self.line(place), guess(text), "json", problem, fault.remedy(text));
    }

    fn reject(&mut self, line: u64, ocid: String, code: &'static str, problem: String, hint: &'static str) {
        let file = self.block.name.clone();
        self.looked.rejects.push(Reject { code, file, line, ocid, problem, hint });
    }

    /// The byte of the unpacked input at which a text begins that was cut out of the block; that of the document for others.
    fn begin(&self, text: &str) -> u64 {
        let (from, at) = self.from;
        let inside = self.offset(text);
        let is_inside = inside >= from && inside.saturating_add(text.len()) <= self.block.bytes.len();
        if is_inside { at + (inside - from) as u64 } else { self.piece.at }
    }

    /// Where a text that was cut out of the block stands in it.
    fn offset(&self, text: &str) -> usize {
        (text.as_ptr() as usize).wrapping_sub(self.block.bytes.as_ptr() as usize)
    }

    /// The letter of its line, from 1, at which a text that was cut out of the piece begins; 0 where that is not known.
    fn column(&self, text: &str) -> usize {
        let before = self.block.bytes.get(self.piece.from..self.offset(text)).unwrap_or_default();
        let newline = memchr::memrchr(b'\n', before);
        let line = newline.map_or(before, |at| before.get(at + 1..).unwrap_or_default());
        let letters = String::from_utf8_lossy(line).chars().count();
        match (newline, self.piece.column) {
            (None, 0) => 0,
            (None, column) => column + letters,
            (Some(_), _) => 1 + letters,
        }
    }

    /// The line of a text that was cut out of the document.
    fn line(&self, text: &str) -> u64 {
        let offset = (text.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let before = self.text.as_bytes().get(..offset).unwrap_or_default();
        self.piece.line + memchr::memchr_iter(b'\n', before).count() as u64
    }
}

/// The offset after the document that a text begins with. Brackets are counted, so that one that is broken inside ends too.
fn document_end(text: &str) -> Option<usize> {
    if text.starts_with(['{', '[']) {
        return value_end(text, 0);
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok().map(|_| values.byte_offset())
}

/// The text of a release in a form that can be read, and whether it says its process.
fn tolerable_release(text: &str) -> Option<(std::borrow::Cow<'_, str>, bool)> {
    if let Ok(process) = Process::parse(text) {
        return Some((text.into(), process.ocid.is_there()));
    }
    let clean = tolerable(text).ok()?;
    let there = Process::parse(&clean).ok()?.ocid.is_there();
    Some((clean.into(), there))
}

/// What to say of a text that is broken at a letter of its line; 0 where that is not known.
pub(super) fn not_json(fault: Fault, text: &str, column: usize) -> String {
    let at = if column == 0 { String::new() } else { format!(" at column {column}") };
    match fault.is_cut(text) {
        true => format!("this is not JSON: it ends{at}, expected {}", fault.expected),
        false => format!("this is not JSON: `{}`{at}, expected {}", fault.found(text), fault.expected),
    }
}

/// The ocid that a broken text seems to be about, for people who look for it.
pub(super) fn guess(text: &str) -> String {
    let after = |from: usize| text.get(from..)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"');
    let found = text.find("\"ocid\"").and_then(|at| after(at + 6));
    let inner = found.and_then(|rest| rest.split(['"', '\n']).next()).unwrap_or_default();
    inner.chars().take(200).filter(|c| !c.is_control()).collect()
}
