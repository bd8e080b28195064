//! Quality of the data itself: whether what a process says agrees with what it says elsewhere. A flag over a number that
//! the release contradicts is neither raised nor clear. The questions are those of the Open Contracting Partnership's
//! Pelican; every check here either fails, or passes, or cannot be decided, and only failures are rows.

mod dataset;
mod dates;
mod depends;
mod parties;
mod rows;
mod settings;
mod status;
mod values;

pub use dataset::DataSet;
pub use depends::{ALL as DEPENDS, Depend, Doubts};
pub use rows::{HEADER, Rows};
pub use settings::Quality;

use crate::facts::Facts;
use crate::process::moment::{DAY, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use tempfile::NamedTempFile;

/// A check over one process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Check {
    /// A period begins before it ends.
    Period,
    /// Stages follow each other, and nothing is later than its release.
    Dates,
    /// A document is changed after it was published, and before the release.
    DocumentDates,
    /// A milestone is met and changed before the release.
    MilestoneDates,
    /// An amendment is made after what it amends, and before the release.
    AmendmentDates,
    /// A tender that awarded nothing has neither awards nor contracts.
    TenderStatus,
    /// An award that is not made has no contract.
    AwardStatus,
    /// A contract that is not signed has no payments.
    ContractStatus,
    /// A milestone has the date it was met if, and only if, its status says so.
    MilestoneStatus,
    /// A direct procedure has one tenderer at most.
    Method,
    /// An amount is one that exists.
    Value,
    /// Payments do not exceed the contract.
    TransactionSum,
    /// Contracts are worth what was awarded.
    ContractSum,
    /// The number of tenderers is that of the list.
    TendererCount,
    /// An organisation has the name that the list of parties gives it.
    Name,
    /// An organisation has the role in which it is named.
    Role,
    /// The duration is that of the dates.
    Duration,
    /// The tender is worth what was planned.
    TenderValue,
    /// The award of a contract exists.
    ContractAward,
    /// An organisation is among the parties.
    Party,
    /// A related process has the title it is named with (a check of the data set with rows of processes).
    RelatedTitle,
}

impl Check {
    /// The checks of single processes.
    pub const ALL: [Self; 20] = [
        Self::Period,
        Self::Dates,
        Self::DocumentDates,
        Self::MilestoneDates,
        Self::AmendmentDates,
        Self::TenderStatus,
        Self::AwardStatus,
        Self::ContractStatus,
        Self::MilestoneStatus,
        Self::Method,
        Self::Value,
        Self::TransactionSum,
        Self::ContractSum,
        Self::TendererCount,
        Self::Name,
        Self::Role,
        Self::Duration,
        Self::TenderValue,
        Self::ContractAward,
        Self::Party,
    ];

    /// Its name: what kind of check it is, and what it is about.
    pub fn code(self) -> &'static str {
        match self {
            Self::Period => "coherent.period",
            Self::Dates => "coherent.dates",
            Self::DocumentDates => "coherent.document_dates",
            Self::MilestoneDates => "coherent.milestone_dates",
            Self::AmendmentDates => "coherent.amendment_dates",
            Self::TenderStatus => "coherent.tender_status",
            Self::AwardStatus => "coherent.award_status",
            Self::ContractStatus => "coherent.contract_status",
            Self::MilestoneStatus => "coherent.milestone_status",
            Self::Method => "coherent.method",
            Self::Value => "coherent.value",
            Self::TransactionSum => "consistent.transaction_sum",
            Self::ContractSum => "consistent.contract_sum",
            Self::TendererCount => "consistent.tenderer_count",
            Self::Name => "consistent.name",
            Self::Role => "consistent.role",
            Self::Duration => "consistent.duration",
            Self::TenderValue => "consistent.tender_value",
            Self::ContractAward => "reference.contract_award",
            Self::Party => "reference.party",
            Self::RelatedTitle => "data_set.related_title",
        }
    }
}

/// The positions in the arrays of a path, of which there are two at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Indexes {
    positions: [usize; 2],
    count: usize,
}

impl Indexes {
    /// A path without arrays.
    pub const NONE: Self = Self { positions: [0; 2], count: 0 };

    /// In one array.
    pub fn one(at: usize) -> Self {
        Self { positions: [at, 0], count: 1 }
    }

    /// In an array inside an element of another.
    pub fn two(at: usize, number: usize) -> Self {
        Self { positions: [at, number], count: 2 }
    }

