//! # What it finds
//! Bidder is not listed in business registries.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R045.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R045",
    of: &[Subject::Tenderer],
    source: include_str!("r045.rs"),
    build: |_| Ok(unbuilt(&[Subject::Tenderer])),
};
