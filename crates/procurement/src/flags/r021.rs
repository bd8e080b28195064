//! # What it finds
//! High use of discretionary evaluation criteria.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R021.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R021",
    of: &[Subject::Buyer],
    source: include_str!("r021.rs"),
    build: |_| Ok(unbuilt(&[Subject::Buyer])),
};
