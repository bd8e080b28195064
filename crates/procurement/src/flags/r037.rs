//! # What it finds
//! Poorly supported disqualifications.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R037.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R037",
    of: &[Subject::Process],
    source: include_str!("r037.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
