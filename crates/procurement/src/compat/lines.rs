//! Lines of a block one after the other. A line that cannot be read is noted with its number and passed over; white space
//! alone is no line worth a note.

use crate::json::reader::{Broken, Reader};
use std::borrow::Cow;

/// Notes kept of one file; the others are only counted.
const KEPT: usize = 20;

/// Something to tell about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The line, from 1.
    pub line: u64,
    /// The byte in it, from 1; 0 for the line as a whole.
    pub column: u64,
    /// What is the matter.
    pub what: Cow<'static, str>,
}

/// What was seen in a run of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// How many lines there were, blank ones included.
    pub lines: u64,
    /// How many were passed over.
    pub passed_over: u64,
    /// The first notes.
    pub kept: Vec<Note>,
    /// How many notes there were.
    pub count: u64,
}

impl Notes {
    /// Adds a note about the present line.
    pub fn note(&mut self, column: usize, what: impl Into<Cow<'static, str>>) {
        let (line, column, what) = (self.lines, column as u64, what.into());
        self.count += 1;
        if self.kept.len() < KEPT {
            self.kept.push(Note { line, column, what });
        }
    }

    /// Adds the notes of the lines that follow.
    pub fn merge(&mut self, next: Self) {
        let before = self.lines;
        self.lines += next.lines;
        self.passed_over += next.passed_over;
        self.count += next.count;
        let room = KEPT.saturating_sub(self.kept.len());
        self.kept.extend(next.kept.into_iter().take(room).map(|note| Note { line: note.line + before, ..note }));
    }
}

/// Reads every line of a block that is not blank with `read`, which must read one whole value.
pub fn each<'a>(
    block: &'a [u8],
    notes: &mut Notes,
    mut read: impl FnMut(&mut Reader<'a>, &mut Notes) -> Result<(), Broken>,
) {
    // One check of a whole block is many times faster than one a string.
    if let Ok(text) = simdutf8::basic::from_utf8(block) {
        return each_text(text, notes, &mut read);
    }
    for line in block.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(text) => each_text(text, notes, &mut read),
            Err(fault) => {
                notes.lines += 1;
                notes.passed_over += 1;
                notes.note(fault.valid_up_to() + 1, "bytes that are not UTF-8");
            }
        }
    }
}

fn each_text<'a>(
    block: &'a str,
    notes: &mut Notes,
    read: &mut impl FnMut(&mut Reader<'a>, &mut Notes) -> Result<(), Broken>,
) {
    let mut start = 0;
    while start < block.len() {
        notes.lines += 1;
        let mut reader = Reader::line(block, start);
        reader.space();
        if reader.peek() == b'\n' {
            start = reader.at() + 1;
            continue;
        }
        match read(&mut reader, notes) {
            Ok(()) => start = reader.at() + 1,
            Err(fault) => {
                // A reader never passes the end of its line, so the newline is not before the fault.
                let at = reader.at().min(block.len());
                let rest = block.as_bytes().get(at..).unwrap_or_default();
                let end = at + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                let line = block.as_bytes().get(start..end).unwrap_or_default();
                if !line.iter().all(u8::is_ascii_whitespace) {
                    notes.passed_over += 1;
                    notes.note(at + 1 - start, sentence(fault, line, at - start));
                }
                start = end + 1;
            }
        }
    }
}

/// What is the matter with a line, whose fault is at this byte.
fn sentence(fault: Broken, line: &[u8], at: usize) -> Cow<'static, str> {
    let said = match fault {
        Broken::End => match line.trim_ascii_start().first() {
            Some(b'{') => "text after the end of the object",
            Some(b'[') => "text after the end of the array",
            _ => "text after the end of the value",
        },
        Broken::Depth => "nested deeper than 127 levels",
        Broken::Quote if line.get(at..).is_none_or(|rest| rest.trim_ascii().is_empty()) => "a closing quote is missing",
        Broken::Quote => "a control character in a text, where an escape such as \\t belongs",
        Broken::CodeUnit => "an escape without its four digits",
        Broken::Surrogate => "half a character: a lone surrogate without its other half",
        other => return format!("{} is expected here", other.expected()).into(),
    };
    said.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_cannot_be_read_are_noted_with_their_place() {
        let mut notes = Notes::default();
        let mut read = 0;
        each(b"{}\r\n\n \x0c\n{\"a\":\n\xff\n[\"\xff\"]\n2", &mut notes, |reader, _| {
            reader.skip()?;
            reader.end()?;
            read += 1;
            Ok(())
        });
        let places: Vec<_> = notes.kept.iter().map(|note| (note.line, note.column)).collect();
        assert_eq!((read, notes.lines, places), (2, 7, vec![(4, 6), (5, 1), (6, 3)]));
    }

    #[test]
    fn what_is_the_matter_with_a_line_is_said_in_a_sentence() {
        let said = |line: &str| {
            let mut notes = Notes::default();
            each(line.as_bytes(), &mut notes, |reader, _| {
                reader.skip()?;
                reader.end()
            });
            notes.kept.first().map(|note| note.what.to_string()).unwrap_or_default()
        };
        assert_eq!(said("{\"a\":1} x\n"), "text after the end of the object");
        assert_eq!(said(" [1],\n"), "text after the end of the array");
        assert_eq!(said("1 2\n"), "text after the end of the value");
        assert_eq!(said("{\"a\":\"b\n{}\n"), "a closing quote is missing");
        assert_eq!(said("{\"a\":\"b\tc\"}\n"), "a control character in a text, where an escape such as \\t belongs");
        assert_eq!(said(&format!("{}1{}\n", "[".repeat(200), "]".repeat(200))), "nested deeper than 127 levels");
        assert_eq!(said("{\"a\" 1}\n"), "a colon is expected here");
        assert_eq!(said("{\"a\":1\n"), "a comma or `}` is expected here");
        assert_eq!(said("{\"a\":tru}\n"), "a value is expected here");
    }
}
