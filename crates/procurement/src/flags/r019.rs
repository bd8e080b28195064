//! # What it finds
//! Low number of bidders for item and procuring entity.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R019.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R019",
    of: &[Subject::Process],
    source: include_str!("r019.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
