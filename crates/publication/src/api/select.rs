//! The observations a request asks for, as a dataflow of their own. Nothing is added up: a selection that happens to
//! hold all parts of a suppressed total must not undo the suppression.

use super::filter::Filter;
use super::key::Bound;
use super::period;
use crate::dataflow::{Dataflow, Observation, Role};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of a dataflow.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// The key.
    pub key: Bound,
    /// Filters; all must pass.
    pub filters: Vec<Filter>,
    /// So many from the beginning of every series.
    pub first: Option<usize>,
    /// So many to the end of every series.
    pub last: Option<usize>,
}

impl Selection {
    /// The observations asked for, in the order of the dataflow.
    pub fn of<'a>(&self, flow: &'a Dataflow) -> Vec<&'a Observation> {
        let taken = |observation: &&Observation| {
            self.key.takes(&observation.key) && self.filters.iter().all(|filter| filter.takes(observation))
        };
        let observations: Vec<&Observation> = flow.observations.iter().filter(taken).collect();
        self.ends(flow, observations)
    }

    fn ends<'a>(&self, flow: &Dataflow, observations: Vec<&'a Observation>) -> Vec<&'a Observation> {
        let time = flow.dimensions.iter().position(|dimension| dimension.role == Role::Time);
        let (Some(time), true) = (time, self.first.is_some() || self.last.is_some()) else { return observations };
        let mut series: BTreeMap<Vec<&str>, Vec<(&str, usize)>> = BTreeMap::new();
        for (at, observation) in observations.iter().enumerate() {
            let mut codes: Vec<&str> = observation.key.iter().map(String::as_str).collect();
            let period = if time < codes.len() { codes.remove(time) } else { "" };
            series.entry(codes).or_default().push((period, at));
        }
        let mut kept = BTreeSet::new();
        for periods in series.values_mut() {
            periods.sort_by(|a, b| period::order(a.0, b.0).then(a.cmp(b)));
            kept.extend(periods.iter().take(self.first.unwrap_or(0)).map(|(_, at)| *at));
            kept.extend(periods.iter().rev().take(self.last.unwrap_or(0)).map(|(_, at)| *at));
        }
        kept.into_iter().map(|at| observations[at]).collect()
    }
}
