//! # What it finds
//! A buyer who asks for more than the lowest price far more often than other buyers.
//! # Why it matters
//! Criteria that leave room for judgement are often right, and they are also how a winner is chosen beforehand.
//! # Formula
//!     share = processes whose awardCriteria are neither priceOnly nor lowestCost / processes with awardCriteria
//!     flagged when share >= Q3 + 1.5 (Q3 - Q1) over all buyers with at least 10 such processes
//!     Where the tender has no criteria those of its lots are read: one lot with others makes it such a process.
//! # Exclusions
//! Cancelled and excluded processes; buyers with fewer than 10 processes with criteria.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R021; fence of Tukey (1977).

use super::fenced::Judged;
use super::gate::closed;
use crate::compare::fences::Kind;
use crate::compare::rates::Unknown;
use crate::compare::shares::{Rule, Shares};
use crate::compare::{count, fence, words};
use crate::facts::Facts;
use crate::flag::{Definition, Flag, Judge, Observed, Subject, erase};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R021",
    of: &[Subject::Buyer],
    source: include_str!("r021.rs"),
    build: |setup| {
        Ok(erase(DiscretionaryCriteria {
            plain: words(setup, "price_criteria")?,
            least: count(setup, "min_processes")?,
            fence: fence(setup, "fence")?,
        }))
    },
};

struct DiscretionaryCriteria {
    plain: Vec<String>,
    least: u64,
    fence: Kind,
}

impl Flag for DiscretionaryCriteria {
    type State = Shares;

    fn observe(&self, state: &mut Shares, facts: &Facts<'_>) -> Observed {
        let Some(buyer) = facts.buyer() else { return Observed::Nothing };
        match (closed(facts), self.is_discretionary(facts)) {
            (Some(reason), _) => state.occurs(buyer, Unknown::Closed(reason)),
            (None, Some(is_discretionary)) => state.add(buyer, 1, u64::from(is_discretionary)),
            (None, None) => state.occurs(buyer, Unknown::Missing("tender/awardCriteria")),
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Shares, other: Shares) {
        into.merge(other);
    }

    fn finish(&self, state: Shares) -> Box<dyn Judge> {
        let rule = Rule {
            of: Subject::Buyer,
            fence: self.fence,
            least: self.least,
            objects: "processes with criteria",
            having: "not by price alone",
        };
        Box::new(Judged::from(state.judge(&rule)))
    }
}

impl DiscretionaryCriteria {
    fn is_discretionary(&self, facts: &Facts<'_>) -> Option<bool> {
        let tender = &facts.process.tender;
        let is_plain = |criteria: &str| self.plain.iter().any(|own| own == criteria);
        if let Some(criteria) = tender.award_criteria.get() {
            return Some(!is_plain(criteria));
        }
        let of_lots = tender.lots.records().filter_map(|lot| lot.award_criteria.get()).map(|own| !is_plain(own));
        of_lots.reduce(|any, own| any || own)
    }
}
