//! # What it finds
//! Two bidders of one process that share a telephone number, a mail address, or a street with its postcode.
//! # Why it matters
//! Firms that are reached at one place may be one firm under two names, and bids from one desk are no competition.
//! # Formula
//!     telephone: digits only, the last 9, at least 7; electronic mail: trimmed, lower case
//!     address: letters and digits of postcode and street, lower case, both present
//!     flagged when two different organisations of two different bidders share one; value = how many are shared
//! # Exclusions
//! Cancelled tenders; fewer than two bidders; fewer than two bidders with one and the same of the three. Members of
//! one joint bid may share an address. A business centre makes strangers neighbours: look at the evidence.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R044. The normal forms are ours.

use super::bidders::{Member, are_several, members};
use super::contact::{Contact, of_members};
use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R044", of: &[Subject::Process], source: include_str!("r044.rs"), build: |_| Ok(alone(look)) };

/// A contact in its normal form, and whose it is.
type Found<'f, 'p> = (&'f str, &'f Member<'p>, &'f Contact<'p>);

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let members = match members(facts) {
        Ok(members) => members,
        Err(reason) => return Outcome::insufficient(reason),
    };
    if !are_several(members) {
        return Outcome::not_applicable("n<2");
    }
    let mut contacts: Vec<Found<'_, '_>> = of_members(facts, members)
        .iter()
        .filter_map(|(place, contact)| Some((contact.normal.as_str(), members.get(*place)?, contact)))
        .collect();
    contacts.sort_by_key(|(normal, _, contact)| (contact.kind, *normal));
    // A telephone number and a street cannot be compared: two bidders must publish one kind.
    let several = |own: &[Found<'_, '_>]| are_several(own.iter().map(|(_, member, _)| *member));
    if !contacts.chunk_by(|a, b| a.2.kind == b.2.kind).any(several) {
        return Outcome::missing(
            "parties/contactPoint/telephone+parties/contactPoint/email+parties/address/streetAddress",
        );
    }
    // Of two organisations and two bidders there is always a pair that differs in both.
    let is_shared = |own: &&[Found<'_, '_>]| several(own) && own.iter().any(|(_, member, _)| member.id != own[0].1.id);
    let same = contacts.chunk_by(|a, b| (a.2.kind, a.0) == (b.2.kind, b.0));
    let shared: Vec<_> = same.filter(is_shared).collect();
    let mut evidence = Evidence::default();
    for own in &shared {
        let places: BTreeMap<String, String> =
            own.iter().map(|(.., contact)| (contact.pointer().to_string(), contact.published())).collect();
        for (pointer, published) in places {
            evidence = evidence.and(pointer, published);
        }
    }
    Outcome::flagged_if(!shared.is_empty()).value(shared.len() as f64).on(evidence)
}
