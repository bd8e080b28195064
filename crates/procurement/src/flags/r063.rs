//! # What it finds
//! A signed contract whose text is not published, although the publisher publishes such texts.
//! # Why it matters
//! What was agreed can only be compared with what was tendered when it can be read.
//! # Formula
//!     per contract with dateSigned, not cancelled, signed at least `days` whole days before the release's date:
//!     flagged when contracts[].documents has no documentType contractSigned; value = how many such contracts
//!     contracts of one id in a release are one contract: the last of them
//! # Exclusions
//! Cancelled tenders and contracts; contracts signed later than that (`stage`); publishers that never publish a
//! signed contract (`never_published`): absence means nothing there; contracts or documents that are no list (`unreadable`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R063. The days of grace are ours.

use super::contracts::{contracts, unreadable, without_contracts};
use super::early::{alone, written};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Observed, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::stages::Contract;
use probity_core::State;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R063",
    of: &[Subject::Process],
    source: include_str!("r063.rs"),
    build: |setup| {
        let own = Unpublished { days: setup.parameters.get("days")?.integer("days")? };
        Ok(alone(move |facts| own.look(facts)))
    },
};

struct Unpublished {
    days: i64,
}

const PATH: &str = "contracts/documents/documentType=contractSigned";

impl Unpublished {
    fn look(&self, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        let alive = contracts(facts).into_iter().filter(|(_, contract)| contract.status.text() != "cancelled");
        let parts: Vec<Outcome> = alive.map(|(at, contract)| self.contract(facts, at, contract)).collect();
        let count = parts.iter().filter(|part| part.state == State::Flagged).count();
        match Outcome::roll_up(parts) {
            Some(whole) if whole.state == State::Flagged => Observed::IfPublished(PATH, whole.value(count as f64)),
            Some(whole) => whole.into(),
            None => without_contracts(facts).into(),
        }
    }

    fn contract(&self, facts: &Facts<'_>, at: usize, contract: &Contract<'_>) -> Outcome {
        let release = &facts.process.date;
        let Some(signed) = contract.date_signed.get() else {
            return Outcome::insufficient(contract.date_signed.lack("contracts/dateSigned"));
        };
        let Some(now) = release.get() else { return Outcome::insufficient(release.lack("date")) };
        let (low, high) = facts.settings.clock.whole_days(signed.start(), now.start());
        if high < self.days {
            return Outcome::not_applicable("stage");
        }
        if contract.documents.records().any(|document| document.document_type.text() == "contractSigned") {
            return Outcome::clear().value(0.0);
        }
        if let Some(reason) = unreadable(&contract.documents, "contracts/documents") {
            return Outcome::insufficient(reason);
        }
        if low < self.days {
            return Outcome::insufficient("timezone_unknown");
        }
        let evidence = Evidence::at(format_args!("/contracts/{at}/dateSigned"), written(*signed));
        Outcome::flagged().on(evidence.with("days since signature", low))
    }
}