    /// In an array that may stand inside an element of another.
    pub fn within(at: Option<usize>, number: usize) -> Self {
        at.map_or(Self::one(number), |at| Self::two(at, number))
    }

    /// The positions from the outside in.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.positions.iter().copied().take(self.count)
    }
}

/// A check that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which.
    pub check: Check,
    /// The path of the failing value, `[]` after each array, as in `/awards[]/date`.
    pub path: &'static str,
    /// The positions in these arrays.
    pub indexes: Indexes,
    /// What stands there, and what contradicts it.
    pub value: String,
}

/// What a look at one process found.
#[derive(Debug, Default)]
pub struct Found(pub Vec<Failure>);

impl Found {
    fn add(&mut self, check: Check, path: &'static str, indexes: Indexes, value: String) {
        self.0.push(Failure { check, path, indexes, value });
    }
}

/// Makes all checks of one process; failures come in the order of the checks and of the published arrays.
pub fn look(facts: &Facts<'_>) -> Vec<Failure> {
    let mut found = Found::default();
    dates::look(facts, &mut found);
    status::look(facts, &mut found);
    values::look(facts, &mut found);
    parties::look(facts, &mut found);
    found.0
}

/// What was found in a part of the input: failures by check, and what the data set as a whole is asked.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// Failures by check.
    pub counts: BTreeMap<Check, u64>,
    /// For the checks of the data set.
    pub data_set: DataSet,
    /// Rows not yet handed on.
    #[serde(skip)]
    pub rows: String,
}

impl State {
    /// Counts a process and writes the rows of its failures.
    pub fn observe(&mut self, facts: &Facts<'_>, failures: &[Failure]) {
        self.data_set.observe(facts);
        for failure in failures {
            *self.counts.entry(failure.check).or_default() += 1;
        }
        let (line, process) = (facts.place.line, facts.process);
        match process.elsewhere {
            true => rows::write_elsewhere(&mut self.rows, line, process, failures),
            false => rows::write(&mut self.rows, line, process.ocid.text(), failures),
        }
    }

    /// Takes what was found in the part that follows.
    pub fn merge(&mut self, other: Self) {
        for (check, count) in other.counts {
            *self.counts.entry(check).or_default() += count;
        }
        self.data_set.merge(other.data_set);
        self.rows.push_str(&other.rows);
    }
}

/// The table with the rows of the data set at its end, and the numbers for `run.json`.
///
/// # Errors
/// When the table cannot be written.
pub fn finish(rows: Rows, state: State, settings: &Quality) -> io::Result<(NamedTempFile, serde_json::Value)> {
    finish_share(rows, state, settings, true)
}

/// The same of a share of the processes; `others` says whether the rows of the data set are written here.
///
/// # Errors
/// As [`finish`].
pub fn finish_share(
    mut rows: Rows,
    state: State,
    settings: &Quality,
    others: bool,
) -> io::Result<(NamedTempFile, serde_json::Value)> {
    let (whole, data_set) = state.data_set.finish(settings);
    if others {
        rows.push(&whole)?;
    }
    let counts: BTreeMap<&str, u64> =
        Check::ALL.iter().map(|own| (own.code(), state.counts.get(own).copied().unwrap_or(0))).collect();
    let notes = serde_json::json!({ "withhold": settings.withhold, "failures": counts, "data_set": data_set });
    Ok((rows.finish()?, notes))
}

/// A moment as people write it.
pub(crate) fn shown(moment: Moment) -> String {
    let mut text = String::with_capacity(32);
    show(&mut text, moment);
    text
}

/// Two moments and what stands between them.
fn both(first: Moment, between: &str, second: Moment) -> String {
    let mut text = String::with_capacity(64);
    show(&mut text, first);
    text.push_str(between);
    show(&mut text, second);
    text
}

