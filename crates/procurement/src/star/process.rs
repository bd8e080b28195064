//! The rows of one process about itself, its parties, lots, bids, awards and contracts.

use super::row::Row;
use super::schema::Id;
use super::{Put, parts};
use crate::facts::{Facts, bidder};
use crate::process::organization::Organization;
use crate::process::record::{Found, List, Record as _};

/// All rows but those about history and wrong cells.
pub(super) fn rows(facts: &Facts<'_>, put: &mut Put<'_>) {
    process(facts, put);
    parties(facts, put);
    tender(facts, put);
    bids(facts, put);
    awards(facts, put);
    contracts(facts, put);
    parts::rows(facts, put);
}

/// How many elements an array has; `None` where there is no array.
fn counted<T>(list: &List<T>) -> Option<i64> {
    (list.found != Found::Absent).then(|| i64::try_from(list.len()).unwrap_or(i64::MAX))
}

fn process(facts: &Facts<'_>, put: &mut Put<'_>) {
    let process = facts.process;
    let tender = &process.tender;
    let said = tender.status.is_there() || tender.final_status.is_there() || tender.cancellation_rationale.is_there();
    let cancelled = facts.is_cancelled() || tender.cancellation_rationale.is_there();
    let row = put
        .row(&[])
        .text(&process.ocid)
        .count(facts.place.file)
        .text(&process.id)
        .date(&process.date)
        .joined(&process.tag)
        // The version stands in the package, of which a release knows nothing.
        .string(None::<&str>)
        .text(&process.initiation_type)
        .text(&process.language)
        .string(Some(process.publisher()))
        .text(&process.buyer.id)
        .text(&process.buyer.name)
        .text(&tender.procuring_entity.id)
        .text(&tender.procuring_entity.name)
        .text(&tender.title)
        .text(&tender.id)
        .text(&tender.status)
        .text(&tender.main_procurement_category)
        .text(&tender.procurement_method)
        .text(&tender.procurement_method_details)
        .text(&tender.procurement_method_rationale)
        .text(&tender.award_criteria)
        .text(&tender.award_criteria_details)
        .joined(&tender.submission_method)
        .text(&tender.eligibility_criteria)
        .number(tender.number_of_tenderers.get().copied())
        .yes(tender.has_enquiries.get().copied())
        .money(&tender.value)
        .money(&tender.min_value)
        .money(&process.planning.budget.amount)
        .date(&tender.tender_period.start_date)
        .date(&tender.tender_period.end_date)
        .date(&tender.date_published)
        .date(&tender.enquiry_period.start_date)
        .date(&tender.enquiry_period.end_date)
        .date(&tender.award_period.start_date)
        .date(&tender.award_period.end_date)
        .date(&tender.bid_opening.date)
        .count(tender.lots.records().count())
        .count(process.bids.details.records().count())
        .count(facts.history.len().max(1))
        .number(counted(&process.complaints))
        .yes(said.then_some(cancelled));
    put.add(Id::Process, &row);
}

fn parties(facts: &Facts<'_>, put: &mut Put<'_>) {
    for (at, party) in facts.process.parties.iter() {
        let address = &party.address;
        let country = if address.country.is_there() { &address.country } else { &address.country_name };
        let row = put
            .row(&[at])
            .text(&party.id)
            .text(&party.name)
            .text(&party.identifier.scheme)
            .text(&party.identifier.id)
            .text(&party.identifier.legal_name)
            .texts(&party.roles)
            .text(country)
            .text(&address.region)
            .text(&address.locality)
            .text(&address.postal_code)
            .text(&address.street)
            .text(&party.contact_point.telephone)
            .text(&party.contact_point.email)
            .text(&party.contact_point.name)
            .text(&party.contact_point.url)
            .number(counted(&party.beneficial_owners))
            .number(counted(&party.shareholders));
        put.add(Id::Party, &row);
        owners(party, at, put);
    }
}

/// Owners of both kinds count on through one party, so that the key is one.
fn owners(party: &Organization<'_>, at: usize, put: &mut Put<'_>) {
    for (number, owner) in party.beneficial_owners.iter() {
        let row = put.row(&[at, number]).string(Some("beneficial_owner")).text(&owner.id).text(&owner.name);
        let row = row.decimal(&crate::process::cell::Cell::Absent);
        put.add(Id::Owner, &row);
    }
    let before = party.beneficial_owners.len();
    for (number, owner) in party.shareholders.iter() {
        let row = put.row(&[at, before + number]).string(Some("shareholder"));
        let row = row.text(&owner.shareholder.id).text(&owner.shareholder.name).decimal(&owner.shareholding);
        put.add(Id::Owner, &row);
    }
}

