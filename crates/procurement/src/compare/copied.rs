//! Dates of awards that are no dates of awards: some publishers write the planned end of the award period there. Periods
//! that begin with such a date measure the plan and not the work.

use crate::facts::Facts;
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CopiedDates {
    publishers: BTreeMap<String, (u64, u64)>,
}

impl CopiedDates {
    /// Takes the awards of a process in.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        let Some(end) = facts.process.tender.award_period.end_date.get() else { return };
        for date in facts.process.awards.records().filter_map(|award| award.date.get()) {
            let publisher = facts.process.publisher();
            if !self.publishers.contains_key(publisher) {
                self.publishers.insert(publisher.to_owned(), (0, 0));
            }
            if let Some((equal, all)) = self.publishers.get_mut(publisher) {
                *equal += u64::from(date == end);
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
}
