//! # What it finds
//! Long time between bid opening and bid evaluation.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R015.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R015",
    of: &[Subject::Process],
    source: include_str!("r015.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
