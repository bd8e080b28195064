//! # What it finds
//! A contract that was signed unusually long after its award.
//! # Why it matters
//! Between award and signature terms can still be talked about, or a winner pressed; long waits have their reasons too.
//! # Formula
//!     days = contracts.dateSigned - awards.date of its award (awardID; the only active award where none is named)
//!     flagged when days >= exp(ln Q3 + 1.5 (ln Q3 - ln Q1)) of the peers, or the parameter `threshold` (days) where it is set
//!     contracts of one id in a release are one contract: the last of them
//!     peers: same class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! Cancelled contracts; contracts or awards that are no list (`unreadable`); contracts signed before their award or not yet signed. A publisher whose award dates equal the end of
//! the award period in at least 95 % of 30 or more awards copies that date: there is no answer for any of its processes, and
//! nobody is compared with them.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R060; the fence on logarithms is ours.

use super::contracts::{contracts, without_contracts};
use super::decision::without_active_award;
use super::fenced::{High, Rule};
use super::gate::gate_all;
use super::r015::{days, shown};
use crate::compare::copied::{CopiedDates, Copying};
use crate::compare::names::Names;
use crate::compare::peers::{Group, Peers};
use crate::compare::{count, fence, optional};
use crate::facts::Facts;
use crate::flag::{Calibration, Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::process::stages::{Award, Contract};
use probity_core::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R060",
    of: &[Subject::Process],
    source: include_str!("r060.rs"),
    build: |setup| {
        let threshold = optional(setup, "threshold")?;
        let copying = Copying { awards: count(setup, "copied_awards")?, percent: count(setup, "copied_percent")? };
        let rule = Rule { fence: fence(setup, "fence")?, n_min: count(setup, "n_min")?, threshold };
        Ok(erase(SlowSignature { rule, copying }))
    },
};

struct SlowSignature {
    rule: Rule,
    copying: Copying,
}

/// Days by publisher, because those of publishers who copy dates are left out at the end.
#[derive(Default, Serialize, Deserialize)]
struct Seen {
    days: Names<Peers>,
    copied: CopiedDates,
}

impl Flag for SlowSignature {
    type State = Seen;

    fn observe(&self, state: &mut Seen, facts: &Facts<'_>) -> Observed {
        state.copied.observe(facts);
        if let Some(closed) = closed(facts) {
            return closed.into();
        }
        let parts: Vec<Outcome> = signed(facts).map(|(at, contract)| period(facts, at, contract)).collect();
        let longest = parts.iter().filter_map(|part| part.value).reduce(f64::max);
        let Some(longest) = longest else {
            let whole = Outcome::roll_up(parts).unwrap_or_else(|| Outcome::not_applicable("stage"));
            // Copied dates make negative periods too, and are the better reason.
            return if whole.reason == "negative_period" {
                Observed::Pending(key(facts, "", &whole.reason), whole)
            } else {
                whole.into()
            };
        };
        let open = parts.iter().find(|part| part.state == State::Insufficient).map(|part| part.reason.to_string());
        let evidence = parts.iter().find(|part| part.value == Some(longest)).map(|part| part.evidence.clone());
        let row = Outcome::clear().value(longest).on(evidence.unwrap_or_default());
        let group = match Group::of(facts) {
            Ok(group) => group.clone(),
            Err(_) if self.rule.threshold.is_some() => Group::single(&["-"]),
            Err(reason) => {
                return Observed::Pending(key(facts, "", &reason), Outcome::insufficient(reason).on(row.evidence));
            }
        };
        let own = state.days.of(facts.process.publisher());
        own.extend(&group, parts.iter().filter_map(|part| part.value));
        Observed::Pending(key(facts, group.key(), &open.unwrap_or_default()), row)
    }

    fn merge(&self, into: &mut Seen, other: Seen) {
        into.days.merge(other.days, Peers::merge);
        into.copied.merge(other.copied);
    }

