//! What has been recorded: the record that counts for every key, who said it first, and the few ways of looking things up
//! that the rules need. Replaced records are history; they are read from the log, not from here.

use super::{Act, Shipped};
use crate::record::evaluation::{Evaluation, Report};
use crate::record::evidence::Evidence;
use crate::record::number::{Number, split};
use crate::record::open::Words;
use crate::record::party::{Actor, Body, Role};
use crate::record::programme::{Measure, Notice};
use crate::record::{Kind, Record};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A record that counts, and who brought it in.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The record.
    pub record: Record,
    /// Who recorded it.
    pub actor: String,
    /// Who recorded the first one with this key.
    pub first_actor: String,
    /// In which role.
    pub first_role: Role,
    /// When it holds.
    pub effective: Date,
    /// The event.
    pub seq: u64,
}

/// Everything recorded.
#[derive(Debug, Clone, Default)]
pub struct State {
    shipped: Shipped,
    kept: BTreeMap<Kind, BTreeMap<String, Kept>>,
    /// Drafts stand beside the real ones.
    drafts: BTreeMap<(Kind, String), Kept>,
    notices: BTreeMap<String, BTreeSet<String>>,
    evidence: BTreeMap<String, BTreeSet<String>>,
    reports: BTreeMap<String, BTreeSet<String>>,
    verdicts: BTreeMap<String, BTreeSet<String>>,
    /// Evidence that a submission from outside cites.
    cited_outside: BTreeSet<String>,
}

/// One spelling for every way of printing a number: the key of a recommendation by value.
pub(super) fn normal(key: &str) -> String {
    match split(key).map(|(evaluation, number)| (evaluation, Number::of(number))) {
        Some((evaluation, Number::Value(value))) => format!("{evaluation}/{value}"),
        _ => key.to_owned(),
    }
}

/// The key under which a record is kept, the same for every spelling of a number.
pub(super) fn identity(record: &Record) -> String {
    match record {
        Record::Recommendation(_) => normal(&record.key()),
        Record::Verdict(verdict) => format!("{}@{}", normal(verdict.recommendation.as_str()), verdict.report),
        _ => record.key(),
    }
}

impl State {
    pub(super) fn new(shipped: Shipped) -> Self {
        Self { shipped, ..Self::default() }
    }

    /// The record of a kind with a key, if one was recorded.
    pub fn get(&self, kind: Kind, key: &str) -> Option<&Kept> {
        let of_kind = self.kept.get(&kind)?;
        match (kind, key.rsplit_once('@')) {
            (Kind::Recommendation, _) => of_kind.get(&normal(key)),
            (Kind::Verdict, Some((recommendation, report))) => {
                of_kind.get(&format!("{}@{report}", normal(recommendation)))
            }
            _ => of_kind.get(key),
        }
    }

