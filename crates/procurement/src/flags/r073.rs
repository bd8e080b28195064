//! # What it finds
//! Work that differs from what the contract asked for.
//! # Why it matters
//! What is paid for and not built is lost; what is built and was not asked for avoided competition.
//! # Formula
//!     none yet: it needs reports of completion as data, to be compared with the contract's specification;
//!     with contracts insufficient(missing:contracts/implementation/documents), without them not_applicable(stage)
//!     with `work_days` set, works that are hardly possible stand for it: tender.mainProcurementCategory works, and days from
//!     contracts[].dateSigned to contracts[].period.endDate < work_days -> flagged, else clear; value = days
//! # Exclusions
//! OCDS publishes contract and completion reports as files, not as data, and this room reads no files. Payments,
//! milestones and quantities are read by R065 to R069. With `work_days`: goods and services (`none`), cancelled contracts,
//! contracts that end before they are signed (`negative_period`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R073; ProZorro's state audit looks at works due
//! less than 60 days after the contract: `work_days = 60`.

use super::contracts::{contracts, without_contracts};
use super::early::{alone, lack, lacking, shorter, written};
use crate::compare::unless_off;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::stages::Contract;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R073",
    of: &[Subject::Process],
    source: include_str!("r073.rs"),
    build: |setup| {
        let days = unless_off(setup, "work_days")?;
        Ok(alone(move |facts| look(facts, days)))
    },
};

fn look(facts: &Facts<'_>, work_days: Option<f64>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if !facts.process.contracts.has_any() {
        return match work_days {
            Some(_) => without_contracts(facts),
            None => Outcome::not_applicable("stage"),
        };
    }
    if let Some(days) = work_days {
        return works(facts, days);
    }
    let reports = facts.process.contracts.records().any(|contract| contract.implementation.documents.has_any());
    // Documents are there as files; their contents are not data.
    Outcome::missing(if reports {
        "contracts/implementation/documents/text"
    } else {
        "contracts/implementation/documents"
    })
}

fn works(facts: &Facts<'_>, days: f64) -> Outcome {
    let category = &facts.process.tender.main_procurement_category;
    match category.get() {
        Some(own) if own.as_ref() == "works" => {}
        Some(_) => return Outcome::not_applicable("none"),
        None => return Outcome::insufficient(category.lack("tender/mainProcurementCategory")),
    }
    let open = contracts(facts).into_iter().filter(|(_, own)| own.status.text() != "cancelled");
    let parts = open.map(|(at, contract)| due(facts, at, contract, days)).collect();
    Outcome::roll_up(parts).unwrap_or_else(|| Outcome::not_applicable("stage"))
}

fn due(facts: &Facts<'_>, at: usize, contract: &Contract<'_>, days: f64) -> Outcome {
    let (signed, end) = (&contract.date_signed, &contract.period.end_date);
    let (Some(from), Some(to)) = (signed.get(), end.get()) else {
        let lacks = [lack(signed, "contracts/dateSigned"), lack(end, "contracts/period/endDate")];
        return lacking(lacks).unwrap_or_else(|| Outcome::missing("contracts/dateSigned"));
    };
    let evidence = Evidence::at(format_args!("/contracts/{at}/dateSigned"), written(*from));
    let evidence = evidence.and(format_args!("/contracts/{at}/period/endDate"), written(*to)).with("days", days);
    shorter(facts, from.start(), to.end(), days).on(evidence)
}
