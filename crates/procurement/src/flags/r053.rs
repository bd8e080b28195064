//! # What it finds
//! Co-bidding pairs have same recurrent winner.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R053.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R053",
    of: &[Subject::Pair],
    source: include_str!("r053.rs"),
    build: |_| Ok(unbuilt(&[Subject::Pair])),
};
