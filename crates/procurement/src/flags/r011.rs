//! # What it finds
//! Splitting purchases to avoid procurement thresholds.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R011.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R011",
    of: &[Subject::BuyerSupplier, Subject::Buyer],
    source: include_str!("r011.rs"),
    build: |_| Ok(unbuilt(&[Subject::BuyerSupplier, Subject::Buyer])),
};
