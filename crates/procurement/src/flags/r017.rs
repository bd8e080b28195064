//! # What it finds
//! Unreasonably low or high line item.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R017.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R017",
    of: &[Subject::Process],
    source: include_str!("r017.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
