//! # What it finds
//! A buyer that gives one supplier many direct awards just below the threshold within a year.
//! # Why it matters
//! A direct award just below the threshold needs no competition; several of them to one supplier may be one purchase in
//! parts.
//! # Formula
//!     near = direct awards of a year with (1 − width) T <= value < T; awards in another currency than that of a threshold are
//!         brought into it by rates of their dates
//!     flagged when near >= least in some year; value = the largest near of a year
//! # Exclusions
//! Awards of cancelled and excluded processes (a pair without others is `cancelled` or `excluded`) and of other
//! procedures (`method` where there are no direct ones). Pairs for none of whose awards a threshold holds are
//! `no_threshold`. Where nothing is flagged and they could make up the number: direct awards without a value, a currency
//! or a year (`missing`), or in a currency that no rates bring into that of a threshold (`mixed_currency`).
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
        let years = years(pair);
        let Some(most) = years.iter().max_by_key(|year| year.near) else {
            return Outcome::insufficient("no_threshold");
        };
        let evidence = Evidence::default().with("year", most.year).with("currency", most.currencies.join("+"));
        let evidence = evidence.with("direct awards", most.awards).with("just below", most.near);
        let evidence = if most.converted > 0 { evidence.with("converted by rates", most.converted) } else { evidence };
        if most.near >= self.least {
            return Outcome::flagged().value(most.near as f64).on(evidence);
        }
        // Each award that could not be counted may be one just below: of its year, or of a year without any other.
        let known = years.iter().map(|own| own.near + pair.uncounted_of(Some(own.year)));
        let others = pair.uncounted.keys().map(|(year, _)| pair.uncounted_of(*year));
        let enough = known.chain(others).any(|many| many >= self.least);
        match pair.lack().filter(|_| enough) {
            Some(lack) => Outcome::insufficient(lack.reason()).on(evidence),
            None => Outcome::clear().value(most.near as f64).on(evidence),
        }
    }
}

/// What a pair bought directly in a year, in all currencies.
struct OfYear<'p> {
    year: i16,
    currencies: Vec<&'p str>,
    awards: u64,
    converted: u64,
    near: u64,
}

/// The years in which a threshold held for an award.
fn years(pair: &Pair) -> Vec<OfYear<'_>> {
    let mut years: Vec<OfYear<'_>> = Vec::new();
    for ((year, currency), own) in pair.years.iter().filter(|(_, own)| own.lowest.is_some()) {
        if years.last().is_none_or(|last| last.year != *year) {
            years.push(OfYear { year: *year, currencies: Vec::new(), awards: 0, converted: 0, near: 0 });
        }
        if let Some(last) = years.last_mut() {
            last.currencies.push(currency);
            last.awards += own.awards;
            last.converted += own.converted;
            last.near += own.near;
        }
    }
    years
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
