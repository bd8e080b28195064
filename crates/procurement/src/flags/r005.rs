//! # What it finds
//! Key tender information and documents are not available.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R005.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R005",
    of: &[Subject::Process],
    source: include_str!("r005.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
