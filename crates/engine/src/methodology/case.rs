//! A method's worked example: tiny inputs, the findings expected of them, and why. It is a test, a piece of
//! documentation and an example on the method page at once.

use std::collections::BTreeMap;

/// One folder under `cases/`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// The folder's name.
    pub name: String,
    /// Input files: register name to (file name, text).
    pub inputs: BTreeMap<String, (String, String)>,
    /// `expected.csv`: measure, subject, period, state, value, low, high, reason.
    pub expected: String,
    /// `why.md`: what the case shows.
    pub why: String,
}

impl Case {
    /// Takes one file of the folder.
    pub(super) fn add(&mut self, file: &str, text: String) {
        match file {
            "expected.csv" => self.expected = text,
            "why.md" => self.why = text,
            _ => {
                let register = file.split('.').next().unwrap_or(file).to_owned();
                self.inputs.insert(register, (file.to_owned(), text));
            }
        }
    }
}
