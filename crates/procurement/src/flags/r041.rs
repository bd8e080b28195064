//! # What it finds
//! Physical similarities in documents by different bidders.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R041.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R041",
    of: &[Subject::Process],
    source: include_str!("r041.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
