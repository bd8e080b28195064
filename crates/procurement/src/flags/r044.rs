//! # What it finds
//! Two bidders of one process that share a telephone number, a mail address, or a street with its postcode.
//! # Why it matters
//! Firms that are reached at one place may be one firm under two names, and bids from one desk are no competition.
//! # Formula
//!     telephone: digits only, the last 9, at least 7; electronic mail: trimmed, lower case
//!     address: letters and digits of postcode and street, lower case, both present
//!     flagged when two different organisations of two different bidders share one; value = how many are shared
//! # Exclusions
//! Cancelled tenders; fewer than two bidders; fewer than two bidders with any of the three. Members of one joint
//! bid may share an address. A business centre makes strangers neighbours: look at the evidence.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R044. The normal forms are ours.

use super::bidders::{Parties, count, members};
use super::contact::{found, of_member};
use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use std::collections::{BTreeMap, BTreeSet};

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R044", of: &[Subject::Process], source: include_str!("r044.rs"), build: |_| Ok(alone(look)) };

/// Where one contact is published, and by whom.
#[derive(Default)]
struct Holders<'m> {
    organizations: BTreeSet<&'m str>,
    bidders: BTreeSet<&'m str>,
    places: BTreeMap<String, String>,
}

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let members = match members(facts) {
        Ok(members) => members,
        Err(reason) => return Outcome::insufficient(reason),
    };
    if count(members) < 2 {
        return Outcome::not_applicable("n<2");
    }
    let parties = Parties::of(facts);
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut contacts: BTreeMap<(&str, String), Holders<'_>> = BTreeMap::new();
    for member in members {
        for contact in of_member(member, parties, found) {
            known.insert(&member.bidder);
            let holders = contacts.entry((contact.kind, contact.normal)).or_default();
            holders.organizations.insert(member.id);
            holders.bidders.insert(&member.bidder);
            holders.places.insert(contact.pointer, contact.published);
        }
    }
    if known.len() < 2 {
        return Outcome::missing(
            "parties/contactPoint/telephone+parties/contactPoint/email+parties/address/streetAddress",
        );
    }
    // Of two organisations and two bidders there is always a pair that differs in both.
    let shared: Vec<_> = contacts.values().filter(|own| own.organizations.len() > 1 && own.bidders.len() > 1).collect();
    let mut evidence = Evidence::default();
    for (pointer, published) in shared.iter().flat_map(|own| &own.places) {
        evidence = evidence.and(pointer, published);
    }
    Outcome::flagged_if(!shared.is_empty()).value(shared.len() as f64).on(evidence)
}
