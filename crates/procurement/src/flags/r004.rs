//! # What it finds
//! Failure to adequately advertise the request for bids.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R004.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R004",
    of: &[Subject::Process],
    source: include_str!("r004.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
