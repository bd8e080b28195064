//! # What it finds
//! A contract in which the quantity of an item rises after it was signed.
//! # Why it matters
//! What is added after the award was never tendered: others could have offered it for less.
//! # Formula
//!     quantity of an item = sum over the entries of one item id in one contract, in each release that states it
//!     flagged when it rises from one release to the next; an item that is added rises from nought; value = the number of such changes
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`); one release, or no contract in more than one (`single_version`); no
//! quantities to compare. As in merging, an item that a later release leaves out has not changed. Contracts and
//! items without identifiers cannot be followed.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R066. The rule over versions is ours.

use super::early::alone;
use super::r065::items;
use crate::facts::Facts;
use crate::flag::{Definition, Outcome, Subject};

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R066", of: &[Subject::Process], source: include_str!("r066.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    items(facts, |change| change.after > change.before)
}
