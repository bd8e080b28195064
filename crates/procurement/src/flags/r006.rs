//! # What it finds
//! A text on who may take part that is far longer than in comparable purchases.
//! # Why it matters
//! Requirements that have little to do with the purchase keep competitors out. They need many words: a text far
//! longer than its peers is worth reading.
//! # Formula
//!     length = characters of tender.eligibilityCriteria, without surrounding spaces
//!     flagged when length > exp(ln Q3 + 1.5 (ln Q3 - ln Q1)) of the peers, Q by the median-unbiased rule; value = length
//!     peers: same class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! Cancelled tenders; processes without the text; fewer than 30 peers (`n<30`). Turnover and references above the
//! estimate are not read: OCDS has no fields in which their amounts are numbers. Long is not unreasonable: a
//! complex purchase needs words.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R006. The rule over lengths is ours.

use super::fenced::among_peers;
use super::lengths;
use crate::compare::peers::Peers;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::flags::gate_all;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R006",
    of: &[Subject::Process],
    source: include_str!("r006.rs"),
    build: |setup| Ok(erase(Eligibility(lengths::Rule::new(setup)?))),
};

struct Eligibility(lengths::Rule);

impl Flag for Eligibility {
    type State = Peers;

    fn observe(&self, peers: &mut Peers, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        let criteria = &facts.process.tender.eligibility_criteria;
        let Some(text) = criteria.get() else {
            return Outcome::insufficient(criteria.lack("tender/eligibilityCriteria")).into();
        };
        let length = lengths::characters(text);
        let evidence = Evidence::at("/tender/eligibilityCriteria", format_args!("{length} characters"));
        among_peers(peers, facts, length as f64, evidence)
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, peers: Peers) -> Box<dyn Judge> {
        Box::new(self.0.judge(peers))
    }
}
