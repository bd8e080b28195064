//! References: organisations against the list of parties, contracts against awards, the number of tenderers against their
//! list. A release without parties (OCDS 1.0, or one that has only references) decides nothing about them.

use super::{Check, Found, Indexes};
use crate::facts::{Facts, ids};
use crate::flags::bidders::Parties;
use crate::process::organization::Organization;
use crate::process::record::List;

/// Makes the checks.
pub(super) fn look(facts: &Facts<'_>, found: &mut Found) {
    counts(facts, found);
    awards(facts, found);
    let parties = Parties::of(facts);
    if !parties.is_empty() {
        references(facts, &mut Look { parties, found });
    }
}

/// The published number against the published list: distinct identifiers, or elements where not all have one.
fn counts(facts: &Facts<'_>, found: &mut Found) {
    let tender = &facts.process.tender;
    let (Some(number), true) = (tender.number_of_tenderers.get(), tender.tenderers.has_any()) else { return };
    let all = tender.tenderers.records().count();
    let named = tender.tenderers.records().all(|own| own.id.is_there());
    let listed = if named { ids(&tender.tenderers).len() } else { all };
    if i64::try_from(listed).is_ok_and(|listed| listed != *number) {
        found.add(
            Check::TendererCount,
            "/tender/numberOfTenderers",
            Indexes::NONE,
            format!("{number}, listed {listed}"),
        );
    }
}

/// Contracts whose award is not there. Where no award has an identifier, nothing can be said.
fn awards(facts: &Facts<'_>, found: &mut Found) {
    let process = facts.process;
    for (at, contract) in process.contracts.iter() {
        let id = contract.award_id.text();
        if !id.is_empty() && !process.awards.records().any(|award| award.id.text() == id) {
            found.add(Check::ContractAward, "/contracts[]/awardID", Indexes::one(at), id.to_owned());
        }
    }
}

struct Look<'p, 'f> {
    parties: &'f Parties<'p>,
    found: &'f mut Found,
}

/// Where a reference stands: the reference, its `id`, its `name`.
type Paths = [&'static str; 3];

macro_rules! paths {
    ($at:literal) => {
        [$at, concat!($at, "/id"), concat!($at, "/name")]
    };
}

impl Look<'_, '_> {
    fn one(&mut self, paths: Paths, indexes: Indexes, role: &str, own: &Organization<'_>) {
        let id = own.id.text();
        if id.is_empty() {
            return;
        }
        let parties = || self.parties.get(id).map(|(_, party)| party);
        let Some(party) = parties().next() else {
            return self.found.add(Check::Party, paths[1], indexes, id.to_owned());
        };
        let name = own.name.text().trim();
        // Nearly always there is one party, and it is as it should be.
        if (name.is_empty() || party.name.text().trim() == name) && (role.is_empty() || party.roles.has(role)) {
            return;
        }
        let names = || parties().map(|party| party.name.text().trim()).filter(|name| !name.is_empty());
        if !name.is_empty() && names().next().is_some() && !names().any(|own| own == name) {
            let value = format!("{name} / {}", names().next().unwrap_or_default());
            self.found.add(Check::Name, paths[2], indexes, value);
        }
        let roles = || parties().filter(|party| !party.roles.is_empty());
        if !role.is_empty() && roles().next().is_some() && !roles().any(|party| party.roles.has(role)) {
            let value = format!("{id}: {}", roles().flat_map(|party| party.roles.iter()).collect::<Vec<_>>().join("|"));
            self.found.add(Check::Role, paths[0], indexes, value);
        }
    }

    fn list(&mut self, paths: Paths, at: Option<usize>, role: &str, all: &List<Organization<'_>>) {
        for (number, own) in all.iter() {
            self.one(paths, Indexes::within(at, number), role, own);
        }
    }
}

fn references(facts: &Facts<'_>, look: &mut Look<'_, '_>) {
    let process = facts.process;
    look.one(paths!("/buyer"), Indexes::NONE, "buyer", &process.buyer);
    look.one(paths!("/tender/procuringEntity"), Indexes::NONE, "procuringEntity", &process.tender.procuring_entity);
    look.list(paths!("/tender/tenderers[]"), None, "tenderer", &process.tender.tenderers);
    for (at, bid) in process.bids.details.iter() {
        look.list(paths!("/bids/details[]/tenderers[]"), Some(at), "tenderer", &bid.tenderers);
    }
    for (at, award) in process.awards.iter() {
        look.list(paths!("/awards[]/suppliers[]"), Some(at), "supplier", &award.suppliers);
    }
    for (at, contract) in process.contracts.iter() {
        look.list(paths!("/contracts[]/suppliers[]"), Some(at), "supplier", &contract.suppliers);
        for (number, paid) in contract.implementation.transactions.iter() {
            let place = Indexes::two(at, number);
            look.one(paths!("/contracts[]/implementation/transactions[]/payer"), place, "payer", &paid.payer);
            look.one(paths!("/contracts[]/implementation/transactions[]/payee"), place, "payee", &paid.payee);
        }
    }
}
