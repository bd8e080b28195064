//! One owner behind several bidders: the comparison that beneficial owners and shareholders share.

use super::bidders::{Member, Parties, Pointer, are_several, by_lot};
use crate::facts::Facts;
use crate::flag::{Evidence, Outcome};
use crate::process::organization::Organization;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody who owns a part of an organisation.
pub(crate) struct Holding {
    /// What the owner is known by.
    pub who: String,
    /// Whether the part is large enough; `None` when nobody can tell.
    pub counts: Option<bool>,
    /// Where it stands.
    pub pointer: String,
}

/// A bidder behind which an owner stands, whether the part is large enough, and where it is published.
type Behind<'m> = (&'m str, Option<bool>, String);

/// Reads the holdings in an organisation.
pub(crate) trait Read {
    /// Those published at `pointer`.
    fn read(&self, organization: &Organization<'_>, pointer: Pointer) -> Vec<Holding>;
}

/// The answer over all lots.
pub(crate) fn shared(facts: &Facts<'_>, members: &[Member<'_>], parties: &Parties<'_>, read: &dyn Read) -> Outcome {
    let lots = match by_lot(facts, members) {
        Ok(lots) => lots,
        Err(reason) => return Outcome::insufficient(reason),
    };
    let lots = lots.iter().map(|lot| of_lot(lot, parties, read)).collect();
    Outcome::roll_up(lots).unwrap_or_else(|| Outcome::not_applicable("n<2"))
}

fn of_lot(members: &[&Member<'_>], parties: &Parties<'_>, read: &dyn Read) -> Outcome {
    if !are_several(members.iter().copied()) {
        return Outcome::not_applicable("n<2");
    }
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut behind: BTreeMap<String, Vec<Behind<'_>>> = BTreeMap::new();
    for member in members {
        for holding in of_member(member, parties, read) {
            known.insert(&member.bidder);
            behind.entry(holding.who).or_default().push((&member.bidder, holding.counts, holding.pointer));
        }
    }
    if known.len() < 2 {
        return Outcome::insufficient("no_register");
    }
    let bidders = |all: &[Behind<'_>], least: Option<bool>| {
        let counting =
            all.iter().filter(|(_, counts, _)| *counts == Some(true) || (least.is_none() && counts.is_none()));
        counting.map(|(bidder, ..)| *bidder).collect::<BTreeSet<_>>().len()
    };
    let certain: Vec<_> = behind.iter().filter(|(_, all)| bidders(all, Some(true)) >= 2).collect();
    if certain.is_empty() && behind.values().any(|all| bidders(all, None) >= 2) {
        return Outcome::missing("parties/shareholders/shareholding");
    }
    let mut evidence = Evidence::default();
    for (who, all) in &certain {
        for (.., pointer) in all.iter().filter(|(_, counts, _)| *counts == Some(true)) {
            evidence = evidence.and(pointer, who);
        }
    }
    Outcome::flagged_if(!certain.is_empty()).value(certain.len() as f64).on(evidence)
}

fn of_member(member: &Member<'_>, parties: &Parties<'_>, read: &dyn Read) -> Vec<Holding> {
    let mut holdings = read.read(member.organization, member.pointer);
    for (at, party) in parties.get(member.id) {
        holdings.extend(read.read(party, Pointer::Party(at)));
    }
    holdings
}
