//! Dates in order: periods, stages one after the other, documents, milestones, amendments. A comparison that hangs on an
//! offset that is not published decides nothing.

use super::{Check, Found, Indexes, both, shown};
use crate::facts::Facts;
use crate::process::cell::Cell;
use crate::process::moment::{Moment, Stamp};
use crate::process::record::{Found as Kind, List, Record as _};
use crate::process::stages::{Amendment, Document, Milestone, Period};

/// A date where it stands.
struct Dated<'a> {
    path: &'static str,
    indexes: Indexes,
    date: &'a Cell<'a, Moment>,
}

/// Makes the checks.
pub(super) fn look(facts: &Facts<'_>, found: &mut Found) {
    periods(facts, found);
    stages(facts, found);
    documents(facts, found);
    milestones(facts, found);
    amendments(facts, found);
}

/// Whether `a` is later than `b` whatever the offsets are and whenever on its day `b` was. The midnight after a day is no
/// longer that day.
fn is_later(facts: &Facts<'_>, a: Moment, b: Moment) -> bool {
    let end = b.end();
    let last = Stamp { local: end.local - i64::from(b.day), ..end };
    facts.later(a.start(), last) == Some(true)
}

fn in_order(facts: &Facts<'_>, check: Check, first: &Dated<'_>, second: &Cell<'_, Moment>, found: &mut Found) {
    if let (Some(a), Some(b)) = (first.date.get(), second.get())
        && is_later(facts, *a, *b)
    {
        found.add(check, first.path, first.indexes, both(*a, " > ", *b));
    }
}

fn periods(facts: &Facts<'_>, found: &mut Found) {
    let tender = &facts.process.tender;
    let mut one = |path: &'static str, indexes: Indexes, period: &Period<'_>| {
        let first = Dated { path, indexes, date: &period.start_date };
        in_order(facts, Check::Period, &first, &period.end_date, found);
        duration(path, indexes, period, found);
    };
    one("/tender/tenderPeriod", Indexes::NONE, &tender.tender_period);
    one("/tender/enquiryPeriod", Indexes::NONE, &tender.enquiry_period);
    one("/tender/awardPeriod", Indexes::NONE, &tender.award_period);
    one("/tender/contractPeriod", Indexes::NONE, &tender.contract_period);
    for (at, award) in facts.process.awards.iter() {
        one("/awards[]/contractPeriod", Indexes::one(at), &award.contract_period);
    }
    for (at, contract) in facts.process.contracts.iter() {
        one("/contracts[]/period", Indexes::one(at), &contract.period);
    }
}

/// The duration in days may be that of the dates rounded down or up, and one more where both are days, as people count
/// the last one too.
fn duration(path: &'static str, indexes: Indexes, period: &Period<'_>, found: &mut Found) {
    let (Some(start), Some(end), Some(days)) =
        (period.start_date.get(), period.end_date.get(), period.duration_in_days.get())
    else {
        return;
    };
    // Two offsets, or none: otherwise the distance is not known to the day.
    if start.offset.is_some() != end.offset.is_some() {
        return;
    }
    let instant = |moment: &Moment| moment.local - i64::from(moment.offset.unwrap_or_default()) * 60_000_000;
    let (from, to) = (instant(start), instant(end));
    let (day, rest) = ((to - from).div_euclid(super::DAY), (to - from).rem_euclid(super::DAY));
    let most = day + i64::from(rest > 0 || (start.day && end.day));
    if *days < day || *days > most {
        found.add(
            Check::Duration,
            path,
            indexes,
            format!("durationInDays {days}: {} to {}", shown(*start), shown(*end)),
        );
    }
}

