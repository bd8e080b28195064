//! # What it finds
//! Multiple direct awards above or just below competitive threshold.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R055.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R055",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r055.rs"),
    build: |_| Ok(unbuilt(&[Subject::BuyerSupplier])),
};
