//! A checkpoint says how many entries a log has and what they hash to. It is the text of a signed note.

use super::hash::Hash;

/// The head of a log at some size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of the tree over all of them.
    pub root: Hash,
    /// Further lines of the log's own; their meaning is not known here.
    pub extensions: Vec<String>,
}

/// A text that is no checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct NotACheckpoint {
    /// Line of the text, from 1.
    pub line: usize,
    /// What was expected.
    pub message: &'static str,
}

impl Checkpoint {
    /// Reads the text of a note.
    ///
    /// # Errors
    /// When it is not of the form, with the line.
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let at = |line, message| NotACheckpoint { line, message };
        let body = text.strip_suffix('\n').ok_or(at(1, "a checkpoint ends with a line feed"))?;
        let lines: Vec<&str> = body.split('\n').collect();
        if let Some(empty) = lines.iter().position(|line| line.is_empty()) {
            return Err(at(empty + 1, "a checkpoint has no empty lines"));
        }
        let [origin, size, root, extensions @ ..] = lines.as_slice() else {
            return Err(at(lines.len(), "a checkpoint has at least three lines: origin, size, root"));
        };
        let size = decimal(size).ok_or(at(2, "expected the number of entries, without leading zeros"))?;
        let root = Hash::parse(root).ok_or(at(3, "expected the root as base64 of 32 bytes"))?;
        let extensions = extensions.iter().map(|line| (*line).to_owned()).collect();
        Ok(Self { origin: (*origin).to_owned(), size, root, extensions })
    }
}

impl std::fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A number as these formats write it: decimal digits, no sign, no leading zeros.
pub fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
