//! # What it finds
//! A bidder that is reached at the telephone number or the mail address of the buyer or of who runs the procedure.
//! # Why it matters
//! A shared contact may show that the person who buys is also the person who sells, or that a bid was written by
//! the official.
//! # Formula
//!     telephone: digits only, the last 9, at least 7; electronic mail: trimmed, lower case
//!     flagged when a contact of a bidder equals one of the buyer or the procuring entity; value = how many are equal
//! # Exclusions
//! Cancelled tenders; processes in which neither telephone nor mail is published on both sides. Numbers of noughts only
//! and mail without `@` are placeholders. A publisher that writes its own help desk for everybody
//! makes strangers equal: look at the base rate.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R043. The normal forms are ours.

use super::bidders::{Parties, Pointer, members};
use super::contact::{Contact, Kind, of_members, reached};
use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::organization::Organization;
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R043", of: &[Subject::Process], source: include_str!("r043.rs"), build: |_| Ok(alone(look)) };

const LACK: &str = "parties/contactPoint/telephone+parties/contactPoint/email";

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let members = match members(facts) {
        Ok(members) => members,
        Err(reason) => return Outcome::insufficient(reason),
    };
    let parties = Parties::of(facts);
    let officials = officials(facts, parties);
    // Offices that publish no contact leave nothing to compare, and those of the bidders need not be worked out.
    if officials.is_empty() {
        return Outcome::missing(LACK);
    }
    let reached = of_members(facts, members).iter().map(|(_, contact)| contact).filter(|own| own.kind != Kind::Address);
    let own: BTreeMap<(Kind, &str), &Contact<'_>> =
        reached.map(|contact| ((contact.kind, contact.normal.as_str()), contact)).collect();
    // A telephone number and a mail address cannot be compared: one kind at least must stand on both sides.
    if !officials.keys().any(|(kind, _)| own.keys().any(|(other, _)| other == kind)) {
        return Outcome::missing(LACK);
    }
    let mut evidence = Evidence::default();
    let mut equal = 0_u32;
    for ((kind, normal), official) in &officials {
        if let Some(bidder) = own.get(&(*kind, normal.as_str())) {
            equal += 1;
            evidence = evidence.and(bidder.pointer(), bidder.published());
            evidence = evidence.and(official.pointer(), official.published());
        }
    }
    Outcome::flagged_if(equal > 0).value(f64::from(equal)).on(evidence)
}

/// The contacts of the buyer and the procuring entity, where they are named and among the parties.
fn officials<'p>(facts: &Facts<'p>, parties: &Parties<'p>) -> BTreeMap<(Kind, String), Contact<'p>> {
    let process = facts.process;
    let named: [(&Organization<'_>, &'static str); 2] =
        [(&process.buyer, "/buyer"), (&process.tender.procuring_entity, "/tender/procuringEntity")];
    let mut contacts: Vec<Contact<'_>> = Vec::new();
    for (organization, pointer) in named {
        contacts.extend(reached(organization, Pointer::Named(pointer)));
        for (at, party) in parties.get(organization.known_by().unwrap_or_default()) {
            contacts.extend(reached(party, Pointer::Party(at)));
        }
    }
    contacts.into_iter().map(|contact| ((contact.kind, contact.normal.clone()), contact)).collect()
}
