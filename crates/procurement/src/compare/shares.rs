//! Shares of subjects against the fence of all subjects: how many of a buyer's tenders use open criteria, how many awards
//! of a market go to consortia. A subject with few objects has no share.

use super::Compared;
use super::fences::{Fences, Kind};
use super::names::Names;
use super::quantile::sorted;
use super::rates::{Count, Unknown, weightier};
use crate::flag::{Evidence, Outcome, Row, Subject};
use serde::{Deserialize, Serialize};

/// Objects and those with the property, by subject.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shares {
    subjects: Names<(Count, Option<Unknown>)>,
}

/// How shares are judged.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What the subjects are.
    pub of: Subject,
    /// How the fence is drawn.
    pub fence: Kind,
    /// Objects a subject needs.
    pub least: u64,
    /// What is counted, for evidence.
    pub objects: &'static str,
    /// What those with the property are called, for evidence.
    pub having: &'static str,
}

impl Shares {
    /// Takes objects of a subject in.
    pub fn add(&mut self, subject: &str, n: u64, k: u64) {
        self.subjects.of(subject).0.add(Count { n, k });
    }

    /// Says that a subject occurs and why nothing is known of it there.
    pub fn occurs(&mut self, subject: &str, why: Unknown) {
        let own = self.subjects.of(subject);
        own.1 = weightier(own.1, Some(why));
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        self.subjects.merge(other.subjects, |own, (count, why)| {
            own.0.add(count);
            own.1 = weightier(own.1, why);
        });
    }

    /// The answers about all subjects, in the order of their identifiers, and the fences.
    pub fn judge(self, rule: &Rule) -> (Vec<Row>, Compared) {
        let subjects = self.subjects.sorted();
        let share = |count: &Count| count.k as f64 / count.n as f64;
        let enough = |count: &&Count| count.n >= rule.least.max(1);
        let counts = subjects.values().map(|(count, _)| count);
        let fences = Fences::of(rule.fence, &sorted(counts.filter(enough).map(share).collect()));
        let rows = subjects.iter().map(|(subject, (count, unknown))| {
            let outcome = match (&fences, unknown) {
                (_, Some(why)) if count.n == 0 => (*why).into(),
                (Some(fences), _) if enough(&count) => {
                    let evidence = Evidence::default().with(rule.objects, count.n).with(rule.having, count.k);
                    against(fences, share(count), evidence)
                }
                (None, _) if enough(&count) => Outcome::insufficient("no_spread"),
                _ => Outcome::not_applicable(format!("n<{}", rule.least)),
            };
            Row { subject_type: rule.of, subject: subject.clone(), outcome }
        });
        (rows.collect(), Compared::with(fences.as_ref()))
    }
}

/// The answer about a value that is odd when it is high.
pub fn against(fences: &Fences, value: f64, evidence: Evidence) -> Outcome {
    let evidence = fences.high_evidence(evidence);
    if fences.cannot_tell_high(value) {
        return Outcome::insufficient("no_spread").on(evidence);
    }
    Outcome::flagged_if(fences.is_high(value)).value(value).on(evidence)
}
