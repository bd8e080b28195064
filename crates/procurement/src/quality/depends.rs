//! Which flags rest on a value that failed a check: a table, so that it can be read and disputed. A flag stands here only
//! if it reads that very value, and never because it asks the same question as the check: R059 and R068 are about sums
//! that do not agree, so the sums' checks take nothing from them.

use super::{Check, Failure};

/// A value whose failure takes the answer from flags.
#[derive(Debug, Clone, Copy)]
pub struct Depend {
    /// The check.
    pub check: Check,
    /// The path of the value.
    pub path: &'static str,
    /// Why they cannot answer then.
    pub reason: &'static str,
    /// The flags that read it.
    pub codes: &'static [&'static str],
}

const fn depend(check: Check, path: &'static str, reason: &'static str, codes: &'static [&'static str]) -> Depend {
    Depend { check, path, reason, codes }
}

/// All of them. A value that failed and is not here takes nothing: where two values contradict each other and nobody knows
/// which of them is wrong (the tender's value and its plan, the end of a period and later dates, an award and its contracts,
/// a status and what stands beside it), a flag on one of them alone still answers, and `quality.csv` names the pair.
///
/// A period that runs backwards takes the answer only from flags over the whole period: R030 rests on its end
/// alone, R004 and R014 on its start, and which of the two is wrong nobody knows. R003, R015 and R061 answer
/// `negative_period` where their own period runs backwards; that stays.
pub static ALL: [Depend; 15] = [
    depend(Check::Period, "/tender/tenderPeriod", "incoherent:tender/tenderPeriod", &["R003"]),
    depend(Check::Dates, "/awards[]/date", "incoherent:awards/date", &["R060", "R061", "R062"]),
    depend(Check::Dates, "/contracts[]/dateSigned", "incoherent:contracts/dateSigned", &["R060", "R063"]),
    depend(
        Check::DocumentDates,
        "/tender/documents[]/datePublished",
        "incoherent:tender/documents/datePublished",
        &["R004", "R005"],
    ),
    depend(
        Check::MilestoneDates,
        "/contracts[]/milestones[]/dateMet",
        "incoherent:contracts/milestones/dateMet",
        &["R067"],
    ),
    depend(
        Check::MilestoneDates,
        "/contracts[]/implementation/milestones[]/dateMet",
        "incoherent:contracts/implementation/milestones/dateMet",
        &["R067"],
    ),
    depend(
        Check::MilestoneStatus,
        "/contracts[]/milestones[]/status",
        "incoherent:contracts/milestones/status",
        &["R067"],
    ),
    depend(
        Check::MilestoneStatus,
        "/contracts[]/implementation/milestones[]/status",
        "incoherent:contracts/implementation/milestones/status",
        &["R067"],
    ),
    depend(Check::Method, "/tender/numberOfTenderers", "incoherent:tender/numberOfTenderers", &["R018", "R019"]),
    depend(
        Check::TendererCount,
        "/tender/numberOfTenderers",
        "inconsistent:tender/numberOfTenderers",
        &["R018", "R019"],
    ),
    depend(Check::Value, "/tender/value/amount", "incoherent:tender/value/amount", &["R008", "R016", "R031"]),
    depend(Check::Value, "/awards[]/value/amount", "incoherent:awards/value/amount", &["R031", "R059"]),
    depend(
        Check::Value,
        "/contracts[]/value/amount",
        "incoherent:contracts/value/amount",
        &["R054", "R059", "R068", "R069"],
    ),
    depend(
        Check::Value,
        "/contracts[]/implementation/transactions[]/value/amount",
        "incoherent:contracts/implementation/transactions/value/amount",
        &["R068"],
    ),
    depend(Check::ContractAward, "/contracts[]/awardID", "inconsistent:contracts/awardID", &["R059", "R060"]),
];

