//! What each publisher publishes at all: absence of a field means something only where the publisher has it elsewhere.

use crate::process::Process;
use crate::process::record::{List, Record};
use crate::process::stages::{Amendment, Contract, Document};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Declares the known paths, each with the question whether a process has a value there.
macro_rules! paths {
    ($process:ident => $($path:literal: $there:expr,)*) => {
        /// The known paths, in byte order.
        const PATHS: &[&str] = &[$($path),*];

        /// The paths that have a value, as bits in the order of [`PATHS`].
        fn there($process: &Process<'_>) -> u128 {
            [$($there),*].into_iter().enumerate().fold(0, |bits, (at, there)| bits | (u128::from(there) << at))
        }
    };
}

fn some<'a, T: Record<'a>>(list: &List<T>, there: impl Fn(&T) -> bool) -> bool {
    list.records().any(there)
}

paths! { process =>
    "awards": process.awards.has_any(),
    "awards/date": some(&process.awards, |a| a.date.is_there()),
    "awards/hasSubcontracting": some(&process.awards, |a| a.has_subcontracting.is_there()),
    "awards/id": some(&process.awards, |a| a.id.is_there()),
    "awards/items/classification/id": some(&process.awards, |a| some(&a.items, |b| b.classification.id.is_there())),
    "awards/items/classification/scheme": some(&process.awards, |a| some(&a.items, |b| b.classification.scheme.is_there())),
    "awards/items/unit/value/amount": some(&process.awards, |a| some(&a.items, |b| b.unit.value.amount.is_there())),
    "awards/items/unit/value/currency": some(&process.awards, |a| some(&a.items, |b| b.unit.value.currency.is_there())),
    "awards/relatedBid": some(&process.awards, |a| a.related_bid.is_there()),
    "awards/status": some(&process.awards, |a| a.status.is_there()),
    "awards/subcontracting/minimumPercentage": some(&process.awards, |a| a.subcontracting.minimum_percentage.is_there()),
    "awards/suppliers/id": some(&process.awards, |a| some(&a.suppliers, |b| b.id.is_there())),
    "awards/suppliers/name": some(&process.awards, |a| some(&a.suppliers, |b| b.name.is_there())),
    "awards/value/amount": some(&process.awards, |a| a.value.amount.is_there()),
    "awards/value/currency": some(&process.awards, |a| a.value.currency.is_there()),
    "bids/details": process.bids.details.has_any(),
    "bids/details/date": some(&process.bids.details, |a| a.date.is_there()),
    "bids/details/documents": some(&process.bids.details, |a| a.documents.has_any()),
    "bids/details/id": some(&process.bids.details, |a| a.id.is_there()),
    "bids/details/status": some(&process.bids.details, |a| a.status.is_there()),
    "bids/details/statusDetails": some(&process.bids.details, |a| a.status_details.is_there()),
    "bids/details/tenderers/id": some(&process.bids.details, |a| some(&a.tenderers, |b| b.id.is_there())),
    "bids/details/tenderers/name": some(&process.bids.details, |a| some(&a.tenderers, |b| b.name.is_there())),
    "bids/details/value/amount": some(&process.bids.details, |a| a.value.amount.is_there()),
    "bids/details/value/currency": some(&process.bids.details, |a| a.value.currency.is_there()),
    "bids/documents/documentType": some(&process.bids.details, |a| some(&a.documents, |b| b.document_type.is_there())),
    "bids/statistics/value": some(&process.bids.statistics, |a| a.value.is_there()),
    "buyer/id": process.buyer.id.is_there(),
    "buyer/name": process.buyer.name.is_there(),
    "complaints": process.complaints.has_any(),
    "complaints/id": some(&process.complaints, |a| a.id.is_there()),
    "contracts/amendments": some(&process.contracts, |a| amendments(a) > 0),
    "contracts/amendments/description": some(&process.contracts, |a| some(&a.amendments, |b| b.description.is_there())),
    "contracts/amendments/rationale": some(&process.contracts, |a| some(&a.amendments, |b| b.rationale.is_there())),
    "contracts/awardID": some(&process.contracts, |a| a.award_id.is_there()),
    "contracts/dateSigned": some(&process.contracts, |a| a.date_signed.is_there()),
    "contracts/documents/documentType": some(&process.contracts, |a| some(&a.documents, |b| b.document_type.is_there())),
    "contracts/implementation/documents/documentType": some(&process.contracts, |a| some(&a.implementation.documents, |b| b.document_type.is_there())),
    "contracts/implementation/finalValue/amount": some(&process.contracts, |a| a.implementation.final_value.amount.is_there()),
    "contracts/implementation/finalValue/currency": some(&process.contracts, |a| a.implementation.final_value.currency.is_there()),
    "contracts/implementation/milestones/dateMet": some(&process.contracts, |a| some(&a.implementation.milestones, |b| b.date_met.is_there())),
    "contracts/implementation/milestones/dueDate": some(&process.contracts, |a| some(&a.implementation.milestones, |b| b.due_date.is_there())),
    "contracts/implementation/milestones/type": some(&process.contracts, |a| some(&a.implementation.milestones, |b| b.kind.is_there())),
    "contracts/implementation/transactions/value/amount": some(&process.contracts, |a| some(&a.implementation.transactions, |b| b.value.amount.is_there())),
    "contracts/implementation/transactions/value/currency": some(&process.contracts, |a| some(&a.implementation.transactions, |b| b.value.currency.is_there())),
    "contracts/items/classification/id": some(&process.contracts, |a| some(&a.items, |b| b.classification.id.is_there())),
    "contracts/items/classification/scheme": some(&process.contracts, |a| some(&a.items, |b| b.classification.scheme.is_there())),
    "contracts/items/unit/value/amount": some(&process.contracts, |a| some(&a.items, |b| b.unit.value.amount.is_there())),
    "contracts/items/unit/value/currency": some(&process.contracts, |a| some(&a.items, |b| b.unit.value.currency.is_there())),
    "contracts/relatedProcesses": some(&process.contracts, |a| a.related_processes.has_any()),
    "contracts/relatedProcesses/relationship": some(&process.contracts, |a| some(&a.related_processes, |b| b.relationship.iter().next().is_some())),
    "contracts/status": some(&process.contracts, |a| a.status.is_there()),
    "contracts/value/amount": some(&process.contracts, |a| a.value.amount.is_there()),
    "contracts/value/currency": some(&process.contracts, |a| a.value.currency.is_there()),
    "date": process.date.is_there(),
    "parties/address/postalCode": some(&process.parties, |a| a.address.postal_code.is_there()),
    "parties/address/streetAddress": some(&process.parties, |a| a.address.street.is_there()),
    "parties/beneficialOwners/id": some(&process.parties, |a| some(&a.beneficial_owners, |b| b.id.is_there())),
    "parties/beneficialOwners/name": some(&process.parties, |a| some(&a.beneficial_owners, |b| b.name.is_there())),
    "parties/contactPoint/email": some(&process.parties, |a| a.contact_point.email.is_there()),
    "parties/contactPoint/name": some(&process.parties, |a| a.contact_point.name.is_there()),
    "parties/contactPoint/telephone": some(&process.parties, |a| a.contact_point.telephone.is_there()),
    "parties/contactPoint/url": some(&process.parties, |a| a.contact_point.url.is_there()),
    "parties/id": some(&process.parties, |a| a.id.is_there()),
    "parties/name": some(&process.parties, |a| a.name.is_there()),
    "parties/roles": some(&process.parties, |a| a.roles.iter().next().is_some()),
    "parties/shareholders/shareholder/id": some(&process.parties, |a| some(&a.shareholders, |b| b.shareholder.id.is_there())),
    "parties/shareholders/shareholding": some(&process.parties, |a| some(&a.shareholders, |b| b.shareholding.is_there())),
    "planning/documents/documentType": some(&process.planning.documents, |a| a.document_type.is_there()),
    "tender/awardCriteria": process.tender.award_criteria.is_there(),
    "tender/awardPeriod/startDate": process.tender.award_period.start_date.is_there(),
    "tender/bidOpening/date": process.tender.bid_opening.date.is_there(),
    "tender/documents/datePublished": some(&process.tender.documents, |a| a.date_published.is_there()),
    "tender/documents/documentType": some(&process.tender.documents, |a| a.document_type.is_there()),
    "tender/eligibilityCriteria": process.tender.eligibility_criteria.is_there(),
    "tender/enquiries": process.tender.enquiries.has_any(),
    "tender/enquiries/answer": some(&process.tender.enquiries, |a| a.answer.is_there()),
    "tender/enquiries/date": some(&process.tender.enquiries, |a| a.date.is_there()),
    "tender/enquiries/dateAnswered": some(&process.tender.enquiries, |a| a.date_answered.is_there()),
    "tender/items/classification/id": some(&process.tender.items, |a| a.classification.id.is_there()),
    "tender/items/classification/scheme": some(&process.tender.items, |a| a.classification.scheme.is_there()),
    "tender/items/unit/value/amount": some(&process.tender.items, |a| a.unit.value.amount.is_there()),
    "tender/items/unit/value/currency": some(&process.tender.items, |a| a.unit.value.currency.is_there()),
    "tender/numberOfTenderers": process.tender.number_of_tenderers.is_there(),
    "tender/participationFees/value/amount": some(&process.tender.participation_fees, |a| a.value.amount.is_there()),
    "tender/participationFees/value/currency": some(&process.tender.participation_fees, |a| a.value.currency.is_there()),
    "tender/procurementMethod": process.tender.procurement_method.is_there(),
    "tender/procurementMethodDetails": process.tender.procurement_method_details.is_there(),
    "tender/procurementMethodRationale": process.tender.procurement_method_rationale.is_there(),
    "tender/procurementMethodRationaleClassifications": process.tender.procurement_method_rationale_classifications.has_any(),
    "tender/procuringEntity/id": process.tender.procuring_entity.id.is_there(),
    "tender/procuringEntity/name": process.tender.procuring_entity.name.is_there(),
    "tender/status": process.tender.status.is_there(),
    "tender/tenderPeriod/endDate": process.tender.tender_period.end_date.is_there(),
    "tender/tenderPeriod/startDate": process.tender.tender_period.start_date.is_there(),
    "tender/tenderers/id": some(&process.tender.tenderers, |a| a.id.is_there()),
    "tender/value/amount": process.tender.value.amount.is_there(),
    "tender/value/currency": process.tender.value.currency.is_there(),
}

