//! # What it finds
//! Supplier is not traceable on the web.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R047.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R047",
    of: &[Subject::Tenderer],
    source: include_str!("r047.rs"),
    build: |_| Ok(unbuilt(&[Subject::Tenderer])),
};
