//! # What it finds
//! A bidder or supplier that was barred from taking part, or stood on a list of sanctions, on the day of its bid or
//! award.
//! # Why it matters
//! Who is barred has broken a contract or the law before. A bid that was let in shows that nobody looked.
//! # Formula
//!     day = the date of the bid for bidders, the date of the award for suppliers of active awards
//!     flagged when the table `[registers] debarred` lists one of them on its day: by its id or its identifier in a register;
//!         rows of the table without an id by their name (letters and digits, lower case); value = how many organisations
//! # Exclusions
//! Cancelled tenders; without a table `no_register`. Without a day only a row without days decides. Names are
//! compared exactly: namesakes happen, and evidence says that the match is one of names.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R046. The form of the register is ours:
//! columns id, name, from, to, source.

use super::bidders::{Member, Parties, Pointer, members};
use super::early::alone;
use super::r045::known_as;
use crate::facts::Facts;
use crate::facts::listing::{Listed, Listing};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R046",
    of: &[Subject::Process],
    source: include_str!("r046.rs"),
    build: |setup| {
        let own = Debarred { register: setup.settings.debarred.clone() };
        Ok(alone(move |facts| own.look(facts)))
    },
};

struct Debarred {
    register: Option<Listing>,
}

impl Debarred {
    fn look(&self, facts: &Facts<'_>) -> Outcome {
        if let Some(closed) = gate_all(facts) {
            return closed;
        }
        let Some(register) = &self.register else { return Outcome::insufficient("no_register") };
        let bidders = members(facts);
        let mut people: Vec<(Member<'_>, &str)> = suppliers(facts).map(|own| (own, "awards/date")).collect();
        match bidders {
            Ok(bidders) => people.extend(bidders.iter().cloned().map(|own| (own, "bids/details/date"))),
            Err(_) if people.is_empty() => return Outcome::missing("bids/details+awards"),
            Err(_) => {}
        }
        if people.is_empty() {
            return Outcome::not_applicable("none");
        }
        judged(facts, register, &people)
    }
}

fn judged(facts: &Facts<'_>, register: &Listing, people: &[(Member<'_>, &str)]) -> Outcome {
    let parties = Parties::of(facts);
    let mut evidence = Evidence::default();
    let mut undated: Option<&str> = None;
    let mut listed = BTreeSet::new();
    for (member, path) in people {
        let mut names = vec![member.organization.name.text()];
        names.extend(parties.get(member.id).map(|(_, party)| party.name.text()));
        names.extend(parties.get(member.id).map(|(_, party)| party.identifier.legal_name.text()));
        names.retain(|name| !name.is_empty());
        match register.lists(&known_as(member, parties), &names, member.date) {
            Listed::Yes(entry) => {
                listed.insert(member.id);
                evidence = evidence.and(member.pointer, member.id);
                evidence = evidence.with("listed as", &entry.name).with("source", &entry.source);
            }
            Listed::No => {}
            Listed::Unknown => undated = Some(path),
        }
    }
    match undated {
        Some(path) if listed.is_empty() => Outcome::missing(path),
        _ => Outcome::flagged_if(!listed.is_empty()).value(listed.len() as f64).on(evidence),
    }
}

/// The suppliers of active awards, with the dates of these.
fn suppliers<'p>(facts: &Facts<'p>) -> impl Iterator<Item = Member<'p>> {
    facts.active_awards().flat_map(|(at, award)| {
        award.suppliers.iter().filter_map(move |(place, organization)| {
            let id = organization.known_by()?;
            let pointer = Pointer::Supplier { award: at, place };
            let date = award.date.get().copied();
            Some(Member { id, bidder: Cow::Borrowed(id), organization, pointer, bid: None, date })
        })
    })
}
