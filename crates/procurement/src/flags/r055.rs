//! # What it finds
//! A buyer whose direct awards to one supplier within a year reach the threshold from which the law asks for an open
//! procedure.
//! # Why it matters
//! Each award may be small enough to be direct; together they are a purchase that should have been open to others.
//! # Formula
//!     S = sum of the direct awards of a year, T = the lowest threshold for an open procedure that held for one of them; awards
//!         in another currency than that of a threshold are brought into it by rates of their dates
//!     flagged when S >= T in some year; value = the largest S / T
//! # Exclusions
//! Awards of cancelled and excluded processes (a pair without others is `cancelled` or `excluded`) and of other
//! procedures (`method` where there are no direct ones). Pairs for none of whose awards a threshold holds are
//! `no_threshold`. Where nothing is flagged: direct awards without a value, a currency or a year (`missing`), in a
//! currency that no rates bring into that of a threshold, or in several currencies within a year (`mixed_currency`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R055.

use super::direct::{Pair, Pairs, Year, lack, merge, observe};
use crate::compare::subjects::Sorted;
use crate::compare::words;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R055",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r055.rs"),
    build: |setup| Ok(erase(DirectOver { methods: words(setup, "methods")? })),
};

struct DirectOver {
    methods: Vec<String>,
}

impl Flag for DirectOver {
    type State = Pairs;

    fn observe(&self, state: &mut Pairs, facts: &Facts<'_>) -> Observed {
        observe(state, facts, &self.methods, 0);
        Observed::Nothing
    }

    fn merge(&self, into: &mut Pairs, other: Pairs) {
        merge(into, other);
    }

    fn finish(&self, state: Pairs) -> Box<dyn Judge> {
        Box::new(Judged(state.sorted()))
    }
}

struct Judged(Sorted<Pair>);

fn look(pair: &Pair) -> Outcome {
    if let Some(lack) = lack(pair) {
        return lack;
    }
    let ratio = |year: &Year| year.lowest.map(|lowest| year.total as f64 / lowest as f64);
    let judged = pair.years.iter().filter_map(|(key, year)| Some((key, year, ratio(year)?)));
    let Some(((when, currency), year, ratio)) = judged.max_by(|a, b| a.2.total_cmp(&b.2)) else {
        return Outcome::insufficient("no_threshold");
    };
    let evidence = Evidence::default().with("year", when).with("currency", currency);
    let evidence = evidence.with("direct awards", year.awards);
    let evidence = if year.converted > 0 { evidence.with("converted by rates", year.converted) } else { evidence };
    let reaches = |year: &Year| year.lowest.is_some_and(|lowest| year.total >= lowest);
    if pair.years.values().any(reaches) {
        return Outcome::flagged().value(ratio).on(evidence);
    }
    // What could not be counted may be all that is lacking to the threshold.
    if let Some(lack) = pair.lack() {
        return Outcome::insufficient(lack.reason()).on(evidence);
    }
    // Sums of a year in several currencies are not one sum.
    let years: Vec<i16> = pair.years.keys().map(|(year, _)| *year).collect();
    if years.windows(2).any(|two| two.first() == two.last()) {
        return Outcome::insufficient("mixed_currency").on(evidence);
    }
    Outcome::clear().value(ratio).on(evidence)
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = |(name, pair): &(Arc<str>, Pair)| Row {
            subject_type: Subject::BuyerSupplier,
            subject: name.as_ref().to_owned(),
            outcome: look(pair),
        };
        Box::new(self.0.iter().map(row))
    }
}
