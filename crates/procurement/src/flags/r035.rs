//! # What it finds
//! All except winning bid disqualified.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R035.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R035",
    of: &[Subject::Process, Subject::Tenderer],
    source: include_str!("r035.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process, Subject::Tenderer])),
};
