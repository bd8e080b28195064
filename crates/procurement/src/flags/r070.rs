//! # What it finds
//! A bidder that lost and then works for the winner, as a subcontractor or as the supplier of a subcontract of the
//! process.
//! # Why it matters
//! Bidders who agree who wins share the gain: the loser is paid with a part of the work.
//! # Formula
//!     losers = organisations of submitted bids (else listed tenderers) that supply no active award
//!     subcontractors = awards[].subcontracting.subcontracts[] subcontractor(s), parties with the role subcontractor, and the
//!         suppliers of active awards of related processes `subContract` of the process or its contracts, if in the input
//!     flagged when a loser is among them; value = how many
//! # Exclusions
//! Cancelled tenders; no active award (`stage`); nobody who lost (`none`); nothing about subcontracts, unless all
//! active awards say hasSubcontracting = false. A related process that is not in the input leaves the question open
//! (`related_process_not_found`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R070; OCDS extension subcontracting.

use super::bidders::members;
use crate::compare::names::Names;
use crate::facts::{Facts, ids};
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::flags::gate_all;
use crate::process::stages::RelatedProcess;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R070",
    of: &[Subject::Process],
    source: include_str!("r070.rs"),
    build: |_| Ok(erase(LoserSubcontracted)),
};

struct LoserSubcontracted;

/// Separates what a key consists of; no identifier has it.
const SEPARATOR: char = '\u{1f}';
/// Separates losers from related processes in a key.
const PARTS: char = '\u{1e}';

/// Suppliers by process, as numbers, for related processes that come earlier or later.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Suppliers {
    numbers: Names<u32>,
    by_process: Names<Vec<u32>>,
}

impl Suppliers {
    fn number(&mut self, id: &str) -> u32 {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.of(id) = number;
        number
    }

    fn add(&mut self, ocid: &str, suppliers: &[&str]) {
        let own: Vec<u32> = suppliers.iter().map(|id| self.number(id)).collect();
        self.by_process.of(ocid).extend(own);
    }

    fn merge(&mut self, other: Self) {
        let new: BTreeMap<u32, u32> = other.numbers.iter().map(|(id, old)| (*old, self.number(id))).collect();
        let mut by_process = other.by_process;
        for own in by_process.values_mut().flatten() {
            *own = new.get(own).copied().unwrap_or(*own);
        }
        self.by_process.merge(by_process, |own, numbers| own.extend(numbers));
    }

    fn supplies(&self, ocid: &str, id: &str) -> Option<bool> {
        let suppliers = self.by_process.get(ocid)?;
        Some(self.numbers.get(id).is_some_and(|number| suppliers.contains(number)))
    }
}

impl Flag for LoserSubcontracted {
    type State = Suppliers;

    fn observe(&self, state: &mut Suppliers, facts: &Facts<'_>) -> Observed {
        if !facts.winners().is_empty() {
            state.add(facts.process.ocid.text(), facts.winners());
        }
        look(facts, facts.winners())
    }

    fn merge(&self, into: &mut Suppliers, other: Suppliers) {
        into.merge(other);
    }

    fn finish(&self, state: Suppliers) -> Box<dyn Judge> {
        Box::new(Related(state))
    }
}

fn look(facts: &Facts<'_>, suppliers: &[&str]) -> Observed {
    if let Some(closed) = gate_all(facts) {
        return closed.into();
    }
    if facts.active_awards().next().is_none() {
        return match facts.no_award_stage() {
            Ok(()) => Outcome::not_applicable("stage").into(),
            Err(path) => Outcome::missing(path).into(),
        };
    }
    if suppliers.is_empty() {
        return Outcome::missing("awards/suppliers/id").into();
    }
    let members = match members(facts) {
        Ok(members) => members,
        Err(reason) => return Outcome::insufficient(reason).into(),
    };
    let losers: BTreeSet<&str> = members.iter().map(|own| own.id).filter(|id| !suppliers.contains(id)).collect();
    if losers.is_empty() {
        return Outcome::not_applicable("none").into();
    }
    let (published, subcontractors) = subcontractors(facts);
    let hired: Vec<_> = subcontractors.iter().filter(|(id, _)| losers.contains(*id)).collect();
    let mut evidence = Evidence::default();
    for (id, pointer) in &hired {
        evidence = evidence.and(pointer, id);
    }
    let row = Outcome::flagged_if(!hired.is_empty()).value(hired.len() as f64).on(evidence);
    let related = related(facts);
    if !hired.is_empty() || (related.is_empty() && published) {
        return row.into();
    }
    if related.is_empty() {
        return Outcome::missing("awards/subcontracting/subcontracts+contracts/relatedProcesses").into();
    }
    let join = |words: &BTreeSet<&str>| words.iter().copied().collect::<Vec<_>>().join(&SEPARATOR.to_string());
    Observed::Pending(format!("{}{PARTS}{}", join(&losers), join(&related)), row)
}

/// Whether anything is said about subcontractors, and who they are with where it stands.
fn subcontractors<'p>(facts: &Facts<'p>) -> (bool, BTreeMap<&'p str, String>) {
    let mut all = BTreeMap::new();
    let mut said = true;
    for (at, award) in facts.active_awards() {
        let subcontracts = &award.subcontracting.subcontracts;
        said &= subcontracts.has_any() || award.has_subcontracting.get() == Some(&false);
        for (place, own) in subcontracts.iter() {
            let one = own.subcontractor.id.get().map(AsRef::as_ref);
            for id in ids(&own.subcontractors).into_iter().chain(one) {
                all.insert(id, format!("/awards/{at}/subcontracting/subcontracts/{place}"));
            }
        }
    }
    for (at, party) in facts.process.parties.iter().filter(|(_, party)| party.roles.has("subcontractor")) {
        if let Some(id) = party.id.get() {
            said = true;
            all.entry(id.as_ref()).or_insert_with(|| format!("/parties/{at}/roles"));
        }
    }
    (said, all)
}

/// The related processes that are subcontracts.
fn related<'p>(facts: &Facts<'p>) -> BTreeSet<&'p str> {
    let contracts = facts.process.contracts.records().flat_map(|contract| contract.related_processes.records());
    let is_subcontract = |own: &&RelatedProcess<'_>| own.relationship.has("subContract");
    let related = facts.process.related_processes.records().chain(contracts).filter(is_subcontract);
    related.filter_map(|own| own.identifier.get().map(AsRef::as_ref)).collect()
}

struct Related(Suppliers);

impl Judge for Related {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let (losers, related) = key.split_once(PARTS).unwrap_or_default();
        let (mut many, mut unknown) = (0_u32, false);
        let mut evidence = row.evidence.clone();
        for ocid in related.split(SEPARATOR) {
            for loser in losers.split(SEPARATOR) {
                match self.0.supplies(ocid, loser) {
                    Some(true) => {
                        many += 1;
                        evidence = evidence.with(format_args!("supplier of {ocid}"), loser);
                    }
                    Some(false) => {}
                    None => unknown = true,
                }
            }
        }
        if many == 0 && unknown {
            return Outcome::insufficient("related_process_not_found");
        }
        Outcome::flagged_if(many > 0).value(f64::from(many)).on(evidence)
    }
}
