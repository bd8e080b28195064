//! # What it finds
//! High use of non competitive methods.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R013.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R013",
    of: &[Subject::Buyer],
    source: include_str!("r013.rs"),
    build: |_| Ok(unbuilt(&[Subject::Buyer])),
};
