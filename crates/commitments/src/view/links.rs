//! What hangs together: recommendations and their numbers, measures that answer them, evidence on both. Links are recorded
//! on either side and in any spelling of a number; here they are one.

use super::View;
use crate::record::evaluation::{Evaluation, Recommendation};
use crate::record::evidence::Evidence;
use crate::record::number;
use crate::record::programme::{Measure, Notice, StatusValue};
use crate::roman;
use crate::rules::Kept;
use crate::rules::state::{normal, normal_on};
use std::collections::BTreeMap;

/// One recommendation of an evaluation: recorded, or the shell of one.
pub(crate) struct Numbered<'a> {
    /// The key, by value.
    pub key: String,
    /// The number, as printed.
    pub printed: String,
    /// The record, when there is one.
    pub record: Option<&'a Recommendation>,
}

/// Pieces of evidence, by id.
pub(crate) type Pieces<'a> = BTreeMap<&'a str, (&'a Evidence, &'a Kept)>;

impl<'a> View<'a> {
    /// The recommendations of an evaluation, by number.
    pub(crate) fn numbered(&self, evaluation: &Evaluation) -> Vec<Numbered<'a>> {
        let id = evaluation.id.as_str();
        let mut found: BTreeMap<String, Numbered<'a>> = BTreeMap::new();
        for value in 1..=evaluation.recommendations.unwrap_or_default() {
            let printed = roman::write(value).unwrap_or_else(|| value.to_string());
            let key = format!("{id}/{value}");
            found.insert(key.clone(), Numbered { key, printed, record: None });
        }
        for (record, _) in self.recommendations_below(id).filter(|(record, _)| record.evaluation.as_str() == id) {
            let printed = record.number.to_string();
            let key = normal(&format!("{id}/{printed}"));
            found.insert(key.clone(), Numbered { key, printed, record: Some(record) });
        }
        let mut all: Vec<Numbered<'a>> = found.into_values().collect();
        all.sort_by(|a, b| number::compare(&a.printed, &b.printed));
        all
    }

    /// Measures that answer a recommendation and were not given up, by id.
    pub(crate) fn linked(&self, recommendation: &Numbered<'a>) -> Vec<&'a Measure> {
        let all = self.ever_linked(recommendation).into_iter();
        all.filter(|measure| !self.is_given_up(measure.id.as_str())).collect()
    }

    /// The same with those that were given up.
    pub(super) fn ever_linked(&self, recommendation: &Numbered<'a>) -> Vec<&'a Measure> {
        let answers =
            |measure: &Measure| measure.recommendations.iter().any(|key| normal(key.as_str()) == recommendation.key);
        let own = self.measures_below(&recommendation.key).map(|(measure, _)| measure).filter(|it| answers(it));
        let named = recommendation.record.into_iter().flat_map(|record| &record.programme_measures);
        let named = named.filter_map(|id| self.measure(id.as_str())).map(|(measure, _)| measure);
        let all: BTreeMap<&str, &Measure> = own.chain(named).map(|measure| (measure.id.as_str(), measure)).collect();
        all.into_values().collect()
    }

    fn is_given_up(&self, measure: &str) -> bool {
        self.judged(measure).last().is_some_and(|(status, _)| status.value == StatusValue::Cancelled)
    }

    /// Evidence on something (`measure:<id>`, `recommendation:<key by value>`) that was not taken back.
    pub(super) fn evidence_on(&self, on: &str) -> Pieces<'a> {
        let is_on = |evidence: &Evidence| evidence.on.iter().any(|there| normal_on(there.as_str()) == on);
        let all = self.evidence_below(on).filter(|(evidence, _)| is_on(evidence) && self.is_live(evidence));
        all.map(|(evidence, kept)| (evidence.id.as_str(), (evidence, kept))).collect()
    }

    /// Evidence on a recommendation and on the measures that answer it.
    pub(crate) fn evidence_for(&self, recommendation: &Numbered<'a>, measures: &[&'a Measure]) -> Pieces<'a> {
        let mut all = self.evidence_on(&format!("recommendation:{}", recommendation.key));
        measures.iter().for_each(|measure| all.extend(self.evidence_on(&format!("measure:{}", measure.id))));
        all
    }

    /// Notices of a measure that were not taken back.
    pub(crate) fn notices(&self, measure: &str) -> impl Iterator<Item = &'a Notice> {
        let of_it = self.notices_below(measure).filter(move |(notice, _)| notice.measure.as_str() == measure);
        of_it.map(|(notice, _)| notice).filter(|notice| !self.is_withdrawn(&format!("notice:{}", notice.id)))
    }

    /// Evidence on a measure, on its notices, and cited by them.
    pub(crate) fn evidence_behind(&self, measure: &str) -> Pieces<'a> {
        let mut all = self.evidence_on(&format!("measure:{measure}"));
        for notice in self.notices(measure) {
            all.extend(self.evidence_on(&format!("notice:{}", notice.id)));
            all.extend(notice.evidence.iter().filter_map(|id| self.piece(id.as_str())));
        }
        all
    }

    /// A live piece of evidence by its id.
    pub(crate) fn piece(&self, id: &str) -> Option<(&'a str, (&'a Evidence, &'a Kept))> {
        let (evidence, kept) = self.evidence(id)?;
        self.is_live(evidence).then_some((evidence.id.as_str(), (evidence, kept)))
    }

    fn is_live(&self, evidence: &Evidence) -> bool {
        self.may_see(evidence.visibility) && !self.is_withdrawn(&format!("evidence:{}", evidence.id))
    }
}
