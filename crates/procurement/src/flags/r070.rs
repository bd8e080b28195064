//! # What it finds
//! Losing bidders are hired as subcontractors.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R070.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R070",
    of: &[Subject::Process],
    source: include_str!("r070.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
