//! From bytes of a file to the line and column an editor shows, with the line itself for the drawing.

use super::Whereabouts;
use probity_core::{Diagnostic, Place};
use std::collections::BTreeMap;
use std::ops::Range;

/// A place in a file, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Spot {
    /// Line, from 1.
    pub(super) row: u64,
    /// Column in characters, from 1.
    pub(super) column: u32,
    /// The whole line.
    pub(super) line: String,
    /// The value that stands there, as written; empty when it is long or unknown.
    pub(super) text: String,
}

/// Finds places in one file.
pub(super) struct Spots<'a> {
    pub(super) file: &'a str,
    text: &'a str,
    starts: Vec<usize>,
}

/// Longer texts are not quoted in a message (characters).
const QUOTED: usize = 80;

impl<'a> Spots<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { file, text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The place of a range of bytes.
    pub(super) fn of(&self, range: Range<usize>) -> Spot {
        let row = self.starts.partition_point(|start| *start <= range.start).max(1);
        let start = self.starts.get(row - 1).copied().unwrap_or_default();
        let before = self.text.get(start..range.start).unwrap_or_default();
        let column = u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX);
        let found = self.text.get(range).unwrap_or_default().trim().trim_matches('"');
        let short = found.chars().count() <= QUOTED && !found.contains('\n');
        let text = if short { found.to_owned() } else { String::new() };
        Spot { row: row as u64, column, line: self.line(row), text }
    }

    /// The line with this number, from 1.
    pub(super) fn line(&self, row: usize) -> String {
        let start = self.starts.get(row.saturating_sub(1)).copied().unwrap_or_default();
        let end = self.starts.get(row).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end().to_owned()
    }

    /// Where an entry stands, and its fields.
    pub(super) fn whereabouts(&self, whole: Range<usize>, fields: BTreeMap<String, Spot>) -> Whereabouts {
        let mut spot = self.of(whole);
        spot.text.clear();
        Whereabouts { file: self.file.to_owned(), spot, fields }
    }

    /// A diagnostic at a range of bytes.
    pub(super) fn error(&self, code: &str, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        let spot = self.of(range);
        let place = Place { sheet: None, row: spot.row, column: spot.column };
        let diagnostic = Diagnostic::error(code, self.file, message).at(place).line(spot.line);
        if spot.text.is_empty() { diagnostic } else { diagnostic.found(spot.text) }
    }

    /// The byte at which a part of the text begins.
    pub(super) fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len())
    }
}