/// Stages whose document types are counted one by one.
const STAGES: [&str; 3] = ["planning", "tender", "contracts"];

/// By publisher and path: in how many processes there is a value. Paths are without `[]`, as in `tender/value/amount`;
/// document types are paths of their own, such as `tender/documents/documentType=tenderNotice`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Publishes {
    publishers: BTreeMap<String, Counts>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Counts {
    processes: u64,
    paths: Vec<u64>,
    types: [BTreeMap<String, u64>; STAGES.len()],
}

impl Default for Counts {
    fn default() -> Self {
        Self { processes: 0, paths: vec![0; PATHS.len()], types: Default::default() }
    }
}

impl Publishes {
    /// Whether the publisher publishes the path somewhere.
    pub fn has(&self, publisher: &str, path: &str) -> bool {
        let Some(counts) = self.publishers.get(publisher) else { return false };
        if let Ok(at) = PATHS.binary_search(&path) {
            return counts.paths.get(at).is_some_and(|count| *count > 0);
        }
        let of_stage = |(stage, types): (&&str, &BTreeMap<String, u64>)| {
            let rest = path.strip_prefix(*stage).and_then(|rest| rest.strip_prefix("/documents/documentType="));
            rest.is_some_and(|kind| types.contains_key(kind))
        };
        STAGES.iter().zip(&counts.types).any(of_stage)
    }

