//! # What it finds
//! A fee for taking part that rose between two versions of a process.
//! # Why it matters
//! A fee that grows after the first firms have paid or asked keeps the later ones out.
//! # Formula
//!     flagged when tender.participationFees[].value.amount of a fee is larger in a version than in the one before
//! Fees are the same when their `id` is (without one, when their `type` is); value = the largest ratio of new to old.
//! # Exclusions
//! Processes, and fees, that were published in one version only (`single_version`), fees whose currency changed
//! (`mixed_currency`), a fee of nought (no price), cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R009.

use super::early::{alone, lack_of_list, price};
use super::gate::gate_all;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::process::amount::Amount;
use crate::process::cell::Cell;
use crate::process::stages::Fee;
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R009", of: &[Subject::Process], source: include_str!("r009.rs"), build: |_| Ok(alone(look)) };

const PATH: &str = "tender/participationFees";

/// A fee as it was last seen.
struct Seen<'p> {
    amount: Amount,
    currency: &'p str,
}

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    if facts.history.len() < 2 {
        return Outcome::insufficient("single_version");
    }
    let fees = || facts.history.iter().flat_map(|version| version.tender.participation_fees.records());
    if fees().next().is_none() {
        return Outcome::insufficient(lack_of_list(&facts.process.tender.participation_fees, PATH));
    }
    if !fees().any(|fee| price(facts.settings, &fee.value).is_some()) {
        let amount = format!("{PATH}/value/amount");
        let unreadable = fees().find(|fee| matches!(fee.value.amount, Cell::Unreadable(_)));
        return unreadable
            .map_or_else(|| Outcome::missing(&amount), |fee| Outcome::insufficient(fee.value.amount.lack(&amount)));
    }
    compare(facts)
}

fn compare(facts: &Facts<'_>) -> Outcome {
    let mut last: BTreeMap<String, Seen<'_>> = BTreeMap::new();
    let (mut evidence, mut largest, mut compared, mut mixed) = (Evidence::default(), 0.0_f64, false, false);
    let mut rose = false;
    for version in facts.history {
        for (at, fee) in version.tender.participation_fees.iter() {
            let Some(amount) = price(facts.settings, &fee.value) else { continue };
            let new = Seen { amount, currency: fee.value.currency.text() };
            if let Some(old) = last.insert(key(fee), Seen { ..new }) {
                if old.currency != new.currency {
                    mixed = true;
                    continue;
                }
                compared = true;
                largest = largest.max(new.amount.to_f64() / old.amount.to_f64());
                if new.amount > old.amount {
                    rose = true;
                    let pointer = format!("/{PATH}/{at}/value/amount");
                    evidence = evidence.and(pointer, new.amount).with("in the version before", old.amount);
                }
            }
        }
    }
    match (rose, mixed, compared) {
        (true, _, _) => Outcome::flagged().value(largest).on(evidence),
        (false, true, _) => Outcome::insufficient("mixed_currency"),
        (false, false, true) => Outcome::clear().value(largest),
        (false, false, false) => Outcome::insufficient("single_version"),
    }
}

/// What makes a fee of one version that of another.
fn key(fee: &Fee<'_>) -> String {
    match fee.id.get() {
        Some(id) => format!("id {}", id.as_ref()),
        None => format!("type {}", fee.kind.iter().collect::<Vec<_>>().join(" ")),
    }
}
