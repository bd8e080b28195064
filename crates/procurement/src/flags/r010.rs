//! # What it finds
//! Unjustified use of non competitive procedure.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R010.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R010",
    of: &[Subject::Process],
    source: include_str!("r010.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
