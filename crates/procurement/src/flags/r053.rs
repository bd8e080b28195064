//! # What it finds
//! Two firms that bid together again and again while one firm nearly always wins.
//! # Why it matters
//! A bid that is never meant to win makes a competition look real. The winner may also simply be better.
//! # Formula
//!     joint processes of the pair with a single active supplier: n; w = those won by the most frequent winner
//!     flagged when the pair has >= least joint processes, n >= least and w / n >= share; value = w / n
//! # Exclusions
//! Cancelled and excluded processes; bids withdrawn; processes with more than 60 bidders are counted only. Pairs with fewer
//! than least joint processes, or fewer with a single supplier, are `n<least`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R053; the numbers follow public implementations.

use super::gate_all;
use crate::compare::{count, number};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::network::{Meeting, Pairs, bidders, firms, single_winner};
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

/// The single supplier of a joint process, if it has one.
type Winner = Option<u32>;

impl Flag for SameWinner {
    type State = Pairs<Winner>;

    fn observe(&self, state: &mut Self::State, facts: &Facts<'_>) -> Observed {
        if gate_all(facts).is_some() {
            return Observed::Nothing;
        }
        let bidders = bidders(facts);
        if bidders.len() < 2 {
            return Observed::Nothing;
        }
        let winner = single_winner(facts).map(|id| state.roster.number(id));
        state.each(bidders, firms(facts), |_, _| winner);
        Observed::Nothing
    }

    fn merge(&self, into: &mut Self::State, other: Self::State) {
        into.merge(other, |winner, number| winner.map(number));
    }

    fn finish(&self, state: Self::State) -> Box<dyn Judge> {
        Box::new(Judged(self.0, state.in_order()))
    }
}

struct Judged(Rule, Pairs<Winner>);

impl Judged {
    fn look(&self, meetings: &[Meeting<Winner>]) -> Outcome {
        let rule = &self.0;
        let all: u64 = meetings.iter().map(|own| u64::from(own.times)).sum();
        let wins = || meetings.iter().filter_map(|own| Some((own.seen?, own.times)));
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
        let row = move |(pair, meetings): (String, &[Meeting<Winner>])| Row {
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
