//! # What it finds
//! Payments above the value of the contract.
//! # Why it matters
//! What is paid beyond the contract was agreed nowhere that others can see.
//! # Formula
//!     paid = sum of contracts[].implementation.transactions[].value, or implementation.finalValue; the larger where both
//!         are published, because transactions are often incomplete; nought and placeholders are no payments
//!     flagged when paid > contracts[].value.amount for a contract, exactly; value = paid / value, the largest
//!     contracts of one id in a release are one contract: the last of them
//! # Exclusions
//! Cancelled tenders; no contracts (`stage`), or something else in their place (`unreadable`); no payments or no value; transactions of which some have no amount, unless the
//! final value is published; payments in another currency than the contract (`mixed_currency`), or a currency that only one
//! of the two names (`missing`). Indexation and taxes are reasons for a higher sum.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R068.

use super::contracts::{contracts, without_contracts};
use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::amount::Amount;
use crate::process::cell::{Cell, Text};
use crate::process::stages::Contract;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R068", of: &[Subject::Process], source: include_str!("r068.rs"), build: |_| Ok(alone(look)) };

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let parts = contracts(facts).into_iter().map(|(at, contract)| of_contract(facts, at, contract));
    Outcome::roll_up(parts.collect()).unwrap_or_else(|| without_contracts(facts))
}

/// A sum with its currency and where it stands.
struct Paid<'p> {
    amount: Amount,
    currency: &'p str,
    pointer: String,
    path: &'static str,
}

const TRANSACTIONS: &str = "contracts/implementation/transactions/value";
const FINAL: &str = "contracts/implementation/finalValue";

fn of_contract(facts: &Facts<'_>, at: usize, contract: &Contract<'_>) -> Outcome {
    let value = &contract.value;
    let payments = transactions(facts, at, contract).transpose();
    let whole = final_value(facts, at, contract);
    let payments = match (payments, &whole) {
        (Some(Err(reason)), None) => return Outcome::insufficient(reason),
        (None, None) => {
            let path = "contracts/implementation/transactions/value/amount+contracts/implementation/finalValue/amount";
            return Outcome::insufficient(contract.implementation.final_value.amount.lack(path));
        }
        (payments, _) => payments.and_then(Result::ok),
    };
    let Some(agreed) = value.amount.get().and_then(|amount| facts.settings.price(*amount)) else {
        return Outcome::insufficient(value.amount.lack("contracts/value/amount"));
    };
    let (mut most, mut lack, mut evidence) = (None::<Amount>, None, Evidence::default());
    for paid in payments.into_iter().chain(whole) {
        if let Some(reason) = of_currency(&paid, &value.currency) {
            lack.get_or_insert(reason);
            continue;
        }
        most = most.max(Some(paid.amount));
        evidence = evidence.and(paid.pointer, paid.amount);
    }
    let Some(most) = most else { return Outcome::insufficient(lack.unwrap_or_else(|| "mixed_currency".to_owned())) };
    let evidence = evidence.and(format_args!("/contracts/{at}/value/amount"), agreed);
    Outcome::flagged_if(most > agreed).value(most.millionths() as f64 / agreed.millionths() as f64).on(evidence)
}

/// Why a sum cannot be compared with a value in its currency. Where neither has one, they have the same.
fn of_currency(paid: &Paid<'_>, agreed: &Cell<'_, Text<'_>>) -> Option<String> {
    match (paid.currency, agreed.text()) {
        (paid, agreed) if paid == agreed => None,
        ("", _) => Some(format!("missing:{}/currency", paid.path)),
        (_, "") => Some(agreed.lack("contracts/value/currency")),
        _ => Some("mixed_currency".to_owned()),
    }
}

fn final_value<'p>(facts: &Facts<'_>, at: usize, contract: &'p Contract<'p>) -> Option<Paid<'p>> {
    let own = &contract.implementation.final_value;
    let amount = *own.amount.get().filter(|amount| says_something(facts, **amount))?;
    let pointer = format!("/contracts/{at}/implementation/finalValue/amount");
    Some(Paid { amount, currency: own.currency.text(), pointer, path: FINAL })
}

/// Whether an amount is one that was paid, or paid back: nought and placeholders say nothing.
fn says_something(facts: &Facts<'_>, amount: Amount) -> bool {
    amount < Amount::default() || facts.settings.price(amount).is_some()
}

/// What was paid by all transactions, if there were any; the reason why nobody can tell.
fn transactions<'p>(facts: &Facts<'_>, at: usize, contract: &'p Contract<'p>) -> Result<Option<Paid<'p>>, String> {
    let path = "contracts/implementation/transactions/value/amount";
    let mut sum: i128 = 0;
    let mut currency: Option<&str> = None;
    for transaction in contract.implementation.transactions.records() {
        // OCDS 1.0 has the money in `amount`.
        let own = if transaction.value.amount.is_there() { &transaction.value } else { &transaction.amount };
        let amount = own.amount.get().ok_or_else(|| transaction.value.amount.lack(path))?;
        if !says_something(facts, *amount) {
            continue;
        }
        sum = sum.checked_add(amount.millionths()).ok_or_else(|| format!("unreadable:{path}"))?;
        match (*currency.get_or_insert(own.currency.text()), own.currency.text()) {
            (known, own) if known == own => {}
            ("", _) | (_, "") => return Err(format!("missing:{TRANSACTIONS}/currency")),
            _ => return Err("mixed_currency".to_owned()),
        }
    }
    let Some(currency) = currency else { return Ok(None) };
    let amount = Amount::from_millionths(sum).ok_or_else(|| format!("unreadable:{path}"))?;
    let pointer = format!("/contracts/{at}/implementation/transactions");
    Ok(Some(Paid { amount, currency, pointer, path: TRANSACTIONS }))
}
