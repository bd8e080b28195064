//! # What it finds
//! Direct awards in contravention of the provisions of the procurement plan.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R012.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R012",
    of: &[Subject::Process],
    source: include_str!("r012.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
