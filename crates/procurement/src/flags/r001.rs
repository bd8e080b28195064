//! # What it finds
//! A process without a single planning document, at a publisher that publishes such documents elsewhere.
//! # Why it matters
//! Needs, market studies and budgets are decided before a tender. Where they are not shown, nobody can tell whether the
//! purchase was needed or planned.
//! # Formula
//!     flagged when no planning.documents[] has a documentType
//! # Exclusions
//! Publishers that publish no planning document anywhere (`never_published`): their silence says nothing about a process.
//! Documents whose type cannot be read, cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R001.

use super::early::{alone, lack_of_list};
use super::gate::gate_all;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Observed, Outcome, Subject};
use crate::process::cell::Cell;
use crate::process::record::{Found, Record as _};

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R001", of: &[Subject::Process], source: include_str!("r001.rs"), build: |_| Ok(alone(look)) };

const PATH: &str = "planning/documents/documentType";

fn look(facts: &Facts<'_>) -> Observed {
    if let Some(closed) = gate_all(facts) {
        return closed.into();
    }
    let planning = &facts.process.planning;
    let documents = &planning.documents;
    if let Some((at, document)) = documents.iter().find(|(_, document)| document.document_type.is_there()) {
        let pointer = format!("/planning/documents/{at}/documentType");
        return Outcome::clear().on(Evidence::at(pointer, document.document_type.text())).into();
    }
    let unreadable = documents.records().any(|document| matches!(document.document_type, Cell::Unreadable(_)));
    if unreadable {
        return Outcome::insufficient(format!("unreadable:{PATH}")).into();
    }
    if matches!(planning.found(), Found::Wrong(_)) {
        return Outcome::insufficient("unreadable:planning").into();
    }
    let lack = lack_of_list(documents, "planning/documents");
    if !documents.has_any() && lack.starts_with("unreadable") {
        return Outcome::insufficient(lack).into();
    }
    let evidence = Evidence::at("/planning/documents", "").with("documents with a type", 0);
    Observed::IfPublished(PATH, Outcome::flagged().on(evidence))
}
