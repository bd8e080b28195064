//! # What it finds
//! A supplier that sells things of unusually many kinds.
//! # Why it matters
//! A firm that wins paint, software and catering may be a front that buys from others what it sells.
//! # Formula
//!     value = distinct first two characters of the classes of the items of active awards it won alone
//!     flagged when value >= Q3 + 1.5 (Q3 - Q1) over all suppliers with at least 20 such processes,
//!     or the parameter `threshold` where it is set
//!     or, where `buyer_classes` is set, when one buyer awarded it so many classes within a year, however many processes it won
//! # Exclusions
//! Awards to several suppliers, for nobody knows who delivers what; awards of which neither their own items nor those of the
//! tender or of their contracts have a class (`missing` where they would make up 20 processes); suppliers with fewer than 20
//! processes; cancelled and excluded processes (a supplier of no others is `cancelled` or `excluded`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R048; settings of the reference implementation.
//! Classes written as numbers count as well. ProZorro's state audit looks at four groups at one buyer within a year:
//! `buyer_classes = 4`.

use super::fenced::Judged;
use super::{Closed, Occurs};
use crate::compare::fences::{Fences, Kind};
use crate::compare::markets::{items, prefix};
use crate::compare::quantile::sorted;
use crate::compare::shares::against;
use crate::compare::subjects::Subjects;
use crate::compare::{Compared, count, fence, optional};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Subject, erase};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R048",
    of: &[Subject::Tenderer],
    source: include_str!("r048.rs"),
    build: |setup| {
        Ok(erase(Heterogeneous {
            digits: usize::try_from(count(setup, "digits")?).unwrap_or(usize::MAX),
            least: count(setup, "min_processes")?,
            fence: fence(setup, "fence")?,
            buyer_classes: usize::try_from(count(setup, "buyer_classes")?).unwrap_or(usize::MAX),
            threshold: optional(setup, "threshold")?,
        }))
    },
};

struct Heterogeneous {
    digits: usize,
    least: u64,
    fence: Kind,
    /// Nought where it is not asked.
    buyer_classes: usize,
    threshold: Option<f64>,
}

/// What a supplier won alone: processes, and the classes in them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Won {
    occurs: Occurs,
    processes: u64,
    /// Processes in which nothing that it won has a class.
    unclassed: u64,
    classes: BTreeSet<String>,
    /// The same by buyer and year, where that is asked.
    by_buyer: BTreeMap<(String, i16), BTreeSet<String>>,
}

impl Flag for Heterogeneous {
    type State = Subjects<Won>;

    fn observe(&self, state: &mut Self::State, facts: &Facts<'_>) -> Observed {
        let closed = Closed::of(facts);
        for own in facts.participants() {
            let won = state.of(own.name);
            won.occurs.see(closed);
            if closed.is_none() && own.won {
                self.take(won, facts, own.id);
            }
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Self::State, other: Self::State) {
        into.merge(other, |own, won| {
            own.occurs.merge(won.occurs);
            own.processes += won.processes;
            own.unclassed += won.unclassed;
            own.classes.extend(won.classes);
            for (key, classes) in won.by_buyer {
                own.by_buyer.entry(key).or_default().extend(classes);
            }
        });
    }

    fn finish(&self, state: Self::State) -> Box<dyn Judge> {
        let state = state.sorted();
        let least = self.least.max(1);
        let enough = |won: &&Won| won.processes >= least;
        let counts = state.iter().map(|(_, won)| won).filter(enough).map(|won| won.classes.len() as f64).collect();
        let fences = Fences::of(self.fence, &sorted(counts));
        let rows = state.iter().map(|(subject, won)| {
            let outcome = if let Some(outcome) = won.occurs.nowhere().or_else(|| self.at_one_buyer(won)) {
                outcome
            } else if enough(&won) {
                self.outcome(won, fences.as_ref())
            } else if won.processes + won.unclassed >= least {
                Outcome::missing("awards/items/classification/id")
            } else {
                Outcome::not_applicable(format!("n<{}", self.least))
            };
            Row { subject_type: Subject::Tenderer, subject: subject.as_ref().to_owned(), outcome }
        });
        Box::new(Judged::from((rows.collect(), Compared::with(fences.as_ref()))))
    }
}

impl Heterogeneous {
    /// Takes the awards of a process that a supplier won alone in.
    fn take(&self, won: &mut Won, facts: &Facts<'_>, supplier: &str) {
        let mut alone = facts.active_awards().filter(|(at, _)| facts.suppliers(*at) == [supplier]).peekable();
        if alone.peek().is_none() {
            return;
        }
        let mut is_classed = false;
        if self.buyer_classes > 0 {
            self.take_buyer(won, facts, supplier);
        }
        for class in alone.flat_map(|(_, award)| items(facts, award)).filter_map(|item| item.classification.id.get()) {
            is_classed = true;
            let class = prefix(class.0.trim(), self.digits);
            if !won.classes.contains(class) {
                won.classes.insert(class.to_owned());
            }
        }
        won.processes += u64::from(is_classed);
        won.unclassed += u64::from(!is_classed);
    }

    /// The same for the buyer and the years of the awards.
    fn take_buyer(&self, won: &mut Won, facts: &Facts<'_>, supplier: &str) {
        let Some(buyer) = facts.buyer() else { return };
        for (_, award) in facts.active_awards().filter(|(at, _)| facts.suppliers(*at) == [supplier]) {
            let own = award.date.get().and_then(|date| date.date()).map(jiff::civil::Date::year);
            let Some(year) = own.or_else(|| facts.year()) else { continue };
            let classes = items(facts, award).filter_map(|item| item.classification.id.get());
            let classes = classes.map(|class| prefix(class.0.trim(), self.digits).to_owned());
            won.by_buyer.entry((buyer.to_owned(), year)).or_default().extend(classes);
        }
    }

    /// The answer where one buyer awarded many classes within a year; `None` where none did or nobody asks.
    fn at_one_buyer(&self, won: &Won) -> Option<Outcome> {
        let many = |(_, classes): &(&(String, i16), &BTreeSet<String>)| classes.len() >= self.buyer_classes.max(1);
        let found = won.by_buyer.iter().filter(many).max_by_key(|(_, classes)| classes.len());
        let ((buyer, year), classes) = found?;
        let evidence = Evidence::default().with("processes", won.processes).with("buyer", buyer).with("year", year);
        let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
        let evidence = evidence.with("classes at the buyer", classes.join(" ")).with("limit", self.buyer_classes);
        Some(Outcome::flagged().value(won.classes.len() as f64).on(evidence))
    }

    fn outcome(&self, won: &Won, fences: Option<&Fences>) -> Outcome {
        let value = won.classes.len() as f64;
        let classes = won.classes.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let evidence = Evidence::default().with("processes", won.processes).with("classes", classes);
        match (self.threshold, fences) {
            (Some(threshold), _) => {
                Outcome::flagged_if(value >= threshold).value(value).on(evidence.with("threshold", threshold))
            }
            (None, Some(fences)) => against(fences, value, evidence),
            (None, None) => Outcome::insufficient("no_spread").on(evidence),
        }
    }
}
