//! # What it finds
//! High prevalence of subcontracts.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R072.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R072",
    of: &[Subject::Buyer, Subject::Tenderer],
    source: include_str!("r072.rs"),
    build: |_| Ok(unbuilt(&[Subject::Buyer, Subject::Tenderer])),
};
