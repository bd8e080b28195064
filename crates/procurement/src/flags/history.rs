//! Comparing the releases of one process: the versions of each contract in the order of their dates. As in merging, what a
//! later release leaves out has not changed.

use super::contracts::of_release;
use crate::facts::Facts;
use crate::process::amount::Amount;
use crate::process::stages::Contract;
use std::collections::BTreeMap;

/// The versions of each contract, by its identifier: of several in one release the last. Contracts without an identifier
/// cannot be followed.
pub(crate) fn contracts<'p>(facts: &Facts<'p>) -> BTreeMap<&'p str, Vec<&'p Contract<'p>>> {
    let mut all: BTreeMap<&str, Vec<&Contract<'_>>> = BTreeMap::new();
    for release in facts.history {
        for (_, contract) in of_release(release) {
            let Some(id) = contract.id.get().map(AsRef::as_ref) else { continue };
            all.entry(id).or_default().push(contract);
        }
    }
    all
}

/// A step from one version's value to the next that states one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step<'p> {
    /// The value before.
    pub before: Amount,
    /// The value after.
    pub after: Amount,
    /// Its currency before and after.
    pub currencies: (&'p str, &'p str),
}

impl Step<'_> {
    /// Whether both are in one currency.
    pub fn compares(&self) -> bool {
        self.currencies.0 == self.currencies.1
    }
}

/// The first price of a contract and the steps from there; `None` when no version states one.
pub(crate) fn prices<'p>(facts: &Facts<'_>, versions: &[&'p Contract<'p>]) -> Option<(Amount, &'p str, Vec<Step<'p>>)> {
    let mut prices = versions.iter().filter_map(|contract| {
        let amount = facts.settings.price(*contract.value.amount.get()?)?;
        Some((amount, contract.value.currency.text()))
    });
    let first = prices.next()?;
    let mut steps = Vec::new();
    let mut known = first;
    for next in prices {
        // A release that repeats the amount without its currency has not changed the currency.
        let next = if next.1.is_empty() { (next.0, known.1) } else { next };
        steps.push(Step { before: known.0, after: next.0, currencies: (known.1, next.1) });
        known = next;
    }
    Some((first.0, first.1, steps))
}

/// A change of the quantity of one item; nought stands for an item that was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change<'p> {
    /// The item.
    pub item: &'p str,
    /// Its quantity before.
    pub before: Amount,
    /// Its quantity after.
    pub after: Amount,
}

/// The changes of the quantities of a contract's items between versions; `None` when there is nothing to compare with.
pub(crate) fn quantities<'p>(versions: &[&'p Contract<'p>]) -> Option<Vec<Change<'p>>> {
    let mut known: BTreeMap<&str, Amount> = BTreeMap::new();
    let mut changes = Vec::new();
    let mut compared = false;
    for contract in versions {
        let now = summed(contract);
        compared |= !known.is_empty();
        for (&item, &after) in &now {
            let before = known.get(item).copied().unwrap_or_default();
            if !known.is_empty() && before != after {
                changes.push(Change { item, before, after });
            }
        }
        known.extend(now);
    }
    compared.then_some(changes)
}

/// The quantity of each item, summed over the entries of one identifier; without items one of whose entries has none.
fn summed<'p>(contract: &'p Contract<'p>) -> BTreeMap<&'p str, Amount> {
    let mut sums: BTreeMap<&str, Option<Amount>> = BTreeMap::new();
    for item in contract.items.records() {
        let Some(id) = item.id.get() else { continue };
        let sum = sums.entry(id.as_ref()).or_insert(Some(Amount::default()));
        let add = |(sum, own): (Amount, &Amount)| Amount::from_millionths(sum.millionths() + own.millionths());
        *sum = sum.zip(item.quantity.get()).and_then(add);
    }
    sums.into_iter().filter_map(|(id, sum)| Some((id, sum?))).collect()
}
