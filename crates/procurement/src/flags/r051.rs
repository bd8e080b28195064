//! # What it finds
//! High market concentration.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R051.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R051",
    of: &[Subject::Market],
    source: include_str!("r051.rs"),
    build: |_| Ok(unbuilt(&[Subject::Market])),
};
