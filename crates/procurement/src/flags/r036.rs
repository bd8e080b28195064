//! # What it finds
//! Lowest bid disqualified.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R036.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R036",
    of: &[Subject::Process],
    source: include_str!("r036.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
