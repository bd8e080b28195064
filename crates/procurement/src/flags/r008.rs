//! # What it finds
//! A fee for taking part that is high for what is bought.
//! # Why it matters
//! Fees keep small firms away, and a fee that only some can or will pay may serve to choose who competes.
//! # Formula
//!     ratio = largest fee / tender.value
//!     flagged when ratio > max(95th percentile of the peers' ratios, 0.1 %)
//!     peers: same class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! Cancelled tenders. Fees and values of nought are no prices; a fee in another currency needs exchange rates. Fewer than 30
//! peers give no answer.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R008; percentile and floor are ours.

use super::fenced::among_peers;
use super::gate::gate_all;
use crate::compare::peers::{Peers, Summaries};
use crate::compare::{count, exact, number, optional, quantile};
use crate::facts::Facts;
use crate::facts::rates::Converted;
use crate::flag::{Calibration, Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::process::amount::Amount;
use crate::process::stages::Fee;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R008",
    of: &[Subject::Process],
    source: include_str!("r008.rs"),
    build: |setup| {
        Ok(erase(ParticipationFee {
            share: number(setup, "percentile")? / 100.0,
            floor: number(setup, "floor")?,
            n_min: count(setup, "n_min")?,
            threshold: optional(setup, "threshold")?,
        }))
    },
};

struct ParticipationFee {
    share: f64,
    floor: f64,
    n_min: u64,
    threshold: Option<f64>,
}

impl Flag for ParticipationFee {
    type State = Peers;

    fn observe(&self, state: &mut Peers, facts: &Facts<'_>) -> Observed {
        let (value, evidence) = match ratio(facts) {
            Ok(found) => found,
            Err(outcome) => return outcome.into(),
        };
        if let Some(threshold) = self.threshold {
            let evidence = evidence.with("threshold", threshold);
            return Outcome::flagged_if(value > threshold).value(value).on(evidence).into();
        }
        among_peers(state, facts, value, evidence)
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, state: Peers) -> Box<dyn Judge> {
        let percentile = |sorted: &[f64]| {
            let limit = quantile::quantile(sorted, self.share)?.max(self.floor);
            let beyond = sorted.iter().filter(|value| **value > limit).count();
            Some((limit, beyond as f64 / sorted.len() as f64))
        };
        Box::new(Verdict(state.summarise(self.n_min, percentile)))
    }
}

/// The largest fee by the value of the tender, or the answer that there is none.
fn ratio(facts: &Facts<'_>) -> Result<(f64, Evidence), Outcome> {
    if let Some(closed) = gate_all(facts) {
        return Err(closed);
    }
    let tender = &facts.process.tender;
    let value = tender.value.amount.get().and_then(|amount| facts.settings.price(*amount));
    let value = match (value, tender.participation_fees.has_any()) {
        (Some(value), true) => value,
        (Some(_), false) => return Err(Outcome::missing("tender/participationFees")),
        (None, true) => return Err(Outcome::insufficient(tender.value.amount.lack("tender/value/amount"))),
        (None, false) => return Err(Outcome::missing("tender/value/amount+tender/participationFees")),
    };
    let mut largest: Option<(usize, &Fee<'_>, Converted)> = None;
    for (at, fee) in tender.participation_fees.iter() {
        let Some(own) = fee.value.amount.get().and_then(|amount| facts.settings.price(*amount)) else { continue };
        let Some(own) = in_currency_of_tender(facts, fee, own) else {
            return Err(Outcome::insufficient("mixed_currency"));
        };
        if largest.as_ref().is_none_or(|(_, _, known)| own.amount > known.amount) {
            largest = Some((at, fee, own));
        }
    }
    let found = largest.and_then(|(at, fee, own)| Some((at, fee, own, exact::ratio(own.amount, value)?)));
    let Some((at, fee, rate, ratio)) = found else {
        return Err(Outcome::missing("tender/participationFees/value/amount"));
    };
    let published = |amount: Option<&Amount>| amount.copied().unwrap_or_default();
    let pointer = format!("/tender/participationFees/{at}/value/amount");
    let evidence = Evidence::at(pointer, published(fee.value.amount.get()));
    let evidence = evidence.and("/tender/value/amount", published(tender.value.amount.get()));
    let same = fee.value.currency.text() == tender.value.currency.text() || !fee.value.currency.is_there();
    Ok((ratio, if same { evidence } else { evidence.with("exchange rate of the fee", rate) }))
}

/// The fee in the currency of the tender's value; a fee without a currency is taken to be in it.
fn in_currency_of_tender(facts: &Facts<'_>, fee: &Fee<'_>, amount: Amount) -> Option<Converted> {
    let (from, to) = (fee.value.currency.text(), facts.process.tender.value.currency.text());
    if from == to || from.is_empty() {
        return Some(Converted::same(amount));
    }
    let at = facts.start().or_else(|| facts.process.date.get().copied())?;
    facts.settings.rates.as_ref()?.convert(amount, from, to, at)
}

struct Verdict(Summaries<(f64, f64)>);

impl Judge for Verdict {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let Some(peer) = self.0.find(key) else {
            return Outcome::insufficient(self.0.too_few()).on(row.evidence);
        };
        let (limit, rate) = *peer.summary;
        let evidence = peer.evidence(row.evidence, |own| own.with("limit", limit).with("base rate", rate));
        let value = row.value.unwrap_or_default();
        Outcome::flagged_if(value > limit).value(value).on(evidence)
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        self.0
            .named()
            .map(|(name, n, (limit, rate))| (name, json!({ "n": n, "limit": limit, "base_rate": rate })))
            .collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.0.calibration(|(limit, _)| vec![*limit]))
    }
}
