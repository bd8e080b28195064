//! Findings: the rows a method puts out. Every published number is one, with its state, interval, unit, reason and
//! pointers to the register rows that prove it.

use crate::{Digest, Interval, Origin, Place};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// What a method can say about a subject. Missing input is never `Clear`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A number was computed.
    Value,
    /// The pattern is present: a reason to review.
    Flagged,
    /// The pattern was looked for and is absent.
    Clear,
    /// The inputs do not suffice to say.
    Insufficient,
    /// The question does not arise for this subject.
    NotApplicable,
    /// There is a number that may not be shown: disclosure control removed it, or its time has not come. The reason
    /// says which; value and interval are absent.
    Withheld,
}

impl State {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Flagged => "flagged",
            Self::Clear => "clear",
            Self::Insufficient => "insufficient",
            Self::NotApplicable => "not_applicable",
            Self::Withheld => "withheld",
        }
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        [Self::Value, Self::Flagged, Self::Clear, Self::Insufficient, Self::NotApplicable, Self::Withheld]
            .into_iter()
            .find(|state| state.word() == word)
            .ok_or_else(|| format!("`{word}` is not a state of a finding"))
    }
}

/// A finding's name: `method:measure:subject:period`, unique in an observatory and usable in a URL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FindingId {
    /// The method that found it.
    pub method: String,
    /// Which of the method's outputs.
    pub measure: String,
    /// What it is about: a country, a source, a body, …
    pub subject: String,
    /// The period it holds for: an edition year, `2012-2023`, …
    pub period: String,
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}:{}", self.method, self.measure, self.subject, self.period)
    }
}

impl FromStr for FindingId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split(':').collect();
        match parts[..] {
            [method, measure, subject, period] => Ok(Self {
                method: method.to_owned(),
                measure: measure.to_owned(),
                subject: subject.to_owned(),
                period: period.to_owned(),
            }),
            _ => Err(format!(
                "`{text}` is not a finding: write method:measure:subject:period, such as cpi:score:KAZ:2023"
            )),
        }
    }
}

/// A pointer to what a finding rests on: a row of a register and the place in the source it was read from. What stands in no
/// source - a parameter, a fence, what merging made of several releases - has no register, and its place says nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// The register.
    pub register: String,
    /// The cell's role in the computation, such as a source's code.
    pub role: String,
    /// The value as it entered the computation.
    pub value: String,
    /// Where it was read.
    pub origin: Origin,
}

impl Evidence {
    /// A number that stands in no source, beside those of a source.
    pub fn computed(role: impl Into<String>, value: impl Into<String>, source: Digest) -> Self {
        let origin = Origin { source, place: Place::default() };
        Self { register: String::new(), role: role.into(), value: value.into(), origin }
    }

    /// Whether it stands in no source.
    pub fn is_computed(&self) -> bool {
        self.register.is_empty()
    }
}

/// One row of a method's output.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its name.
    pub id: FindingId,
    /// What the method can say.
    pub state: State,
    /// The number, if there is one.
    pub value: Option<f64>,
    /// The interval that belongs to the number.
    pub interval: Option<Interval<f64>>,
    /// Unit of value and interval, such as `points`.
    pub unit: String,
    /// Why this state: a code the method page explains.
    pub reason: String,
    /// What it rests on, in a fixed order. Findings that rest on the same cells share one list.
    pub evidence: Arc<[Evidence]>,
}

impl Finding {
    /// A finding without number, interval, reason and evidence.
    pub fn new(id: FindingId, state: State, unit: &str) -> Self {
        Self {
            id,
            state,
            value: None,
            interval: None,
            unit: unit.to_owned(),
            reason: String::new(),
            evidence: Arc::new([]),
        }
    }

    /// A computed number.
    pub fn value(id: FindingId, value: f64, unit: &str) -> Self {
        Self { value: Some(value), ..Self::new(id, State::Value, unit) }
    }

    /// Adds an interval.
    pub fn between(mut self, interval: Interval<f64>) -> Self {
        self.interval = Some(interval);
        self
    }

    /// Adds a reason code.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// Adds evidence.
    pub fn on(mut self, evidence: Arc<[Evidence]>) -> Self {
        self.evidence = evidence;
        self
    }
}
