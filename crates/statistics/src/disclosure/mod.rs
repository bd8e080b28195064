//! Disclosure control: which cells of a table would tell something about a person, which further cells must be
//! withheld so that nobody can compute them back, and the attack that proves it. All arithmetic that decides whether a
//! cell is safe is exact: a rounding error here would be a person exposed.

mod attack;
mod attack_free;
mod heuristic;
mod hierarchy;
mod known;
mod lines;
mod model;
pub mod noise;
mod number;
mod outsider;
mod primary;
mod protect;
pub mod report;
mod simplex;
mod source;
mod spec;
mod table;

pub use hierarchy::Hierarchy;
pub use known::{Fact, facts};
pub use number::{Ratio, Scaled};
pub use outsider::{Derived, OutsiderReport, PublicCell, outsider_report, outsider_report_of};
pub use primary::Reason;
pub use protect::{Bounds, CellOutcome, GroupLine, Outcome, Protected, protect};
pub use source::{Source, table};
pub use spec::{Attacker, Columns, Group, Kind, Method, Primary, Protection, Spec, Weight, parse};
pub use table::{Cell, Mark, Table};

use probity_core::Diagnostic;

/// Why a table cannot be protected.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// The specification asks for something that makes no sense: the caller used it wrongly.
    #[error("{0}")]
    Usage(String),
    /// An input is invalid.
    #[error("{}", .0.message)]
    Input(Box<Diagnostic>),
    /// The numbers outgrew exact arithmetic.
    #[error("the numbers of this table are too large or have too many decimals for exact arithmetic")]
    Overflow,
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Input(Box::new(diagnostic))
    }
}
