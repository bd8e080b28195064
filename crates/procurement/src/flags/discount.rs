//! How far the winner is below the next bidder: the ratio that R024 finds too small and R058 too large.

use super::early::{belongs, lack_of_offers, too_few};
use super::gate::gate_all;
use super::r022::offered;
use crate::compare::exact;
use crate::compare::fences::{Fences, Kind};
use crate::compare::quantile::sorted;
use crate::facts::{Facts, Group, Offer, Winner, ids, is_open};
use crate::flag::{Calibration, Evidence, Judge, Observed, Outcome, Party};
use probity_core::State;
use serde_json::Value;
use std::collections::BTreeMap;

/// Which ratios are odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Small ones, equal prices included.
    Close,
    /// Large ones.
    Heavy,
}

/// How ratios are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub side: Side,
    pub fence: Kind,
    pub threshold: Option<f64>,
}

impl Rule {
    /// The row of a process; its ratios are taken into `seen`.
    pub fn observe(&self, seen: &mut Vec<f64>, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = closed(facts) {
            return closed.into();
        }
        let mut others = Vec::new();
        let mut row: Option<Outcome> = None;
        for group in &facts.groups {
            match self.group(facts, group) {
                Ok(own) => {
                    seen.extend(own.value);
                    row = Some(match row {
                        Some(known) => self.joined(known, own),
                        None => own,
                    });
                }
                Err(other) => others.push(other),
            }
        }
        let others = Outcome::roll_up(others);
        match (row, others) {
            (Some(row), others) => {
                // A lot that cannot be judged leaves the process undecided unless another lot is flagged.
                let open = others.filter(|other| other.state == State::Insufficient);
                Observed::Pending(open.map(|other| other.reason.into_owned()).unwrap_or_default(), row)
            }
            (None, Some(other)) => other.into(),
            (None, None) => Outcome::not_applicable("none").into(),
        }
    }

    /// The ratio of a group, its evidence and parties; else why there is none.
    fn group(&self, facts: &Facts<'_>, group: &Group<'_>) -> Result<Outcome, Outcome> {
        let (winning, next) = two(facts, group)?;
        if next.price < winning.price {
            return Err(Outcome::not_applicable("lowest_did_not_win"));
        }
        let Some(ratio) = exact::excess(next.price, winning.price) else { return Err(Outcome::not_applicable("n<2")) };
        let evidence = offered(offered(Evidence::default(), winning), next);
        let mut parties = ids(&winning.bid.tenderers);
        if self.side == Side::Close {
            parties.extend(ids(&next.bid.tenderers));
        }
        let mut outcome = Outcome::clear().value(ratio).on(evidence).with(parties);
        outcome.parties.iter_mut().for_each(|party| party.value = Some(ratio));
        Ok(outcome)
    }

    /// Two groups of one process: the odder ratio is the process's, and the odder of a firm is the firm's.
    fn joined(&self, mut one: Outcome, other: Outcome) -> Outcome {
        let odder = |a: Option<f64>, b: Option<f64>| if self.side == Side::Close { b < a } else { b > a };
        if odder(one.value, other.value) {
            one.value = other.value;
        }
        one.evidence.extend(other.evidence);
        for party in other.parties {
            match one.parties.iter_mut().find(|own| own.id == party.id) {
                Some(own) if odder(own.value, party.value) => own.value = party.value,
                Some(_) => {}
                None => one.parties.push(party),
            }
        }
        one.parties.sort_by(|a, b| a.id.cmp(&b.id));
        one
    }

    /// The judge of such rows.
    pub fn judge(self, seen: Vec<f64>) -> Ratios {
        let all = sorted(seen);
        Ratios { rule: self, fences: Fences::of(self.fence, &all), all }
    }
}

/// What closes the question for the whole process.
fn closed(facts: &Facts<'_>) -> Option<Outcome> {
    if let Some(closed) = gate_all(facts) {
        return Some(closed);
    }
    if !facts.prices_compare() {
        return Some(Outcome::not_applicable("method"));
    }
    if facts.active_awards().next().is_none() {
        return Some(match facts.no_award_stage() {
            Ok(()) => Outcome::not_applicable("stage"),
            Err(path) if facts.process.bids.details.has_any() => Outcome::missing(path),
            Err(path) => Outcome::missing(&format!("bids/details+{path}")),
        });
    }
    lack_of_offers(facts)
}

