//! What changed between two editions, for every country: the plain difference split into what its sources say, which
//! sources came and went, and what a changed scale added; tested over all countries at once.

pub mod adjust;
pub mod chain;
pub mod compare;
pub mod listing;
mod paired;
pub mod rules;

pub use adjust::Adjustment;
pub use chain::{Link, chain};
pub use compare::{Change, Comparison, LeftOut, Options, RawEditions, Verdict, compare};
pub use listing::{Combination, ListingRule, Published, PublishedScore, listed};
pub use rules::ChangeRules;
