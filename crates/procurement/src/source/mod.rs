//! Files of releases as a stream of blocks: packages, records, bare releases, arrays, lines or documents one after
//! another, packed or not, in bounded memory. A part that cannot be read is a [`Reject`] and costs nothing else.

// A diagnostic is large because it explains itself; it is the rare case, and boxing it would burden every reader.
#![allow(clippy::result_large_err)]

mod blocks;
mod digest;
mod given;
mod scan;
mod shape;
mod sniff;
mod versioned;
mod whole;

pub use blocks::{Reading, read};
pub use digest::Digest;
pub use given::{Given, Looked};
pub use whole::{Each, reading, releases};

use probity_core::{Diagnostic, Place};
use probity_registers::Input;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of a block: large enough that threads rarely meet, small enough that many fit into memory.
pub const BLOCK: usize = 4 << 20;
/// A document up to this size is looked at as a whole; a larger package or record is taken apart while it is read.
const WHOLE_MAX: u64 = 16 << 20;
/// Arrays of arrays of packages are nobody's data.
const NESTED_MAX: usize = 4;

/// A piece of a file, small enough for one thread.
#[derive(Debug, Clone)]
pub struct Block {
    /// Which of the inputs it is from.
    pub file: usize,
    /// The input's name.
    pub name: String,
    /// Line of the first byte, from 1.
    line: u64,
    /// Offset of the first byte in the unpacked input.
    at: u64,
    bytes: Vec<u8>,
    cut: Cut,
    /// What was lost before this block's first document.
    rejects: Vec<Reject>,
}

#[derive(Debug, Clone)]
enum Cut {
    /// Every line is a document.
    Lines,
    /// These are.
    Pieces(Vec<Piece>),
}

/// A document within a block.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: usize,
    to: usize,
    line: u64,
    /// The letter of the line at which it begins, from 1; 0 where that is not known.
    column: usize,
    at: u64,
}

/// A part of the input that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The stable code of its diagnostic.
    pub code: &'static str,
    /// The file as the user named it.
    pub file: String,
    /// The line.
    pub line: u64,
    /// The process, if it can be told.
    pub ocid: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub hint: &'static str,
}

impl Reject {
    /// What to tell the user.
    pub fn diagnostic(&self) -> Diagnostic {
        let place = Place { sheet: None, row: self.line, column: 0 };
        let diagnostic = Diagnostic::warning(self.code, &self.file, &self.problem).at(place).hint(self.hint);
        if self.ocid.is_empty() { diagnostic } else { diagnostic.found(&self.ocid) }
    }
}

/// What is published of the names of files: the last part, or as many of the last parts as tell a file from the others.
pub fn file_names(inputs: &[Input]) -> Vec<&str> {
    // The files that each ending may stand for.
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for name in inputs.iter().map(Input::name) {
        for ending in endings(name) {
            files.entry(ending).or_default().insert(name);
        }
    }
    let tells = |ending: &&str| files.get(ending).is_some_and(|files| files.len() == 1);
    inputs.iter().map(|input| endings(input.name()).find(tells).unwrap_or(input.file_name())).collect()
}

/// The last part of a path, the last two, and so on; an absolute path without its first stroke.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    let cuts = name.rmatch_indices(['/', '\\']).map(|(at, _)| name.get(at + 1..).unwrap_or_default());
    cuts.chain((!name.starts_with(['/', '\\'])).then_some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart_by_as_little_of_their_paths_as_will_do() {
        let inputs =
            ["a/x.json", "/home/b/x.json", "c\\y.json", "c/a/z.json", "d/a/z.json", "y2.json", "y2.json", "z.json"]
                .map(|name| Input::bytes(name, b"{}".to_vec()));
        assert_eq!(
            file_names(&inputs),
            ["a/x.json", "b/x.json", "y.json", "c/a/z.json", "d/a/z.json", "y2.json", "y2.json", "z.json"]
        );
    }
}
