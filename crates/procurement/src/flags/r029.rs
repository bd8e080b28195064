//! # What it finds
//! Bid prices deviate from Benford's Law.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R029.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R029",
    of: &[Subject::Buyer, Subject::Tenderer, Subject::Market],
    source: include_str!("r029.rs"),
    build: |_| Ok(unbuilt(&[Subject::Buyer, Subject::Tenderer, Subject::Market])),
};
