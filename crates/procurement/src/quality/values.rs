//! Amounts: whether they can be real, and whether sums agree. Amounts in different currencies are compared only with rates,
//! and nought is no amount.

use super::{Check, Found, Indexes};
use crate::facts::Facts;
use crate::process::amount::Amount;
use crate::process::stages::{Award, Contract, Money, Transaction};

/// Makes the checks.
pub(super) fn look(facts: &Facts<'_>, found: &mut Found) {
    realistic(facts, found);
    for (at, contract) in facts.process.contracts.iter() {
        payments(facts, at, contract, found);
    }
    for (at, award) in facts.process.awards.iter() {
        contracts(facts, at, award, found);
    }
    plan(facts, found);
}

/// The amount in another currency, at the rate of the release.
fn in_currency(facts: &Facts<'_>, money: &Money<'_>, currency: &str) -> Option<Amount> {
    let (amount, own) = (*money.amount.get()?, money.currency.text());
    if own.is_empty() || currency.is_empty() {
        return None;
    }
    if own == currency {
        return Some(amount);
    }
    let rates = facts.settings.rates.as_ref()?;
    rates.convert(amount, own, currency, *facts.process.date.get()?).map(|converted| converted.amount)
}

/// What was paid, in OCDS 1.1 or 1.0.
fn paid<'p>(transaction: &'p Transaction<'p>) -> &'p Money<'p> {
    if transaction.value.amount.is_there() { &transaction.value } else { &transaction.amount }
}

fn written(money: &Money<'_>) -> String {
    let amount = money.amount.get().map(Amount::to_string).unwrap_or_default();
    format!("{amount} {}", money.currency.text())
}

fn realistic(facts: &Facts<'_>, found: &mut Found) {
    let own = &facts.settings.quality;
    let mut one = |path: &'static str, indexes: Indexes, money: &Money<'_>| {
        if !money.amount.is_there() {
            return;
        }
        if in_currency(facts, money, &own.value_currency).is_some_and(|amount| own.is_beyond(amount)) {
            found.add(Check::Value, path, indexes, written(money));
        }
    };
    let process = facts.process;
    one("/planning/budget/amount/amount", Indexes::NONE, &process.planning.budget.amount);
    one("/tender/value/amount", Indexes::NONE, &process.tender.value);
    one("/tender/minValue/amount", Indexes::NONE, &process.tender.min_value);
    process.awards.iter().for_each(|(at, award)| one("/awards[]/value/amount", Indexes::one(at), &award.value));
    for (at, contract) in process.contracts.iter() {
        one("/contracts[]/value/amount", Indexes::one(at), &contract.value);
        for (number, transaction) in contract.implementation.transactions.iter() {
            one("/contracts[]/implementation/transactions[]/value/amount", Indexes::two(at, number), paid(transaction));
        }
    }
}

/// The sum in a currency; `None` when one amount is not known in it.
fn sum<'m>(facts: &Facts<'_>, currency: &str, all: impl Iterator<Item = &'m Money<'m>>) -> Option<Amount> {
    let mut total = 0_i128;
    for money in all {
        total = total.checked_add(in_currency(facts, money, currency)?.millionths())?;
    }
    Amount::from_millionths(total)
}

fn payments(facts: &Facts<'_>, at: usize, contract: &Contract<'_>, found: &mut Found) {
    let transactions = &contract.implementation.transactions;
    if !transactions.has_any() {
        return;
    }
    let currency = contract.value.currency.text();
    let (Some(worth), Some(total)) = (contract.value.price(), sum(facts, currency, transactions.records().map(paid)))
    else {
        return;
    };
    if total > worth {
        let value = format!("{total} > {worth} {currency}");
        found.add(Check::TransactionSum, "/contracts[]/implementation/transactions", Indexes::one(at), value);
    }
}

/// Contracts of an award whose identifier only it has.
fn contracts(facts: &Facts<'_>, at: usize, award: &Award<'_>, found: &mut Found) {
    let (id, process) = (award.id.text(), facts.process);
    if id.is_empty() || process.awards.records().filter(|own| own.id.text() == id).count() != 1 {
        return;
    }
    let own = || process.contracts.records().filter(|contract| contract.award_id.text() == id);
    if own().next().is_none() || own().any(|contract| contract.value.price().is_none()) {
        return;
    }
    let currency = award.value.currency.text();
    let total = sum(facts, currency, own().map(|contract| &contract.value));
    let (Some(awarded), Some(total)) = (award.value.price(), total) else { return };
    if is_far(awarded, total, facts.settings.quality.contract_share) {
        found.add(
            Check::ContractSum,
            "/awards[]/value",
            Indexes::one(at),
            format!("{awarded} {currency}, contracts {total}"),
        );
    }
}

fn plan(facts: &Facts<'_>, found: &mut Found) {
    let (tender, budget) = (&facts.process.tender.value, &facts.process.planning.budget.amount);
    let currency = tender.currency.text();
    let planned = budget.price().and_then(|_| in_currency(facts, budget, currency));
    let (Some(value), Some(planned)) = (tender.price(), planned) else { return };
    if is_far(value, planned, facts.settings.quality.tender_share) {
        found.add(Check::TenderValue, "/tender/value", Indexes::NONE, format!("{value} {currency}, planned {planned}"));
    }
}

/// Whether `other` is further from `amount` than a share of it.
fn is_far(amount: Amount, other: Amount, share: f64) -> bool {
    (amount.to_f64() - other.to_f64()).abs() > share * amount.to_f64()
}
