//! The words every room of Probity shares: identifiers, dates, money, shares, value states, intervals, provenance,
//! diagnostics, findings and the shape of a method. Nothing here reads a file, a clock or the environment, so that
//! every other crate can use these words without inheriting a side effect.

pub mod canonical;
pub mod date;
pub mod decimal;
pub mod declared;
pub mod diagnostic;
pub mod digest;
pub mod finding;
pub mod interval;
pub mod kernel;
pub mod language;
pub mod method;
pub mod money;
pub mod origin;
pub mod parameter;
pub mod render;
pub mod share;
pub mod special;
pub mod suite;
pub mod verdict;

pub use date::{PartialDate, Sequence};
pub use decimal::Decimal;
pub use declared::Declared;
pub use diagnostic::{Diagnostic, Level};
pub use digest::Digest;
pub use finding::{Evidence, Finding, FindingId, State};
pub use interval::{Bound, Interval};
pub use kernel::Kernel;
pub use language::{Language, Text};
pub use method::{Input, Method, RowView};
pub use money::{Currency, Money};
pub use origin::{Origin, Place};
pub use parameter::Parameters;
pub use share::Share;
pub use suite::Suite;
pub use verdict::Verdict;
