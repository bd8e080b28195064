//! # What it finds
//! Winning bid price very close or higher than estimated price.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R031.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R031",
    of: &[Subject::Process],
    source: include_str!("r031.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