/// The values of a process that flags read and that failed, each once, in the order of the checks.
#[derive(Debug, Default)]
pub struct Doubts(Vec<&'static Depend>);

impl Doubts {
    /// Of what failed.
    pub fn of(failures: &[Failure]) -> Self {
        let mut doubts = Self::default();
        for failure in failures {
            let depend = ALL.iter().find(|own| own.check == failure.check && own.path == failure.path);
            doubts.0.extend(depend.filter(|new| !doubts.0.iter().any(|known| std::ptr::eq(*known, *new))));
        }
        doubts
    }

    /// Why a flag cannot answer; `None` when it rests on nothing that failed.
    pub fn reason(&self, code: &str) -> Option<&'static str> {
        self.0.iter().find(|own| own.codes.contains(&code)).map(|own| own.reason)
    }
}

/// What is wrong, in words.
pub(super) fn words(check: Check) -> &'static str {
    match check {
        Check::Period => "the period ends before it begins",
        Check::Dates => "the first date is later than the second",
        Check::DocumentDates => "a document is later than its change or its release",
        Check::MilestoneDates => "a milestone is met or changed after the release that says so",
        Check::AmendmentDates => "an amendment is older than the tender or younger than its release",
        Check::TenderStatus => "a tender that awarded nothing has awards or contracts",
        Check::AwardStatus => "an award that is not made has a contract",
        Check::ContractStatus => "a contract that is not signed has payments",
        Check::MilestoneStatus => "status and dateMet contradict each other",
        Check::Method => "a direct procedure has several tenderers",
        Check::Value => "the amount is beyond what is plausible",
        Check::TransactionSum => "more was paid than the contract is worth",
        Check::ContractSum => "the contracts are worth far more or less than the award",
        Check::TendererCount => "the list of tenderers has another length",
        Check::Name => "the party of this id has another name",
        Check::Role => "the party of this id does not have this role",
        Check::Duration => "the dates are another number of days apart",
        Check::TenderValue => "the tender is worth far more or less than was planned",
        Check::ContractAward => "there is no award of this id",
        Check::Party => "there is no party of this id",
        Check::RelatedTitle => "the related process has another title",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_the_kind_of_check_and_the_value() {
        for Depend { check, path, reason, .. } in ALL {
            let kind = if check.code().starts_with("coherent") { "incoherent" } else { "inconsistent" };
            assert_eq!(reason, format!("{kind}:{}", path.trim_start_matches('/').replace("[]", "")));
        }
    }

    #[test]
    fn an_amount_that_cannot_be_real_takes_the_answer_from_every_flag_that_reads_it() {
        let reasons = |text: &str| {
            let (settings, process) = (crate::settings::Settings::default(), crate::process::Process::parse(text));
            let process = process.expect("a release");
            let doubts = Doubts::of(&crate::quality::look(&crate::facts::Facts::new(&process, &[], &settings)));
            let codes = ["R005", "R054", "R059", "R068", "R069"];
            codes.into_iter().filter_map(|code| Some((code, doubts.reason(code)?))).collect::<Vec<_>>()
        };
        let contract = "incoherent:contracts/value/amount";
        assert_eq!(
            reasons(r#"{"contracts":[{"value":{"amount":6e9,"currency":"USD"}}]}"#),
            [("R054", contract), ("R059", contract), ("R068", contract), ("R069", contract)]
        );
        // In OCDS 1.0 the money of a transaction stands in `amount`.
        for money in ["value", "amount"] {
            let text = format!(
                r#"{{"contracts":[{{"implementation":{{"transactions":[{{"{money}":{{"amount":6e9,"currency":"USD"}}}}]}}}}]}}"#
            );
            let reason = "incoherent:contracts/implementation/transactions/value/amount";
            assert_eq!(reasons(&text), [("R068", reason)]);
        }
        let late =
            r#"{"date":"2024-01-01T00:00:00Z","tender":{"documents":[{"datePublished":"2024-02-01T00:00:00Z"}]}}"#;
        assert_eq!(reasons(late), [("R005", "incoherent:tender/documents/datePublished")]);
    }
}
