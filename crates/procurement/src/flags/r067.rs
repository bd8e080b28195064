//! # What it finds
//! A milestone of a contract that was not met, or was met late.
//! # Why it matters
//! A supplier that does not deliver and is paid, or is chosen again, may be protected.
//! # Formula
//!     milestones = contracts[].milestones and contracts[].implementation.milestones
//!     a milestone fails when its status is notMet, or dateMet is later than dueDate
//!     flagged when one fails; value = how many fail
//!     contracts of one id in a release are one contract: the last of them
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`), or something else in their place (`unreadable`); no milestones, or milestones with neither a status nor both dates. A
//! day as a due date ends with its midnight.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R067.

use super::contracts::{contracts, without_contracts};
use super::early::{alone, written};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::stages::Milestone;
use probity_core::State;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R067", of: &[Subject::Process], source: include_str!("r067.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if !facts.process.contracts.has_any() {
        return without_contracts(facts);
    }
    let mut parts = Vec::new();
    for (at, contract) in contracts(facts) {
        let lists = [
            (&contract.milestones, format!("/contracts/{at}/milestones")),
            (&contract.implementation.milestones, format!("/contracts/{at}/implementation/milestones")),
        ];
        for (milestones, pointer) in lists {
            parts.extend(milestones.iter().map(|(place, own)| milestone(facts, own, &format!("{pointer}/{place}"))));
        }
    }
    let failed = parts.iter().filter(|part| part.state == State::Flagged).count();
    match Outcome::roll_up(parts) {
        Some(whole) if whole.state == State::Insufficient => whole,
        Some(whole) => whole.value(failed as f64),
        None => Outcome::missing("contracts/milestones+contracts/implementation/milestones"),
    }
}

fn milestone(facts: &Facts<'_>, own: &Milestone<'_>, pointer: &str) -> Outcome {
    if own.status.text() == "notMet" {
        return Outcome::flagged().on(Evidence::at(format_args!("{pointer}/status"), "notMet"));
    }
    match (own.due_date.get(), own.date_met.get()) {
        (Some(due), Some(met_on)) => {
            // Two days are compared as days: both end at their midnights.
            let met = if due.day && met_on.day { met_on.end() } else { met_on.start() };
            match facts.later(met, due.end()) {
                Some(true) => {
                    let days = facts.settings.clock.whole_days(due.end(), met).0;
                    let evidence = Evidence::at(format_args!("{pointer}/dueDate"), written(*due));
                    let evidence = evidence.and(format_args!("{pointer}/dateMet"), written(*met_on));
                    Outcome::flagged().on(evidence.with("whole days late", days))
                }
                Some(false) => Outcome::clear(),
                None => Outcome::insufficient("timezone_unknown"),
            }
        }
        _ if own.status.is_there() => Outcome::clear(),
        (None, _) if !own.due_date.is_there() && own.date_met.is_there() => {
            Outcome::insufficient(own.due_date.lack("contracts/milestones/dueDate"))
        }
        _ => Outcome::insufficient(own.status.lack("contracts/milestones/status")),
    }
}
