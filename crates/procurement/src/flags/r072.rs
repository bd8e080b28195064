//! # What it finds
//! A buyer or a supplier whose contracts are subcontracted far more often than those of others.
//! # Why it matters
//! Subcontracting may pay off a firm for not competing, or bring in by the back door one that could not win.
//! # Formula
//!     share = active awards with subcontracting / active awards that say whether there is any
//!     flagged when share >= Q3 + 1.5 (Q3 - Q1) over all buyers (all suppliers) with at least 10 such awards
//!     An award has subcontracting when hasSubcontracting is true, a subcontract is listed or a share above nought is given.
//! # Exclusions
//! Awards that say nothing about subcontracting; subjects with fewer than 10 that do. Where the fence is nought there is no
//! answer about those above it.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R072; the smallest number of awards is ours.

use super::gate::closed;
use crate::compare::fences::Kind;
use crate::compare::rates::Unknown;
use crate::compare::shares::{Rule, Shares};
use crate::compare::{Compared, count, fence};
use crate::facts::Facts;
use crate::flag::{Calibration, Definition, Flag, Judge, Observed, Row, Rows, Subject, erase};
use crate::process::record::{Found, Record as _};
use crate::process::stages::Award;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R072",
    of: &[Subject::Buyer, Subject::Tenderer],
    source: include_str!("r072.rs"),
    build: |setup| Ok(erase(Prevalence { least: count(setup, "min_awards")?, fence: fence(setup, "fence")? })),
};

struct Prevalence {
    least: u64,
    fence: Kind,
}

#[derive(Default, Serialize, Deserialize)]
struct Seen {
    buyers: Shares,
    tenderers: Shares,
}

impl Flag for Prevalence {
    type State = Seen;

    fn observe(&self, state: &mut Seen, facts: &Facts<'_>) -> Observed {
        let closed = closed(facts).map(Unknown::Closed);
        let why = closed.unwrap_or(Unknown::Missing("awards/hasSubcontracting"));
        facts.buyer().into_iter().for_each(|buyer| state.buyers.occurs(buyer, why));
        for own in facts.participants() {
            state.tenderers.occurs(own.id, why);
        }
        if closed.is_some() {
            return Observed::Nothing;
        }
        for (at, award) in facts.active_awards() {
            let Some(has) = has_subcontracting(award) else { continue };
            facts.buyer().into_iter().for_each(|buyer| state.buyers.add(buyer, 1, u64::from(has)));
            for supplier in facts.suppliers(at) {
                state.tenderers.add(supplier, 1, u64::from(has));
            }
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Seen, other: Seen) {
        into.buyers.merge(other.buyers);
        into.tenderers.merge(other.tenderers);
    }

    fn finish(&self, state: Seen) -> Box<dyn Judge> {
        let rule = |of: Subject| Rule {
            of,
            fence: self.fence,
            least: self.least,
            objects: "awards that say",
            having: "with subcontracting",
        };
        let (mut rows, of_buyers) = state.buyers.judge(&rule(Subject::Buyer));
        let (rows_of_tenderers, of_tenderers) = state.tenderers.judge(&rule(Subject::Tenderer));
        rows.extend(rows_of_tenderers);
        Box::new(Verdict { rows, of_buyers, of_tenderers })
    }
}

/// Whether parts of an award are subcontracted; `None` where it does not say.
fn has_subcontracting(award: &Award<'_>) -> Option<bool> {
    let own = &award.subcontracting;
    let listed = own.subcontracts.has_any()
        || [&own.minimum_percentage, &own.maximum_percentage]
            .into_iter()
            .any(|share| share.get().is_some_and(|share| share.is_positive()));
    match award.has_subcontracting.get() {
        Some(said) => Some(*said || listed),
        None => (own.found() == Found::Right).then_some(listed),
    }
}

struct Verdict {
    rows: Vec<Row>,
    of_buyers: Compared,
    of_tenderers: Compared,
}

impl Judge for Verdict {
    fn rows(&self) -> Rows<'_> {
        Box::new(self.rows.iter().cloned())
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        let both = [("buyers", &self.of_buyers), ("tenderers", &self.of_tenderers)];
        both.into_iter().map(|(name, compared)| (name.to_owned(), compared.notes.clone())).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(Calibration::of(self.of_buyers.named("buyers")).and(self.of_tenderers.named("tenderers")))
    }
}
