//! What is wrong with an input, where, and what to do about it. Readers never fail on data: they return what they
//! could read together with diagnostics, each with a code a person can look up.

use crate::Place;
use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The file or row could not be used.
    Error,
    /// It was used, but the reader should know.
    Warning,
}

/// One problem in one input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Severity.
    pub level: Level,
    /// Stable code, such as `number-expected`; listed in the documentation.
    pub code: String,
    /// The file as the user named it.
    pub file: String,
    /// Where in the file; row 0 when the whole file is meant.
    pub place: Place,
    /// The field (column name) at fault, if one is.
    pub field: Option<String>,
    /// The offending text, as found.
    pub found: Option<String>,
    /// One sentence: what is wrong. No full stop.
    pub message: String,
    /// What was expected instead.
    pub expected: Option<String>,
    /// What the user can do.
    pub hint: Option<String>,
    /// The line of the source the problem is on, for the drawing (empty for workbooks).
    pub line: Option<String>,
}

impl Diagnostic {
    /// An error about `file` as a whole; refine it with the `at`, `field`, … methods.
    pub fn error(code: &str, file: &str, message: impl Into<String>) -> Self {
        Self::new(Level::Error, code, file, message.into())
    }

    /// A warning about `file` as a whole.
    pub fn warning(code: &str, file: &str, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, code, file, message.into())
    }

    fn new(level: Level, code: &str, file: &str, message: String) -> Self {
        Self {
            level,
            code: code.to_owned(),
            file: file.to_owned(),
            place: Place::default(),
            field: None,
            found: None,
            message,
            expected: None,
            hint: None,
            line: None,
        }
    }

    /// Points at a place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// Names the column.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Quotes the offending text.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// Says what was expected.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Says what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Keeps the source line for the drawing.
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.line = Some(line.into());
        self
    }

    /// Whether this is an error.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}
