//! # What it finds
//! Contract amendments to reduce line items.
//! # Why it matters
//! Not written yet.
//! # Formula
//! None yet.
//! # Exclusions
//! None yet.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R065.

use super::unbuilt;
use crate::flag::{Definition, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R065",
    of: &[Subject::Process],
    source: include_str!("r065.rs"),
    build: |_| Ok(unbuilt(&[Subject::Process])),
};
