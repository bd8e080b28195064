//! Files as a series of JSON documents: one document, JSON Lines, or documents written one after another. A document
//! that is broken costs itself, not those that follow.

// A diagnostic is large because it explains itself; it is the rare case.
#![allow(clippy::result_large_err)]

use super::fault::Fault;
use super::reader::Broken;
use super::scan::{blank, value_end};
use probity_core::{Diagnostic, Place};
use probity_registers::Input;
use std::io::Read;
use std::sync::OnceLock;

/// Documents over several lines that are broken cost a search to the end of the file each; after this many the rest of
/// the file is given up.
const BROKEN_MAX: usize = 20;

/// A file's text.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file as the user named it.
    pub name: String,
    /// What it holds, unpacked.
    pub text: String,
    /// Offsets of the line breaks, once a line was asked for.
    breaks: OnceLock<Vec<usize>>,
}

impl Text {
    /// A text under a name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), breaks: OnceLock::new() }
    }

    /// Reads a file, unpacking it where it is packed. Lines that are not UTF-8 are left out with a fault.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn read(input: &Input, faults: &mut Vec<Diagnostic>) -> Result<Self, Diagnostic> {
        let name = input.name().to_owned();
        let mut bytes = Vec::new();
        if let Err(error) = input.reader()?.read_to_end(&mut bytes) {
            let hint = "download or copy it again; `gzip -t` or `zstd -t` says whether it is whole";
            return Err(Diagnostic::error("unreadable", &name, format!("the file cannot be read: {error}")).hint(hint));
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => without_broken_lines(&name, error.as_bytes(), faults),
        };
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Ok(Self::new(name, text))
    }

    /// The line of an offset, from 1.
    pub fn line(&self, at: usize) -> u64 {
        let breaks = self.breaks.get_or_init(|| self.text.match_indices('\n').map(|(at, _)| at).collect());
        1 + breaks.partition_point(|line_break| *line_break < at) as u64
    }

    /// The offset of a piece that was cut out of the text.
    pub fn offset(&self, piece: &str) -> usize {
        (piece.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len())
    }

    /// The place of a piece that was cut out of the text.
    pub fn place(&self, piece: &str) -> Place {
        Place { sheet: None, row: self.line(self.offset(piece)), column: 0 }
    }

    /// What to say about a piece that was cut out of the text and is not JSON.
    pub fn not_json(&self, piece: &str, fault: Fault) -> Diagnostic {
        let at = self.offset(piece) + fault.at;
        let start = self.text.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let column = self.text.get(start..at).map_or(0, |text| text.chars().count() + 1);
        let place = Place { sheet: None, row: self.line(at), column: u32::try_from(column).unwrap_or(0) };
        let what = if fault.is_cut(piece) { "the text ends too early" } else { "this is not JSON" };
        let said = Diagnostic::error("json", &self.name, what).at(place).expected(fault.expected);
        let said = said.hint(fault.remedy(piece));
        Some(fault.found(piece)).filter(|found| !found.is_empty()).into_iter().fold(said, Diagnostic::found)
    }

    /// How many bytes at the beginning of what is left are no document; what is wrong with them is said once.
    fn junk(&self, rest: &str, faults: &mut Vec<Diagnostic>) -> Option<usize> {
        let length = Some(length_of_junk(rest)).filter(|length| *length > 0)?;
        let piece = rest.get(..length).unwrap_or_default();
        let fault = Fault::of(piece).filter(|_| !piece.starts_with('\u{feff}'));
        faults.extend(fault.map(|fault| self.not_json(piece, fault)));
        Some(length)
    }

    /// Calls `each` with every document.
    pub fn documents<'a>(&'a self, faults: &mut Vec<Diagnostic>, mut each: impl FnMut(&'a str)) {
        self.cut(faults, |text| Some((value_end(text, 0)?, ())), |document, ()| each(document));
    }

    /// The same with what `end` learned on the way to the end of a document, which it gives with it.
    pub fn cut<'a, T>(
        &'a self,
        faults: &mut Vec<Diagnostic>,
        end: impl Fn(&'a str) -> Option<(usize, T)>,
        mut each: impl FnMut(&'a str, T),
    ) {
        let text = self.text.as_str();
        let (mut at, mut broken, mut lines) = (blank(text, 0), 0, false);
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            if let Some(junk) = self.junk(rest, faults) {
                at = blank(text, at + junk);
                continue;
            }
            let line = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            // A document that ends on its line is tried first: in JSON Lines a broken line must not eat the next.
            let within = rest.get(..line).unwrap_or_default();
            let apart = matches!(rest.as_bytes().get(line + 1), None | Some(b'{' | b'['));
            let found = end(within).or_else(|| if lines && apart { None } else { end(rest) });
            let found = found.filter(|(end, _)| *end <= line || !swallows_lines(rest, *end, lines));
            let Some((end, learned)) = found else {
                let piece = if apart || lines { within } else { rest };
                let fault = Fault::of(piece).unwrap_or(Fault { at: 0, expected: "a document that ends" });
                faults.push(self.not_json(piece, fault));
                broken += usize::from(!lines);
                if broken > BROKEN_MAX {
                    return;
                }
                at = next_start(text, at);
                continue;
            };
            lines = end <= line;
            each(rest.get(..end).unwrap_or_default(), learned);
            at = blank(text, at + end);
        }
    }
}

