//! # What it finds
//! A direct award below the threshold of competition whose later increases carry it to the threshold or above.
//! # Why it matters
//! A contract that is first small enough to be given without competition, and then grows, was split in time.
//! # Formula
//!     T = the threshold of `[thresholds] open` that fits country, category and date best (of equally good ones the lowest)
//!     v = the first value of a contract, increases = rises of its value from release to release
//!     flagged when v < T and v + increases >= T; value = (v + increases) / T
//! # Exclusions
//! Other methods than `methods`; cancelled tenders; no contracts (`stage`); no threshold that fits
//! (`no_threshold`); one release, or no contract in more than one (`single_version`); another currency than that of
//! the threshold without rates (`mixed_currency`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R054. Falls of the value are not set
//! against rises.

use super::early::alone;
use super::history;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate;
use crate::process::amount::Amount;
use crate::process::moment::Moment;
use crate::process::stages::Contract;
use crate::settings::Threshold;

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
            return Outcome::not_applicable("stage");
        }
        let Some(threshold) = threshold(facts) else { return Outcome::insufficient("no_threshold") };
        let contracts = history::contracts(facts);
        let followed = contracts.iter().filter(|(_, versions)| versions.len() > 1);
        let parts = followed.map(|(contract, versions)| of_contract(facts, threshold, contract, versions));
        Outcome::roll_up(parts.collect()).unwrap_or_else(|| Outcome::insufficient("single_version"))
    }
}

fn of_contract(facts: &Facts<'_>, threshold: &Threshold, contract: &str, versions: &[&Contract<'_>]) -> Outcome {
    let Some((first, currency, steps)) = history::prices(facts, versions) else {
        return Outcome::missing("contracts/value/amount");
    };
    if steps.iter().any(|step| !step.compares()) {
        return Outcome::insufficient("mixed_currency");
    }
    let rises = steps.iter().map(|step| (step.after.millionths() - step.before.millionths()).max(0)).sum::<i128>();
    let Some(whole) = Amount::from_millionths(first.millionths() + rises) else {
        return Outcome::insufficient("unreadable:contracts/value/amount");
    };
    let (Some(first), Some(whole)) =
        (in_currency(facts, first, currency, threshold), in_currency(facts, whole, currency, threshold))
    else {
        return Outcome::insufficient("mixed_currency");
    };
    let evidence = Evidence::default()
        .with(format_args!("first value of contract {contract}"), first)
        .with("with increases", whole)
        .with("threshold", format_args!("{} {}", threshold.amount, threshold.currency));
    Outcome::flagged_if(first < threshold.amount && whole >= threshold.amount)
        .value(whole.millionths() as f64 / threshold.amount.millionths() as f64)
        .on(evidence)
}

fn in_currency(facts: &Facts<'_>, amount: Amount, currency: &str, threshold: &Threshold) -> Option<Amount> {
    if currency == threshold.currency {
        return Some(amount);
    }
    let at = when(facts)?;
    Some(facts.settings.rates.as_ref()?.convert(amount, currency, &threshold.currency, at)?.amount)
}

fn when(facts: &Facts<'_>) -> Option<Moment> {
    facts.start().or_else(|| facts.process.date.get().copied())
}

/// The threshold that fits the process best.
fn threshold<'s>(facts: &Facts<'s>) -> Option<&'s Threshold> {
    let country = facts.buyer().and_then(|buyer| {
        let own = facts.process.parties.records().find(|party| party.id.text() == buyer)?;
        own.address.country.get().or_else(|| own.address.country_name.get())
    });
    let category = facts.process.tender.main_procurement_category.text();
    let fits = |own: &&Threshold| {
        let named = own.country.as_ref().is_none_or(|own| country.is_some_and(|country| country == own));
        let kind = own.category.as_ref().is_none_or(|own| own == category);
        // Days of the law are those of the local clock.
        let from = own.from.is_none_or(|from| when(facts).is_some_and(|at| at.local >= from.local));
        let to = own.to.is_none_or(|to| when(facts).is_some_and(|at| at.local < to.end().local));
        named && kind && from && to && own.amount.is_positive()
    };
    let rank = |own: &&Threshold| {
        let named = usize::from(own.country.is_some()) * 2 + usize::from(own.category.is_some());
        (std::cmp::Reverse(named), own.amount)
    };
    facts.settings.thresholds.iter().filter(fits).min_by_key(rank)
}
