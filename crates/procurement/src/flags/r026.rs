//! # What it finds
//! A market in which far more awards go to consortia than in other markets.
//! # Why it matters
//! Firms that could bid against each other may share a contract instead; joint bids of large firms are a form of it.
//! # Formula
//!     share = active awards with two or more suppliers in one award / active awards with suppliers
//!     flagged when share >= Q3 + 1.5 (Q3 - Q1) over all markets with at least 10 such awards
//!     An award counts in each market of its items; where it lists none, in each of the tender's.
//! # Exclusions
//! Awards of several lots to several suppliers are no consortia. Markets with fewer than 10 awards; where the fence is nought
//! (hardly any market knows consortia) there is no answer about those that do.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R026; the smallest number of awards is ours.

use super::awarded::whatever_became_of_it;
use super::fenced::Judged;
use super::gate::closed;
use crate::compare::fences::Kind;
use crate::compare::rates::Unknown;
use crate::compare::shares::{Rule, Shares};
use crate::compare::{count, fence};
use crate::facts::Facts;
use crate::flag::{Definition, Flag, Judge, Observed, Subject, erase};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R026",
    of: &[Subject::Market],
    source: include_str!("r026.rs"),
    build: |setup| Ok(erase(Consortia { least: count(setup, "min_awards")?, fence: fence(setup, "fence")? })),
};

struct Consortia {
    least: u64,
    fence: Kind,
}

impl Flag for Consortia {
    type State = Shares;

    fn observe(&self, state: &mut Shares, facts: &Facts<'_>) -> Observed {
        let closed = closed(facts).map(Unknown::Closed);
        for award in whatever_became_of_it(facts) {
            let missing = || award.suppliers.is_empty().then_some(Unknown::Missing("awards/suppliers/id"));
            let unknown = closed.or_else(missing);
            for market in &award.markets {
                match unknown {
                    Some(why) => state.occurs(market, why),
                    None => state.add(market, 1, u64::from(award.suppliers.len() > 1)),
                }
            }
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Shares, other: Shares) {
        into.merge(other);
    }

    fn finish(&self, state: Shares) -> Box<dyn Judge> {
        let rule = Rule {
            of: Subject::Market,
            fence: self.fence,
            least: self.least,
            objects: "awards",
            having: "to two or more suppliers",
        };
        Box::new(Judged::from(state.judge(&rule)))
    }
}