    fn finish(&self, state: Seen) -> Box<dyn Judge> {
        let mut honest = Peers::default();
        for (publisher, days) in state.days.sorted() {
            if !state.copied.is_copied(&publisher, self.copying) {
                honest.merge(days);
            }
        }
        Box::new(Verdict {
            rule: self.rule,
            copying: self.copying,
            peers: self.rule.judge(honest),
            copied: state.copied,
        })
    }
}

/// Publisher, group and the reason that stands where nothing is flagged, in lines.
fn key(facts: &Facts<'_>, group: &str, open: &str) -> String {
    let line = |text: &str| text.replace('\n', " ");
    [line(facts.process.publisher()).as_str(), "\n", &line(group), "\n", open].concat()
}

fn closed(facts: &Facts<'_>) -> Option<Outcome> {
    if let Some(closed) = gate_all(facts) {
        return Some(closed);
    }
    if signed(facts).next().is_none() {
        return Some(without_contracts(facts));
    }
    facts.active_awards().next().is_none().then(|| without_active_award(facts))
}

/// Contracts that were not cancelled and are not still to be signed.
fn signed<'p>(facts: &Facts<'p>) -> impl Iterator<Item = (usize, &'p Contract<'p>)> {
    contracts(facts).into_iter().filter(|(_, own)| match own.status.text() {
        "cancelled" => false,
        "pending" => own.date_signed.is_there(),
        _ => true,
    })
}

/// The days of one contract as the value of a clear row.
fn period(facts: &Facts<'_>, at: usize, contract: &Contract<'_>) -> Outcome {
    let Some((award_at, award)) = award_of(facts, contract) else {
        return Outcome::insufficient(contract.award_id.lack("contracts/awardID"));
    };
    let (from, to) = match (award.date.get(), contract.date_signed.get()) {
        (Some(from), Some(to)) => (*from, *to),
        (None, Some(_)) => return Outcome::insufficient(award.date.lack("awards/date")),
        (Some(_), None) => return Outcome::insufficient(contract.date_signed.lack("contracts/dateSigned")),
        (None, None) => return Outcome::missing("awards/date+contracts/dateSigned"),
    };
    match days(facts, from, to) {
        Err(reason) => Outcome::insufficient(reason),
        Ok(days) => {
            let evidence = Evidence::at(format_args!("/awards/{award_at}/date"), shown(from));
            Outcome::clear().value(days).on(evidence.and(format_args!("/contracts/{at}/dateSigned"), shown(to)))
        }
    }
}

/// The award a contract names; where it names none, the only active one.
fn award_of<'p>(facts: &Facts<'p>, contract: &Contract<'_>) -> Option<(usize, &'p Award<'p>)> {
    match contract.award_id.get() {
        Some(id) => facts.process.awards.iter().find(|(_, award)| award.id.get() == Some(id)),
        None => {
            let mut active = facts.active_awards();
            active.next().filter(|_| active.next().is_none())
        }
    }
}

struct Verdict {
    rule: Rule,
    copying: Copying,
    peers: High,
    copied: CopiedDates,
}

impl Judge for Verdict {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let mut lines = key.split('\n');
        let mut line = || lines.next().unwrap_or_default();
        let (publisher, group, open) = (line(), line(), line());
        if self.copied.is_copied(publisher, self.copying) {
            return Outcome::insufficient("copied_field").on(row.evidence);
        }
        if row.state == State::Insufficient {
            return row;
        }
        let outcome = match self.rule.threshold {
            Some(threshold) => {
                let value = row.value.unwrap_or_default();
                Outcome::flagged_if(value >= threshold).value(value).on(row.evidence.with("threshold", threshold))
            }
            None => self.peers.judge(group, row),
        };
        if outcome.state == State::Clear && !open.is_empty() {
            return Outcome::insufficient(open.to_owned()).on(outcome.evidence);
        }
        outcome
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        self.peers.notes().into_iter().chain(self.copied.notes(self.copying)).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.peers.calibration()?.and(self.copied.calibration(self.copying)))
    }
}
