//! # What it finds
//! Two firms whose bids always come in the same order, or again and again within a minute of each other.
//! # Why it matters
//! Bids prepared at one desk are handed in one after the other. A firm that is always early and one that is always late
//! look the same.
//! # Formula
//!     joint processes in which both bids have a time of day; n ordered ones (not at the same instant)
//!     order: all n in one order, n >= least and p = 2 · (1/2)^n < p_max (two-sided sign test)
//!     close: at least `close_min` processes with less than `close_seconds` between them
//!     within: at least `least` joint processes, in all of them no more than `all_within` seconds between the bids (off at 0)
//!     flagged when one holds; value = p
//! # Exclusions
//! Cancelled and excluded processes (a pair that meets in no other is `cancelled` or `excluded`); bids withdrawn; days
//! without a time; processes with more than 60 bidders are counted only. Where the times that are known do not show the
//! second: pairs with fewer than least joint processes are `n<least`; with fewer than that in which both times are known
//! `missing`, or `timezone_unknown` where times without an offset would be enough. Of several bids of a firm the last
//! counts.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R034; the sign test is ours. Kachmaroman (2024) takes
//! pairs whose bids all come within an hour: `all_within = 3600`.

use super::Closed;
use super::coin::heads_at_least;
use crate::compare::{count, number, unless_off};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::network::{BIDDERS_MAX, Meeting, Pairs, bidders, firms};
use crate::partial::words;
use crate::process::moment::Stamp;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R034",
    of: &[Subject::Pair],
    source: include_str!("r034.rs"),
    build: |setup| {
        Ok(erase(SameOrder(Rule {
            least: count(setup, "least")?,
            p_max: number(setup, "p_max")?,
            close_min: count(setup, "close_min")?,
            close: (number(setup, "close_seconds")? * 1e6) as i64,
            within: unless_off(setup, "all_within")?.map(|seconds| (seconds * 1e6) as i64),
        })))
    },
};

struct SameOrder(Rule);

#[derive(Clone, Copy)]
struct Rule {
    least: u64,
    p_max: f64,
    close_min: u64,
    /// In microseconds.
    close: i64,
    /// In microseconds, if it is asked for.
    within: Option<i64>,
}

/// What was seen of two bids of one process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Times {
    /// The process does not count.
    Closed(Closed),
    /// One of them has no time.
    Open,
    /// An unknown offset leaves the order open.
    Unknown,
    /// Both are known.
    Known {
        /// Whether the first of the pair was earlier, at the same time, or later.
        #[serde(with = "words::order")]
        order: Ordering,
        close: bool,
        /// Whether they came no further apart than all are to be.
        within: bool,
    },
}

/// Joint processes of a pair.
#[derive(Debug, Clone, Copy, Default)]
struct Joint {
    /// Why a process does not count in which they met.
    closed: Option<Closed>,
    all: u32,
    /// Both times known.
    timed: u32,
    /// Both have times, and an unknown offset leaves their order open.
    unknown: u32,
    /// The first of the pair was earlier.
    before: u32,
    /// The first of the pair was later.
    after: u32,
    close: u32,
    within: u32,
}

impl Joint {
    fn of(meetings: &[Meeting<Times>]) -> Self {
        let mut joint = Self::default();
        for Meeting { seen, times, .. } in meetings {
            if let Times::Closed(why) = seen {
                joint.closed = joint.closed.into_iter().chain([*why]).min();
                continue;
            }
            joint.all += times;
            joint.unknown += if *seen == Times::Unknown { *times } else { 0 };
            let Times::Known { order, close, within } = seen else { continue };
            joint.timed += times;
            joint.close += if *close { *times } else { 0 };
            joint.within += if *within { *times } else { 0 };
            match order {
                Ordering::Less => joint.before += times,
                Ordering::Equal => {}
                Ordering::Greater => joint.after += times,
            }
        }
        joint
    }
}

impl Flag for SameOrder {
    type State = Pairs<Times>;

