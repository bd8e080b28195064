//! # What it finds
//! A lot that was bought by another procedure than the plan says.
//! # Why it matters
//! A plan that promises a competition, and a purchase without one, is the shortest way around the rules on competition.
//! # Formula
//!     flagged when tender.lots[].plannedProcurementMethodDetails ≠ tender.lots[].procurementMethodDetails for some lot
//! # Exclusions
//! Processes that publish no planned procedure (nearly all outside Kazakhstan), cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R012; the members are those of Probity's mapping
//! of goszakup.gov.kz (`refTradeMethodsId` and `refBuyTradeMethodsId` of a lot).

use super::early::{alone, lack, lack_of_list, lacking};
use super::gate::gate_all;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::stages::Lot;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R012", of: &[Subject::Process], source: include_str!("r012.rs"), build: |_| Ok(alone(look)) };

const PLANNED: &str = "tender/lots/plannedProcurementMethodDetails";
const ACTUAL: &str = "tender/lots/procurementMethodDetails";

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let lots = &facts.process.tender.lots;
    let whole = Outcome::roll_up(lots.iter().map(|(at, own)| lot(at, own)).collect());
    whole.unwrap_or_else(|| match lack_of_list(lots, "tender/lots") {
        unreadable if unreadable.starts_with("unreadable") => Outcome::insufficient(unreadable),
        _ => Outcome::missing(PLANNED),
    })
}

fn lot(at: usize, lot: &Lot<'_>) -> Outcome {
    let (planned, actual) = (&lot.planned_procurement_method_details, &lot.procurement_method_details);
    if let Some(outcome) = lacking([lack(planned, PLANNED), lack(actual, ACTUAL)]) {
        return outcome;
    }
    let (planned, actual) = (planned.text().trim(), actual.text().trim());
    let evidence = Evidence::at(format_args!("/tender/lots/{at}/plannedProcurementMethodDetails"), planned)
        .and(format_args!("/tender/lots/{at}/procurementMethodDetails"), actual);
    Outcome::flagged_if(planned != actual).on(evidence)
}
