//! # What it finds
//! A contract whose value rises after it was signed.
//! # Why it matters
//! A price that rises after the award undoes the competition that set it.
//! # Formula
//!     values of a contract = contracts[].value in each release that states one, in the order of the releases
//!     flagged when a value is higher than the one before it; value = the largest relative rise (negative: it only fell)
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`), or something else in their place (`unreadable`); one release, or no contract in
//! more than one (`single_version`); fewer than two releases that state a value of the contract (`missing`; nought is no
//! value); where nothing rose, values that cannot be read (`unreadable`) or are in different currencies (`mixed_currency`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R069. The rule over versions is ours. ProZorro's
//! state audit looks at changes that vary a price and extend the term at once: amendments of OCDS have no types of reasons.

use super::contracts::without_contracts;
use super::early::alone;
use super::history::{self, Step, prices};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::cell::Cell;
use crate::process::stages::Contract;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R069", of: &[Subject::Process], source: include_str!("r069.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if !facts.process.contracts.has_any() {
        return without_contracts(facts);
    }
    let contracts = history::contracts(facts);
    let followed = contracts.iter().filter(|(_, versions)| versions.len() > 1);
    let parts = followed.map(|(contract, versions)| {
        let steps = prices(facts, versions).map(|(_, _, steps)| steps).unwrap_or_default();
        of_contract(contract, &steps, lack_of_value(versions))
    });
    Outcome::roll_up(parts.collect()).unwrap_or_else(|| Outcome::insufficient("single_version"))
}

/// The reason when the values of a contract do not suffice: the first that is unreadable, else that they are missing.
pub(super) fn lack_of_value(versions: &[&Contract<'_>]) -> String {
    let unreadable = versions.iter().find(|own| matches!(own.value.amount, Cell::Unreadable(_)));
    let path = "contracts/value/amount";
    unreadable.map_or_else(|| format!("missing:{path}"), |own| own.value.amount.lack(path))
}

fn of_contract(contract: &str, steps: &[Step<'_>], lack: String) -> Outcome {
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
    match most {
        // A value between two others may have risen and fallen again.
        Some(_) if !rose && lack.starts_with("unreadable:") => Outcome::insufficient(lack),
        Some(most) => Outcome::flagged_if(rose).value(most).on(evidence),
        None => Outcome::insufficient(lack),
    }
}
