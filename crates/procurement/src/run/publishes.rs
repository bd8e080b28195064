//! What each publisher publishes at all: absence of a field means something only where the publisher has it elsewhere.

use crate::process::Process;
use crate::process::record::List;
use crate::process::stages::{Amendment, Contract, Document};
use std::collections::BTreeMap;

/// By publisher and path: in how many processes there is a value. Paths are without `[]`, as in `tender/value/amount`;
/// document types are paths of their own, such as `tender/documents/documentType=tenderNotice`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publishes {
    counts: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Publishes {
    /// Whether the publisher publishes the path somewhere.
    pub fn has(&self, publisher: &str, path: &str) -> bool {
        self.counts.get(publisher).is_some_and(|paths| paths.contains_key(path))
    }

    /// All counts, by publisher and path.
    pub fn counts(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        let flat = |(publisher, paths)| std::iter::repeat(publisher).zip(paths);
        self.counts
            .iter()
            .flat_map(flat)
            .map(|(publisher, (path, count)): (&String, _)| (publisher.as_str(), path.as_str(), *count))
    }

    /// Counts the paths of one process.
    pub fn observe(&mut self, process: &Process<'_>) {
        let own = self.counts.entry(process.publisher().to_owned()).or_default();
        for path in paths(process) {
            *own.entry(path).or_default() += 1;
        }
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        for (publisher, paths) in other.counts {
            let own = self.counts.entry(publisher).or_default();
            for (path, count) in paths {
                *own.entry(path).or_default() += count;
            }
        }
    }
}

/// The paths that have a value in a process, each once.
fn paths(process: &Process<'_>) -> std::collections::BTreeSet<String> {
    let mut paths = std::collections::BTreeSet::new();
    let mut there = |path: &str, is_there: bool| {
        if is_there {
            paths.insert(path.to_owned());
        }
    };
    let tender = &process.tender;
    there("tender/procurementMethodRationale", tender.procurement_method_rationale.is_there());
    there(
        "tender/procurementMethodRationaleClassifications",
        tender.procurement_method_rationale_classifications.has_any(),
    );
    let bids = || process.bids.details.records();
    there("bids/details/documents", bids().any(|bid| bid.documents.has_any()));
    there("bids/details/statusDetails", bids().any(|bid| bid.status_details.is_there()));
    let contracts = || process.contracts.records();
    there("contracts/amendments", contracts().any(|own| amendments(own) > 0));
    documents(&mut paths, "planning", &process.planning.documents);
    documents(&mut paths, "tender", &tender.documents);
    for contract in process.contracts.records() {
        documents(&mut paths, "contracts", &contract.documents);
    }
    paths
}

/// How many amendments a contract has: those of OCDS 1.1, or the one of 1.0.
pub(crate) fn amendments(contract: &Contract<'_>) -> usize {
    let is_there = |own: &Amendment<'_>| {
        own.id.is_there() || own.date.is_there() || own.description.is_there() || own.rationale.is_there()
    };
    let many = contract.amendments.records().count();
    if many > 0 { many } else { usize::from(is_there(&contract.amendment)) }
}

fn documents(paths: &mut std::collections::BTreeSet<String>, stage: &str, documents: &List<Document<'_>>) {
    for document in documents.records().filter(|document| document.document_type.is_there()) {
        paths.insert(format!("{stage}/documents/documentType"));
        paths.insert(format!("{stage}/documents/documentType={}", document.document_type.text()));
    }
}
