//! # What it finds
//! Excessive unsuccessful bids.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R025.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R025",
    of: &[Subject::Tenderer],
    source: include_str!("r025.rs"),
    build: |_| Ok(unbuilt(&[Subject::Tenderer])),
};
