//! # What it finds
//! A competitive procedure in which only one bidder took part.
//! # Why it matters
//! Competition is the main protection of a price. A single bid may mean a narrow market, or terms written for one firm,
//! short notice, or an agreement between firms not to bid against each other.
//! # Formula
//!     n = numberOfTenderers, else distinct tender.tenderers ids, else distinct tenderer ids of submitted bids,
//!         else bids.statistics bidders, validBids, bids (in this order)
//!     flagged when n = 1
//! # Exclusions
//! Direct and limited procedures (parameter `methods`), tenders that are planned or cancelled, processes without any of
//! the four sources. A count of nought says that nobody came, which is another question.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R018; Cardinal R018 reads only the first source.

use super::early::alone;
use crate::facts::{Facts, ids};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate;
use std::collections::BTreeSet;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R018",
    of: &[Subject::Process],
    source: include_str!("r018.rs"),
    build: |setup| {
        let own = SingleBid { methods: setup.parameters.get("methods")?.list("methods")?.to_vec() };
        Ok(alone(move |facts| own.look(facts)))
    },
};

struct SingleBid {
    methods: Vec<String>,
}

impl SingleBid {
    fn look(&self, facts: &Facts<'_>) -> Outcome {
        if let Some(closed) = gate(facts, &self.methods) {
            return closed;
        }
        if matches!(facts.process.tender.status.text(), "planning" | "planned") {
            return Outcome::not_applicable("stage");
        }
        match number_of_bidders(facts) {
            Ok((0, _)) => Outcome::not_applicable("none"),
            Ok((n, evidence)) => Outcome::flagged_if(n == 1).value(n as f64).on(evidence),
            Err(reason) => Outcome::insufficient(reason),
        }
    }
}

/// How many took part, and where it says so; else the reason why nobody can tell. Also read by R019.
pub(crate) fn number_of_bidders(facts: &Facts<'_>) -> Result<(i64, Evidence), String> {
    let tender = &facts.process.tender;
    if let Some(n) = tender.number_of_tenderers.get() {
        return Ok((*n, Evidence::at("/tender/numberOfTenderers", n)));
    }
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let tenderers = ids(&tender.tenderers);
    if !tenderers.is_empty() {
        return Ok((count(tenderers.len()), Evidence::at("/tender/tenderers", tenderers.join("|"))));
    }
    if facts.process.bids.details.has_any() {
        let bidders: BTreeSet<&str> = facts.submitted().flat_map(|(_, bid)| ids(&bid.tenderers)).collect();
        let names = bidders.iter().copied().collect::<Vec<_>>().join("|");
        return Ok((count(bidders.len()), Evidence::at("/bids/details", names)));
    }
    for measure in ["bidders", "validBids", "bids"] {
        let found = facts.process.bids.statistics.iter().find(|(_, own)| own.measure.text() == measure);
        if let Some((at, value)) = found.and_then(|(at, own)| Some((at, own.value.get()?))) {
            let n = i64::try_from(value.millionths() / 1_000_000).unwrap_or(i64::MAX);
            return Ok((n, Evidence::at(format_args!("/bids/statistics/{at}/value"), value)));
        }
    }
    Err(tender.number_of_tenderers.lack("tender/numberOfTenderers"))
}
