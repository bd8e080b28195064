//! # What it finds
//! Payments above the value of the contract.
//! # Why it matters
//! What is paid beyond the contract was agreed nowhere that others can see.
//! # Formula
//!     paid = sum of contracts[].implementation.transactions[].value, else implementation.finalValue
//!     flagged when paid > contracts[].value.amount for a contract, exactly; value = paid / value, the largest
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`); no payments or no value; payments in another currency than the
//! contract (`mixed_currency`). Indexation and taxes are reasons for a higher sum.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R068.

use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::amount::Amount;
use crate::process::stages::Contract;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R068", of: &[Subject::Process], source: include_str!("r068.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if !facts.process.contracts.has_any() {
        return Outcome::not_applicable("stage");
    }
    let contracts = facts.process.contracts.iter().map(|(at, contract)| of_contract(facts, at, contract));
    Outcome::roll_up(contracts.collect()).unwrap_or_else(|| Outcome::not_applicable("stage"))
}

/// A sum with its currency and where it stands; the reason why there is none.
struct Paid<'p> {
    amount: Amount,
    currency: &'p str,
    pointer: String,
}

fn of_contract(facts: &Facts<'_>, at: usize, contract: &Contract<'_>) -> Outcome {
    let value = &contract.value;
    let paid = match paid(at, contract) {
        Ok(paid) => paid,
        Err(reason) => return Outcome::insufficient(reason),
    };
    let Some(agreed) = value.amount.get().and_then(|amount| facts.settings.price(*amount)) else {
        return Outcome::insufficient(value.amount.lack("contracts/value/amount"));
    };
    if paid.currency != value.currency.text() {
        return Outcome::insufficient("mixed_currency");
    }
    let evidence = Evidence::at(paid.pointer, paid.amount).and(format_args!("/contracts/{at}/value/amount"), agreed);
    Outcome::flagged_if(paid.amount > agreed)
        .value(paid.amount.millionths() as f64 / agreed.millionths() as f64)
        .on(evidence)
}

fn paid<'p>(at: usize, contract: &'p Contract<'p>) -> Result<Paid<'p>, String> {
    let implementation = &contract.implementation;
    if !implementation.transactions.has_any() {
        let own = &implementation.final_value;
        let path = "contracts/implementation/transactions/value/amount+contracts/implementation/finalValue/amount";
        let amount = *own.amount.get().ok_or_else(|| own.amount.lack(path))?;
        let pointer = format!("/contracts/{at}/implementation/finalValue/amount");
        return Ok(Paid { amount, currency: own.currency.text(), pointer });
    }
    let mut sum: i128 = 0;
    let mut currency: Option<&str> = None;
    for transaction in implementation.transactions.records() {
        // OCDS 1.0 has the money in `amount`.
        let own = if transaction.value.amount.is_there() { &transaction.value } else { &transaction.amount };
        let lack = || transaction.value.amount.lack("contracts/implementation/transactions/value/amount");
        sum += own.amount.get().ok_or_else(lack)?.millionths();
        if *currency.get_or_insert(own.currency.text()) != own.currency.text() {
            return Err("mixed_currency".to_owned());
        }
    }
    let amount = Amount::from_millionths(sum).ok_or("unreadable:contracts/implementation/transactions/value/amount")?;
    let pointer = format!("/contracts/{at}/implementation/transactions");
    Ok(Paid { amount, currency: currency.unwrap_or_default(), pointer })
}
