//! # What it finds
//! Heterogeneous supplier.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R048.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R048",
    of: &[Subject::Tenderer],
    source: include_str!("r048.rs"),
    build: |_| Ok(unbuilt(&[Subject::Tenderer])),
};
