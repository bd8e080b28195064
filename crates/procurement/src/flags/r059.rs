//! # What it finds
//! Contracts whose sum differs much from the award they belong to.
//! # Why it matters
//! What is signed should be what was won. A difference means that the terms changed after the competition.
//! # Formula
//!     per active award: |Σ contract.value − award.value| / award.value > tolerance, over the contracts whose awardID is the
//!         award's id and that are not cancelled; value = that share
//!     contracts of one id in a release are one contract: the last of them
//! # Exclusions
//! Awards without contracts (`stage`), a value that is absent or nought, several currencies without rates
//! (`mixed_currency`), contracts that are no list (`unreadable`), cancelled and excluded processes. Framework agreements are often signed for less than awarded.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R059; the tolerance of 10 % is ours.

use super::contracts::{contracts, without_contracts};
use super::early::{alone, exchange, lack, lacking, millionths, price, without_award};
use super::gate::gate_all;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::amount::Amount;
use crate::process::stages::{Award, Contract, Money};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R059",
    of: &[Subject::Process],
    source: include_str!("r059.rs"),
    build: |setup| {
        let tolerance = setup.parameters.get("tolerance")?.number("tolerance")?;
        let exact = millionths("tolerance", tolerance)?;
        Ok(alone(move |facts| look(facts, exact, tolerance)))
    },
};

fn look(facts: &Facts<'_>, exact: i128, tolerance: f64) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let parts = facts.active_awards().map(|(at, own)| award(facts, at, own, exact, tolerance)).collect();
    Outcome::roll_up(parts).unwrap_or_else(|| without_award(facts, []))
}

fn award(facts: &Facts<'_>, at: usize, award: &Award<'_>, exact: i128, tolerance: f64) -> Outcome {
    let alive = |own: &Contract<'_>| own.status.text() != "cancelled" && own.final_status.text() != "cancelled";
    let signed: Vec<_> = contracts(facts).into_iter().filter(|(_, own)| alive(own)).collect();
    let Some((_, first)) = signed.first() else { return without_contracts(facts) };
    if let Some(reason) = lack(&award.id, "awards/id") {
        return Outcome::insufficient(reason);
    }
    let own: Vec<_> = signed.iter().filter(|(_, own)| own.award_id.text() == award.id.text()).collect();
    if own.is_empty() {
        // A contract that names no award may be this one's.
        let unnamed = signed.iter().map(|(_, own)| own).find(|own| !own.award_id.is_there());
        let reason = unnamed.map(|own| own.award_id.lack("contracts/awardID"));
        return reason.map_or_else(|| Outcome::not_applicable("stage"), Outcome::insufficient);
    }
    let values = std::iter::once((&award.value, "awards/value"));
    let values: Vec<_> = values.chain(own.iter().map(|(_, own)| (&own.value, "contracts/value"))).collect();
    if let Some(outcome) = lack_of_values(facts, &values) {
        return outcome;
    }
    let Some(awarded) = price(facts.settings, &award.value) else { return Outcome::missing("awards/value/amount") };
    let mut evidence = Evidence::at(format_args!("/awards/{at}/value/amount"), awarded);
    let mut sum = 0_i128;
    for (place, contract) in own {
        let signed = contract.date_signed.get().or_else(|| award.date.get()).or_else(|| first.date_signed.get());
        let (from, to) = (contract.value.currency.text(), award.value.currency.text());
        let value = price(facts.settings, &contract.value);
        let Some(value) = value.and_then(|value| exchange(facts, value, from, to, signed.copied())) else {
            return Outcome::insufficient("mixed_currency");
        };
        sum = sum.saturating_add(value.amount.millionths());
        let published = contract.value.amount.get().copied().unwrap_or(value.amount);
        evidence = evidence.and(format_args!("/contracts/{place}/value/amount"), published);
        if value.day.is_some() {
            evidence = evidence.with(format_args!("exchange rate of contract {place}"), value);
        }
    }
    compare(sum, awarded, exact).on(evidence.with("tolerance", tolerance))
}

/// Exactly: |sum − awarded| > tolerance · awarded, with the tolerance in millionths.
fn compare(sum: i128, awarded: Amount, tolerance: i128) -> Outcome {
    let difference = sum.saturating_sub(awarded.millionths()).saturating_abs();
    let far = difference.saturating_mul(1_000_000) > awarded.millionths().saturating_mul(tolerance);
    Outcome::flagged_if(far).value(difference as f64 / awarded.millionths() as f64)
}

/// Why the values cannot be compared: an amount is lacking, or a currency where others have one.
fn lack_of_values(facts: &Facts<'_>, values: &[(&Money<'_>, &str)]) -> Option<Outcome> {
    let mut lacks: Vec<String> = Vec::new();
    let any_currency = values.iter().any(|(money, _)| money.currency.is_there());
    for (money, path) in values {
        if price(facts.settings, money).is_none() {
            lacks.push(money.amount.lack(&format!("{path}/amount")));
        } else if any_currency {
            lacks.extend(lack(&money.currency, &format!("{path}/currency")));
        }
    }
    // Several contracts may lack the same path, and it is named once.
    let mut seen = std::collections::BTreeSet::new();
    lacks.retain(|lack| seen.insert(lack.clone()));
    lacking(lacks.into_iter().map(Some))
}
