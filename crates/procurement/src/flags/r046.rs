//! # What it finds
//! Bidder is debarred or on sanctions list.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R046.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R046",
    of: &[Subject::Process],
    source: include_str!("r046.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