    /// The publishers and how many processes each has.
    pub fn publishers(&self) -> impl Iterator<Item = (&str, u64)> {
        self.publishers.iter().map(|(publisher, counts)| (publisher.as_str(), counts.processes))
    }

    /// All counts that are not nought, by publisher and path.
    pub fn counts(&self) -> impl Iterator<Item = (&str, String, u64)> {
        self.publishers.iter().flat_map(|(publisher, own)| {
            let known = PATHS.iter().zip(&own.paths).filter(|(_, count)| **count > 0);
            let known = known.map(|(path, count)| ((*path).to_owned(), *count));
            let kinds = STAGES.iter().zip(&own.types).flat_map(|(stage, types)| {
                types.iter().map(move |(kind, count)| (format!("{stage}/documents/documentType={kind}"), *count))
            });
            let mut all: Vec<_> = known.chain(kinds).collect();
            all.sort();
            all.into_iter().map(move |(path, count)| (publisher.as_str(), path, count))
        })
    }

    /// Every publisher with its processes, and every known path with how many of these have a value there; a path that
    /// nobody has a value at counts nought.
    pub fn paths(&self) -> impl Iterator<Item = (&str, u64, impl Iterator<Item = (&'static str, u64)>)> {
        self.publishers.iter().map(|(publisher, own)| {
            let paths = PATHS.iter().copied().zip(own.paths.iter().copied());
            (publisher.as_str(), own.processes, paths)
        })
    }

    /// Counts the paths of one process.
    pub fn observe(&mut self, process: &Process<'_>) {
        self.observe_as(process.publisher(), process);
    }

    /// Counts the paths of one process under another name for its publisher.
    pub fn observe_as(&mut self, publisher: &str, process: &Process<'_>) {
        if !self.publishers.contains_key(publisher) {
            self.publishers.insert(publisher.to_owned(), Counts::default());
        }
        let Some(own) = self.publishers.get_mut(publisher) else { return };
        own.processes += 1;
        let mut bits = there(process);
        while bits != 0 {
            let at = bits.trailing_zeros() as usize;
            own.paths.iter_mut().skip(at).take(1).for_each(|count| *count += 1);
            bits &= bits - 1;
        }
        let [planning, tender, contracts] = &mut own.types;
        kinds(planning, process.planning.documents.records());
        kinds(tender, process.tender.documents.records());
        kinds(contracts, process.contracts.records().flat_map(|contract| contract.documents.records()));
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        for (publisher, other) in other.publishers {
            let own = self.publishers.entry(publisher).or_default();
            own.processes += other.processes;
            own.paths.iter_mut().zip(other.paths).for_each(|(own, other)| *own += other);
            for (own, other) in own.types.iter_mut().zip(other.types) {
                other.into_iter().for_each(|(kind, count)| *own.entry(kind).or_default() += count);
            }
        }
    }
}

/// Counts the types of documents, each once a process.
fn kinds<'p>(counts: &mut BTreeMap<String, u64>, documents: impl Iterator<Item = &'p Document<'p>>) {
    let kinds = documents.map(|document| document.document_type.text()).filter(|kind| !kind.is_empty());
    let mut seen: Vec<&str> = Vec::new();
    for kind in kinds {
        if seen.contains(&kind) {
            continue;
        }
        seen.push(kind);
        match counts.get_mut(kind) {
            Some(count) => *count += 1,
            None => {
                counts.insert(kind.to_owned(), 1);
            }
        }
    }
}

