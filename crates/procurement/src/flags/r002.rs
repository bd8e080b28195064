//! # What it finds
//! Manipulation of procurement thresholds.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R002.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R002",
    of: &[Subject::Buyer],
    source: include_str!("r002.rs"),
    build: |_| Ok(unbuilt(&[Subject::Buyer])),
};
