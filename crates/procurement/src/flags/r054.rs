//! # What it finds
//! Direct award followed by change orders that exceed the competitive threshold.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R054.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R054",
    of: &[Subject::Process],
    source: include_str!("r054.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
