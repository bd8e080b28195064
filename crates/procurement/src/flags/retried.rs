//! Direct awards that look like an open tender of the same buyer that failed shortly before: the same need, now without
//! competition. Kept only where somebody asks, for it takes the titles of processes.

use super::threshold::{began, price};
use crate::facts::Facts;
use crate::facts::letters::letters;
use crate::flag::Evidence;
use crate::process::moment::DAY;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How alike and how close the two must be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// In microseconds, from one beginning to the other.
    pub window: i64,
    /// How far the values may be apart, in millionths of the failed one.
    pub tolerance: i128,
}

impl Rule {
    /// Of so many days, if any.
    pub fn of(days: u64, tolerance: i128) -> Option<Self> {
        let days = i64::try_from(days).unwrap_or(i64::MAX / DAY).min(i64::MAX / DAY);
        (days > 0).then_some(Self { window: days * DAY, tolerance })
    }

    fn holds(self, failed: &Tried, direct: &Tried) -> bool {
        let apart = (direct.value - failed.value).abs().saturating_mul(1_000_000);
        failed.currency == direct.currency
            && (0..=self.window).contains(&(direct.at.saturating_sub(failed.at)))
            && apart <= failed.value.saturating_mul(self.tolerance)
    }
}

/// A process of a buyer.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Tried {
    ocid: String,
    at: i64,
    value: i128,
    currency: String,
    /// What it is about: the letters of its title, and the class of its first item.
    about: [String; 2],
}

/// Open tenders of a buyer that failed, and its direct awards.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Retried {
    failed: Vec<Tried>,
    direct: Vec<Tried>,
}

impl Retried {
    /// Takes a process that counts in.
    pub fn take(&mut self, facts: &Facts<'_>) {
        let tender = &facts.process.tender;
        let unsuccessful = [tender.status.text(), tender.final_status.text()].contains(&"unsuccessful");
        let into = match tender.procurement_method.text() {
            "open" if unsuccessful => &mut self.failed,
            "direct" if facts.active_awards().next().is_some() => &mut self.direct,
            _ => return,
        };
        let (Some((value, currency)), Some(at)) = (price(facts, &tender.value), began(facts)) else { return };
        let class = tender.items.records().find_map(|item| item.classification.id.get());
        let about = [letters(tender.title.text()), class.map(|id| id.0.trim().to_owned()).unwrap_or_default()];
        into.push(Tried {
            ocid: facts.process.ocid.text().to_owned(),
            at: at.local,
            value: value.millionths(),
            currency: currency.to_owned(),
            about,
        });
    }

    /// Takes the processes that follow in.
    pub fn merge(&mut self, other: Self) {
        self.failed.extend(other.failed);
        self.direct.extend(other.direct);
    }

    /// The first direct award, by its name, that is like a failed tender; both for evidence.
    pub fn find(&self, rule: Rule) -> Option<Evidence> {
        let mut failed: BTreeMap<(usize, &str), Vec<&Tried>> = BTreeMap::new();
        for own in &self.failed {
            for (part, text) in own.about.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                failed.entry((part, text)).or_default().push(own);
            }
        }
        let like = |direct: &Tried| {
            let alike = direct.about.iter().enumerate().filter_map(|(part, text)| failed.get(&(part, text.as_str())));
            alike.flatten().filter(|own| rule.holds(own, direct)).map(|own| own.ocid.as_str()).min()
        };
        let found = self.direct.iter().filter_map(|direct| Some((direct.ocid.as_str(), like(direct)?)));
        let (direct, failed) = found.min()?;
        Some(Evidence::default().with("direct award", direct).with("like the failed tender", failed))
    }
}