    fn observe(&self, state: &mut Self::State, facts: &Facts<'_>) -> Observed {
        let bidders = bidders(facts);
        if bidders.len() < 2 {
            return Observed::Nothing;
        }
        let firms = firms(facts);
        if let Some(why) = Closed::of(facts) {
            // Crowded processes are counted, and this one does not count.
            if bidders.len() <= BIDDERS_MAX {
                state.each(bidders, firms, |_, _| Times::Closed(why));
            }
            return Observed::Nothing;
        }
        let times = times(facts, firms);
        let time = |at: usize| times.get(at).copied().flatten();
        state.each(bidders, firms, |a, b| {
            let (Some(a), Some(b)) = (time(a), time(b)) else { return Times::Open };
            match facts.settings.clock.between(a, b) {
                (low, high) if low != high => Times::Unknown,
                (apart, _) => Times::Known {
                    order: 0.cmp(&apart),
                    close: apart.abs() < self.0.close,
                    within: self.0.within.is_some_and(|within| apart.abs() <= within),
                },
            }
        });
        Observed::Nothing
    }

    fn merge(&self, into: &mut Self::State, other: Self::State) {
        into.merge(other, |seen, _| seen);
    }

    fn finish(&self, state: Self::State) -> Box<dyn Judge> {
        Box::new(Judged(self.0, state.in_order()))
    }
}

/// When each of the firms handed in its last bid, where a time of day is published.
fn times(facts: &Facts<'_>, firms: &[&str]) -> Vec<Option<Stamp>> {
    let mut times: Vec<Option<Stamp>> = vec![None; firms.len()];
    for (at, bid) in facts.submitted() {
        let Some(date) = bid.date.get().filter(|date| !date.day) else { continue };
        for id in facts.tenderers(at) {
            let new = date.start();
            let known = firms.binary_search(id).ok().and_then(|place| times.get_mut(place));
            if let Some(known) = known.filter(|known| known.and_then(|known| facts.later(known, new)) != Some(true)) {
                *known = Some(new);
            }
        }
    }
    times
}

struct Judged(Rule, Pairs<Times>);

impl Judged {
    fn look(&self, joint: &Joint) -> Outcome {
        let rule = &self.0;
        if let (0, Some(why)) = (joint.all, joint.closed) {
            return Outcome::not_applicable(why.word());
        }
        let close = u64::from(joint.close) >= rule.close_min;
        if u64::from(joint.all) < rule.least && !close {
            return Outcome::not_applicable(format!("n<{}", rule.least));
        }
        if u64::from(joint.timed) < rule.least && !close {
            let dated = u64::from(joint.timed) + u64::from(joint.unknown);
            return match dated < rule.least {
                true => Outcome::missing("bids/details/date"),
                false => Outcome::insufficient("timezone_unknown"),
            };
        }
        let ordered = u64::from(joint.before) + u64::from(joint.after);
        let always = ordered >= rule.least && (joint.before == 0 || joint.after == 0);
        // The probability that chance gives an order as one-sided as this, or more.
        let rarer = u64::from(joint.before.min(joint.after));
        let p = (2.0 * heads_at_least(ordered, ordered - rarer)).min(1.0);
        let evidence = Evidence::default().with("joint processes", joint.all).with("with times", joint.timed);
        let evidence = evidence.with("first one earlier", joint.before).with("first one later", joint.after);
        let evidence = evidence.with("close", joint.close);
        let evidence = if rule.within.is_some() { evidence.with("within", joint.within) } else { evidence };
        let within = rule.within.is_some() && joint.within == joint.all && u64::from(joint.all) >= rule.least;
        Outcome::flagged_if((always && p < rule.p_max) || close || within).value(p).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(pair, meetings): (String, &[Meeting<Times>])| Row {
            subject_type: Subject::Pair,
            subject: pair,
            outcome: self.look(&Joint::of(meetings)),
        };
        Box::new(self.1.sorted().map(row))
    }

    fn notes(&self) -> BTreeMap<String, serde_json::Value> {
        BTreeMap::from([("processes_with_too_many_bidders".to_owned(), self.1.crowded.into())])
    }
}
