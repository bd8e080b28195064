//! # What it finds
//! A contractor subcontracts all or most of the work received.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R071.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R071",
    of: &[Subject::Process],
    source: include_str!("r071.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
