//! # What it finds
//! A question of a bidder that was never answered.
//! # Why it matters
//! Who cannot find out what is wanted cannot bid well, and unequal answers are unequal chances.
//! # Formula
//!     flagged when some tender.enquiries[] has neither answer nor dateAnswered; value = their number
//!     clear when all have one, when the array is empty, or when there is none and hasEnquiries is false
//! # Exclusions
//! Processes that are not decided yet: no active award and tender.status other than complete (`stage`). Processes without
//! the member (extension enquiries) unless hasEnquiries is false; cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R039.

use super::early::{alone, lack_of_list};
use super::gate::gate_all;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::cell::Cell;
use crate::process::record::Found;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R039", of: &[Subject::Process], source: include_str!("r039.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let tender = &facts.process.tender;
    let complete = tender.status.text() == "complete" || tender.final_status.text() == "complete";
    if !complete && facts.active_awards().next().is_none() {
        return Outcome::not_applicable("stage");
    }
    let enquiries = &tender.enquiries;
    if !enquiries.has_any() {
        return match (enquiries.found, tender.has_enquiries.get()) {
            (Found::Right, _) if enquiries.is_empty() => Outcome::clear().value(0.0),
            (Found::Absent, Some(false)) => Outcome::clear().value(0.0).on(Evidence::at("/tender/hasEnquiries", false)),
            _ => Outcome::insufficient(lack_of_list(enquiries, "tender/enquiries")),
        };
    }
    let (mut evidence, mut n, mut unreadable) = (Evidence::default(), 0_usize, None);
    for (at, enquiry) in enquiries.iter() {
        match (&enquiry.answer, &enquiry.date_answered) {
            (Cell::Is(_), _) | (_, Cell::Is(_)) => {}
            (Cell::Absent, Cell::Absent) => {
                n += 1;
                evidence = evidence.and(format_args!("/tender/enquiries/{at}/id"), enquiry.id.text());
            }
            (Cell::Unreadable(_), _) => unreadable = Some("unreadable:tender/enquiries/answer"),
            (_, Cell::Unreadable(_)) => unreadable = Some("unreadable:tender/enquiries/dateAnswered"),
        }
    }
    match (n, unreadable) {
        (0, Some(reason)) => Outcome::insufficient(reason),
        _ => Outcome::flagged_if(n > 0).value(n as f64).on(evidence),
    }
}
