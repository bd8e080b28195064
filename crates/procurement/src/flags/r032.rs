//! # What it finds
//! Bidders share same beneficial owner.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R032.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R032",
    of: &[Subject::Process],
    source: include_str!("r032.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