/// The winning offer and the lowest of the others.
fn two<'f, 'p>(facts: &Facts<'_>, group: &'f Group<'p>) -> Result<(&'f Offer<'p>, &'f Offer<'p>), Outcome> {
    if !is_final(facts, group) {
        return Err(Outcome::not_applicable("stage"));
    }
    match group.winner {
        Winner::None => return Err(Outcome::not_applicable("stage")),
        Winner::Unnamed => return Err(Outcome::missing("awards/suppliers/id")),
        _ if group.mixed_currency => return Err(Outcome::insufficient("mixed_currency")),
        Winner::Several => return Err(Outcome::not_applicable("several_awards")),
        Winner::One { .. } => {}
    }
    let not_found = if group.multi_lot > 0 { "multi_lot_bid" } else { "winner_bid_not_found" };
    let winning = group.winning().ok_or_else(|| Outcome::insufficient(not_found))?;
    let next = group.runner_up().ok_or_else(|| too_few(group, group.offers.len(), 2))?;
    Ok((winning, next))
}

/// Whether no award of the group is still open.
fn is_final(facts: &Facts<'_>, group: &Group<'_>) -> bool {
    let mut own = facts.process.awards.records().filter(|award| belongs(facts, group.lot, &award.related_lots));
    !own.any(is_open)
}

/// Judges ratios against the fence of all.
#[derive(Debug)]
pub(super) struct Ratios {
    rule: Rule,
    fences: Option<Fences>,
    /// In ascending order.
    all: Vec<f64>,
}

impl Ratios {
    /// The share of all ratios that are as odd: an empirical p. These are ranks of the ratios among themselves, so that p
    /// adjusted for their number would be one for each.
    fn p(&self, ratio: f64) -> f64 {
        let odd = match self.rule.side {
            Side::Close => self.all.partition_point(|own| *own <= ratio),
            Side::Heavy => self.all.len() - self.all.partition_point(|own| *own < ratio),
        };
        odd as f64 / self.all.len() as f64
    }

    fn is_odd(&self, ratio: f64) -> bool {
        match (self.rule.side, self.rule.threshold, &self.fences) {
            (Side::Close, Some(threshold), _) => ratio <= threshold,
            (Side::Heavy, Some(threshold), _) => ratio >= threshold,
            (Side::Close, None, fences) => ratio <= 0.0 || fences.is_some_and(|fences| fences.is_low(ratio)),
            (Side::Heavy, None, fences) => fences.is_some_and(|fences| fences.is_high(ratio)),
        }
    }

    fn evidence(&self, evidence: Evidence) -> Evidence {
        match (self.rule.threshold, &self.fences) {
            (Some(threshold), _) => evidence.with("threshold", threshold),
            (None, Some(fences)) if self.rule.side == Side::Close => fences.low_evidence(evidence),
            (None, Some(fences)) => fences.high_evidence(evidence),
            (None, None) => evidence,
        }
    }
}

impl Judge for Ratios {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let is_odd = |value: Option<f64>| value.is_some_and(|ratio| self.is_odd(ratio));
        let evidence = self.evidence(row.evidence);
        let evidence = match row.value.filter(|_| !self.all.is_empty()) {
            Some(ratio) => evidence.with("p", self.p(ratio)),
            None => evidence,
        };
        let outcome = match (is_odd(row.value), key) {
            (true, _) => Outcome { value: row.value, ..Outcome::flagged() },
            (false, "") => Outcome { value: row.value, ..Outcome::clear() },
            (false, reason) => Outcome::insufficient(reason.to_owned()),
        };
        let parties: Vec<Party> = row.parties.into_iter().filter(|party| is_odd(party.value)).collect();
        Outcome { evidence, parties, ..outcome }
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        let fences = self.fences.map_or(Value::Null, |fences| fences.notes());
        BTreeMap::from([("ratios".to_owned(), fences)])
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(Calibration::of(self.fences.iter().map(|fences| ("ratios".to_owned(), fences.numbers()))))
    }
}
