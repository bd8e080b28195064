//! Measures: what the analyst made of each, and whether it was done in time. Status and punctuality are two things; the
//! second is derived on the day it is asked and never recorded.

use super::View;
use super::table::{self, Table};
use crate::record::Kind;
use crate::record::Record;
use crate::record::programme::{Measure, Status, StatusValue};
use crate::rules::Kept;
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;

/// Whether a measure was done in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Punctuality {
    /// Done within its term.
    OnTime,
    /// Done after its term.
    Late,
    /// Not done, and the term is over.
    Overdue,
    /// Not done, and the term runs.
    InTerm,
    /// Given up.
    #[serde(rename = "n/a")]
    NotApplicable,
}

impl Punctuality {
    /// Of a measure with this term and last status on a day.
    pub fn of(term_to: Date, status: Option<&Status>, at: Date) -> Self {
        match status.map(|status| (status.value, done(status))) {
            Some((StatusValue::Cancelled, _)) => Self::NotApplicable,
            Some((_, Some(done))) if done <= term_to => Self::OnTime,
            Some((_, Some(_))) => Self::Late,
            _ if term_to < at => Self::Overdue,
            _ => Self::InTerm,
        }
    }
}

/// When a measure was done, if the status says that it was: on the day given, else by the cut-off.
pub(super) fn done(status: &Status) -> Option<Date> {
    (status.value == StatusValue::Implemented).then(|| status.completed.unwrap_or(status.cutoff).0)
}

/// What is known of one measure on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureRow {
    /// The measure.
    pub measure: String,
    /// The last status; nothing is said of a measure that no analyst has looked at.
    #[serde(serialize_with = "status_or_none")]
    pub status: Option<StatusValue>,
    /// Whether it is in time.
    pub punctuality: Punctuality,
    /// Since when it has this status.
    pub since: Option<Date>,
    /// By when it is due.
    pub term_to: Date,
    /// Who must do it; while it is open, also who has that duty now.
    pub lead: String,
    /// How many notices there are that were not taken back.
    pub notices: usize,
    /// How many pieces of evidence.
    pub evidence: usize,
    /// Whether its evidence has gone stale.
    #[serde(serialize_with = "table::yes_or_no")]
    pub needs_review: bool,
}

/// The measures of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureRows {
    /// The day asked.
    pub at: Date,
    /// The last day whose recordings were seen; `None` for all.
    pub known: Option<Date>,
    /// By id.
    pub measures: Vec<MeasureRow>,
}

fn status_or_none<S: Serializer>(status: &Option<StatusValue>, to: S) -> Result<S::Ok, S::Error> {
    match status {
        Some(status) => status.serialize(to),
        None => to.serialize_str(table::NOT_ASSESSED),
    }
}

impl Table for MeasureRow {
    const COLUMNS: &'static [&'static str] =
        &["measure", "status", "punctuality", "since", "term_to", "lead", "notices", "evidence", "needs_review"];
}

impl<'a> View<'a> {
    /// What analysts said of a measure, by cut-off.
    pub fn judged(&self, measure: &str) -> Vec<(&'a Status, &'a Kept)> {
        let mut all: Vec<_> =
            self.statuses_below(measure).filter(|(status, _)| status.measure.as_str() == measure).collect();
        all.sort_by_key(|(status, kept)| (status.cutoff, kept.seq));
        all
    }

    /// One measure on this day.
    pub(crate) fn measure_row(&self, measure: &Measure) -> MeasureRow {
        let id = measure.id.as_str();
        let judged = self.judged(id);
        let last = judged.last().map(|(status, _)| *status);
        let run = judged.iter().rev().take_while(|(status, _)| Some(status.value) == last.map(|last| last.value));
        let closed = last.is_some_and(|it| matches!(it.value, StatusValue::Implemented | StatusValue::Cancelled));
        let lead = measure.lead.as_str();
        MeasureRow {
            measure: id.to_owned(),
            status: last.map(|status| status.value),
            punctuality: Punctuality::of(measure.term_to.0, last, self.at),
            since: run.last().map(|(_, kept)| kept.effective),
            term_to: measure.term_to.0,
            lead: if closed { lead.to_owned() } else { self.duty(lead) },
            notices: self.notices(id).count(),
            evidence: self.evidence_on(&format!("measure:{id}")).len(),
            needs_review: !self.stale_measure(measure).is_empty(),
        }
    }

    /// All measures, by id.
    pub(crate) fn every_measure(&self) -> impl Iterator<Item = &'a Measure> {
        self.all(Kind::Measure).filter_map(|(_, kept)| match &kept.record {
            Record::Measure(measure) => Some(&**measure),
            _ => None,
        })
    }
}

/// Measures on a day: all of them, or those that answer the recommendations of some evaluations.
pub fn measures(view: &View<'_>, evaluations: Option<&[String]>, known: Option<Date>) -> MeasureRows {
    let answering: Option<BTreeSet<&str>> = evaluations.map(|ids| {
        let found = ids.iter().filter_map(|id| view.evaluation(id));
        let recommendations = found.flat_map(|(evaluation, _)| view.numbered(evaluation));
        // Those given up answer nothing any more, but they are still asked about.
        recommendations.flat_map(|it| view.ever_linked(&it)).map(|measure| measure.id.as_str()).collect()
    });
    let asked = |measure: &&Measure| answering.as_ref().is_none_or(|ids| ids.contains(measure.id.as_str()));
    let measures = view.every_measure().filter(asked).map(|measure| view.measure_row(measure)).collect();
    MeasureRows { at: view.at, known, measures }
}
