//! # What it finds
//! Two firms that bid together again and again while one firm nearly always wins.
//! # Why it matters
//! A bid that is never meant to win makes a competition look real. The winner may also simply be better.
//! # Formula
//!     joint processes of the pair with a single active supplier: n; w = those won by the most frequent winner
//!     flagged when the pair has >= least joint processes, n >= least and w / n >= share; value = w / n
//! # Exclusions
//! Cancelled and excluded processes (a pair that meets in no other is `cancelled` or `excluded`); bids withdrawn; processes
//! with more than 60 bidders are counted only. Pairs with fewer than least joint processes, or fewer with a single supplier,
//! are `n<least`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R053; the numbers follow public implementations.

use super::Closed;
use crate::compare::{count, number};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::network::{BIDDERS_MAX, Meeting, Pairs, bidders, firms, single_winner};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R053",
    of: &[Subject::Pair],
    source: include_str!("r053.rs"),
    build: |setup| Ok(erase(SameWinner(Rule { least: count(setup, "least")?, share: number(setup, "share")? }))),
};

struct SameWinner(Rule);

#[derive(Clone, Copy)]
struct Rule {
    least: u64,
    share: f64,
}

/// What was seen of a joint process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Seen {
    /// It does not count.
    Closed(Closed),
    /// It has no single supplier.
    Open,
    /// It has one.
    Won(u32),
}

impl Flag for SameWinner {
    type State = Pairs<Seen>;

    fn observe(&self, state: &mut Self::State, facts: &Facts<'_>) -> Observed {
        let bidders = bidders(facts);
        if bidders.len() < 2 {
            return Observed::Nothing;
        }
        let seen = match Closed::of(facts) {
            // Crowded processes are counted, and this one does not count.
            Some(_) if bidders.len() > BIDDERS_MAX => return Observed::Nothing,
            Some(why) => Seen::Closed(why),
            None => single_winner(facts).map_or(Seen::Open, |id| Seen::Won(state.roster.number(id))),
        };
        state.each(bidders, firms(facts), |_, _| seen);
        Observed::Nothing
    }

    fn merge(&self, into: &mut Self::State, other: Self::State) {
        into.merge(other, |seen, number| match seen {
            Seen::Won(firm) => Seen::Won(number(firm)),
            other => other,
        });
    }

    fn finish(&self, state: Self::State) -> Box<dyn Judge> {
        Box::new(Judged(self.0, state.in_order()))
    }
}

struct Judged(Rule, Pairs<Seen>);

impl Judged {
    fn look(&self, meetings: &[Meeting<Seen>]) -> Outcome {
        let rule = &self.0;
        let closed = |own: &Meeting<Seen>| if let Seen::Closed(why) = own.seen { Some(why) } else { None };
        let open = meetings.iter().filter(|own| closed(own).is_none());
        let all: u64 = open.map(|own| u64::from(own.times)).sum();
        if let (0, Some(why)) = (all, meetings.iter().filter_map(closed).min()) {
            return Outcome::not_applicable(why.word());
        }
        let won = |own: &Meeting<Seen>| if let Seen::Won(firm) = own.seen { Some((firm, own.times)) } else { None };
        let wins = || meetings.iter().filter_map(won);
        let decided: u64 = wins().map(|(_, times)| u64::from(times)).sum();
        if all < rule.least || decided < rule.least {
            return Outcome::not_applicable(format!("n<{}", rule.least));
        }
        let name = |winner: u32| self.1.roster.name(winner);
        let most = wins().max_by(|a, b| a.1.cmp(&b.1).then_with(|| name(b.0).cmp(name(a.0))));
        let Some((winner, wins)) = most else { return Outcome::not_applicable("none") };
        let evidence = Evidence::default().with("joint processes", all).with("with a single supplier", decided);
        let evidence = evidence.with("winner", name(winner)).with("wins", wins);
        let much = f64::from(wins) >= rule.share * decided as f64 - 1e-9;
        Outcome::flagged_if(much).value(f64::from(wins) / decided as f64).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(pair, meetings): (String, &[Meeting<Seen>])| Row {
            subject_type: Subject::Pair,
            subject: pair,
            outcome: self.look(meetings),
        };
        Box::new(self.1.sorted().map(row))
    }

    fn notes(&self) -> BTreeMap<String, serde_json::Value> {
        BTreeMap::from([("processes_with_too_many_bidders".to_owned(), self.1.crowded.into())])
    }
}
