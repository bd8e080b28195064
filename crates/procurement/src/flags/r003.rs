//! # What it finds
//! The submission period is too short.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R003.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R003",
    of: &[Subject::Process],
    source: include_str!("r003.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
