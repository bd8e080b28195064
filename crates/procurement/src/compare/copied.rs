//! Dates of awards that are no dates of awards: some publishers write the planned end of the award period there. Periods
//! that begin with such a date measure the plan and not the work.

use crate::facts::Facts;
use crate::process::moment::Moment;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// From which number of awards on, and from how many in a hundred, a publisher copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copying {
    /// Awards with both dates.
    pub awards: u64,
    /// Of a hundred.
    pub percent: u64,
}

/// What the methods R060 to R062 ask for unless a user says otherwise.
impl Default for Copying {
    fn default() -> Self {
        Self { awards: 30, percent: 95 }
    }
}

/// How often the date of an award equals `tender.awardPeriod.endDate`, by publisher: equal, all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CopiedDates {
    publishers: BTreeMap<String, (u64, u64)>,
}

impl CopiedDates {
    /// Takes the awards of a process in.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        let Some(end) = facts.process.tender.award_period.end_date.get() else { return };
        let publisher = facts.process.publisher();
        for date in facts.process.awards.records().filter_map(|award| award.date.get()) {
            if !self.publishers.contains_key(publisher) {
                self.publishers.insert(publisher.to_owned(), (0, 0));
            }
            if let Some((equal, all)) = self.publishers.get_mut(publisher) {
                *equal += u64::from(is_same(*date, *end));
                *all += 1;
            }
        }
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        for (publisher, (equal, all)) in other.publishers {
            let own = self.publishers.entry(publisher).or_default();
            *own = (own.0 + equal, own.1 + all);
        }
    }

    /// Whether the publisher copies.
    pub fn is_copied(&self, publisher: &str, rule: Copying) -> bool {
        let own = self.publishers.get(publisher);
        own.is_some_and(|(equal, all)| *all >= rule.awards.max(1) && equal * 100 >= all * rule.percent)
    }

    /// The publishers who copy, for the record of the run.
    pub fn notes(&self, rule: Copying) -> impl Iterator<Item = (String, Value)> {
        let copied = self.copied(rule);
        copied.map(|(publisher, (equal, all))| (noted(publisher), json!({ "equal": equal, "awards": all })))
    }

    /// The same without their counts: once a publisher copies, these decide nothing.
    pub fn calibration(&self, rule: Copying) -> impl Iterator<Item = (String, Vec<f64>)> {
        self.copied(rule).map(|(publisher, _)| (noted(publisher), Vec::new()))
    }

    fn copied(&self, rule: Copying) -> impl Iterator<Item = (&String, &(u64, u64))> {
        self.publishers.iter().filter(move |(publisher, _)| self.is_copied(publisher, rule))
    }
}

fn noted(publisher: &str) -> String {
    format!("copied_field {publisher}")
}

/// Whether two dates are one: the same day, or the same instant, however its offset is written.
fn is_same(a: Moment, b: Moment) -> bool {
    let instant = |moment: Moment| moment.offset.map(|minutes| moment.local - i64::from(minutes) * 60_000_000);
    a == b || (a.day == b.day && instant(a).is_some() && instant(a) == instant(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    #[test]
    fn dates_are_copied_when_nearly_all_are_one_instant_however_it_is_written() {
        let settings = Settings::default();
        let mut seen = CopiedDates::default();
        let mut observe = |planned: &str, awarded: &str| {
            let text = format!(
                r#"{{"ocid":"ocds-a-1","tender":{{"awardPeriod":{{"endDate":"{planned}"}}}},"awards":[{{"date":"{awarded}"}}]}}"#
            );
            let process = Process::parse(&text).expect("a release");
            seen.observe(&Facts::new(&process, &[], &settings));
            seen.is_copied("ocds-a", Copying { awards: 3, percent: 75 })
        };
        assert!(!observe("2024-01-02T06:00:00+06:00", "2024-01-02T00:00:00Z"));
        assert!(!observe("2024-01-02", "2024-01-02"));
        assert!(observe("2024-01-02T06:00:00", "2024-01-02T06:00:00"));
        assert!(observe("2024-01-02", "2024-01-03"));
        // A day is no instant.
        assert!(!observe("2024-01-02", "2024-01-02T00:00:00Z"));
    }
}
