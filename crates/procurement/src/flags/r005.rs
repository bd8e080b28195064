//! # What it finds
//! A competitive tender that began without one of its key documents: notice, bidding documents, technical specifications,
//! evaluation criteria.
//! # Why it matters
//! Without the terms nobody can prepare a sound bid, and nobody can check later that bids were judged by them.
//! # Formula
//!     flagged when a type that the publisher publishes somewhere is absent here, or is present only with
//!         datePublished > tender.tenderPeriod.startDate
//!     clear when every type is present in time
//! # Exclusions
//! Types that the publisher never publishes, documents without a date, processes without a start: insufficient, unless
//! another type is flagged. Direct and limited procedures (parameter `methods`), cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R005; the list of types is a parameter.

use super::early::Publishers;
use super::gate;
use super::r004::{Announcement, announcement};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R005",
    of: &[Subject::Process],
    source: include_str!("r005.rs"),
    build: |setup| {
        let list = |name: &str| Ok(setup.parameters.get(name)?.list(name)?.to_vec());
        Ok(erase(KeyDocuments { methods: list("methods")?, documents: list("documents")? }))
    },
};

struct KeyDocuments {
    methods: Vec<String>,
    documents: Vec<String>,
}

impl Flag for KeyDocuments {
    type State = Publishers;

    fn observe(&self, state: &mut Publishers, facts: &Facts<'_>) -> Observed {
        let own = |kind: &str| {
            let documents = &facts.process.tender.documents;
            documents.records().any(|document| document.document_type.text() == kind)
        };
        state.see(facts.process.publisher(), self.bits(own));
        match gate(facts, &self.methods) {
            Some(closed) => closed.into(),
            None => self.look(facts),
        }
    }

    fn merge(&self, into: &mut Publishers, other: Publishers) {
        into.merge(other);
    }

    fn finish(&self, publishers: Publishers) -> Box<dyn Judge> {
        Box::new(Published { publishers, documents: self.documents.clone() })
    }
}

impl KeyDocuments {
    /// One bit a type, in the order of the parameter.
    fn bits(&self, is_set: impl Fn(&str) -> bool) -> u64 {
        let bit = |(place, kind): (usize, &String)| if is_set(kind) { bit(place) } else { 0 };
        self.documents.iter().enumerate().map(bit).fold(0, |all, bit| all | bit)
    }

    fn look(&self, facts: &Facts<'_>) -> Observed {
        let (mut late, mut in_time) = (Evidence::default(), Evidence::default());
        let (mut absent, mut unknown) = (Vec::new(), None);
        let mut is_late = false;
        for kind in &self.documents {
            match announcement(facts, kind) {
                Announcement::InTime(evidence) => in_time.extend(evidence),
                Announcement::Late(evidence) => {
                    is_late = true;
                    late.extend(evidence);
                }
                Announcement::Unknown(reason, _) => {
                    unknown.get_or_insert(reason);
                }
                Announcement::Absent => absent.push(kind.as_str()),
            }
        }
        if is_late {
            return Outcome::flagged().on(late).into();
        }
        let never = || absent.iter().map(|kind| format!("tender/documents/documentType={kind}"));
        let row = match unknown {
            Some(reason) => Outcome::insufficient(reason),
            None if absent.is_empty() => return Outcome::clear().on(in_time).into(),
            None => Outcome::insufficient(format!("never_published:{}", never().collect::<Vec<_>>().join("+"))),
        };
        let key = format!("{}\t{}", self.bits(|kind| absent.contains(&kind)), facts.process.publisher());
        if absent.is_empty() { row.into() } else { Observed::Pending(key, row) }
    }
}

/// The bit of a place in the list; none beyond the sixty-fourth.
fn bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1u64.checked_shl(place)).unwrap_or_default()
}

struct Published {
    publishers: Publishers,
    documents: Vec<String>,
}

impl Judge for Published {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let (bits, publisher) = key.split_once('\t').unwrap_or(("0", key));
        let absent = bits.parse::<u64>().unwrap_or_default() & self.publishers.of(publisher);
        if absent == 0 {
            return row;
        }
        let kinds = self.documents.iter().enumerate().filter(|(place, _)| absent & bit(*place) != 0);
        let names: Vec<&str> = kinds.map(|(_, kind)| kind.as_str()).collect();
        let evidence = Evidence::at("/tender/documents", "").with("absent, published elsewhere", names.join(" "));
        Outcome::flagged().on(evidence)
    }
}
