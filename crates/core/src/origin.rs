//! Provenance of a single value: which source, and where in it. Every row of a register and every piece of evidence
//! carries an `Origin`, so that `explain` can walk back to the bytes somebody published.

use crate::Digest;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A place inside a source. Lines, rows and columns count from 1, as editors and spreadsheets show them. A value in a JSON
/// document is a JSON pointer below a record that begins at a byte: the pointer stands in `sheet` (no worksheet's name has
/// a slash) and the byte in `row`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    /// The worksheet, for workbooks; the JSON pointer, for JSON documents.
    pub sheet: Option<String>,
    /// Line of a text file, row of a worksheet, or byte at which a JSON record begins.
    pub row: u64,
    /// Column of a table (1 = A); 0 when the whole row is meant.
    pub column: u32,
}

/// A value's origin: the source's digest and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The source, by content.
    pub source: Digest,
    /// Where in the source.
    pub place: Place,
}

impl Place {
    /// A value below the JSON record that begins at a byte of the unpacked source; `/` stands for the whole record.
    pub fn json(byte: u64, pointer: &str) -> Self {
        let pointer = if pointer.starts_with('/') { pointer.to_owned() } else { format!("/{pointer}") };
        Self { sheet: Some(pointer), row: byte, column: 0 }
    }

    /// The JSON pointer, if this is a place in a JSON document.
    pub fn pointer(&self) -> Option<&str> {
        self.sheet.as_deref().filter(|sheet| sheet.starts_with('/'))
    }
}

/// A worksheet column's letters: 1 is `A`, 27 is `AA`.
pub fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for Place {
    /// `sheet!C7` for workbooks, `byte 512 /tender/value` for JSON, `line 7, column 3` for text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            Some(pointer) if pointer.starts_with('/') => write!(f, "byte {} {pointer}", self.row),
            Some(sheet) => write!(f, "{sheet}!{}{}", column_letters(self.column), self.row),
            None if self.column == 0 => write!(f, "line {}", self.row),
            None => write!(f, "line {}, column {}", self.row, self.column),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_json_is_a_pointer_below_a_byte_and_no_worksheet() {
        let place = Place::json(512, "/tender/value");
        assert_eq!((place.pointer(), place.to_string().as_str()), (Some("/tender/value"), "byte 512 /tender/value"));
        assert_eq!(Place { sheet: Some("CPI 2012".into()), row: 1, column: 1 }.pointer(), None);
    }

    #[test]
    fn worksheet_columns_are_lettered_as_spreadsheets_do() {
        assert_eq!(column_letters(1), "A");
        assert_eq!(column_letters(26), "Z");
        assert_eq!(column_letters(27), "AA");
        assert_eq!(column_letters(703), "AAA");
    }
}
