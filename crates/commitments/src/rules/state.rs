//! What has been recorded: the record that counts for every key, who said it first, and the few ways of looking things up
//! that the rules need. Replaced records are history; they are read from the log, not from here.

use super::changes::Change;
use super::keys::Keys;
use super::{Act, Shipped};
use crate::record::evaluation::{Evaluation, Report};
use crate::record::evidence::Evidence;
use crate::record::number::{split, value};
use crate::record::open::Words;
use crate::record::party::{Actor, Body, Role};
use crate::record::programme::{Measure, Notice};
use crate::record::value::Id;
use crate::record::{Kind, Record};
use ecow::{EcoString, eco_format};
use foldhash::HashMap;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A record that counts, and who brought it in.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The record.
    pub record: Record,
    /// Who recorded it.
    pub actor: EcoString,
    /// Who recorded the first one with this key.
    pub first_actor: EcoString,
    /// In which role.
    pub first_role: Role,
    /// When it holds.
    pub effective: Date,
    /// The event.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// What it replaced, oldest first.
    pub earlier: Vec<Kept>,
}

impl Kept {
    /// Every record with this key, in the order of recording; the last one is the one that counts today.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.earlier.iter().chain([self])
    }

    /// The record this key began with.
    pub fn first(&self) -> &Self {
        self.earlier.first().unwrap_or(self)
    }
}

/// Everything recorded.
#[derive(Debug, Clone, Default)]
pub struct State {
    shipped: Shipped,
    pub(super) kept: BTreeMap<Kind, BTreeMap<EcoString, Kept>>,
    /// Drafts stand beside the real ones.
    pub(super) drafts: BTreeMap<(Kind, EcoString), Kept>,
    /// What belongs to what: kind and key of the one above, keys of those below. A record that was moved stands under both.
    pub(super) below: BTreeMap<Kind, HashMap<EcoString, Keys>>,
    /// Evidence that a submission from outside cites.
    pub(super) cited_outside: BTreeSet<EcoString>,
    /// What was added since somebody wanted to be able to take it back.
    pub(super) changes: Option<Vec<Change>>,
}

/// One spelling for every way of printing a number: the key of a recommendation by value.
pub(crate) fn normal(key: &str) -> String {
    spelt(key).into()
}

/// [`normal`], kept in place where it is short.
fn spelt(key: &str) -> EcoString {
    match split(key).and_then(|(evaluation, number)| Some((evaluation, value(number)?))) {
        Some((evaluation, value)) => eco_format!("{evaluation}/{value}"),
        None => key.into(),
    }
}

/// What evidence is on, the same for every spelling of a number.
pub(crate) fn normal_on(on: &str) -> EcoString {
    on.strip_prefix("recommendation:").map_or_else(|| on.into(), |key| eco_format!("recommendation:{}", spelt(key)))
}

/// The key under which a record is kept, the same for every spelling of a number; `own` is the key it has.
fn identity(record: &Record, own: &str) -> EcoString {
    match record {
        Record::Recommendation(_) => spelt(own),
        Record::Verdict(verdict) => {
            let mut key = spelt(verdict.recommendation.as_str());
            key.push('@');
            key.push_str(verdict.report.as_str());
            key
        }
        _ => own.into(),
    }
}