/// The end of the tender period, awards, signatures and payments, and the release after all of them.
fn stages(facts: &Facts<'_>, found: &mut Found) {
    let process = facts.process;
    let closing = Dated {
        path: "/tender/tenderPeriod/endDate",
        indexes: Indexes::NONE,
        date: &process.tender.tender_period.end_date,
    };
    in_order(facts, Check::Dates, &closing, &process.date, found);
    for (at, award) in process.awards.iter() {
        in_order(facts, Check::Dates, &closing, &award.date, found);
        let own = Dated { path: "/awards[]/date", indexes: Indexes::one(at), date: &award.date };
        in_order(facts, Check::Dates, &own, &process.date, found);
    }
    for (at, contract) in process.contracts.iter() {
        in_order(facts, Check::Dates, &closing, &contract.date_signed, found);
        let signed = Dated { path: "/contracts[]/dateSigned", indexes: Indexes::one(at), date: &contract.date_signed };
        in_order(facts, Check::Dates, &signed, &process.date, found);
        let id = contract.award_id.text();
        for (own, award) in process.awards.iter().filter(|(_, award)| !id.is_empty() && award.id.text() == id) {
            let awarded = Dated { path: "/awards[]/date", indexes: Indexes::one(own), date: &award.date };
            in_order(facts, Check::Dates, &awarded, &contract.date_signed, found);
        }
        for (number, paid) in contract.implementation.transactions.iter() {
            in_order(facts, Check::Dates, &signed, &paid.date, found);
            let path = "/contracts[]/implementation/transactions[]/date";
            let paid = Dated { path, indexes: Indexes::two(at, number), date: &paid.date };
            in_order(facts, Check::Dates, &paid, &process.date, found);
        }
    }
}

