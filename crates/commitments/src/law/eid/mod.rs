//! Identifiers of provisions (`eId`). They name the same provision in references, pins and differences, so that they are
//! computed from the printed numbers by one rule and never taken from a publisher.

mod ids;
pub(in crate::law) mod names;
mod number;
mod nums;
mod rewrite;
#[cfg(test)]
mod tests;
pub(in crate::law) mod tree;

pub(in crate::law) use ids::Ids;
pub use number::clean;
pub use nums::{NumRow, nums};
pub use rewrite::{Changed, Rewritten, rewrite};
