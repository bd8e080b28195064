//! A scanner over a stream: it finds where documents end without holding the file, and takes packages that are too large
//! to hold apart while it reads. It checks structure, not content; whoever reads a document checks that.

use super::{NESTED_MAX, WHOLE_MAX};
use crate::json::scan::{blank, value_end};
use std::io::{self, Read};

/// Bytes read at a time.
const CHUNK: usize = 1 << 20;
/// The beginning of a line is looked for so many bytes back.
const BACK: usize = 1 << 12;
/// Read but no longer needed bytes are dropped when there are more of them than this.
const SLACK: usize = 4 << 20;

/// Why scanning stopped.
#[derive(Debug)]
pub enum Stop {
    /// The input cannot be read on.
    Io(io::Error),
    /// This is no JSON.
    Broken(&'static str),
    /// The input ends within a document.
    End,
    /// The document is too long to be held.
    TooLong,
    /// Nobody wants more.
    Gone,
}

/// Where a document begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begin {
    /// Its line, from 1.
    pub line: u64,
    /// Its letter in the line, from 1; 0 where the line began too long before.
    pub column: usize,
    /// Its offset.
    pub at: u64,
}

/// What is called with every document: its bytes and where it begins. It says whether it wants more.
pub type Sink<'s> = dyn FnMut(&[u8], Begin) -> bool + 's;

/// A scanner. Positions are offsets in the unpacked input.
pub struct Scan<R> {
    reader: R,
    buffer: Vec<u8>,
    base: u64,
    ended: bool,
    /// Where it stands.
    pub at: u64,
    keep: u64,
    counted: (u64, u64),
}

impl<R: Read> Scan<R> {
    /// A scanner over bytes already read and those that follow; `at` is the offset of the first of them.
    pub fn new(buffer: Vec<u8>, at: u64, ended: bool, reader: R) -> Self {
        Self { reader, buffer, base: at, ended, at, keep: at, counted: (at, 1) }
    }

    fn index(&self, at: u64) -> usize {
        usize::try_from(at.saturating_sub(self.base)).unwrap_or(usize::MAX)
    }

