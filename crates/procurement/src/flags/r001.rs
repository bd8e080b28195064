//! # What it finds
//! Planning documents not available.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R001.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R001",
    of: &[Subject::Process],
    source: include_str!("r001.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
