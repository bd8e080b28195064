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
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate;
use crate::process::amount::Amount;
use crate::process::organization::Organization;
use crate::process::record::List;
use crate::process::stages::Statistic;
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
    match tender.number_of_tenderers.get() {
        Some(..0) => return Err("unreadable:tender/numberOfTenderers".to_owned()),
        Some(n) => return Ok((*n, Evidence::at("/tender/numberOfTenderers", n))),
        None => {}
    }
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (n, evidence) = distinct([("/tender/tenderers".to_owned(), &tender.tenderers)]);
    if n > 0 {
        return Ok((count(n), evidence));
    }
    if facts.process.bids.details.has_any() {
        let bids = facts.submitted().map(|(at, bid)| (format!("/bids/details/{at}/tenderers"), &bid.tenderers));
        let (n, evidence) = distinct(bids);
        return Ok((count(n), evidence));
    }
    for measure in ["bidders", "validBids", "bids"] {
        if let Some((at, value)) = statistic(facts, measure) {
            let n = i64::try_from(value.millionths() / 1_000_000).unwrap_or(i64::MAX);
            return Ok((n, Evidence::at(format_args!("/bids/statistics/{at}/value"), value)));
        }
    }
    Err(tender.number_of_tenderers.lack("tender/numberOfTenderers"))
}

/// A statistic of the whole process; of a lot only where no other lot has one.
fn statistic<'p>(facts: &Facts<'p>, measure: &str) -> Option<(usize, &'p Amount)> {
    let all = || facts.process.bids.statistics.iter().filter(|(_, own)| own.measure.text() == measure);
    let mut whole = all().filter(|(_, own)| !own.related_lot.is_there());
    let mut lots = all().filter(|(_, own)| own.related_lot.is_there() && own.value.is_there());
    let value = |(at, own): (usize, &'p Statistic<'p>)| Some((at, own.value.get()?));
    whole.find_map(value).or_else(|| lots.next().filter(|_| lots.next().is_none()).and_then(value))
}

/// How many different organisations there are in lists, and where each is named first.
fn distinct<'p>(lists: impl IntoIterator<Item = (String, &'p List<Organization<'p>>)>) -> (usize, Evidence) {
    let (mut seen, mut evidence) = (BTreeSet::new(), Evidence::default());
    for (pointer, list) in lists {
        for (at, own) in list.iter() {
            let Some(id) = own.known_by() else { continue };
            if seen.insert(id) {
                evidence = evidence.and(format_args!("{pointer}/{at}/{}", own.known_at()), id);
            }
        }
    }
    (seen.len(), evidence)
}