    fn bytes(&self, from: u64, to: u64) -> &[u8] {
        self.buffer.get(self.index(from)..self.index(to)).unwrap_or_default()
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.index(self.at)..).unwrap_or_default()
    }

    /// The line of a position that is not before one asked for earlier.
    pub fn line(&mut self, at: u64) -> u64 {
        let (from, line) = self.counted;
        let new = memchr::memchr_iter(b'\n', self.bytes(from, at.max(from))).count() as u64;
        self.counted = (at.max(from), line + new);
        line + new
    }

    fn more(&mut self) -> Result<bool, Stop> {
        if self.ended {
            return Ok(false);
        }
        let unneeded = self.index(self.keep);
        if unneeded > SLACK {
            self.line(self.keep);
            self.buffer.drain(..unneeded);
            self.base = self.keep;
        }
        let read = self.reader.by_ref().take(CHUNK as u64).read_to_end(&mut self.buffer).map_err(Stop::Io)?;
        self.ended = read == 0;
        Ok(read > 0)
    }

    fn peek(&mut self) -> Result<Option<u8>, Stop> {
        loop {
            if let Some(byte) = self.rest().first() {
                return Ok(Some(*byte));
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    fn need(&mut self) -> Result<u8, Stop> {
        self.peek()?.ok_or(Stop::End)
    }

    /// Skips white space; gives the byte after it.
    pub fn blank(&mut self) -> Result<Option<u8>, Stop> {
        loop {
            let rest = self.rest();
            let skip = rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len());
            self.at += skip as u64;
            match self.peek()? {
                Some(byte) if byte.is_ascii_whitespace() => {}
                other => return Ok(other),
            }
        }
    }

    /// Skips a string; a line break within one is never JSON.
    fn string(&mut self) -> Result<(), Stop> {
        self.at += 1;
        loop {
            match memchr::memchr3(b'"', b'\\', b'\n', self.rest()) {
                None => {
                    self.at += self.rest().len() as u64;
                    if !self.more()? {
                        return Err(Stop::End);
                    }
                }
                Some(found) => {
                    self.at += found as u64;
                    match self.need()? {
                        b'"' => {
                            self.at += 1;
                            return Ok(());
                        }
                        b'\\' => {
                            self.at += 1;
                            self.need()?;
                            self.at += 1;
                        }
                        _ => return Err(Stop::Broken("a closing quote on the same line")),
                    }
                }
            }
        }
    }

    fn scalar(&mut self) -> Result<(), Stop> {
        let start = self.at;
        loop {
            let end = |byte: &u8| {
                byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"')
            };
            match self.rest().iter().position(end) {
                Some(found) => {
                    self.at += found as u64;
                    return if self.at > start { Ok(()) } else { Err(Stop::Broken("a value")) };
                }
                None => {
                    self.at += self.rest().len() as u64;
                    if !self.more()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Skips a value; stops when it passes `limit`.
    fn value(&mut self, limit: Option<u64>) -> Result<(), Stop> {
        let (mut depth, mut complete) = (0u64, false);
        loop {
            let byte = self.blank()?.ok_or(Stop::End)?;
            if complete && !matches!(byte, b',' | b':' | b'}' | b']') {
                return Err(Stop::Broken("a comma or a closing bracket"));
            }
            match byte {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1).ok_or(Stop::Broken("a value"))?;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                _ => self.scalar()?,
            }
            if depth == 0 {
                return Ok(());
            }
            complete = !matches!(byte, b'{' | b'[' | b',' | b':');
            if limit.is_some_and(|limit| self.at > limit) {
                return Err(Stop::TooLong);
            }
        }
    }

    /// Passes a value by its brackets alone, whatever is wrong within: a string ends with its line. What is broken in it is
    /// found by who reads it.
    fn brackets(&mut self) -> Result<(), Stop> {
        let mut depth = 0u64;
        loop {
            match self.need()? {
                b'"' => match self.string() {
                    Ok(()) | Err(Stop::Broken(_)) => {}
                    Err(stop) => return Err(stop),
                },
                open @ (b'{' | b'[' | b'}' | b']') => {
                    self.at += 1;
                    let opens = matches!(open, b'{' | b'[');
                    depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    /// Skips an element that is handed out on its own, and so may be broken.
    fn element(&mut self, sink: &mut Sink<'_>) -> Result<(), Stop> {
        let start = self.at;
        self.keep = start;
        match self.value(None) {
            Err(Stop::Broken(_)) if matches!(self.bytes(start, start + 1), b"{" | b"[") => {
                self.at = start;
                self.brackets()?;
            }
            other => other?,
        }
        self.emit(start, sink)
    }

    /// Hands out the rest of a line, whatever it is, but for an object or list that goes on in the next.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn line_alone(&mut self, sink: &mut Sink<'_>) -> Result<(), Stop> {
        let start = self.at;
        self.keep = start;
        loop {
            if let Some(found) = memchr::memchr(b'\n', self.rest()) {
                self.at += found as u64;
                break;
            }
            self.at += self.rest().len() as u64;
            if !self.more()? {
                break;
            }
        }
        self.at = start + before_what_goes_on(self.bytes(start, self.at)) as u64;
        self.emit(start, sink)
    }

    /// Where a position is.
    pub fn place(&mut self, at: u64) -> Begin {
        let line = self.line(at);
        let before = self.bytes(at.saturating_sub(BACK as u64).max(self.base), at);
        let newline = memchr::memrchr(b'\n', before).map(|newline| newline + 1);
        let first = if self.base == 0 && before.len() < BACK { Some(0) } else { None };
        let letters = |from: usize| String::from_utf8_lossy(before.get(from..).unwrap_or_default()).chars().count();
        Begin { line, column: newline.or(first).map_or(0, |from| letters(from) + 1), at }
    }

    fn emit(&mut self, from: u64, sink: &mut Sink<'_>) -> Result<(), Stop> {
        let begin = self.place(from);
        let more = sink(self.bytes(from, self.at), begin);
        self.keep = self.at;
        if more { Ok(()) } else { Err(Stop::Gone) }
    }

    /// Finds the documents of the next value: itself, the elements of an array, the releases or records of a package
    /// that is too large to be held.
    ///
    /// # Errors
    /// When the input cannot be read, ends or is no JSON.
    pub fn document(&mut self, depth: usize, sink: &mut Sink<'_>) -> Result<(), Stop> {
        self.keep = self.at;
        match self.need()? {
            b'[' if depth < NESTED_MAX => self.elements(sink, |scan, sink| scan.document(depth + 1, sink)),
            b'{' => {
                let start = self.at;
                match self.object(sink) {
                    // In a list the next element is found by the brackets of a broken one.
                    Err(Stop::Broken(_)) if depth > 0 && self.keep == start => {
                        self.at = start;
                        self.element(sink)
                    }
                    other => other,
                }
            }
            _ => self.element(sink),
        }
    }

    fn elements(
        &mut self,
        sink: &mut Sink<'_>,
        mut each: impl FnMut(&mut Self, &mut Sink<'_>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.at += 1;
        if self.blank()? == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.blank()?;
            each(self, sink)?;
            match self.blank()?.ok_or(Stop::End)? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(Stop::Broken("a comma or `]`")),
            }
        }
    }

    fn object(&mut self, sink: &mut Sink<'_>) -> Result<(), Stop> {
        let start = self.at;
        let mut package = Package::default();
        let read = self.members(start, &mut package, sink);
        if let (Err(Stop::Broken(_) | Stop::End), Some(list), false) = (&read, package.list, package.entered) {
            // What is broken elsewhere in a package takes nothing from its releases.
            let fault = self.at;
            self.at = list;
            self.elements(sink, Self::element)?;
            self.at = self.at.max(fault);
            self.keep = self.at;
        }
        read?;
        if !package.entered {
            self.emit(start, sink)?;
        }
        self.keep = self.at;
        Ok(())
    }

    fn members(&mut self, start: u64, package: &mut Package, sink: &mut Sink<'_>) -> Result<(), Stop> {
        self.at += 1;
        if self.blank()? != Some(b'}') {
            loop {
                self.member(start, package, sink)?;
                match self.blank()?.ok_or(Stop::End)? {
                    b',' => self.at += 1,
                    b'}' => break,
                    _ => return Err(Stop::Broken("a comma or `}`")),
                }
            }
        }
        self.at += 1;
        Ok(())
    }

    fn member(&mut self, start: u64, package: &mut Package, sink: &mut Sink<'_>) -> Result<(), Stop> {
        if self.blank()?.ok_or(Stop::End)? != b'"' {
            return Err(Stop::Broken("the name of a member in quotes"));
        }
        let key = self.at;
        self.string()?;
        let name = self.bytes(key, self.at);
        let lists = matches!(name, b"\"releases\"" | b"\"records\"");
        package.process |= name == b"\"ocid\"";
        if self.blank()?.ok_or(Stop::End)? != b':' {
            return Err(Stop::Broken("a colon"));
        }
        self.at += 1;
        let list = self.blank()?.ok_or(Stop::End)? == b'[';
        // What names its process before its releases is a record, whose compiled release may still follow.
        if lists && list && !package.process && package.list.is_none() {
            package.list = Some(self.at);
        }
        let limit = package.list.filter(|_| !package.entered).map(|_| start + WHOLE_MAX);
        match (self.value(limit), package.list) {
            (Err(Stop::TooLong | Stop::End | Stop::Broken(_)), Some(list)) if !package.entered => {
                package.entered = true;
                self.at = list;
                self.elements(sink, Self::element)
            }
            (other, _) => other,
        }
    }

    /// After a fault: goes to the next line that a document may begin on, and says whether there is one.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn recover(&mut self) -> Result<bool, Stop> {
        self.at = self.keep;
        loop {
            let rest = self.rest();
            let found = memchr::memchr_iter(b'\n', rest).find(|at| matches!(rest.get(at + 1), Some(b'{' | b'[')));
            if let Some(found) = found {
                self.at += found as u64 + 1;
                self.keep = self.at;
                return Ok(true);
            }
            // The last byte may be the line break before a document.
            self.at += rest.len().saturating_sub(1) as u64;
            self.keep = self.at;
            if !self.more()? {
                return Ok(false);
            }
        }
    }

    /// The beginning of what is kept: where a broken document begins.
    pub fn kept(&self) -> u64 {
        self.keep
    }

    /// Text from a position to the end of the line of another, for messages.
    pub fn text(&self, from: u64, to: u64) -> String {
        let rest = self.buffer.get(self.index(to)..).unwrap_or_default();
        let end = self.index(to).saturating_add(memchr::memchr(b'\n', rest).unwrap_or(rest.len()));
        let text = self.buffer.get(self.index(from)..end).unwrap_or_default();
        String::from_utf8_lossy(text).into_owned()
    }
}

/// How much of a line stands before an object or list that does not end in it, where all of that is JSON; else all.
fn before_what_goes_on(line: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(line) else { return line.len() };
    let mut at = 0;
    loop {
        let opens = matches!(line.get(at), Some(b'{' | b'['));
        match value_end(text, at) {
            None if opens => return at,
            Some(end) if opens || is_json(text.get(at..end).unwrap_or_default()) => at = blank(text, end),
            _ => return line.len(),
        }
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

#[derive(Default)]
struct Package {
    /// It names a process, so it is a record or a release.
    process: bool,
    /// Where its releases or records begin.
    list: Option<u64>,
    /// Whether they were given one by one.
    entered: bool,
}
