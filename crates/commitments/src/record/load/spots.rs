//! From bytes of a file to the line and column an editor shows, with the line itself for the drawing. Places are kept as
//! bytes and looked up only when something is wrong: a file may hold a million records, and all of them on one line.

use super::Whereabouts;
use probity_core::{Diagnostic, Place};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// The bytes of a value.
    Bytes(Range<usize>),
    /// A cell of a table, or its whole row with column 0: the line and the cell from 1, and what stands there.
    Cell { row: u64, column: u32, text: String },
}

impl Default for Spot {
    fn default() -> Self {
        Self::Bytes(0..0)
    }
}

/// What an editor shows at a spot.
pub(super) struct Seen {
    pub(super) place: Place,
    /// The whole line; empty when it is too long to be drawn.
    pub(super) line: String,
    /// The value that stands there, as written; empty when it is long or unknown.
    pub(super) text: String,
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Source {
    pub(super) file: String,
    text: String,
    /// The bytes at which lines begin.
    starts: Vec<usize>,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)
    }
}

/// Longer texts are not quoted in a message (characters).
const QUOTED: usize = 80;
/// Longer lines are not drawn (bytes): a file of one line would be drawn whole at every fault.
const DRAWN: usize = 2_000;

impl Source {
    /// The line with this number, from 1.
    fn line(&self, row: usize) -> &str {
        let start = self.starts.get(row.saturating_sub(1)).copied().unwrap_or_default();
        let end = self.starts.get(row).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end()
    }

    /// The same, if it can be drawn.
    fn drawn(&self, row: usize) -> String {
        let line = self.line(row);
        if line.len() <= DRAWN { line.to_owned() } else { String::new() }
    }

    pub(super) fn see(&self, spot: &Spot) -> Seen {
        match spot {
            Spot::Cell { row, column, text } => {
                let place = Place { sheet: None, row: *row, column: *column };
                Seen { place, line: self.drawn(usize::try_from(*row).unwrap_or_default()), text: text.clone() }
            }
            Spot::Bytes(range) => {
                let row = self.starts.partition_point(|start| *start <= range.start).max(1);
                let start = self.starts.get(row - 1).copied().unwrap_or_default();
                let before = self.text.get(start..range.start).unwrap_or_default();
                let column = u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX);
                let found = self.text.get(range.clone()).unwrap_or_default().trim().trim_matches('"');
                let short = found.chars().take(QUOTED + 1).count() <= QUOTED && !found.contains('\n');
                let text = if short { found.to_owned() } else { String::new() };
                Seen { place: Place { sheet: None, row: row as u64, column }, line: self.drawn(row), text }
            }
        }
    }
}

/// Finds places in one file.
pub(super) struct Spots<'a> {
    pub(super) source: Arc<Source>,
    text: &'a str,
}

impl<'a> Spots<'a> {
    pub(super) fn new(file: &str, text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        Self { source: Arc::new(Source { file: file.to_owned(), text: text.to_owned(), starts }), text }
    }

    /// The file's name.
    pub(super) fn file(&self) -> &str {
        &self.source.file
    }

    /// The line with this number, from 1.
    pub(super) fn line(&self, row: usize) -> &str {
        self.source.line(row)
    }

    /// The same, if it can be drawn; else nothing.
    pub(super) fn drawn(&self, row: usize) -> String {
        self.source.drawn(row)
    }

    /// Where an entry stands, and its fields.
    pub(super) fn whereabouts(&self, spot: Spot, fields: BTreeMap<String, Spot>) -> Whereabouts {
        Whereabouts { source: Arc::clone(&self.source), spot, fields }
    }

    /// A diagnostic at a range of bytes.
    pub(super) fn error(&self, code: &str, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        let Seen { place, line, text } = self.source.see(&Spot::Bytes(range));
        let diagnostic = Diagnostic::error(code, self.file(), message).at(place).line(line);
        if text.is_empty() { diagnostic } else { diagnostic.found(text) }
    }

    /// The byte at which a part of the text begins.
    pub(super) fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len())
    }
}
