//! # What it finds
//! A process about which somebody complained.
//! # Why it matters
//! Those who took part see what nobody else sees. A complaint need not be right, but it says where to look.
//! # Formula
//!     flagged when complaints[] is not empty, clear when it is an empty array; value = number of complaints
//! # Exclusions
//! Processes without the member (extension complaints): most publishers do not publish complaints, and their silence says
//! nothing. Cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R020. What ProZorro's state audit looks at (a
//! satisfied complaint not followed within 30 days, the same winner after one) needs dates and remedies of complaints, of
//! which only identifiers and statuses are read.

use super::early::{alone, lack_of_list};
use super::gate::gate_all;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::record::Found;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R020", of: &[Subject::Process], source: include_str!("r020.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let complaints = &facts.process.complaints;
    if complaints.is_empty() && complaints.found == Found::Right {
        return Outcome::clear().value(0.0);
    }
    let mut evidence = Evidence::default();
    for (at, complaint) in complaints.iter() {
        evidence = evidence.and(format_args!("/complaints/{at}/status"), complaint.status.text());
    }
    match complaints.iter().count() {
        0 => Outcome::insufficient(lack_of_list(complaints, "complaints")),
        n => Outcome::flagged().value(n as f64).on(evidence),
    }
}
