//! # What it finds
//! High share of buyers contracts.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R040.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R040",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r040.rs"),
    build: |_| Ok(unbuilt(&[Subject::BuyerSupplier])),
};
