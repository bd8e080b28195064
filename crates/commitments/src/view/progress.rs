//! How far a programme has come: implemented and partly implemented measures among those that were due, of a named version
//! on a named day. Counts are rolled up, never percentages; a denominator that moved without a word is the mistake this
//! avoids.

use super::View;
use super::status::ratio;
use super::terms::is_in;
use crate::record::programme::{Measure, Programme, StatusValue};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Counts of measures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counted {
    /// All measures that were not given up.
    pub measures: usize,
    /// Those whose term is over.
    pub due: usize,
    /// Those of them that are implemented.
    pub implemented: usize,
    /// Those of them that are partly implemented.
    pub partly: usize,
}

impl Counted {
    /// (implemented + partly) / due; nothing when nothing was due.
    pub fn share(&self) -> Option<f64> {
        (self.due > 0).then(|| ratio(self.implemented + self.partly, self.due))
    }

    /// Whether it counts no measure.
    pub fn is_empty(&self) -> bool {
        self.measures == 0
    }

    fn add(&mut self, due: bool, status: Option<StatusValue>) {
        self.measures += 1;
        if due {
            self.due += 1;
            self.implemented += usize::from(status == Some(StatusValue::Implemented));
            self.partly += usize::from(status == Some(StatusValue::Partly));
        }
    }
}

/// An objective with everything below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// The objective.
    pub objective: String,
    /// The objective above it.
    pub parent: Option<String>,
    /// Counts over its own results and over the objectives below it.
    #[serde(flatten)]
    pub counted: Counted,
}

/// A version of a programme on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// `<id>@<version>`.
    pub programme: String,
    /// The day.
    pub at: Date,
    /// Counts over the whole.
    #[serde(flatten)]
    pub counted: Counted,
    /// Counts by objective, by id.
    pub objectives: Vec<Branch>,
    /// Counts over measures that serve no result of an objective.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    pub without: Counted,
}

/// The progress of a version of a programme (`<id>@<version>`) on the day of the view; `None` when there is none.
pub fn progress(view: &View<'_>, programme: &str) -> Option<Progress> {
    let programme = view.every_programme().find(|it| format!("{}@{}", it.id, it.version) == programme)?;
    Some(view.progress_of(programme))
}

impl View<'_> {
    pub(super) fn progress_of(&self, programme: &Programme) -> Progress {
        let (mut whole, mut without) = (Counted::default(), Counted::default());
        let mut branches: BTreeMap<String, Counted> = BTreeMap::new();
        for measure in self.every_measure().filter(|measure| is_in(measure, programme)) {
            let status = self.judged(measure.id.as_str()).last().map(|(status, _)| status.value);
            if status == Some(StatusValue::Cancelled) {
                continue;
            }
            let due = measure.term_to.0 <= self.at;
            whole.add(due, status);
            let above = self.objectives_above(measure);
            if above.is_empty() {
                without.add(due, status);
            }
            above.into_iter().for_each(|id| branches.entry(id).or_default().add(due, status));
        }
        let branch = |(objective, counted): (String, Counted)| {
            let parent = self.objective(&objective).and_then(|(it, _)| it.parent.as_ref()).map(ToString::to_string);
            Branch { objective, parent, counted }
        };
        Progress {
            programme: format!("{}@{}", programme.id, programme.version),
            at: self.at,
            counted: whole,
            objectives: branches.into_iter().map(branch).collect(),
            without,
        }
    }

    /// The objectives above a measure, each once.
    fn objectives_above(&self, measure: &Measure) -> BTreeSet<String> {
        let mut above = BTreeSet::new();
        let result = measure.result.as_ref().and_then(|id| self.outcome(id.as_str()));
        let mut next = result.map(|(result, _)| result.objective.to_string());
        while let Some(id) = next.filter(|id| !above.contains(id)) {
            next = self.objective(&id).and_then(|(it, _)| it.parent.as_ref()).map(ToString::to_string);
            above.insert(id);
        }
        above
    }
}
