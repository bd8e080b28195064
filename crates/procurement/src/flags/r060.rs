//! # What it finds
//! Long time between award date and contract signature date.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R060.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R060",
    of: &[Subject::Process],
    source: include_str!("r060.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
