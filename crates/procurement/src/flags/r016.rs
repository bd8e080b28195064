//! # What it finds
//! Tender value is higher or lower than average for this item category.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R016.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R016",
    of: &[Subject::Process],
    source: include_str!("r016.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
