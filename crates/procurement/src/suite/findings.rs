//! The answers of a run as findings: named by flag, subject type, subject and year, with evidence that points to bytes.

use super::base;
use super::known::Known;
use super::name::name;
use super::origin::Element;
use super::pass::{Place, Places};
use crate::flag::{Outcome, Subject};
use crate::run::Answer;
use probity_core::{Bound, Finding, FindingId, Interval, State};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The period of findings about all years.
pub const ALL: &str = "all";
/// The period of a process of which no year is known.
const UNKNOWN: &str = "_";

/// One element of a flag's evidence as it is written.
#[derive(Deserialize)]
struct Written {
    at: Option<String>,
    name: Option<String>,
    value: String,
}

/// The findings of the flags asked for, by flag.
pub(super) fn of(
    rows: &[Answer],
    is_asked: impl Fn(&str) -> bool,
    places: &Places<'_>,
    known: &Known,
) -> BTreeMap<String, Vec<Finding>> {
    let mut found: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    let mut processes: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
    for answer in rows.iter().filter(|answer| is_asked(answer.code)) {
        processes.entry(&answer.ocid).or_default().push(answer);
    }
    // The releases of a process are read once for all that rests on them.
    let processes: Vec<(&str, Vec<&Answer>)> = processes.into_iter().collect();
    let of = |(ocid, answers): (&str, Vec<&Answer>)| -> Vec<Finding> {
        let place = places.get(ocid);
        let walker = place.map(|place| place.stands.walker());
        let rests = |own: &Answer| walker.as_ref().map(|walker| walker.evidence(elements(&own.row.outcome)));
        answers.into_iter().map(|own| finding(own, place).on(rests(own).unwrap_or_default().into())).collect()
    };
    let all: Vec<Vec<Finding>> = processes.into_par_iter().map(of).collect();
    for finding in all.into_iter().flatten() {
        found.entry(finding.id.method.clone()).or_default().push(finding);
    }
    for (code, rates) in base::rates(rows, known) {
        if is_asked(code) {
            found.entry(code.to_owned()).or_default().extend(rates);
        }
    }
    found
}

fn finding(answer: &Answer, place: Option<&Place<'_>>) -> Finding {
    let (row, outcome) = (&answer.row, &answer.row.outcome);
    let (measure, subject) = match (row.subject_type, answer.ocid.as_str()) {
        (Subject::Process, ocid) => (Subject::Process.word(), ocid.to_owned()),
        (other, "") => (other.word(), row.subject.clone()),
        // A tenderer flagged in a process is another finding than the same tenderer in the next one.
        (_, ocid) => ("party", format!("{}|{ocid}", row.subject)),
    };
    let (method, measure) = (answer.code.to_owned(), measure.to_owned());
    let id = FindingId { method, measure, subject: name(&subject), period: period(place) };
    let mut finding = Finding::new(id, outcome.state, "").because(outcome.reason.clone());
    finding.value = outcome.value.filter(|value| value.is_finite());
    finding.interval = interval(outcome);
    finding
}

/// The period of a finding about a process that stands there, or about other subjects.
pub(super) fn period(place: Option<&Place>) -> String {
    match place {
        Some(Place { year: Some(year), .. }) => year.to_string(),
        Some(_) => UNKNOWN.to_owned(),
        None => ALL.to_owned(),
    }
}

fn interval(outcome: &Outcome) -> Option<Interval<f64>> {
    let (low, high) = outcome.range?;
    (low.is_finite() && high.is_finite()).then(|| Interval::new(Bound::Closed(low), Bound::Closed(high))).flatten()
}

/// The evidence of what could be judged: values at their pointers, and numbers of the run such as fences, which stand nowhere
/// in the source. Rows in other states rest on nothing that could be shown.
fn elements(outcome: &Outcome) -> Vec<Element> {
    if !matches!(outcome.state, State::Flagged | State::Clear) {
        return Vec::new();
    }
    let written: Vec<Written> = serde_json::from_str(&outcome.evidence.json()).unwrap_or_default();
    let element = |own: Written| Element { at: own.at, name: own.name.unwrap_or_default(), value: own.value };
    written.into_iter().map(element).collect()
}
