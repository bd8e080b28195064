//! Answers: what somebody said about each input, with the evidence and the place in the file it was said at.

mod asked;
mod read;

pub use asked::{Asked, Reply};

use super::exact::Exact;
use probity_core::Place;
use std::collections::BTreeMap;

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// `yes`.
    Yes,
    /// `no`.
    No,
    /// `na`: the question does not arise.
    NotApplicable,
    /// A number.
    Number(Exact),
    /// The row is there and its value is empty.
    Missing,
}

/// An answer as it stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// What was said.
    pub answer: Answer,
    /// Identifiers of evidence.
    pub evidence: Vec<String>,
    /// Who said it.
    pub author: Option<String>,
    /// Where the input is named.
    pub named: Place,
    /// Where the value stands.
    pub place: Place,
    /// The value as written.
    pub found: String,
    /// The line of the file.
    pub line: String,
}

/// The answers about one subject.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Who they are about; `None` when the file has no column for it.
    pub subject: Option<String>,
    /// Answers by input.
    pub given: BTreeMap<String, Given>,
}

/// A file of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// Its name, for messages.
    pub file: String,
    /// Whether it has a column `subject`.
    pub by_subject: bool,
    /// One sheet a subject, in order of first appearance; exactly one without a column `subject`.
    pub sheets: Vec<Sheet>,
}
