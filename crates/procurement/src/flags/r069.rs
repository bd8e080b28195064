//! # What it finds
//! A contract whose value rises after it was signed.
//! # Why it matters
//! A price that rises after the award undoes the competition that set it.
//! # Formula
//!     values of a contract = contracts[].value in each release that states one, in the order of the releases
//!     flagged when a value is higher than the one before it; value = the largest relative rise (negative: it only fell)
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`); one release, or no contract in more than one (`single_version`); no
//! values; values in different currencies (`mixed_currency`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R069. The rule over versions is ours.

use super::early::alone;
use super::history::{self, Step};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R069", of: &[Subject::Process], source: include_str!("r069.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if !facts.process.contracts.has_any() {
        return Outcome::not_applicable("stage");
    }
    let contracts = history::contracts(facts);
    let followed = contracts.iter().filter(|(_, versions)| versions.len() > 1);
    let parts = followed.map(|(contract, versions)| match history::prices(facts, versions) {
        Some((_, _, steps)) => of_contract(contract, &steps),
        None => Outcome::missing("contracts/value/amount"),
    });
    Outcome::roll_up(parts.collect()).unwrap_or_else(|| Outcome::insufficient("single_version"))
}

fn of_contract(contract: &str, steps: &[Step<'_>]) -> Outcome {
    let mut evidence = Evidence::default();
    let (mut rose, mut most) = (false, None::<f64>);
    for step in steps.iter().filter(|step| step.compares()) {
        let rise = (step.after.millionths() - step.before.millionths()) as f64 / step.before.millionths() as f64;
        most = Some(most.map_or(rise, |most| most.max(rise)));
        if step.after > step.before {
            rose = true;
            evidence = evidence.with(format_args!("value of contract {contract} before"), step.before);
            evidence = evidence.with(format_args!("value of contract {contract} after"), step.after);
        }
    }
    if !rose && steps.iter().any(|step| !step.compares()) {
        return Outcome::insufficient("mixed_currency");
    }
    // A value that no later release states again has not changed.
    Outcome::flagged_if(rose).value(most.unwrap_or_default()).on(evidence)
}
