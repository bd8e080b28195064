//! What can go wrong in the engine. Bad data is never an error here (it is a finding with a reason); these are about
//! methods, settings and files of the observatory itself.

use crate::methodology::CatalogueError;
use probity_core::kernel::StateError;
use probity_core::parameter::ParameterError;

/// An engine error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A register or the observatory's catalogue cannot be read or written.
    #[error(transparent)]
    Registers(#[from] probity_registers::Error),
    /// The program's methods do not fit together.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// A parameter is missing, of another type or out of bounds.
    #[error("method `{method}`: {problem}")]
    Parameter {
        /// The method.
        method: String,
        /// What is wrong.
        problem: ParameterError,
    },
    /// A suite cannot be computed with the observatory's settings.
    #[error(transparent)]
    Suite(#[from] probity_core::suite::SuiteError),
    /// The observatory sets a parameter that its method does not have.
    #[error("`probity.toml` sets `{parameter}` of method `{method}`, which has no such parameter (it has: {known})")]
    UnknownParameter {
        /// The method.
        method: String,
        /// The parameter.
        parameter: String,
        /// What there is.
        known: String,
    },
    /// The observatory sets a parameter to what it cannot be.
    #[error("`probity.toml`: `[parameters.{method}] {parameter}` has to be {expected}")]
    UnfitParameter {
        /// The method.
        method: String,
        /// The parameter.
        parameter: String,
        /// What it has to be.
        expected: String,
    },
    /// There is no such method.
    #[error("there is no method `{0}`; `probity methods` lists them")]
    UnknownMethod(String),
    /// There is no such finding.
    #[error("there is no finding `{0}` in this observatory")]
    UnknownFinding(String),
    /// Nothing was assessed yet.
    #[error("this observatory has no findings yet; run `probity assess`")]
    NotAssessed,
    /// A kernel's state cannot be encoded or decoded.
    #[error("method `{method}`: {problem}")]
    State {
        /// The method.
        method: String,
        /// What is wrong.
        problem: StateError,
    },
    /// A file of the observatory does not parse.
    #[error("`{file}` is damaged: {problem}")]
    Damaged {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// The operating system refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A value cannot be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}
