//! # What it finds
//! A contract that was changed after it was signed.
//! # Why it matters
//! A change after the award is not open to the others: a low bid can be repaired, and what was not tendered can be
//! added.
//! # Formula
//!     flagged when one contract has at least `threshold` amendments (contracts[].amendments; in OCDS 1.0 amendment)
//!     value = the largest number of amendments of one contract
//!     contracts of one id in a release are one contract: the last of them
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`), or something else in their place (`unreadable`); amendments that are no list of
//! objects, unless those that are suffice (`unreadable`); where there are none, publishers that never publish amendments
//! (`never_published`). Many changes are harmless: dates, addresses, accounts.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R064.

use super::contracts::{contracts, unreadable, without_contracts};
use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Observed, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::record::{Found, Record};
use crate::process::stages::Contract;
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
        let contracts = contracts(facts);
        let Some(most) = contracts.iter().map(|(_, contract)| amendments(contract)).max() else {
            return without_contracts(facts).into();
        };
        let mut evidence = Evidence::default();
        for (at, contract) in &contracts {
            let many = amendments(contract);
            if many == 0 {
                continue;
            }
            let listed = contract.amendments.has_any();
            let member = if listed { "amendments" } else { "amendment" };
            evidence = evidence.and(format_args!("/contracts/{at}/{member}"), many);
        }
        let row = Outcome::flagged_if(most as f64 >= self.threshold).value(most as f64);
        match row.state {
            State::Flagged => row.on(evidence.with("threshold", self.threshold)).into(),
            _ if contracts.iter().any(|(_, contract)| hides_any(contract)) => {
                Outcome::insufficient("unreadable:contracts/amendments").on(evidence).into()
            }
            _ => Observed::IfPublished("contracts/amendments", row),
        }
    }
}

/// Whether something stands where amendments should, and nobody can tell how many it says.
fn hides_any(contract: &Contract<'_>) -> bool {
    let wrong = |found| matches!(found, Found::Wrong(_));
    // The amendment of OCDS 1.0 counts only where there are none of OCDS 1.1.
    let single = !contract.amendments.has_any() && wrong(contract.amendment.found());
    let listed = contract.amendments.all().iter().any(|own| wrong(own.found()));
    single || listed || unreadable(&contract.amendments, "").is_some()
}
