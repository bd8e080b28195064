//! # What it finds
//! A buyer that gives one supplier many direct awards just below the threshold within a year.
//! # Why it matters
//! A direct award just below the threshold needs no competition; several of them to one supplier may be one purchase in
//! parts.
//! # Formula
//!     near = direct awards of a year with (1 − width) T <= value < T
//!     flagged when near >= least in some year; value = the largest near of a year
//! # Exclusions
//! Awards of cancelled and excluded processes and of other procedures (`method` where there are no direct ones), awards
//! without a value. Pairs for none of whose awards a threshold holds are `no_threshold`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R049; the numbers follow public implementations.

use super::direct::{Pair, Pairs, lack, merge, observe};
use crate::compare::subjects::Sorted;
use crate::compare::{count, number, words};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R049",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r049.rs"),
    build: |setup| {
        Ok(erase(DirectBelow {
            methods: words(setup, "methods")?,
            width: (number(setup, "width")?.clamp(0.0, 1.0) * 1e6).round() as i128,
            least: count(setup, "least")?,
        }))
    },
};

struct DirectBelow {
    methods: Vec<String>,
    /// In millionths of the threshold.
    width: i128,
    least: u64,
}

impl Flag for DirectBelow {
    type State = Pairs;

    fn observe(&self, state: &mut Pairs, facts: &Facts<'_>) -> Observed {
        observe(state, facts, &self.methods, self.width);
        Observed::Nothing
    }

    fn merge(&self, into: &mut Pairs, other: Pairs) {
        merge(into, other);
    }

    fn finish(&self, state: Pairs) -> Box<dyn Judge> {
        Box::new(Judged { least: self.least, pairs: state.sorted() })
    }
}

struct Judged {
    least: u64,
    pairs: Sorted<Pair>,
}

impl Judged {
    fn look(&self, pair: &Pair) -> Outcome {
        if let Some(lack) = lack(pair) {
            return lack;
        }
        let judged = pair.years.iter().filter(|(_, year)| year.lowest.is_some());
        let Some(((when, currency), year)) = judged.max_by_key(|(_, year)| year.near) else {
            return Outcome::insufficient("no_threshold");
        };
        let evidence = Evidence::default().with("year", when).with("currency", currency);
        let evidence = evidence.with("direct awards", year.awards).with("just below", year.near);
        Outcome::flagged_if(year.near >= self.least).value(year.near as f64).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(name, pair): &(Arc<str>, Pair)| Row {
            subject_type: Subject::BuyerSupplier,
            subject: name.as_ref().to_owned(),
            outcome: self.look(pair),
        };
        Box::new(self.pairs.iter().map(row))
    }
}
