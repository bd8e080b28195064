//! How a command ends when it does not end well: one of the contract's exit codes and a message that says what to do.

use crate::terminal;
use probity_core::Diagnostic;
use std::fmt;
use std::process::ExitCode;

/// The exit codes of the command-line contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// A check failed.
    Checks = 1,
    /// The command was used wrongly.
    Usage = 2,
    /// An input cannot be read or is invalid.
    Input = 3,
    /// An input that is needed is missing.
    Missing = 4,
}

/// A command that failed.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    message: String,
    hint: Option<String>,
    diagnostics: Vec<Diagnostic>,
    all: bool,
}

impl Failure {
    /// A failure with a message.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), hint: None, diagnostics: Vec::new(), all: false }
    }

    /// Wrong usage.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Unreadable or invalid input.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Exit::Input, message)
    }

    /// Input that is needed is not there.
    pub fn missing(message: impl Into<String>) -> Self {
        Self::new(Exit::Missing, message)
    }

    /// Says what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Shows these diagnostics before the message.
    pub fn diagnostics(mut self, diagnostics: Vec<Diagnostic>) -> Self {
        self.diagnostics = diagnostics;
        self
    }

    /// Shows every diagnostic, however many: there is no list of rejects to look the others up in.
    pub fn all(mut self) -> Self {
        self.all = true;
        self
    }

    /// Prints everything to standard error and gives the exit code.
    pub fn report(&self) -> ExitCode {
        match self.all {
            true => terminal::all_diagnostics(&self.diagnostics),
            false => terminal::diagnostics(&self.diagnostics),
        }
        terminal::failed(&self.message, self.hint.as_deref());
        ExitCode::from(self.exit as u8)
    }
}

/// The message and what to do, for where it is not printed.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.hint.iter().try_for_each(|hint| write!(f, "; {hint}"))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::input(error.to_string())
    }
}

impl From<probity_engine::Error> for Failure {
    fn from(error: probity_engine::Error) -> Self {
        use probity_engine::Error;
        let exit = match &error {
            Error::UnknownMethod(_) | Error::UnknownFinding(_) => Exit::Usage,
            Error::NotAssessed => Exit::Missing,
            _ => Exit::Input,
        };
        Self::new(exit, error.to_string())
    }
}

impl From<probity_registers::Error> for Failure {
    fn from(error: probity_registers::Error) -> Self {
        Self::input(error.to_string())
    }
}
