//! # What it finds
//! Bidder has same contact information as project official.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R043.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R043",
    of: &[Subject::Process],
    source: include_str!("r043.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
