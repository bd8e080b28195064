//! `probity index`: perception and experience of corruption, file in, tables out.

mod change;
mod cpi;
mod ranks;
pub mod read;
mod ucm;

use crate::arguments::Index;
use crate::failure::Failure;
use crate::methods;
use probity_core::Parameters;

/// Runs the command.
pub fn run(index: &Index) -> Result<(), Failure> {
    match index {
        Index::Cpi(arguments) => cpi::run(arguments),
        Index::Change(arguments) => change::run(arguments),
        Index::Ucm(arguments) => ucm::run(arguments),
        Index::Ranks(arguments) => ranks::run(arguments),
    }
}

/// The parameters that a method's folder gives.
fn parameters(method: &str) -> Result<Parameters, Failure> {
    methods::parameters(method)
}

/// A parameter error, for people.
fn parameter(error: impl std::fmt::Display) -> Failure {
    Failure::usage(error.to_string())
}
