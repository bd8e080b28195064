//! Asking the answers of one subject for what a rule needs. An answer of the wrong kind, free text in a numeric field's
//! clothes, is an error at its place and never a guess.

use super::{Answer, Given, Sheet};
use crate::score::exact::Exact;
use probity_core::Diagnostic;

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply<T> {
    /// This.
    Is(T),
    /// The question does not arise.
    NotApplicable,
    /// No answer.
    Missing,
}

impl<T> Reply<T> {
    /// The answer, if there is one.
    pub fn is(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::NotApplicable | Self::Missing => None,
        }
    }

    /// The same reply with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reply<U> {
        match self {
            Self::Is(value) => Reply::Is(change(value)),
            Self::NotApplicable => Reply::NotApplicable,
            Self::Missing => Reply::Missing,
        }
    }
}

/// The answers of one subject, and what is wrong with them.
#[derive(Debug)]
pub struct Asked<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    faults: Vec<Diagnostic>,
}

impl<'a> Asked<'a> {
    /// Ready to ask.
    pub fn new(file: &'a str, sheet: &'a Sheet) -> Self {
        Self { file, sheet, faults: Vec::new() }
    }

    /// The row about an input.
    pub fn given(&self, input: &str) -> Option<&'a Given> {
        self.sheet.given.get(input)
    }

    /// Names of all inputs there is a row for.
    pub fn inputs(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.sheet.given.keys().map(String::as_str)
    }

    /// Yes or no.
    pub fn yes_or_no(&mut self, input: &str) -> Reply<bool> {
        let Some(given) = self.given(input) else { return Reply::Missing };
        match &given.answer {
            Answer::Yes => Reply::Is(true),
            Answer::No => Reply::Is(false),
            Answer::NotApplicable => Reply::NotApplicable,
            Answer::Missing => Reply::Missing,
            Answer::Number(_) => {
                let message = format!("`{input}` is a question of yes or no, and this is a number");
                let fault = self.fault("word-unknown", given, message).expected("`yes`, `no`, `na` or nothing");
                self.faults.push(fault);
                Reply::Missing
            }
        }
    }

    /// A number.
    pub fn number(&mut self, input: &str) -> Reply<&'a Exact> {
        let Some(given) = self.given(input) else { return Reply::Missing };
        match &given.answer {
            Answer::Number(number) => Reply::Is(number),
            Answer::NotApplicable => Reply::NotApplicable,
            Answer::Missing => Reply::Missing,
            Answer::Yes | Answer::No => {
                let message = format!("`{input}` is a number, and this is a word");
                let fault = self.fault("number-expected", given, message).expected("a decimal number, `na` or nothing");
                self.faults.push(fault);
                Reply::Missing
            }
        }
    }

    /// Notes that a number, given for an input or the mean of several, is outside its scale; points at the first of them.
    pub fn outside(&mut self, inputs: &[String], x: &Exact, min: &Exact, max: &Exact) {
        let numbers = inputs.iter().filter_map(|input| self.given(input));
        let Some(given) = numbers.into_iter().find(|given| matches!(given.answer, Answer::Number(_))) else { return };
        let message = match inputs {
            [input] => format!("`{input}` is outside its scale"),
            _ => format!("the mean of `{}` is {}, outside its scale", inputs.join("`, `"), x.plain()),
        };
        let expected = format!("a number from {} to {}", min.plain(), max.plain());
        let fault = self.fault("out-of-range", given, message).expected(expected);
        self.faults.push(fault.hint("check the scale of the method and the decimal point"));
    }

    /// What was wrong.
    pub fn into_faults(self) -> Vec<Diagnostic> {
        self.faults
    }

    fn fault(&self, code: &str, given: &Given, message: String) -> Diagnostic {
        Diagnostic::error(code, self.file, message)
            .at(given.place.clone())
            .field("value")
            .found(given.found.clone())
            .line(given.line.clone())
    }
}
