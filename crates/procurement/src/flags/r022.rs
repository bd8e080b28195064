//! # What it finds
//! Wide disparity in bid prices.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R022.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R022",
    of: &[Subject::Process],
    source: include_str!("r022.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
