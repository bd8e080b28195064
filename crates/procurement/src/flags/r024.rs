//! # What it finds
//! Price close to winning bid.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R024.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R024",
    of: &[Subject::Process, Subject::Tenderer],
    source: include_str!("r024.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process, Subject::Tenderer])),
};
