//! # What it finds
//! Buyer increases the cost of the bidding documents.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R009.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R009",
    of: &[Subject::Process],
    source: include_str!("r009.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