fn show(text: &mut String, moment: Moment) {
    let mut two = |before: &str, number: i64| {
        let digit = |number: i64| char::from(b'0' + (number % 10).unsigned_abs() as u8);
        text.push_str(before);
        text.push(digit(number / 10));
        text.push(digit(number));
    };
    if let Some(date) = moment.date() {
        // A year has four digits: the years 1 and 9999 are not read as dates.
        two("", i64::from(date.year() / 100));
        two("", i64::from(date.year()));
        two("-", i64::from(date.month()));
        two("-", i64::from(date.day()));
    }
    if moment.day {
        return;
    }
    let seconds = moment.local.rem_euclid(DAY) / 1_000_000;
    two("T", seconds / 3600);
    two(":", seconds / 60 % 60);
    two(":", seconds % 60);
    if let Some(minutes) = moment.offset.map(i64::from) {
        two(if minutes < 0 { "-" } else { "+" }, minutes.abs() / 60);
        two(":", minutes.abs() % 60);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    /// Every check fails once. The enquiry period hangs on an offset, and a contract in another currency than its payment
    /// cannot be compared: both decide nothing.
    const RELEASE: &str = r#"{"ocid":"ocds-x-1","date":"2024-06-01T00:00:00Z","planning":{"budget":{"amount":{"amount":10,"currency":"USD"}}},"parties":[{"id":"B","name":"Office","roles":["supplier"]}],"buyer":{"id":"B","name":"Bureau"},"tender":{"status":"active","procurementMethod":"direct","numberOfTenderers":2,"tenderers":[{"id":"Z"}],"value":{"amount":6000000000,"currency":"USD"},"tenderPeriod":{"startDate":"2024-02-01","endDate":"2024-02-03","durationInDays":9},"enquiryPeriod":{"startDate":"2024-02-01T10:00:00","endDate":"2024-02-01T12:00:00Z"},"documents":[{"datePublished":"2024-03-02","dateModified":"2024-03-01"}],"milestones":[{"status":"scheduled","dateMet":"2024-07-01"}],"amendments":[{"date":"2024-01-01"}]},"awards":[{"id":"a","status":"pending","date":"2024-01-01","value":{"amount":100,"currency":"USD"}}],"contracts":[{"awardID":"a","status":"pending","value":{"amount":40,"currency":"USD"},"implementation":{"transactions":[{"value":{"amount":41,"currency":"USD"}}]}},{"awardID":"b","period":{"startDate":"2024-05-02","endDate":"2024-05-01"},"value":{"amount":7,"currency":"EUR"},"implementation":{"transactions":[{"value":{"amount":9,"currency":"USD"}}]}}]}"#;

    #[test]
    fn every_check_fails_where_it_should_and_what_cannot_be_decided_does_not() {
        let settings = Settings::default();
        let process = Process::parse(RELEASE).expect("a release");
        let failures = look(&Facts::new(&process, &[], &settings));
        let found: Vec<(&str, &str)> = failures.iter().map(|own| (own.check.code(), own.path)).collect();
        let expected = [
            ("consistent.duration", "/tender/tenderPeriod"),
            ("coherent.period", "/contracts[]/period"),
            ("coherent.dates", "/tender/tenderPeriod/endDate"),
            ("coherent.document_dates", "/tender/documents[]/datePublished"),
            ("coherent.milestone_dates", "/tender/milestones[]/dateMet"),
            ("coherent.amendment_dates", "/tender/amendments[]/date"),
            ("coherent.tender_status", "/tender/status"),
            ("coherent.award_status", "/awards[]/status"),
            ("coherent.contract_status", "/contracts[]/status"),
            ("coherent.method", "/tender/numberOfTenderers"),
            ("coherent.milestone_status", "/tender/milestones[]/status"),
            ("coherent.value", "/tender/value/amount"),
            ("consistent.transaction_sum", "/contracts[]/implementation/transactions"),
            ("consistent.contract_sum", "/awards[]/value"),
            ("consistent.tender_value", "/tender/value"),
            ("consistent.tenderer_count", "/tender/numberOfTenderers"),
            ("reference.contract_award", "/contracts[]/awardID"),
            ("consistent.name", "/buyer/name"),
            ("consistent.role", "/buyer"),
            ("reference.party", "/tender/tenderers[]/id"),
        ];
        assert_eq!(found, expected);
        assert!(found.iter().all(|(_, path)| !rows::is_quoted(path)), "paths are written as they are");
        let missing: Vec<&str> =
            Check::ALL.iter().map(|own| own.code()).filter(|code| !found.iter().any(|own| own.0 == *code)).collect();
        assert!(missing.is_empty(), "{missing:?}");
        let doubts = Doubts::of(&failures);
        assert_eq!(doubts.reason("R018"), Some("incoherent:tender/numberOfTenderers"));
        assert_eq!(doubts.reason("R068"), None);
    }
}
