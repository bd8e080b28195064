//! # What it finds
//! A disqualified bid with no published reason: neither a document nor a word.
//! # Why it matters
//! A firm that is put out must be told why. Where nothing is published, nobody can check it.
//! # Formula
//!     flagged when some bids.details[] of status disqualified has neither documents nor statusDetails
//!     value = the number of such bids
//! # Exclusions
//! Processes without disqualified bids (`none`), publishers that publish neither documents nor details of bids anywhere
//! (`never_published`), documents or details of a wrong kind (`unreadable`) unless another bid is flagged, cancelled and
//! excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R037.

use super::contracts::unreadable as wrong_kind;
use super::early::{IfPublished, Publishers, lack_of_bids, lack_of_status};
use super::gate::gate_all;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::process::cell::Cell;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R037",
    of: &[Subject::Process],
    source: include_str!("r037.rs"),
    build: |_| Ok(erase(Unsupported)),
};

const DETAILS: &str = "bids/details/statusDetails";
const DOCUMENTS: &str = "bids/details/documents";

struct Unsupported;

impl Flag for Unsupported {
    type State = Publishers;

    fn observe(&self, state: &mut Publishers, facts: &Facts<'_>) -> Observed {
        let mut bids = facts.process.bids.details.records();
        let some = bids.any(|bid| bid.documents.has_any() || bid.status_details.is_there());
        state.see(facts.process.publisher(), u64::from(some));
        look(facts)
    }

    fn merge(&self, into: &mut Publishers, other: Publishers) {
        into.merge(other);
    }

    fn finish(&self, publishers: Publishers) -> Box<dyn Judge> {
        Box::new(IfPublished { publishers, path: "bids/details/documents+bids/details/statusDetails" })
    }
}

fn look(facts: &Facts<'_>) -> Observed {
    if let Some(closed) = gate_all(facts) {
        return closed.into();
    }
    if let Some(reason) = lack_of_bids(facts).or_else(|| lack_of_status(facts)) {
        return Outcome::insufficient(reason).into();
    }
    let bids = facts.process.bids.details.iter();
    let out: Vec<_> = bids.filter(|(_, bid)| bid.status.text() == "disqualified").collect();
    if out.is_empty() {
        return Outcome::not_applicable("none").into();
    }
    let (mut evidence, mut n, mut unreadable) = (Evidence::default(), 0_usize, None);
    for (at, bid) in out {
        match bid.status_details {
            _ if bid.documents.has_any() => {}
            Cell::Is(_) => {}
            Cell::Unreadable(_) => unreadable = Some(bid.status_details.lack(DETAILS)),
            Cell::Absent => match wrong_kind(&bid.documents, DOCUMENTS) {
                Some(reason) => unreadable = Some(reason),
                None => {
                    n += 1;
                    evidence = evidence.and(format_args!("/bids/details/{at}/status"), "disqualified");
                }
            },
        }
    }
    match (n, unreadable) {
        (0, None) => Outcome::clear().value(0.0).into(),
        (0, Some(reason)) => Outcome::insufficient(reason).into(),
        _ => Observed::Pending(facts.process.publisher().to_owned(), Outcome::flagged().value(n as f64).on(evidence)),
    }
}
