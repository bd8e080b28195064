//! # What it finds
//! Missing bidders.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R027.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R027",
    of: &[Subject::Tenderer],
    source: include_str!("r027.rs"),
    build: |_| Ok(unbuilt(&[Subject::Tenderer])),
};
