//! # What it finds
//! Direct awards below threshold.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R049.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R049",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r049.rs"),
    build: |_| Ok(unbuilt(&[Subject::BuyerSupplier])),
};
