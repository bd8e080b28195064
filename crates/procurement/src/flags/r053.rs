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
use crate::network::{Pairs, bidders, firms, single_winner};
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

/// Joint processes of a pair, and the winners of those with one.
#[derive(Debug, Clone, Default)]
struct Joint {
    all: u32,
    winners: Winners,
}

/// How often each firm won. Most pairs know one winner at most, and there are millions of pairs.
#[derive(Debug, Clone, Default)]
enum Winners {
    #[default]
    None,
    One(u32, u32),
    Many(Vec<(u32, u32)>),
}

impl Winners {
    fn add(&mut self, firm: u32, wins: u32) {
        match self {
            Self::None => *self = Self::One(firm, wins),
            Self::One(own, count) if *own == firm => *count += wins,
            Self::One(own, count) => *self = Self::Many(vec![(*own, *count), (firm, wins)]),
            Self::Many(all) => match all.iter_mut().find(|(own, _)| *own == firm) {
                Some((_, count)) => *count += wins,
                None => all.push((firm, wins)),
            },
        }
    }

    fn all(&self) -> impl Iterator<Item = (u32, u32)> {
        let (one, many) = match self {
            Self::None => (None, &[][..]),
            Self::One(firm, wins) => (Some((*firm, *wins)), &[][..]),
            Self::Many(all) => (None, &all[..]),
        };
        one.into_iter().chain(many.iter().copied())
    }
}

impl Flag for SameWinner {
    type State = Pairs<Joint>;

    fn observe(&self, state: &mut Self::State, facts: &Facts<'_>) -> Observed {
        if gate_all(facts).is_some() {
            return Observed::Nothing;
        }
        let bidders = bidders(facts);
        if bidders.len() < 2 {
            return Observed::Nothing;
        }
        let winner = single_winner(facts).map(|id| state.roster.number(id));
        state.each(bidders, &firms(bidders), |own, _, _| {
            own.all += 1;
            if let Some(winner) = winner {
                own.winners.add(winner, 1);
            }
        });
        Observed::Nothing
    }

    fn merge(&self, into: &mut Self::State, other: Self::State) {
        into.merge(other, |own, other, number| {
            own.all += other.all;
            other.winners.all().for_each(|(winner, wins)| own.winners.add(number(winner), wins));
        });
    }

    fn finish(&self, state: Self::State) -> Box<dyn Judge> {
        Box::new(Judged(self.0, state))
    }
}

struct Judged(Rule, Pairs<Joint>);

impl Judged {
    fn look(&self, joint: &Joint) -> Outcome {
        let rule = &self.0;
        let decided: u64 = joint.winners.all().map(|(_, wins)| u64::from(wins)).sum();
        if u64::from(joint.all) < rule.least || decided < rule.least {
            return Outcome::not_applicable(format!("n<{}", rule.least));
        }
        let name = |winner: u32| self.1.roster.name(winner);
        let most = joint.winners.all().max_by(|a, b| a.1.cmp(&b.1).then_with(|| name(b.0).cmp(name(a.0))));
        let Some((winner, wins)) = most else { return Outcome::not_applicable("none") };
        let evidence = Evidence::default().with("joint processes", joint.all).with("with a single supplier", decided);
        let evidence = evidence.with("winner", name(winner)).with("wins", wins);
        let much = f64::from(wins) >= rule.share * decided as f64 - 1e-9;
        Outcome::flagged_if(much).value(f64::from(wins) / decided as f64).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(pair, joint): (String, &Joint)| Row {
            subject_type: Subject::Pair,
            subject: pair,
            outcome: self.look(joint),
        };
        Box::new(self.1.sorted().map(row))
    }

    fn notes(&self) -> BTreeMap<String, serde_json::Value> {
        BTreeMap::from([("processes_with_too_many_bidders".to_owned(), self.1.crowded.into())])
    }
}
