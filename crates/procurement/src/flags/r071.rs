//! # What it finds
//! An award whose supplier is to hand most of the work to others.
//! # Why it matters
//! A supplier that keeps a margin and passes the work on may be there for its name or its friends.
//! # Formula
//!     flagged when awards[].subcontracting.minimumPercentage >= threshold for an award; a number above 1 is per cent
//!     hasSubcontracting = false stands for nought; value = the largest share
//! # Exclusions
//! Cancelled tenders; cancelled and unsuccessful awards; no awards (`stage`); awards without the share; a share below nought or
//! above 100 per cent (`unreadable`); awards that are no list (`unreadable`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R071; OCDS extension subcontracting. The
//! threshold stands for "all or most" of the guide.

use super::decision::without_active_award;
use super::early::alone;
use super::r033::fraction;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::stages::Award;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R071",
    of: &[Subject::Process],
    source: include_str!("r071.rs"),
    build: |setup| {
        let own = Subcontracts { threshold: setup.parameters.get("threshold")?.number("threshold")? };
        Ok(alone(move |facts| own.look(facts)))
    },
};

struct Subcontracts {
    threshold: f64,
}

impl Subcontracts {
    fn look(&self, facts: &Facts<'_>) -> Outcome {
        if let Some(closed) = gate_all(facts) {
            return closed;
        }
        let gone = |status: &str| matches!(status, "cancelled" | "unsuccessful");
        let awards = facts.process.awards.iter();
        let awards = awards.filter(|(_, award)| !gone(award.status.text()) && !gone(award.final_status.text()));
        let parts = awards.map(|(at, award)| self.award(at, award)).collect();
        Outcome::roll_up(parts).unwrap_or_else(|| without_active_award(facts))
    }

    fn award(&self, at: usize, award: &Award<'_>) -> Outcome {
        let path = "awards/subcontracting/minimumPercentage";
        let least = &award.subcontracting.minimum_percentage;
        let Some(least) = least.get() else {
            return match award.has_subcontracting.get() {
                Some(false) => Outcome::clear().value(0.0),
                _ => Outcome::insufficient(least.lack(path)),
            };
        };
        let pointer = format!("/awards/{at}/subcontracting/minimumPercentage");
        let share = fraction(*least);
        // No part of the work is less than nothing or more than all of it: the number means something else.
        if !(0.0..=1.0).contains(&share) {
            return Outcome::insufficient(["unreadable:", path].concat()).on(Evidence::at(pointer, least));
        }
        let evidence = Evidence::at(pointer, least).with("threshold", self.threshold);
        Outcome::flagged_if(share >= self.threshold).value(share).on(evidence)
    }
}