fn tender(facts: &Facts<'_>, put: &mut Put<'_>) {
    let tender = &facts.process.tender;
    for (at, own) in tender.tenderers.iter() {
        let row = put.row(&[at]).text(&own.id).text(&own.name);
        put.add(Id::Tenderer, &row);
    }
    for (at, lot) in tender.lots.iter() {
        let row = put.row(&[at]).text(&lot.id).text(&lot.title).text(&lot.status).money(&lot.value);
        put.add(Id::Lot, &row.text(&lot.award_criteria));
    }
    for (at, own) in tender.enquiries.iter() {
        let answered = own.answer.is_there();
        let row = put.row(&[at]).text(&own.id).date(&own.date).date(&own.date_answered).yes(Some(answered));
        put.add(Id::Enquiry, &row.text(&own.related_lot));
    }
    for (at, fee) in tender.participation_fees.iter() {
        let row = put.row(&[at]).texts(&fee.kind).money(&fee.value);
        put.add(Id::Fee, &row);
    }
}

fn bids(facts: &Facts<'_>, put: &mut Put<'_>) {
    let bids = &facts.process.bids;
    let moved = facts.process.has_moved_bids();
    for (at, bid) in bids.details.iter() {
        let row = put
            .row(&[at])
            .text(&bid.id)
            .text(&bid.status)
            .text(&bid.status_details)
            .date(&bid.date)
            .money(&bid.value)
            .count(bid.tenderers.records().count())
            .string(bidder(bid))
            .texts(&bid.related_lots)
            .count(bid.documents.records().count())
            .yes(Some(moved));
        put.add(Id::Bid, &row);
        for (number, own) in bid.tenderers.iter() {
            let row = put.row(&[at, number]).text(&own.id).text(&own.name);
            put.add(Id::BidParty, &row);
        }
    }
    for (at, own) in bids.statistics.iter() {
        let row = put.row(&[at]).text(&own.measure).decimal(&own.value).text(&own.related_lot).text(&own.currency);
        put.add(Id::BidStatistic, &row);
    }
}

fn awards(facts: &Facts<'_>, put: &mut Put<'_>) {
    for (at, award) in facts.process.awards.iter() {
        let row = put
            .row(&[at])
            .text(&award.id)
            .text(&award.status)
            .text(&award.final_status)
            .date(&award.date)
            .money(&award.value)
            .count(award.suppliers.records().count())
            .text(&award.related_bid)
            .texts(&award.related_lots)
            .text(&award.title)
            .yes(award.has_subcontracting.get().copied())
            .decimal(&award.subcontracting.minimum_percentage)
            .decimal(&award.subcontracting.maximum_percentage);
        put.add(Id::Award, &row);
        for (number, own) in award.suppliers.iter() {
            let row = put.row(&[at, number]).text(&own.id).text(&own.name);
            put.add(Id::AwardSupplier, &row);
        }
        let mut number = 0;
        for own in award.subcontracting.subcontracts.records() {
            let one = Some(&own.subcontractor).filter(|one| one.found() == Found::Right);
            for subcontractor in one.into_iter().chain(own.subcontractors.records()) {
                let row = put.row(&[at, number]).text(&subcontractor.id).text(&subcontractor.name);
                put.add(Id::Subcontractor, &row);
                number += 1;
            }
        }
    }
}

fn contracts(facts: &Facts<'_>, put: &mut Put<'_>) {
    let process = facts.process;
    for (at, contract) in process.contracts.iter() {
        let id = contract.award_id.text();
        let award = process.awards.iter().find(|(_, award)| !id.is_empty() && award.id.text() == id);
        let done = &contract.implementation;
        let last = if contract.final_status.is_there() { &contract.final_status } else { &done.final_status };
        let row = put
            .row(&[at])
            .text(&contract.id)
            .text(&contract.award_id)
            .position(award.map(|(at, _)| at))
            .text(&contract.status)
            .text(last)
            .date(&contract.date_signed)
            .date(&contract.period.start_date)
            .date(&contract.period.end_date)
            .money(&contract.value)
            .money(&done.final_value)
            .text(&contract.title);
        put.add(Id::Contract, &row);
        for (number, own) in done.transactions.iter() {
            let value = if own.value.amount.is_there() { &own.value } else { &own.amount };
            let row = put.row(&[at, number]).text(&own.id).date(&own.date).money(value);
            put.add(Id::Transaction, &row.text(&own.payer.id).text(&own.payee.id));
        }
    }
}

/// A row with a stage in its key.
pub(super) fn staged<'p>(put: &Put<'_>, stage: &'static str, positions: [usize; 2]) -> Row<'p> {
    Row::staged(put.process, stage, &positions, put.at)
}
