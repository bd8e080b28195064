//! # What it finds
//! Prevalence of consortia.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R026.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R026",
    of: &[Subject::Market],
    source: include_str!("r026.rs"),
    build: |_| Ok(unbuilt(&[Subject::Market])),
};