/// How many amendments a contract has: those of OCDS 1.1, or the one of 1.0.
pub(crate) fn amendments(contract: &Contract<'_>) -> usize {
    let is_there = |own: &Amendment<'_>| {
        own.id.is_there() || own.date.is_there() || own.description.is_there() || own.rationale.is_there()
    };
    let many = contract.amendments.records().count();
    if many > 0 { many } else { usize::from(is_there(&contract.amendment)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_counted_once_a_process_and_publisher() {
        assert!(PATHS.is_sorted() && PATHS.len() <= 128);
        let text = r#"{"ocid":"ocds-a-1","tender":{"value":{"amount":1},"documents":[{"documentType":"x"},{"documentType":"x"}]},"bids":{"details":[{},{"statusDetails":"y"}]}}"#;
        let mut publishes = Publishes::default();
        publishes.observe(&Process::parse(text).expect("a release"));
        let mut other = Publishes::default();
        other.observe(&Process::parse(text).expect("a release"));
        publishes.merge(other);
        for path in [
            "tender/value/amount",
            "tender/documents/documentType",
            "tender/documents/documentType=x",
            "bids/details/statusDetails",
        ] {
            assert!(publishes.has("ocds-a", path), "{path}");
        }
        assert!(!publishes.has("ocds-a", "tender/value/currency") && !publishes.has("ocds-b", "tender/value/amount"));
        assert!(publishes.counts().all(|(_, _, count)| count == 2));
        assert_eq!(publishes.publishers().collect::<Vec<_>>(), [("ocds-a", 2)]);
    }
}