/// Puts a record in its place; what was there becomes its history.
fn put<K: Ord>(place: Entry<'_, K, Kept>, mut kept: Kept) {
    match place {
        Entry::Vacant(place) => drop(place.insert(kept)),
        Entry::Occupied(mut place) => {
            let before = place.get_mut();
            kept.first_actor = before.first_actor.clone();
            kept.first_role = before.first_role;
            kept.earlier = std::mem::take(&mut before.earlier);
            let before = place.insert(kept);
            place.get_mut().earlier.push(before);
        }
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
            (Kind::Recommendation, _) => of_kind.get(&spelt(key)),
            (Kind::Verdict, Some((recommendation, report))) => {
                of_kind.get(&eco_format!("{}@{report}", spelt(recommendation)))
            }
            _ => of_kind.get(key),
        }
    }

    /// All records of a kind, by key.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&str, &Kept)> {
        self.kept.get(&kind).into_iter().flatten().map(|(key, kept)| (key.as_str(), kept))
    }

    /// Drafts of reports and verdicts, which no view shows.
    pub fn drafts(&self) -> impl Iterator<Item = &Kept> {
        self.drafts.values()
    }

    /// What was recorded before under the key of this record, draft for draft.
    pub(super) fn before(&self, record: &Record) -> Option<&Kept> {
        let key = identity(record, &record.key());
        match record.is_draft() {
            true => self.drafts.get(&(record.kind(), key)),
            false => self.kept.get(&record.kind())?.get(&key),
        }
    }

    /// Whether something can be referred to: recorded, shipped, or a numbered shell of an evaluation.
    pub fn has(&self, kind: Kind, key: &str) -> bool {
        if self.get(kind, key).is_some() {
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
            Kind::Report => self.drafts.contains_key(&(kind, key.into())),
            _ => false,
        }
    }

    fn is_shell(&self, key: &str) -> bool {
        split(key).is_some_and(|(evaluation, number)| {
            let count = self.evaluation(evaluation).and_then(|found| found.recommendations).unwrap_or_default();
            value(number).is_some_and(|value| (1..=u32::from(count)).contains(&value))
        })
    }

    /// Words of the procedure that `id@version`, or `id` in any version, refers to.
    fn versions(&self, reference: &str) -> Vec<Words> {
        let is = |key: &str| key == reference || key.split_once('@').is_some_and(|(id, _)| id == reference);
        let recorded =
            self.of_kind(Kind::Procedure).filter(|(key, _)| is(key)).filter_map(|(_, kept)| match &kept.record {
                Record::Procedure(procedure) => Some(Words::of(&procedure.rules)),
                _ => None,
            });
        let shipped = self.shipped.procedures.iter().filter(|procedure| is(&procedure.key())).map(Words::of);
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
            all.steps.extend(words.steps);
            all
        })
    }

    /// Takes a record, which has the key `own`, in the place of an earlier one with its key.
    pub(super) fn take(&mut self, act: &Act, record: Record, own: &str) {
        let key = identity(&record, own);
        let (kind, draft) = (record.kind(), record.is_draft());
        if let Some(changes) = &mut self.changes {
            changes.push(Change::Kept { kind, key: key.clone(), draft });
        }
        if !draft {
            self.index(&key, &record);
        }
        let actor = act.actor.clone();
        let (first_actor, first_role) = (actor.clone(), act.role);
        let (effective, seq, at) = (act.effective, act.seq, act.at);
        let kept = Kept { record, actor, first_actor, first_role, effective, seq, at, earlier: Vec::new() };
        match draft {
            true => put(self.drafts.entry((kind, key)), kept),
            false => put(self.kept.entry(kind).or_default().entry(key), kept),
        }
    }

    fn index(&mut self, key: &EcoString, record: &Record) {
        let kind = record.kind();
        let mut add = |above: &str| {
            let above = EcoString::from(above);
            let below = self.below.entry(kind).or_default();
            if below.entry(above.clone()).or_default().insert(key.clone())
                && let Some(changes) = &mut self.changes
            {
                changes.push(Change::Below { kind, above, key: key.clone() });
            }
        };
        match record {
            Record::Notice(notice) => add(notice.measure.as_str()),
            Record::Evidence(evidence) => evidence.on.iter().for_each(|on| add(&normal_on(on.as_str()))),
            Record::Report(report) => add(report.evaluation.as_str()),
            Record::Verdict(verdict) => add(verdict.report.as_str()),
            Record::Decision(decision) => add(decision.evaluation.as_str()),
            Record::Measure(measure) => measure.recommendations.iter().for_each(|key| add(&spelt(key.as_str()))),
            Record::Submission(submission) => {
                let named = submission.recommendation.as_ref().and_then(|key| split(key.as_str()));
                let evaluation = submission.evaluation.as_ref().map(Id::as_str);
                evaluation.or(named.map(|(evaluation, _)| evaluation)).into_iter().for_each(&mut add);
                if super::roles::is_outside_submission(submission.kind) {
                    for id in &submission.evidence {
                        let id = EcoString::from(id.as_str());
                        if self.cited_outside.insert(id.clone())
                            && let Some(changes) = &mut self.changes
                        {
                            changes.push(Change::Cited(id));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Records of a kind that are or were below something: reports of an evaluation, verdicts of a report, statuses of a
    /// measure, measures of a recommendation. Whether they still are is for the record to say.
    pub(crate) fn below(&self, kind: Kind, above: &str) -> impl Iterator<Item = (&str, &Kept)> {
        let keys = self.below.get(&kind).and_then(|of_kind| of_kind.get(above)).into_iter().flat_map(Keys::iter);
        let indexed = keys.filter_map(move |key| Some((key.as_str(), self.kept.get(&kind)?.get(key)?)));
        indexed.chain(self.by_key(kind, above))
    }

    /// The same for kinds whose keys begin with the key of the one above: those need no index.
    fn by_key(&self, kind: Kind, above: &str) -> impl Iterator<Item = (&str, &Kept)> {
        let sign = match kind {
            Kind::Status | Kind::Observed => Some('@'),
            Kind::Recommendation => Some('/'),
            _ => None,
        };
        let start = sign.map(|sign| eco_format!("{above}{sign}"));
        let found = start.zip(self.kept.get(&kind)).into_iter().flat_map(|(start, of_kind)| {
            let from = of_kind.range(start.clone()..);
            from.take_while(move |(key, _)| key.starts_with(start.as_str()))
        });
        found.map(|(key, kept)| (key.as_str(), kept))
    }

    /// Procedures that ship with the program.
    pub fn shipped(&self) -> &Shipped {
        &self.shipped
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
        let kept = self.get(Kind::Report, id).or_else(|| self.drafts.get(&(Kind::Report, id.into())))?;
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
        self.below(Kind::Notice, measure).filter_map(move |(id, kept)| match &kept.record {
            Record::Notice(notice)
                if notice.measure.as_str() == measure && !self.is_withdrawn(&format!("notice:{id}")) =>
            {
                Some((&**notice, kept))
            }
            _ => None,
        })
    }

    /// Evidence on something (`measure:<id>`) that was not taken back.
    pub(super) fn evidence_on(&self, on: &str) -> impl Iterator<Item = (&Evidence, &Kept)> {
        self.below(Kind::Evidence, on).filter_map(move |(id, kept)| match &kept.record {
            Record::Evidence(evidence)
                if evidence.on.iter().any(|there| there.as_str() == on)
                    && !self.is_withdrawn(&format!("evidence:{id}")) =>
            {
                Some((&**evidence, kept))
            }
            _ => None,
        })
    }

    /// Reports of an evaluation, drafts left out.
    pub fn reports_of(&self, evaluation: &str) -> impl Iterator<Item = &Report> {
        self.below(Kind::Report, evaluation).filter_map(move |(_, kept)| match &kept.record {
            Record::Report(report) if report.evaluation.as_str() == evaluation => Some(&**report),
            _ => None,
        })
    }

    /// Verdicts of a report, drafts left out: recommendation (by value) and verdict.
    pub(super) fn verdicts_of(&self, report: &str) -> impl Iterator<Item = (String, &str)> {
        self.below(Kind::Verdict, report).filter_map(move |(_, kept)| match &kept.record {
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
