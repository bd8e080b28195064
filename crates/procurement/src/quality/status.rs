//! Words that contradict what stands beside them: statuses of tender, awards, contracts and milestones, and the procedure.

use super::{Check, Found, Indexes};
use crate::facts::Facts;
use crate::process::record::List;
use crate::process::stages::Milestone;

/// Statuses of a tender that has not awarded anything (code list of OCDS 1.1).
const NOT_AWARDED: [&str; 6] = ["planning", "planned", "active", "cancelled", "unsuccessful", "withdrawn"];
/// Statuses of an award that is not made.
const NOT_MADE: [&str; 3] = ["pending", "cancelled", "unsuccessful"];
/// Statuses of a contract that is not signed.
const NOT_SIGNED: [&str; 2] = ["pending", "cancelled"];

/// Makes the checks.
pub(super) fn look(facts: &Facts<'_>, found: &mut Found) {
    let process = facts.process;
    let tender = &process.tender;
    let (status, awards, contracts) =
        (tender.status.text(), process.awards.records().count(), process.contracts.records().count());
    if NOT_AWARDED.contains(&status) && awards + contracts > 0 {
        let value = format!("{status}: {awards} awards, {contracts} contracts");
        found.add(Check::TenderStatus, "/tender/status", Indexes::NONE, value);
    }
    for (at, award) in process.awards.iter() {
        let (status, id) = (award.status.text(), award.id.text());
        let named = || process.contracts.records().any(|contract| contract.award_id.text() == id);
        if NOT_MADE.contains(&status) && !id.is_empty() && named() {
            found.add(Check::AwardStatus, "/awards[]/status", Indexes::one(at), status.to_owned());
        }
    }
    for (at, contract) in process.contracts.iter() {
        let (status, paid) = (contract.status.text(), contract.implementation.transactions.records().count());
        if NOT_SIGNED.contains(&status) && paid > 0 {
            found.add(
                Check::ContractStatus,
                "/contracts[]/status",
                Indexes::one(at),
                format!("{status}: {paid} transactions"),
            );
        }
    }
    if tender.procurement_method.text() == "direct"
        && let Some(number) = tender.number_of_tenderers.get()
        && *number > 1
    {
        found.add(Check::Method, "/tender/numberOfTenderers", Indexes::NONE, format!("direct: {number}"));
    }
    milestones("/tender/milestones[]/status", None, &tender.milestones, found);
    for (at, contract) in process.contracts.iter() {
        milestones("/contracts[]/milestones[]/status", Some(at), &contract.milestones, found);
        let done = &contract.implementation.milestones;
        milestones("/contracts[]/implementation/milestones[]/status", Some(at), done, found);
    }
}

/// A milestone that is scheduled or not met has no date on which it was met. One that is met need not say when.
fn milestones(path: &'static str, at: Option<usize>, milestones: &List<Milestone<'_>>, found: &mut Found) {
    for (number, milestone) in milestones.iter() {
        let status = milestone.status.text();
        if matches!(status, "scheduled" | "notMet") && milestone.date_met.is_there() {
            let indexes = Indexes::within(at, number);
            found.add(Check::MilestoneStatus, path, indexes, format!("{status} with dateMet"));
        }
    }
}
