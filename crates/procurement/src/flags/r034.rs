//! # What it finds
//! Bids submitted in same order.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R034.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R034",
    of: &[Subject::Pair],
    source: include_str!("r034.rs"),
    build: |_| Ok(unbuilt(&[Subject::Pair])),
};
