//! # What it finds
//! A bidder or supplier about which nothing is published by which it could be reached: no web page, no mail, no
//! telephone.
//! # Why it matters
//! A firm that nobody can find may have been made up. Off by default: most data sets do not publish contacts of
//! small firms.
//! # Formula
//!     row of a bidder or supplier, over all processes of the input: contacts = contactPoint.url, email, telephone
//!     flagged when it has none anywhere; `on` must be true
//! # Exclusions
//! By default everybody (`off`). Cancelled and excluded tenders; publishers that never publish a contact
//! (`never_published`). The web itself is not searched.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R047.

use super::bidders::Parties;
use super::r045::Made;
use crate::compare::subjects::Subjects;
use crate::facts::Facts;
use crate::flag::{Definition, Flag, Judge, Observed, Outcome, Row, Subject, erase};
use crate::flags::gate_all;
use crate::process::organization::Organization;
use probity_core::parameter::{ParameterError, ParameterValue};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R047",
    of: &[Subject::Tenderer],
    source: include_str!("r047.rs"),
    build: |setup| match setup.parameters.get("on")? {
        ParameterValue::Flag(on) => Ok(erase(Untraceable { on: *on })),
        _ => Err(ParameterError::Type { name: "on".to_owned(), expected: "true or false" }),
    },
};

struct Untraceable {
    on: bool,
}

/// What was seen of everybody.
#[derive(Default, Serialize, Deserialize)]
struct Seen {
    firms: Subjects<Firm>,
    /// Publishers that publish a contact of anybody.
    publish: BTreeSet<String>,
}

/// What was seen of one firm.
#[derive(Default, Serialize, Deserialize)]
struct Firm {
    reached: bool,
    /// Publishers of processes that count.
    publishers: BTreeSet<String>,
    /// Why a process does not count.
    closed: String,
}

impl Flag for Untraceable {
    type State = Seen;

    fn observe(&self, state: &mut Seen, facts: &Facts<'_>) -> Observed {
        let process = facts.process;
        let publisher = process.publisher();
        if process.parties.records().any(is_reached) && !state.publish.contains(publisher) {
            state.publish.insert(publisher.to_owned());
        }
        let closed = gate_all(facts).map(|outcome| outcome.reason.into_owned());
        let parties = Parties::of(facts);
        let bidders = facts.submitted().flat_map(|(_, bid)| bid.tenderers.records());
        let suppliers = facts.active_awards().flat_map(|(_, award)| award.suppliers.records());
        let all = bidders.chain(suppliers).chain(process.tender.tenderers.records());
        let inline: Vec<&str> = all.filter(|own| is_reached(own)).filter_map(Organization::known_by).collect();
        for own in facts.participants() {
            let firm = state.firms.of(own.name);
            if let Some(reason) = &closed {
                firm.closed.clone_from(reason);
                continue;
            }
            firm.reached =
                firm.reached || inline.contains(&own.id) || parties.get(own.id).any(|(_, party)| is_reached(party));
            if !firm.publishers.contains(publisher) {
                firm.publishers.insert(publisher.to_owned());
            }
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Seen, other: Seen) {
        into.publish.extend(other.publish);
        into.firms.merge(other.firms, |own, other| {
            own.reached |= other.reached;
            own.publishers.extend(other.publishers);
            if !other.closed.is_empty() {
                own.closed = other.closed;
            }
        });
    }

    fn finish(&self, seen: Seen) -> Box<dyn Judge> {
        let row = |(subject, firm): &(Arc<str>, Firm)| Row {
            subject_type: Subject::Tenderer,
            subject: subject.as_ref().to_owned(),
            outcome: self.answer(firm, &seen.publish),
        };
        Box::new(Made(seen.firms.sorted().iter().map(row).collect()))
    }
}

impl Untraceable {
    fn answer(&self, firm: &Firm, publish: &BTreeSet<String>) -> Outcome {
        if !self.on {
            return Outcome::not_applicable("off");
        }
        if firm.publishers.is_empty() {
            return Outcome::not_applicable(firm.closed.clone());
        }
        if firm.reached {
            return Outcome::clear();
        }
        if firm.publishers.is_disjoint(publish) {
            return Outcome::insufficient("never_published:parties/contactPoint");
        }
        Outcome::flagged()
    }
}

fn is_reached(organization: &Organization<'_>) -> bool {
    let point = &organization.contact_point;
    point.url.is_there() || point.email.is_there() || point.telephone.is_there()
}
