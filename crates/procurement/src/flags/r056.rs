//! # What it finds
//! Winning bid does not meet the award criteria.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R056.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R056",
    of: &[Subject::Process],
    source: include_str!("r056.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