/// Bytes at the beginning that are no document: a byte order mark in files that were put together, or the part of a line
/// before an object or array.
fn length_of_junk(rest: &str) -> usize {
    let mark = rest.len() - rest.trim_start_matches('\u{feff}').len();
    if mark > 0 || rest.starts_with(['{', '[']) {
        return mark;
    }
    let line = rest.lines().next().unwrap_or_default();
    if Fault::of(line).is_none() { 0 } else { line.find(['{', '[']).unwrap_or(line.len()) }
}

/// Whether what seems to be one document over several lines is lines of their own: a quote or a bracket that is missing in
/// the first line would take the next ones with it. `lines` says that the documents before stood on a line each.
fn swallows_lines(rest: &str, end: usize, lines: bool) -> bool {
    let document = rest.get(..end).unwrap_or_default();
    if Fault::of(document).is_none() {
        return false;
    }
    let first = document.lines().next().unwrap_or_default();
    // The first line of a document over several lines only opens something.
    let opens = Fault::of(first).is_some_and(|fault| fault.is_cut(first) && fault.expected != Broken::Quote.expected());
    if opens && !lines {
        return false;
    }
    let starts = document.match_indices('\n').filter_map(|(at, _)| rest.get(at + 1..));
    let whole = |line: &str| line.starts_with('{') && Fault::of(line).is_none();
    starts.filter_map(|rest| rest.lines().next()).any(whole)
}

/// The next line that a document may begin on.
fn next_start(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let next = ["\n{", "\n["].iter().filter_map(|start| rest.find(start)).min();
    next.map_or(text.len(), |next| from + next + 1)
}

fn without_broken_lines(name: &str, bytes: &[u8], faults: &mut Vec<Diagnostic>) -> String {
    let mut text = String::with_capacity(bytes.len());
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => {
                let place = Place { sheet: None, row: number as u64 + 1, column: 0 };
                faults.push(
                    Diagnostic::error("encoding", name, "JSON must be UTF-8; this line is not and was left out")
                        .at(place)
                        .hint("export it again as UTF-8"),
                );
                text.push('\n');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let mut faults = Vec::new();
        let text = Text::read(&Input::bytes("x.json", bytes.to_vec()), &mut faults).expect("it is read");
        let mut found = Vec::new();
        text.documents(&mut faults, |document| found.push(document.to_owned()));
        (found, faults.iter().map(|fault| format!("{}:{}", fault.code, fault.place.row)).collect())
    }

    #[test]
    fn documents_may_stand_on_lines_or_behind_each_other_or_over_lines() {
        assert_eq!(read(b"{\"a\":1}\n\n[2]\n").0, ["{\"a\":1}", "[2]"]);
        assert_eq!(read(b"\xEF\xBB\xBF{\"a\":1}{\"a\":2} {\n\"a\":3\n}\n{\n \"a\":4}").0.len(), 4);
    }

    #[test]
    fn a_broken_document_costs_itself_only() {
        let (found, faults) = read(b"{\"a\":1}\n{\"a\":\n{\"a\":3}\n{\"a\":\"\xFF\"}\n{\"a\":5}\n{\"b\":");
        assert_eq!(found, ["{\"a\":1}", "{\"a\":3}", "{\"a\":5}"]);
        assert_eq!(faults, ["encoding:4", "json:2", "json:6"]);
        let (found, faults) = read(b"{\"a\":[1,\n{\"a\":3}\n{\"a\":4}");
        assert_eq!((found.len(), faults.len()), (2, 1));
        assert_eq!(read(b"}{").1.len(), 2, "a bracket too many, and one that is not closed");
        // A quote too many or too few takes no other line with it, though a later line has another.
        let (found, faults) = read(b"{\"a\":\"55\" LED\"}\n{\"a\":2}\n{\"a\":3}\n{\"a\":\"b}\n{\"a\":5}\n");
        assert_eq!(found, ["{\"a\":2}", "{\"a\":3}", "{\"a\":5}"]);
        assert_eq!(faults, ["json:1", "json:4"]);
        let (found, faults) = read(b"{\"a\":1}\n{\"a\":\"cut\nsome text\n{\"a\":3}\n{\"a\":\"b\"c\"}\n");
        assert_eq!((found.len(), faults), (2, vec!["json:2".to_owned(), "json:5".to_owned()]));
        let (found, faults) = read("{\"a\":1}\n\u{feff}{\"a\":2}\nsome more words {\"a\":3}\nand more\n".as_bytes());
        assert_eq!((found.len(), faults), (3, vec!["json:3".to_owned(), "json:4".to_owned()]));
        assert_eq!(read(b"\"\n{\"a\":2}\n").0, ["{\"a\":2}"]);
    }
}
