//! # What it finds
//! A contract in which the quantity of an item falls after it was signed.
//! # Why it matters
//! Less for the same price is a higher price, and a large order that shrinks after the award may have kept smaller
//! firms from bidding.
//! # Formula
//!     quantity of an item = sum over the entries of one item id in one contract, in each release that states it
//!     flagged when it falls from one release to the next; value = the number of such changes
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`); one release, or no contract in more than one (`single_version`); no
//! quantities to compare. As in merging, an item that a later release leaves out has not changed. Contracts and
//! items without identifiers cannot be followed.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R065. The rule over versions is ours.

use super::early::alone;
use super::history::{self, Change};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R065", of: &[Subject::Process], source: include_str!("r065.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    items(facts, |change| change.after < change.before)
}

/// The answer about changes of the quantities of contracts' items; also that of R066.
pub(super) fn items(facts: &Facts<'_>, is_meant: fn(&Change<'_>) -> bool) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if !facts.process.contracts.has_any() {
        return Outcome::not_applicable("stage");
    }
    let contracts = history::contracts(facts);
    let followed: Vec<_> = contracts.iter().filter(|(_, versions)| versions.len() > 1).collect();
    if followed.is_empty() {
        return Outcome::insufficient("single_version");
    }
    let parts = followed.iter().map(|(contract, versions)| match history::quantities(versions) {
        Some(changes) => of_contract(contract, &changes, is_meant),
        None => Outcome::missing("contracts/items/quantity"),
    });
    Outcome::roll_up(parts.collect()).unwrap_or_else(|| Outcome::insufficient("single_version"))
}

fn of_contract(contract: &str, changes: &[Change<'_>], is_meant: fn(&Change<'_>) -> bool) -> Outcome {
    let mut evidence = Evidence::default();
    let mut many = 0_u32;
    for change in changes.iter().filter(|change| is_meant(change)) {
        many += 1;
        let name = format!("quantity of item {} of contract {contract}", change.item);
        evidence = evidence.with(format_args!("{name} before"), change.before);
        evidence = evidence.with(format_args!("{name} after"), change.after);
    }
    Outcome::flagged_if(many > 0).value(f64::from(many)).on(evidence)
}
