//! # What it finds
//! Decision period extremely short.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R061.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R061",
    of: &[Subject::Process],
    source: include_str!("r061.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
