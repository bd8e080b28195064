//! Identifiers of provisions (`eId`). They name the same provision in references, pins and differences, so that they are
//! computed from the printed numbers by one rule and never taken from a publisher.

mod names;
mod number;
mod nums;
mod rewrite;
#[cfg(test)]
mod tests;
mod tree;

pub use number::clean;
pub use nums::{NumRow, nums};
pub use rewrite::{Changed, Rewritten, rewrite};
