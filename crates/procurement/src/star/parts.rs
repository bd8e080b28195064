//! What hangs on several stages: items, documents, milestones, amendments, related processes. The parent is the position
//! of the award, contract or bid; of planning, tender and the release itself it is nought.

use super::Put;
use super::process::staged;
use super::schema::Id;
use crate::facts::Facts;
use crate::process::record::{Found, List, Record as _};
use crate::process::stages::{Amendment, Document, Item, Milestone, RelatedProcess};

/// The rows.
pub(super) fn rows(facts: &Facts<'_>, put: &mut Put<'_>) {
    let process = facts.process;
    let tender = &process.tender;
    documents(put, "planning", 0, &process.planning.documents);
    items(put, "tender", 0, &tender.items);
    documents(put, "tender", 0, &tender.documents);
    milestones(put, "tender", 0, &tender.milestones);
    amendments(put, "tender", 0, &tender.amendments, &tender.amendment);
    for (at, bid) in process.bids.details.iter() {
        items(put, "bid", at, &bid.items);
        documents(put, "bid", at, &bid.documents);
    }
    for (at, award) in process.awards.iter() {
        items(put, "award", at, &award.items);
        documents(put, "award", at, &award.documents);
        amendments(put, "award", at, &award.amendments, &award.amendment);
    }
    for (at, contract) in process.contracts.iter() {
        items(put, "contract", at, &contract.items);
        documents(put, "contract", at, &contract.documents);
        documents(put, "implementation", at, &contract.implementation.documents);
        milestones(put, "contract", at, &contract.milestones);
        milestones(put, "implementation", at, &contract.implementation.milestones);
        amendments(put, "contract", at, &contract.amendments, &contract.amendment);
        related(put, "contract", at, &contract.related_processes);
    }
    related(put, "process", 0, &process.related_processes);
}

fn items(put: &mut Put<'_>, stage: &'static str, parent: usize, items: &List<Item<'_>>) {
    for (at, item) in items.iter() {
        let row = staged(put, stage, [parent, at])
            .text(&item.id)
            .text(&item.related_lot)
            .text(&item.description)
            .text(&item.classification.scheme)
            .text(&item.classification.id)
            .decimal(&item.quantity)
            .text(&item.unit.name)
            .text(&item.unit.scheme)
            .text(&item.unit.id)
            .money(&item.unit.value);
        put.add(Id::Item, &row);
    }
}

fn documents(put: &mut Put<'_>, stage: &'static str, parent: usize, documents: &List<Document<'_>>) {
    for (at, own) in documents.iter() {
        let row = staged(put, stage, [parent, at])
            .text(&own.id)
            .text(&own.document_type)
            .date(&own.date_published)
            .date(&own.date_modified)
            .text(&own.url)
            .text(&own.format)
            .text(&own.language);
        put.add(Id::Document, &row);
    }
}

fn milestones(put: &mut Put<'_>, stage: &'static str, parent: usize, all: &List<Milestone<'_>>) {
    for (at, own) in all.iter() {
        let row = staged(put, stage, [parent, at]);
        let row = row.text(&own.id).text(&own.kind).text(&own.status).date(&own.due_date).date(&own.date_met);
        put.add(Id::Milestone, &row);
    }
}

/// The amendments of OCDS 1.1; where there are none, the one of 1.0.
fn amendments(
    put: &mut Put<'_>,
    stage: &'static str,
    parent: usize,
    all: &List<Amendment<'_>>,
    single: &Amendment<'_>,
) {
    for (at, own) in all.iter() {
        amendment(put, stage, [parent, at], own);
    }
    if !all.has_any() && single.found() == Found::Right {
        amendment(put, stage, [parent, 0], single);
    }
}

fn amendment(put: &mut Put<'_>, stage: &'static str, positions: [usize; 2], own: &Amendment<'_>) {
    let names: Vec<&str> =
        [own.amends_release_id.text(), own.release_id.text()].into_iter().filter(|name| !name.is_empty()).collect();
    let row = staged(put, stage, positions).text(&own.id).date(&own.date).text(&own.description).text(&own.rationale);
    // How many changes an amendment lists is not read.
    put.add(Id::Amendment, &row.string((!names.is_empty()).then(|| names.join(";"))).number(None));
}

fn related(put: &mut Put<'_>, stage: &'static str, parent: usize, all: &List<RelatedProcess<'_>>) {
    for (at, own) in all.iter() {
        let row = staged(put, stage, [parent, at]).texts(&own.relationship).text(&own.scheme).text(&own.identifier);
        put.add(Id::RelatedProcess, &row);
    }
}
