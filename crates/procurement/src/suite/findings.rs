//! The answers of a run as findings: named by flag, subject type, subject and year, with evidence that points to bytes.

use super::known::Known;
use super::name::name;
use super::pass::{Place, Places};
use super::{REGISTER, base};
use crate::flag::{Outcome, Subject};
use crate::run::Answer;
use probity_core::{Bound, Evidence, Finding, FindingId, Interval, Origin, State};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The period of findings about all years.
pub const ALL: &str = "all";
/// The period of a process of which no year is known.
const UNKNOWN: &str = "_";

/// One element of a flag's evidence.
#[derive(Deserialize)]
struct Element {
    at: Option<String>,
    name: Option<String>,
    value: String,
}

/// The findings of the flags asked for, by flag.
pub(super) fn of(
    rows: &[Answer],
    is_asked: impl Fn(&str) -> bool,
    places: &Places,
    known: &Known,
) -> BTreeMap<String, Vec<Finding>> {
    let mut found: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for answer in rows.iter().filter(|answer| is_asked(answer.code)) {
        found.entry(answer.code.to_owned()).or_default().push(finding(answer, places));
    }
    for (code, rates) in base::rates(rows, known) {
        if is_asked(code) {
            found.entry(code.to_owned()).or_default().extend(rates);
        }
    }
    found
}

fn finding(answer: &Answer, places: &Places) -> Finding {
    let (row, outcome) = (&answer.row, &answer.row.outcome);
    let place = places.get(&answer.ocid);
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
    finding.on(evidence(outcome, place).into())
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

/// The evidence of what was flagged: values at their pointers, and numbers of the run such as fences, which stand nowhere
/// in the source. Rows in other states rest on the same release, and say so by its beginning alone.
fn evidence(outcome: &Outcome, place: Option<&Place>) -> Vec<Evidence> {
    let Some(place) = place else { return Vec::new() };
    if !matches!(outcome.state, State::Flagged | State::Clear) {
        return Vec::new();
    }
    let elements: Vec<Element> = serde_json::from_str(&outcome.evidence.json()).unwrap_or_default();
    let cell = |element: Element| {
        let pointer = element.at.clone().unwrap_or_else(|| "/".to_owned());
        Evidence {
            register: REGISTER.to_owned(),
            role: element.at.or(element.name).unwrap_or_default(),
            value: element.value,
            origin: Origin { source: place.source, place: probity_core::Place::json(place.at, &pointer) },
        }
    };
    elements.into_iter().map(cell).collect()
}
