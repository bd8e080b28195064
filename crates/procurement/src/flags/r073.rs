//! # What it finds
//! Discrepancies between work completed and contract specifications.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R073.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R073",
    of: &[Subject::Process],
    source: include_str!("r073.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
