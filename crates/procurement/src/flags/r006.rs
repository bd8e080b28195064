//! # What it finds
//! A text on who may take part that is far longer than in comparable purchases.
//! # Why it matters
//! Requirements that have little to do with the purchase keep competitors out. They need many words: a text far
//! longer than its peers is worth reading.
//! # Formula
//!     length = characters of tender.eligibilityCriteria and of the descriptions in tender.selectionCriteria (OCDS 1.2),
//!         without surrounding spaces
//!     flagged when length > exp(ln Q3 + 1.5 (ln Q3 - ln Q1)) of the peers, Q by the median-unbiased rule; value = length
//!     peers: same class of items, procedure, year and region; region, year, procedure dropped until there are 30
//! # Exclusions
//! Cancelled tenders; processes without such texts; fewer than 30 peers (`n<30`). Turnover and references above the
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
use crate::process::cell::Cell;
use crate::process::stages::Tender;

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
        let (mut length, mut evidence) = (0, Evidence::default());
        for (pointer, text) in texts(&facts.process.tender) {
            let own = lengths::characters(text);
            length += own;
            evidence = evidence.and(pointer, format_args!("{own} characters"));
        }
        if length == 0 || matches!(criteria, Cell::Unreadable(_)) {
            return Outcome::insufficient(criteria.lack("tender/eligibilityCriteria")).into();
        }
        among_peers(peers, facts, length as f64, evidence)
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, peers: Peers) -> Box<dyn Judge> {
        Box::new(self.0.judge(peers))
    }
}

/// What is asked of those who take part, with the pointers: `eligibilityCriteria`, and `selectionCriteria` of OCDS 1.2.
fn texts<'p>(tender: &'p Tender<'p>) -> Vec<(String, &'p str)> {
    let selection = &tender.selection_criteria;
    let all = [
        ("/tender/eligibilityCriteria", &tender.eligibility_criteria),
        ("/tender/selectionCriteria/description", &selection.description),
    ];
    let whole = all.into_iter().map(|(pointer, cell)| (pointer.to_owned(), cell));
    let one_by_one = selection.criteria.iter();
    let one_by_one =
        one_by_one.map(|(at, own)| (format!("/tender/selectionCriteria/criteria/{at}/description"), &own.description));
    whole.chain(one_by_one).filter_map(|(pointer, cell)| Some((pointer, cell.get()?.as_ref()))).collect()
}
