//! # What it finds
//! Small initial purchase from supplier followed by much larger purchases.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R052.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R052",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r052.rs"),
    build: |_| Ok(unbuilt(&[Subject::BuyerSupplier])),
};
