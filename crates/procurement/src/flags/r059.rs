//! # What it finds
//! Large difference between the award value and final contract amount.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R059.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R059",
    of: &[Subject::Process],
    source: include_str!("r059.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
