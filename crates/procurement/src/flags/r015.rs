//! # What it finds
//! Much time between the opening of bids and the beginning of their evaluation.
//! # Why it matters
//! Bids that lie opened and unread can be changed, and bidders can be called.
//! # Formula
//!     days = tender.awardPeriod.startDate - tender.bidOpening.date
//!     flagged when days >= exp(ln Q3 + 1.5 (ln Q3 - ln Q1)) of the peers
//!     peers: same class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! Cancelled tenders. Periods that end before they begin, or whose length depends on an unknown offset, are not judged and
//! not compared with. Periods of nought days stay out of the quartiles.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R015; the fence on logarithms is ours.

use super::early::{clock, day, offset};
use super::fenced::Rule;
use super::gate::gate_all;
use crate::compare::peers::Peers;
use crate::compare::{count, fence, optional};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::process::moment::{DAY, Moment};
use std::fmt::{self, Display};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R015",
    of: &[Subject::Process],
    source: include_str!("r015.rs"),
    build: |setup| {
        let threshold = optional(setup, "threshold")?;
        Ok(erase(SlowEvaluation(Rule { fence: fence(setup, "fence")?, n_min: count(setup, "n_min")?, threshold })))
    },
};

struct SlowEvaluation(Rule);

impl Flag for SlowEvaluation {
    type State = Peers;

    fn observe(&self, state: &mut Peers, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        let tender = &facts.process.tender;
        let (from, to) = match (tender.bid_opening.date.get(), tender.award_period.start_date.get()) {
            (Some(from), Some(to)) => (*from, *to),
            (None, None) if tender.bid_opening.date.lack("") == "missing:" => {
                return Outcome::missing("tender/awardPeriod/startDate+tender/bidOpening/date").into();
            }
            (None, _) => return Outcome::insufficient(tender.bid_opening.date.lack("tender/bidOpening/date")).into(),
            (_, None) => {
                let reason = tender.award_period.start_date.lack("tender/awardPeriod/startDate");
                return Outcome::insufficient(reason).into();
            }
        };
        match days(facts, from, to) {
            Err(reason) => Outcome::insufficient(reason).into(),
            Ok(days) => {
                let evidence = Evidence::at("/tender/bidOpening/date", shown(from));
                let evidence = evidence.and("/tender/awardPeriod/startDate", shown(to));
                self.0.observe(state, facts, days, evidence)
            }
        }
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, state: Peers) -> Box<dyn Judge> {
        Box::new(self.0.judge(state))
    }
}

/// Days and parts of days from one moment to another; the reason where they are negative or nobody can tell.
pub(super) fn days(facts: &Facts<'_>, from: Moment, to: Moment) -> Result<f64, &'static str> {
    let (low, high) = facts.settings.clock.between(from.start(), to.start());
    match (low, high) {
        (_, high) if high < 0 => Err("negative_period"),
        (low, high) if low < high => Err("timezone_unknown"),
        _ => Ok(low as f64 / DAY as f64),
    }
}

/// A moment to the second, for evidence.
pub(super) fn shown(moment: Moment) -> impl Display {
    Shown(moment)
}

struct Shown(Moment);

impl Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.0;
        if let Some(date) = moment.date() {
            day(f, date)?;
        }
        if moment.day {
            return Ok(());
        }
        clock(f, moment.local.rem_euclid(DAY) / 1_000_000)?;
        offset(f, moment)
    }
}