fn documents(facts: &Facts<'_>, found: &mut Found) {
    let process = facts.process;
    let mut all = |paths: [&'static str; 2], at: Option<usize>, documents: &List<Document<'_>>| {
        for (number, document) in documents.iter() {
            let indexes = Indexes::within(at, number);
            let published = Dated { path: paths[0], indexes, date: &document.date_published };
            let modified = Dated { path: paths[1], indexes, date: &document.date_modified };
            in_order(facts, Check::DocumentDates, &published, &document.date_modified, found);
            in_order(facts, Check::DocumentDates, &published, &process.date, found);
            in_order(facts, Check::DocumentDates, &modified, &process.date, found);
        }
    };
    let planning = ["/planning/documents[]/datePublished", "/planning/documents[]/dateModified"];
    all(planning, None, &process.planning.documents);
    all(["/tender/documents[]/datePublished", "/tender/documents[]/dateModified"], None, &process.tender.documents);
    for (at, award) in process.awards.iter() {
        let paths = ["/awards[]/documents[]/datePublished", "/awards[]/documents[]/dateModified"];
        all(paths, Some(at), &award.documents);
    }
    for (at, contract) in process.contracts.iter() {
        let paths = ["/contracts[]/documents[]/datePublished", "/contracts[]/documents[]/dateModified"];
        all(paths, Some(at), &contract.documents);
        let published = "/contracts[]/implementation/documents[]/datePublished";
        let modified = "/contracts[]/implementation/documents[]/dateModified";
        all([published, modified], Some(at), &contract.implementation.documents);
    }
}

/// What was met and what was changed is so by the time of the release.
fn milestones(facts: &Facts<'_>, found: &mut Found) {
    let mut all = |paths: [&'static str; 2], at: Option<usize>, milestones: &List<Milestone<'_>>| {
        for (number, milestone) in milestones.iter() {
            let indexes = Indexes::within(at, number);
            for (path, date) in paths.into_iter().zip([&milestone.date_met, &milestone.date_modified]) {
                in_order(facts, Check::MilestoneDates, &Dated { path, indexes, date }, &facts.process.date, found);
            }
        }
    };
    let tender = ["/tender/milestones[]/dateMet", "/tender/milestones[]/dateModified"];
    all(tender, None, &facts.process.tender.milestones);
    for (at, contract) in facts.process.contracts.iter() {
        let planned = ["/contracts[]/milestones[]/dateMet", "/contracts[]/milestones[]/dateModified"];
        all(planned, Some(at), &contract.milestones);
        let met = "/contracts[]/implementation/milestones[]/dateMet";
        let modified = "/contracts[]/implementation/milestones[]/dateModified";
        all([met, modified], Some(at), &contract.implementation.milestones);
    }
}

/// Amendments are not older than the beginning of the tender period, the award's date, or the contract's signature.
fn amendments(facts: &Facts<'_>, found: &mut Found) {
    let process = facts.process;
    let mut one = |path: &'static str, indexes: Indexes, since: &Cell<'_, Moment>, own: &Amendment<'_>| {
        if own.found() != Kind::Right {
            return;
        }
        let dated = Dated { path, indexes, date: &own.date };
        in_order(facts, Check::AmendmentDates, &dated, &process.date, found);
        if let (Some(since), Some(date)) = (since.get(), own.date.get())
            && is_later(facts, *since, *date)
        {
            found.add(Check::AmendmentDates, path, indexes, both(*date, " < ", *since));
        }
    };
    let tender = &process.tender;
    let begins = &tender.tender_period.start_date;
    one("/tender/amendment/date", Indexes::NONE, begins, &tender.amendment);
    tender.amendments.iter().for_each(|(at, own)| one("/tender/amendments[]/date", Indexes::one(at), begins, own));
    for (at, award) in process.awards.iter() {
        one("/awards[]/amendment/date", Indexes::one(at), &award.date, &award.amendment);
        let own = award.amendments.iter();
        own.for_each(|(number, own)| one("/awards[]/amendments[]/date", Indexes::two(at, number), &award.date, own));
    }
    for (at, contract) in process.contracts.iter() {
        let signed = &contract.date_signed;
        one("/contracts[]/amendment/date", Indexes::one(at), signed, &contract.amendment);
        let own = contract.amendments.iter();
        own.for_each(|(number, own)| one("/contracts[]/amendments[]/date", Indexes::two(at, number), signed, own));
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::Facts;
    use crate::process::Process;
    use crate::quality::{Doubts, look};
    use crate::settings::Settings;

    #[test]
    fn every_period_that_ends_before_it_begins_is_named() {
        let period = r#"{"startDate":"2024-05-02","endDate":"2024-05-01"}"#;
        let text = format!(
            r#"{{"ocid":"ocds-x-1","tender":{{"tenderPeriod":{period},"enquiryPeriod":{period},"awardPeriod":{period},"contractPeriod":{period}}},"awards":[{{}},{{"contractPeriod":{period}}}],"contracts":[{{"period":{period}}}]}}"#
        );
        let (settings, process) = (Settings::default(), Process::parse(&text).expect("a release"));
        let failures = look(&Facts::new(&process, &[], &settings));
        let found: Vec<(&str, &str, usize)> =
            failures.iter().map(|own| (own.check.code(), own.path, own.indexes.iter().sum())).collect();
        let expected = [
            ("/tender/tenderPeriod", 0),
            ("/tender/enquiryPeriod", 0),
            ("/tender/awardPeriod", 0),
            ("/tender/contractPeriod", 0),
            ("/awards[]/contractPeriod", 1),
            ("/contracts[]/period", 0),
        ];
        assert_eq!(found, expected.map(|(path, at)| ("coherent.period", path, at)));
    }

    #[test]
    fn a_milestone_changed_after_its_release_is_named_and_no_flag_is_silenced() {
        let late = r#""milestones":[{"dateModified":"2024-06-02T00:00:01Z"}]"#;
        let text = format!(
            r#"{{"ocid":"ocds-x-1","date":"2024-06-02T00:00:00Z","tender":{{{late}}},"contracts":[{{{late},"implementation":{{{late}}}}}]}}"#
        );
        let (settings, process) = (Settings::default(), Process::parse(&text).expect("a release"));
        let failures = look(&Facts::new(&process, &[], &settings));
        let found: Vec<(&str, &str)> = failures.iter().map(|own| (own.check.code(), own.path)).collect();
        let expected = [
            "/tender/milestones[]/dateModified",
            "/contracts[]/milestones[]/dateModified",
            "/contracts[]/implementation/milestones[]/dateModified",
        ];
        assert_eq!(found, expected.map(|path| ("coherent.milestone_dates", path)));
        assert_eq!(Doubts::of(&failures).reason("R067"), None);
    }
}