    /// All records of a kind, by key.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&String, &Kept)> {
        self.kept.get(&kind).into_iter().flatten()
    }

    /// What was recorded before under the key of this record, draft for draft.
    pub(super) fn before(&self, record: &Record) -> Option<&Kept> {
        let key = identity(record);
        match record.is_draft() {
            true => self.drafts.get(&(record.kind(), key)),
            false => self.kept.get(&record.kind())?.get(&key),
        }
    }

    /// Whether something can be referred to: recorded, shipped, or a numbered shell of an evaluation.
    pub fn has(&self, kind: Kind, key: &str) -> bool {
        if self.get(kind, key).is_some() || self.shipped.keys.contains(&(kind, key.to_owned())) {
            return true;
        }
        match kind {
            Kind::Recommendation => self.is_shell(key),
            Kind::Procedure => !self.versions(key).is_empty(),
            // A programme without a version is any version of it.
            Kind::Programme => {
                self.of_kind(kind).any(|(there, _)| there.split_once('@').is_some_and(|(id, _)| id == key))
            }
            // A draft of a report can be cited by drafts of verdicts; `references` refuses others.
            Kind::Report => self.drafts.contains_key(&(kind, key.to_owned())),
            _ => false,
        }
    }

    fn is_shell(&self, key: &str) -> bool {
        split(key).is_some_and(|(evaluation, number)| {
            let count = self.evaluation(evaluation).and_then(|found| found.recommendations).unwrap_or_default();
            matches!(Number::of(number), Number::Value(value) if (1..=u32::from(count)).contains(&value))
        })
    }

    /// Words of the procedure that `id@version`, or `id` in any version, refers to.
    fn versions(&self, reference: &str) -> Vec<Words> {
        let is = |key: &str| key == reference || key.split_once('@').is_some_and(|(id, _)| id == reference);
        let recorded =
            self.of_kind(Kind::Procedure).filter(|(key, _)| is(key)).filter_map(|(_, kept)| match &kept.record {
                Record::Procedure(procedure) => Some(Words::of(&procedure.rest)),
                _ => None,
            });
        let shipped = self.shipped.procedures.iter().filter(|(key, _)| is(key)).map(|(_, words)| words.clone());
        recorded.chain(shipped).collect()
    }

    /// The words of an evaluation's procedure. An evaluation that names no version may use those of any: which version was
    /// in force is for the procedure to say. `None` when it is not known here.
    pub(super) fn words(&self, evaluation: &Evaluation) -> Option<Words> {
        let versions = self.versions(evaluation.procedure.as_str());
        versions.into_iter().reduce(|mut all, words| {
            all.verdicts.extend(words.verdicts);
            all.closing.extend(words.closing);
            all.reports.extend(words.reports);
            all.conclusions.extend(words.conclusions);
            all
        })
    }

    /// Takes a record, in the place of an earlier one with its key.
    pub(super) fn take(&mut self, act: &Act, record: Record) {
        let key = identity(&record);
        let before = self.before(&record);
        let first_actor = before.map_or(&act.actor, |kept| &kept.first_actor).clone();
        let first_role = before.map_or(act.role, |kept| kept.first_role);
        if !record.is_draft() {
            self.index(&key, &record);
        }
        let (kind, draft) = (record.kind(), record.is_draft());
        let (actor, effective, seq) = (act.actor.clone(), act.effective, act.seq);
        let kept = Kept { record, actor, first_actor, first_role, effective, seq };
        match draft {
            true => drop(self.drafts.insert((kind, key), kept)),
            false => drop(self.kept.entry(kind).or_default().insert(key, kept)),
        }
    }

    fn index(&mut self, key: &str, record: &Record) {
        let add = |keys: &mut BTreeSet<String>| {
            keys.insert(key.to_owned());
        };
        match record {
            Record::Notice(notice) => add(self.notices.entry(notice.measure.to_string()).or_default()),
            Record::Evidence(evidence) => {
                evidence.on.iter().for_each(|on| add(self.evidence.entry(on.to_string()).or_default()));
            }
            Record::Report(report) => add(self.reports.entry(report.evaluation.to_string()).or_default()),
            Record::Verdict(verdict) => add(self.verdicts.entry(verdict.report.to_string()).or_default()),
            Record::Submission(submission) if super::roles::is_outside_submission(submission.kind) => {
                self.cited_outside.extend(submission.evidence.iter().map(ToString::to_string));
            }
            _ => {}
        }
    }

    /// An evaluation.
    pub fn evaluation(&self, id: &str) -> Option<&Evaluation> {
        match &self.get(Kind::Evaluation, id)?.record {
            Record::Evaluation(found) => Some(found),
            _ => None,
        }
    }

    /// A report, or the draft of one.
    pub fn report(&self, id: &str) -> Option<&Report> {
        let kept = self.get(Kind::Report, id).or_else(|| self.drafts.get(&(Kind::Report, id.to_owned())))?;
        match &kept.record {
            Record::Report(found) => Some(found),
            _ => None,
        }
    }

    /// A body.
    pub fn body(&self, id: &str) -> Option<&Body> {
        match &self.get(Kind::Body, id)?.record {
            Record::Body(found) => Some(found),
            _ => None,
        }
    }

    /// Who records.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        match &self.get(Kind::Actor, id)?.record {
            Record::Actor(found) => Some(found),
            _ => None,
        }
    }

    /// A measure.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        match &self.get(Kind::Measure, id)?.record {
            Record::Measure(found) => Some(found),
            _ => None,
        }
    }

    /// Whether something was taken back: `evidence:<id>`, `notice:<id>`.
    pub fn is_withdrawn(&self, of: &str) -> bool {
        self.get(Kind::Withdraw, of).is_some()
    }

    /// A notice, with who recorded it.
    pub(super) fn notice(&self, id: &str) -> Option<(&Notice, &Kept)> {
        let kept = self.get(Kind::Notice, id)?;
        match &kept.record {
            Record::Notice(found) => Some((found, kept)),
            _ => None,
        }
    }

    /// Evidence, with who recorded it.
    pub(super) fn evidence(&self, id: &str) -> Option<(&Evidence, &Kept)> {
        let kept = self.get(Kind::Evidence, id)?;
        match &kept.record {
            Record::Evidence(found) => Some((found, kept)),
            _ => None,
        }
    }

    /// Notices of a measure that were not taken back.
    pub(super) fn notices_of(&self, measure: &str) -> impl Iterator<Item = (&Notice, &Kept)> {
        let ids = self.notices.get(measure).into_iter().flatten();
        ids.filter(|id| !self.is_withdrawn(&format!("notice:{id}")))
            .filter_map(|id| self.notice(id))
            .filter(move |(notice, _)| notice.measure.as_str() == measure)
    }

    /// Evidence on something (`measure:<id>`) that was not taken back.
    pub(super) fn evidence_on(&self, on: &str) -> impl Iterator<Item = (&Evidence, &Kept)> {
        let ids = self.evidence.get(on).into_iter().flatten();
        ids.filter(|id| !self.is_withdrawn(&format!("evidence:{id}")))
            .filter_map(|id| self.evidence(id))
            .filter(move |(evidence, _)| evidence.on.iter().any(|there| there.as_str() == on))
    }

    /// Reports of an evaluation, drafts left out.
    pub fn reports_of(&self, evaluation: &str) -> impl Iterator<Item = &Report> {
        let ids = self.reports.get(evaluation).into_iter().flatten();
        ids.filter_map(move |id| match &self.get(Kind::Report, id)?.record {
            Record::Report(report) if report.evaluation.as_str() == evaluation => Some(&**report),
            _ => None,
        })
    }

    /// Verdicts of a report, drafts left out: recommendation (by value) and verdict.
    pub(super) fn verdicts_of(&self, report: &str) -> impl Iterator<Item = (String, &str)> {
        let keys = self.verdicts.get(report).into_iter().flatten();
        keys.filter_map(move |key| match &self.get(Kind::Verdict, key)?.record {
            Record::Verdict(verdict) if verdict.report.as_str() == report => {
                Some((normal(verdict.recommendation.as_str()), verdict.value.as_str()))
            }
            _ => None,
        })
    }

    /// Whether a submission from outside cites this evidence.
    pub(super) fn is_cited_outside(&self, evidence: &str) -> bool {
        self.cited_outside.contains(evidence)
    }

    /// Whether `later` has the duties of `earlier`, over any number of successions.
    pub fn succeeds(&self, later: &str, earlier: &str) -> bool {
        let (mut seen, mut open) = (BTreeSet::new(), vec![earlier.to_owned()]);
        while let Some(id) = open.pop() {
            if id == later {
                return true;
            }
            if seen.insert(id.clone()) {
                let next = self.body(&id).map(|body| body.successor.as_slice()).unwrap_or_default();
                open.extend(next.iter().map(ToString::to_string));
            }
        }
        false
    }
}
