//! # What it finds
//! Excessive disqualified bids.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R038.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R038",
    of: &[Subject::Buyer, Subject::Tenderer],
    source: include_str!("r038.rs"),
    build: |_| Ok(unbuilt(&[Subject::Buyer, Subject::Tenderer])),
};
