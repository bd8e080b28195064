//! # What it finds
//! A competitive tender without a tender notice that was published by the day it began.
//! # Why it matters
//! Who is not told cannot bid. A notice that comes late, or not at all, keeps the competition to those who knew.
//! # Formula
//!     notices = tender.documents[] of documentType tenderNotice
//!     clear when one has datePublished ≤ tender.tenderPeriod.startDate; flagged when all are later or there is none
//! # Exclusions
//! Notices without a date (unless another one is in time), publishers that publish no notices anywhere
//! (`never_published`), direct and limited procedures (parameter `methods`), cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R004.

use super::early::{alone, lack, lack_of_list, written};
use super::gate;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Observed, Outcome, Subject};
use crate::process::cell::Cell;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R004",
    of: &[Subject::Process],
    source: include_str!("r004.rs"),
    build: |setup| {
        let methods = setup.parameters.get("methods")?.list("methods")?.to_vec();
        Ok(alone(move |facts| look(facts, &methods)))
    },
};

fn look(facts: &Facts<'_>, methods: &[String]) -> Observed {
    if let Some(closed) = gate(facts, methods) {
        return closed.into();
    }
    if let Some(reason) = lack(&facts.process.tender.tender_period.start_date, START) {
        return Outcome::insufficient(reason).into();
    }
    match announcement(facts, "tenderNotice") {
        Announcement::InTime(evidence) => Outcome::clear().on(evidence).into(),
        Announcement::Late(evidence) => Outcome::flagged().on(evidence).into(),
        Announcement::Unknown(reason, evidence) => Outcome::insufficient(reason).on(evidence).into(),
        Announcement::Absent => {
            let evidence = Evidence::at("/tender/documents", types(facts)).with("tenderNotice", "absent");
            Observed::IfPublished("tender/documents/documentType=tenderNotice", Outcome::flagged().on(evidence))
        }
    }
}

const START: &str = "tender/tenderPeriod/startDate";

/// Whether documents of a type were published by the time the tender began. Also read by R005.
pub(super) enum Announcement {
    /// One was.
    InTime(Evidence),
    /// All came later.
    Late(Evidence),
    /// Nobody can tell, and why.
    Unknown(String, Evidence),
    /// There is none of the type.
    Absent,
}

/// Looks for tender documents of a type.
pub(super) fn announcement(facts: &Facts<'_>, kind: &str) -> Announcement {
    let tender = &facts.process.tender;
    let start = &tender.tender_period.start_date;
    let (mut late, mut unknown, mut reason) = (Evidence::default(), Evidence::default(), None);
    for (at, document) in tender.documents.iter().filter(|(_, document)| document.document_type.text() == kind) {
        let pointer = format!("/tender/documents/{at}/datePublished");
        let (published, begun) = match (document.date_published.get(), start.get()) {
            (Some(published), Some(begun)) => (*published, *begun),
            (None, _) => {
                reason.get_or_insert_with(|| document.date_published.lack("tender/documents/datePublished"));
                unknown = unknown.and(format_args!("/tender/documents/{at}/documentType"), kind);
                continue;
            }
            (Some(_), None) => {
                reason.get_or_insert_with(|| start.lack(START));
                continue;
            }
        };
        let dates =
            |list: Evidence| list.and(&pointer, written(published)).and(format_args!("/{START}"), written(begun));
        match facts.later(published.start(), begun.start()) {
            Some(false) => return Announcement::InTime(dates(Evidence::default())),
            Some(true) => late = dates(late),
            None => {
                reason = Some("timezone_unknown".to_owned());
                unknown = dates(unknown);
            }
        }
    }
    match reason {
        Some(reason) => Announcement::Unknown(reason, unknown),
        None if late != Evidence::default() => Announcement::Late(late),
        None => absent(facts),
    }
}

/// A document of the type may hide behind a type that cannot be read.
fn absent(facts: &Facts<'_>) -> Announcement {
    let documents = &facts.process.tender.documents;
    let unreadable = |reason: &str| Announcement::Unknown(reason.to_owned(), Evidence::default());
    if documents.records().any(|document| matches!(document.document_type, Cell::Unreadable(_))) {
        return unreadable("unreadable:tender/documents/documentType");
    }
    let lack = lack_of_list(documents, "tender/documents");
    if !documents.has_any() && lack.starts_with("unreadable") { unreadable(&lack) } else { Announcement::Absent }
}

/// The types of documents that are there.
fn types(facts: &Facts<'_>) -> String {
    let types = facts.process.tender.documents.records().map(|document| document.document_type.text());
    types.filter(|own| !own.is_empty()).collect::<Vec<_>>().join(" ")
}
