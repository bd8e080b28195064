//! # What it finds
//! High market share.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R050.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R050",
    of: &[Subject::SupplierMarket],
    source: include_str!("r050.rs"),
    build: |_| Ok(unbuilt(&[Subject::SupplierMarket])),
};
