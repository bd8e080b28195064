//! # What it finds
//! A limited or direct procedure for which no reason is published.
//! # Why it matters
//! Buying without competition is an exception that the law allows for named reasons. Without the reason nobody can check
//! whether the exception applied.
//! # Formula
//!     clear when tender.procurementMethodRationale, or one of procurementMethodRationaleClassifications, is not empty
//!         (with `legal`, when one of them is in the list); else flagged
//! # Exclusions
//! Open and selective procedures (parameter `methods`), publishers that publish no such reason anywhere
//! (`never_published`), cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R010; the list of lawful reasons is a setting.

use super::early::{IfPublished, Publishers};
use super::gate;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::process::cell::Cell;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R010",
    of: &[Subject::Process],
    source: include_str!("r010.rs"),
    build: |setup| {
        let list = |name: &str| Ok(setup.parameters.get(name)?.list(name)?.to_vec());
        Ok(erase(Unjustified { methods: list("methods")?, legal: list("legal")? }))
    },
};

const PATH: &str = "tender/procurementMethodRationale";

struct Unjustified {
    methods: Vec<String>,
    legal: Vec<String>,
}

impl Flag for Unjustified {
    type State = Publishers;

    fn observe(&self, state: &mut Publishers, facts: &Facts<'_>) -> Observed {
        let reasons = reasons(facts);
        state.see(facts.process.publisher(), u64::from(!reasons.is_empty()));
        match gate(facts, &self.methods) {
            Some(closed) => closed.into(),
            None => self.look(facts, &reasons),
        }
    }

    fn merge(&self, into: &mut Publishers, other: Publishers) {
        into.merge(other);
    }

    fn finish(&self, publishers: Publishers) -> Box<dyn Judge> {
        Box::new(IfPublished { publishers, path: PATH })
    }
}

impl Unjustified {
    fn look(&self, facts: &Facts<'_>, reasons: &[(String, &str)]) -> Observed {
        let given = |(pointer, text): &(String, &str)| Evidence::at(pointer, text);
        if self.legal.is_empty()
            && let Some(first) = reasons.first()
        {
            return Outcome::clear().on(given(first)).into();
        }
        let lawful = |(_, text): &&(String, &str)| self.legal.iter().any(|legal| legal.trim() == text.trim());
        if let Some(found) = reasons.iter().find(lawful) {
            return Outcome::clear().on(given(found)).into();
        }
        let rationale = &facts.process.tender.procurement_method_rationale;
        if let Cell::Unreadable(_) = rationale {
            return Outcome::insufficient(rationale.lack(PATH)).into();
        }
        let method = facts.process.tender.procurement_method.text();
        let mut evidence = Evidence::at("/tender/procurementMethod", method);
        reasons.iter().for_each(|reason| evidence.extend(given(reason)));
        if !reasons.is_empty() {
            let evidence = evidence.with("lawful reasons", self.legal.join(" | "));
            return Outcome::flagged().on(evidence).into();
        }
        let evidence = evidence.and("/tender/procurementMethodRationale", "");
        Observed::Pending(facts.process.publisher().to_owned(), Outcome::flagged().on(evidence))
    }
}

/// The reasons given, with their pointers.
fn reasons<'p>(facts: &Facts<'p>) -> Vec<(String, &'p str)> {
    let tender = &facts.process.tender;
    let mut reasons = Vec::new();
    if tender.procurement_method_rationale.is_there() {
        reasons.push((format!("/{PATH}"), tender.procurement_method_rationale.text()));
    }
    for (at, class) in tender.procurement_method_rationale_classifications.iter() {
        let pointer = |member: &str| format!("/tender/procurementMethodRationaleClassifications/{at}/{member}");
        if class.id.is_there() {
            reasons.push((pointer("id"), class.id.text()));
        }
        if class.description.is_there() {
            reasons.push((pointer("description"), class.description.text()));
        }
    }
    reasons
}
