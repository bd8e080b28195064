//! # What it finds
//! Two bidders for one lot behind whom the same beneficial owner stands.
//! # Why it matters
//! Bidders with one owner do not compete: the owner decides who wins and at what price, and the other bid only
//! makes the procedure look contested.
//! # Formula
//!     owners of a bidder = parties[].beneficialOwners of its organisations, known by id, or by name with birth date
//!     flagged when an owner stands behind two or more bidders of one lot; value = the number of such owners
//! # Exclusions
//! Cancelled tenders; lots with fewer than two bidders; processes in which fewer than two bidders have owners that
//! can be told apart (`no_register`): a name alone makes strangers one person. Members of one joint bid are one
//! bidder.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R032; OCDS extension beneficialOwners.

use super::bidders::{Parties, Pointer, members};
use super::early::alone;
use super::owners::{Holding, Read, shared};
use crate::facts::Facts;
use crate::flag::{Definition, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::organization::{Organization, Owner};

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R032", of: &[Subject::Process], source: include_str!("r032.rs"), build: |_| Ok(alone(look)) };

struct CommonOwner;

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    match members(facts) {
        Ok(members) => shared(facts, members, Parties::of(facts), &CommonOwner),
        Err(reason) => Outcome::insufficient(reason),
    }
}

impl Read for CommonOwner {
    fn read(&self, organization: &Organization<'_>, pointer: Pointer) -> Vec<Holding> {
        let holding = |(at, owner): (usize, &Owner<'_>)| {
            let pointer = format!("{pointer}/beneficialOwners/{at}");
            identities(owner).into_iter().map(move |who| Holding { who, counts: Some(true), pointer: pointer.clone() })
        };
        organization.beneficial_owners.iter().flat_map(holding).collect()
    }
}

/// What an owner is known by.
pub(super) fn identities(owner: &Owner<'_>) -> Vec<String> {
    let id = owner.id.get().map(|id| id.as_ref().trim().to_owned());
    let name = owner.name.get().zip(owner.birth_date.get());
    let name = name.map(|(name, born)| format!("{} {}", name.trim().to_lowercase(), born.trim()));
    id.into_iter().chain(name).collect()
}
