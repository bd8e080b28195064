//! # What it finds
//! A bidder that no business register listed on the day of its bid.
//! # Why it matters
//! A firm that does not exist in law cannot be held to a contract, and may have been made up to let another one
//! win.
//! # Formula
//!     row of a bidder (an organisation of a submitted bid), over all its bids in the input:
//!     flagged when its id, or its identifier in a register, is not in the table `[registers] business` on the day of a bid
//!     value = the number of such processes
//! # Exclusions
//! Bids in cancelled or excluded tenders. Without a table every bidder is `no_register`. A bid without a date
//! decides only when the register lists the bidder never or always. Foreign firms and persons stand in other
//! registers: list them too.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R045. The form of the register is ours:
//! columns id, from, to.

use super::bidders::{Member, Parties, members};
use crate::compare::subjects::Subjects;
use crate::facts::Facts;
use crate::facts::listing::{Listed, Listing};
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::flags::gate_all;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R045",
    of: &[Subject::Tenderer],
    source: include_str!("r045.rs"),
    build: |setup| Ok(erase(Unregistered { register: setup.settings.businesses.clone() })),
};

struct Unregistered {
    register: Option<Listing>,
}

/// What is known of one bidder.
#[derive(Default, Serialize, Deserialize)]
struct Bidder {
    /// Processes in which it was not listed, and the first of them.
    unlisted: u64,
    first: String,
    /// Whether it was listed in a process.
    listed: bool,
    /// Whether a day was missing in a process.
    undated: bool,
    /// Why a process does not count, when none does.
    closed: String,
}

impl Flag for Unregistered {
    type State = Subjects<Bidder>;

    fn observe(&self, state: &mut Self::State, facts: &Facts<'_>) -> Observed {
        let Ok(members) = members(facts) else { return Observed::Nothing };
        let closed = gate_all(facts).map(|outcome| outcome.reason.into_owned());
        let parties = Parties::of(facts);
        let mut unlisted = BTreeSet::new();
        for member in members {
            let Some(participant) = facts.participant(member.id) else { continue };
            let own = state.of(participant.name);
            if let Some(reason) = &closed {
                own.closed.clone_from(reason);
                continue;
            }
            match self.register.as_ref().map(|register| register.lists(&known_as(member, parties), &[], member.date)) {
                None => {}
                Some(Listed::Yes(_)) => own.listed = true,
                Some(Listed::Unknown) => own.undated = true,
                Some(Listed::No) if !unlisted.insert(member.id) => {}
                Some(Listed::No) => {
                    if own.unlisted == 0 {
                        facts.process.ocid.text().clone_into(&mut own.first);
                    }
                    own.unlisted += 1;
                }
            }
            if self.register.is_none() {
                own.undated = true;
            }
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Self::State, other: Self::State) {
        into.merge(other, |own, other| {
            if own.unlisted == 0 {
                own.first = other.first;
            }
            own.unlisted += other.unlisted;
            own.listed |= other.listed;
            own.undated |= other.undated;
            if !other.closed.is_empty() {
                own.closed = other.closed;
            }
        });
    }

    fn finish(&self, state: Self::State) -> Box<dyn Judge> {
        let answer = |own: &Bidder| match own {
            Bidder { undated: true, .. } if self.register.is_none() => Outcome::insufficient("no_register"),
            Bidder { unlisted: 1.., .. } => Outcome::flagged()
                .value(own.unlisted as f64)
                .on(Evidence::default().with("first process", &own.first).with("processes", own.unlisted)),
            Bidder { undated: true, .. } => Outcome::missing("bids/details/date"),
            Bidder { listed: true, .. } => Outcome::clear().value(0.0),
            _ => Outcome::not_applicable(own.closed.clone()),
        };
        let row = |(subject, own): &(Arc<str>, Bidder)| Row {
            subject_type: Subject::Tenderer,
            subject: subject.as_ref().to_owned(),
            outcome: answer(own),
        };
        Box::new(Made(state.sorted().iter().map(row).collect()))
    }
}

/// Rows that were made in `finish`; also those of R047.
pub(super) struct Made(pub Vec<Row>);

impl Judge for Made {
    fn rows(&self) -> Rows<'_> {
        Box::new(self.0.iter().cloned())
    }
}

/// What a register may know a bidder by: its id, its identifiers, and these with their schemes. Also read by R046.
pub(super) fn known_as(member: &Member<'_>, parties: &Parties<'_>) -> Vec<String> {
    let mut ids = vec![member.id.to_owned()];
    let entries = parties.get(member.id).map(|(_, party)| party);
    for organization in std::iter::once(member.organization).chain(entries) {
        if let Some(id) = organization.identifier.id.get() {
            ids.push(id.as_ref().to_owned());
            ids.push(format!("{}-{}", organization.identifier.scheme.text(), id.as_ref()));
        }
    }
    ids
}
