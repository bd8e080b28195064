//! # What it finds
//! A contract that was changed after it was signed.
//! # Why it matters
//! A change after the award is not open to the others: a low bid can be repaired, and what was not tendered can be
//! added.
//! # Formula
//!     flagged when one contract has at least `threshold` amendments (contracts[].amendments; in OCDS 1.0 amendment)
//!     value = the largest number of amendments of one contract
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`); where there are none, publishers that never publish amendments
//! (`never_published`). Many changes are harmless: dates, addresses, accounts.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R064.

use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Observed, Outcome, Subject};
use crate::flags::gate_all;
use crate::run::amendments;
use probity_core::State;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R064",
    of: &[Subject::Process],
    source: include_str!("r064.rs"),
    build: |setup| {
        let own = Modified { threshold: setup.parameters.get("threshold")?.number("threshold")? };
        Ok(alone(move |facts| own.look(facts)))
    },
};

struct Modified {
    threshold: f64,
}

impl Modified {
    fn look(&self, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        let contracts = facts.process.contracts.iter().map(|(at, contract)| (at, amendments(contract)));
        let contracts: Vec<(usize, usize)> = contracts.collect();
        let Some(most) = contracts.iter().map(|(_, many)| *many).max() else {
            return Outcome::not_applicable("stage").into();
        };
        let mut evidence = Evidence::default();
        for (at, many) in contracts.iter().filter(|(_, many)| *many > 0) {
            let listed = facts.process.contracts.all().get(*at).is_some_and(|own| own.amendments.has_any());
            let member = if listed { "amendments" } else { "amendment" };
            evidence = evidence.and(format_args!("/contracts/{at}/{member}"), many);
        }
        let row = Outcome::flagged_if(most as f64 >= self.threshold).value(most as f64);
        match row.state {
            State::Flagged => row.on(evidence.with("threshold", self.threshold)).into(),
            _ => Observed::IfPublished("contracts/amendments", row),
        }
    }
}
