//! # What it finds
//! Bidder has abnormal address or phone number.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R042.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R042",
    of: &[Subject::Tenderer],
    source: include_str!("r042.rs"),
    build: |_| Ok(unbuilt(&[Subject::Tenderer])),
};
