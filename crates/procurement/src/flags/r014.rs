//! # What it finds
//! Short time between tender advertising and bid opening.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R014.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R014",
    of: &[Subject::Process],
    source: include_str!("r014.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
