//! # What it finds
//! Bid rotation.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R057.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R057",
    of: &[Subject::Market],
    source: include_str!("r057.rs"),
    build: |_| Ok(unbuilt(&[Subject::Market])),
};
