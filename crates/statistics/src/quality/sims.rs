//! The nineteen concepts of SIMS/ESMS, in their order: what the file and the checks say about each. A concept about
//! which nothing is known says so instead of being left out.

use super::Subject;
use super::families::codes;
use crate::cube::{Dimension, ObsStatus};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// A concept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Concept {
    concept: u8,
    en: String,
    kk: String,
    ru: String,
    verified: bool,
}

fn concepts() -> &'static [Concept] {
    static CONCEPTS: OnceLock<Vec<Concept>> = OnceLock::new();
    // Part of the program, read by a test.
    CONCEPTS.get_or_init(|| serde_json::from_str(include_str!("../../data/sims.json")).unwrap_or_default())
}

/// The entries.
pub(super) fn entries(subject: &Subject<'_>, checks: &Map<String, Value>) -> Vec<Value> {
    let entry = |concept: &Concept| {
        let (text, value) = said(concept.concept, subject, checks);
        json!({
            "concept": concept.concept,
            "title": { "en": concept.en, "kk": concept.kk, "ru": concept.ru },
            "title_verified": concept.verified,
            "text": text,
            "value": value,
        })
    };
    concepts().iter().map(entry).collect()
}

/// Text and value of a concept.
fn said(concept: u8, subject: &Subject<'_>, checks: &Map<String, Value>) -> (String, Value) {
    let check = |name: &str| checks.get(name).cloned().unwrap_or(Value::Null);
    let list = |dimension| codes(subject.observations, dimension).into_iter().collect::<Vec<_>>();
    let periods = list(Dimension::TimePeriod);
    let suppressed = subject.observations.iter().filter(|one| one.obs_status == ObsStatus::Suppressed).count();
    match concept {
        2 => match subject.release {
            Some(day) => (format!("released on {day}"), json!(day)),
            None => unknown(),
        },
        3 => {
            let stages = list(Dimension::Stage);
            (format!("legal statistics, stages {}", stages.join(", ")), json!(subject.observations.len()))
        }
        4 => {
            let units = list(Dimension::UnitCount);
            (format!("units of count: {}; numbers of unlike units are never divided", units.join(", ")), json!(units))
        }
        5 => match (periods.first(), periods.last()) {
            (Some(first), Some(last)) => (format!("periods {first} to {last}"), json!([first, last])),
            _ => unknown(),
        },
        7 => (format!("{suppressed} cells are suppressed; the others are free for publication"), json!(suppressed)),
        9 => (format!("frequencies {}", list(Dimension::Freq).join(", ")), json!(list(Dimension::Freq))),
        11 => ("checked by the rules of this report; each has its severity".to_owned(), json!(checks.len())),
        12 => ("areas with a value of the total category, by period".to_owned(), check("coverage")),
        13 => {
            let residue = check("mapping_residue");
            ("share of offences without a code of their own".to_owned(), residue["share"].clone())
        }
        14 => {
            let days = check("timeliness")["days"].clone();
            if days.is_null() {
                unknown()
            } else {
                (format!("{days} days from the end of the last period to the release"), days)
            }
        }
        15 => {
            let additivity = check("additivity");
            let (equal, tested) = (additivity["equal"].clone(), additivity["tested"].clone());
            (format!("{equal} of {tested} totals are the sum of their parts"), json!([equal, tested]))
        }
        17 => {
            let mar = check("revisions")["mar"].clone();
            if mar.is_null() {
                unknown()
            } else {
                ("mean absolute revision against the earlier vintage".to_owned(), mar)
            }
        }
        18 => {
            (format!("read as layout {}; values are those of the source cells", subject.layout), json!(subject.layout))
        }
        19 => {
            let verdict = check("registered_release")["verdict"].clone();
            (format!("release: {}", verdict.as_str().unwrap_or_default()), verdict)
        }
        _ => unknown(),
    }
}

fn unknown() -> (String, Value) {
    ("the file does not say".to_owned(), Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_nineteen_concepts_in_order() {
        assert!(concepts().iter().map(|concept| concept.concept).eq(1..=19));
    }
}
