//! A fault in a record and where in its document it is. Records come as TOML or as JSON of the same tree, so that a check
//! names a path of keys; the TOML reader turns the path into a line and a column.

use probity_core::{Diagnostic, Place};
use serde::de::DeserializeOwned;
use std::fmt;
use toml::de::{DeArray, DeTable};

/// One step into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(&'static str),
    /// The item of a list, from 0.
    Item(usize),
}

/// Something wrong with a record that has the right shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, from the record's root.
    pub path: Vec<Step>,
    /// One sentence: what is wrong.
    pub message: String,
    /// What was expected instead.
    pub expected: Option<String>,
    /// The offending text.
    pub found: Option<String>,
}

impl Fault {
    /// A fault at `path`.
    pub fn new(path: &[Step], message: impl Into<String>) -> Self {
        Self { path: path.to_vec(), message: message.into(), expected: None, found: None }
    }

    /// Says what was expected.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Quotes the offending text.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// The same fault, seen from a document that holds the record below `steps`.
    pub fn below(mut self, steps: &[Step]) -> Self {
        self.path = [steps, &self.path].concat();
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.path {
            match step {
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        write!(f, ": {}", self.message)?;
        self.expected.as_ref().map_or(Ok(()), |expected| write!(f, " (expected {expected})"))
    }
}

/// Several faults of one record, as one error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Faults(pub Vec<Fault>);

/// A TOML document that keeps its text for messages.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The name for messages.
    pub file: &'a str,
    /// The text.
    pub text: &'a str,
    /// The code of its diagnostics.
    pub code: &'a str,
}

impl Document<'_> {
    /// The document as `T`.
    ///
    /// # Errors
    /// What the TOML reader says, with line and column.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Diagnostic> {
        toml::from_str(self.text).map_err(|error| {
            let mut lines = error.message().lines();
            let message = lines.next().unwrap_or("this is not TOML").to_owned();
            let rest = lines.collect::<Vec<_>>().join(" ");
            let span = error.span().unwrap_or_default();
            let wrong = self.text.get(span.clone()).filter(|wrong| !wrong.trim().is_empty() && !wrong.contains('\n'));
            let mut diagnostic = self.at(span.start, message);
            diagnostic.found = wrong.map(str::to_owned);
            if rest.is_empty() { diagnostic } else { diagnostic.expected(rest) }
        })
    }

    /// A fault as a diagnostic with the line and column of the value its path leads to.
    pub fn diagnostic(&self, fault: &Fault) -> Diagnostic {
        let mut diagnostic = self.at(self.offset(&fault.path).unwrap_or(0), fault.message.clone());
        if let Some(Step::Key(key)) = fault.path.iter().rev().find(|step| matches!(step, Step::Key(_))) {
            diagnostic = diagnostic.field(*key);
        }
        if let Some(found) = &fault.found {
            diagnostic = diagnostic.found(found);
        }
        match &fault.expected {
            Some(expected) => diagnostic.expected(expected),
            None => diagnostic,
        }
    }

    /// An error at a byte of the text. Columns count characters, as editors show them.
    fn at(&self, byte: usize, message: String) -> Diagnostic {
        let before = self.text.get(..byte.min(self.text.len())).unwrap_or_default();
        let rows = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let place = Place {
            sheet: None,
            row: u64::try_from(rows + 1).unwrap_or(u64::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        };
        Diagnostic::error(self.code, self.file, message).at(place).line(self.text.lines().nth(rows).unwrap_or_default())
    }

    /// Where the value at the end of a path begins; of the deepest value on the way when the path leads nowhere.
    fn offset(&self, path: &[Step]) -> Option<usize> {
        let root = DeTable::parse(self.text).ok()?;
        let mut table = Some(root.get_ref());
        let mut list: Option<&DeArray<'_>> = None;
        let mut offset = root.span().start;
        for step in path {
            let value = match step {
                Step::Key(key) => {
                    let mut entries = table?.iter();
                    entries.find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
                }
                Step::Item(item) => list.and_then(|list| list.get(*item)),
            };
            let Some(value) = value else { break };
            offset = value.span().start;
            table = value.get_ref().as_table();
            list = value.get_ref().as_array();
        }
        Some(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_shown_at_its_line_and_column() {
        let document = Document { file: "x.toml", text: "[[a]]\nb = 1\n[[a]]\nb = 2\n", code: "record" };
        let path = [Step::Key("a"), Step::Item(1), Step::Key("b")];
        let diagnostic = document.diagnostic(&Fault::new(&path, "two is too many").found("2"));
        assert_eq!(diagnostic.place, Place { sheet: None, row: 4, column: 5 });
        assert_eq!((diagnostic.field.as_deref(), diagnostic.line.as_deref()), (Some("b"), Some("b = 2")));
    }

    #[test]
    fn a_path_that_leads_nowhere_is_shown_at_the_last_value_on_the_way() {
        let document = Document { file: "x.toml", text: "[[a]]\nb = 1\n[[a]]\nb = 2\n", code: "record" };
        let path = [Step::Key("a"), Step::Item(1), Step::Key("missing")];
        assert_eq!(document.diagnostic(&Fault::new(&path, "no key `missing`")).place.row, 3);
    }
}
