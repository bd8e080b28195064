//! # What it finds
//! Work that differs from what the contract asked for.
//! # Why it matters
//! What is paid for and not built is lost; what is built and was not asked for avoided competition.
//! # Formula
//!     none yet: it needs reports of completion as data, to be compared with the contract's specification;
//!     with contracts insufficient(missing:contracts/implementation/documents), without them not_applicable(stage)
//! # Exclusions
//! OCDS publishes contract and completion reports as files, not as data, and this room reads no files. Payments,
//! milestones and quantities are read by R065 to R069.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R073.

use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Outcome, Subject};
use crate::flags::gate_all;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R073", of: &[Subject::Process], source: include_str!("r073.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if !facts.process.contracts.has_any() {
        return Outcome::not_applicable("stage");
    }
    let reports = facts.process.contracts.records().any(|contract| contract.implementation.documents.has_any());
    // Documents are there as files; their contents are not data.
    Outcome::missing(if reports {
        "contracts/implementation/documents/text"
    } else {
        "contracts/implementation/documents"
    })
}
