//! # What it finds
//! A direct award below the threshold of competition whose later increases carry it to the threshold or above.
//! # Why it matters
//! A contract that is first small enough to be given without competition, and then grows, was split in time.
//! # Formula
//!     T = the threshold of `[thresholds] open` that names most of country, category and date (of equals the youngest, then
//!         the lowest), in the contract's currency where there is one in it
//!     v = the first value of a contract, increases = rises of its value from release to release
//!     flagged when v < T and v + increases >= T; value = (v + increases) / T
//! # Exclusions
//! Other methods than `methods`; cancelled tenders; no contracts (`stage`), or something else in their place (`unreadable`);
//! no threshold that fits (`no_threshold`); one release, or no contract in more than one (`single_version`); fewer than two
//! releases that state a value of the contract (`missing`; nought is no value); where nothing is flagged, values that cannot
//! be read (`unreadable`); another currency than that of
//! the threshold without rates (`mixed_currency`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R054. Falls of the value are not set
//! against rises.

use super::contracts::without_contracts;
use super::early::alone;
use super::history;
use super::r069::lack_of_value;
use super::threshold::{due_in_any, in_currency};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate;
use crate::process::amount::Amount;
use crate::process::stages::Contract;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R054",
    of: &[Subject::Process],
    source: include_str!("r054.rs"),
    build: |setup| {
        let own = ChangeOrders { methods: setup.parameters.get("methods")?.list("methods")?.to_vec() };
        Ok(alone(move |facts| own.look(facts)))
    },
};

struct ChangeOrders {
    methods: Vec<String>,
}

impl ChangeOrders {
    fn look(&self, facts: &Facts<'_>) -> Outcome {
        if let Some(closed) = gate(facts, &self.methods) {
            return closed;
        }
        if !facts.process.contracts.has_any() {
            return without_contracts(facts);
        }
        if due_in_any(facts, "").is_none() {
            return Outcome::insufficient("no_threshold");
        }
        let contracts = history::contracts(facts);
        let followed = contracts.iter().filter(|(_, versions)| versions.len() > 1);
        let parts = followed.map(|(contract, versions)| of_contract(facts, contract, versions));
        Outcome::roll_up(parts.collect()).unwrap_or_else(|| Outcome::insufficient("single_version"))
    }
}

fn of_contract(facts: &Facts<'_>, contract: &str, versions: &[&Contract<'_>]) -> Outcome {
    let lack = lack_of_value(versions);
    let Some((first, currency, steps)) = history::prices(facts, versions).filter(|(_, _, steps)| !steps.is_empty())
    else {
        return Outcome::insufficient(lack);
    };
    if steps.iter().any(|step| !step.compares()) {
        return Outcome::insufficient("mixed_currency");
    }
    let Some(threshold) = due_in_any(facts, currency) else { return Outcome::insufficient("no_threshold") };
    let rises = steps.iter().map(|step| (step.after.millionths() - step.before.millionths()).max(0)).sum::<i128>();
    let Some(whole) = Amount::from_millionths(first.millionths() + rises) else {
        return Outcome::insufficient("unreadable:contracts/value/amount");
    };
    let (Some(first), Some(whole)) =
        (in_currency(facts, first, currency, threshold), in_currency(facts, whole, currency, threshold))
    else {
        return Outcome::insufficient("mixed_currency");
    };
    let mut evidence = Evidence::default()
        .with(format_args!("first value of contract {contract}"), first.amount)
        .with("with increases", whole.amount)
        .with("threshold", format_args!("{} {}", threshold.amount, threshold.currency));
    if first.day.is_some() {
        evidence = evidence.with("exchange rate", first);
    }
    let (first, whole) = (first.amount, whole.amount);
    let passed = first < threshold.amount && whole >= threshold.amount;
    // An increase may stand where nothing can be read.
    if !passed && lack.starts_with("unreadable:") {
        return Outcome::insufficient(lack).on(evidence);
    }
    Outcome::flagged_if(passed).value(whole.millionths() as f64 / threshold.amount.millionths() as f64).on(evidence)
}
