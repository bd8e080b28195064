//! One item of the output: its score with the trace of how it came about. Fractions stay exact until they are written;
//! every key is always there, so that a list of nodes is a table.

use super::exact::{Exact, Rounding};
use serde::ser::{Serialize, Serializer};

/// What is known about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has a score.
    Assessed,
    /// It has none of its points, because something before it is not so.
    Gated,
    /// The question does not arise.
    NotApplicable,
    /// Nobody said enough.
    NotAssessed,
    /// Something below is not assessed; the score lies between two bounds.
    Incomplete,
}

/// An item with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Who it is about, on the root, when answers are by subject.
    pub subject: Option<String>,
    /// The item.
    pub id: String,
    /// The score.
    pub value: Option<Exact>,
    /// What it could have been.
    pub max: Exact,
    /// What fired.
    pub rule: String,
    /// What is known.
    pub state: State,
    /// Why there is no score.
    pub reason: Option<String>,
    /// The score, rounded, as it is shown.
    pub display: Option<String>,
    /// The least and the most it can still become; only shown when incomplete.
    pub span: (Exact, Exact),
    /// The label of the score.
    pub level: Option<Label>,
    /// Whether nobody has checked the method; said on the root.
    pub unverified: bool,
    /// Evidence of the answers.
    pub evidence: Vec<String>,
    /// Who gave the answers.
    pub author: Option<String>,
    /// What it is made of.
    pub children: Vec<Node>,
}

/// A label with the standing of its threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The label.
    pub text: String,
    /// Whether somebody checked the threshold.
    pub verified: bool,
}

impl Node {
    /// An item nobody has looked at.
    pub(super) fn new(id: &str, rule: &str, max: Exact) -> Self {
        Self {
            subject: None,
            id: id.to_owned(),
            value: None,
            span: (Exact::zero(), max.clone()),
            max,
            rule: rule.to_owned(),
            state: State::NotAssessed,
            reason: None,
            display: None,
            level: None,
            unverified: false,
            evidence: Vec::new(),
            author: None,
            children: Vec::new(),
        }
    }

    /// It has this score.
    pub(super) fn assessed(&mut self, value: Exact) {
        self.state = State::Assessed;
        self.span = (value.clone(), value.clone());
        self.value = Some(value);
    }

    /// It has nothing, because this input is no.
    pub(super) fn gated(&mut self, input: &str) {
        self.assessed(Exact::zero());
        self.state = State::Gated;
        self.rule = format!("gate:{input}");
    }

    /// It has no score, for this reason.
    pub(super) fn not_assessed(&mut self, reason: String) {
        self.state = State::NotAssessed;
        self.reason = Some(reason);
    }

    /// Rounds for display, once.
    pub(super) fn show(&mut self, rounding: Rounding) {
        self.display = self.value.as_ref().map(|value| value.rounded(rounding));
    }

    /// The bounds, if the score is open.
    pub fn bounds(&self) -> Option<&(Exact, Exact)> {
        (self.state == State::Incomplete).then_some(&self.span)
    }
}

/// A fraction as a number of JSON: whole numbers without a point, others as the shortest text of the nearest float.
struct Number<'a>(&'a Exact);

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0.to_integer(), self.0.to_f64()) {
            (Some(whole), _) => serializer.serialize_i64(whole),
            (None, Some(float)) => serializer.serialize_f64(float),
            (None, None) => serializer.serialize_none(),
        }
    }
}

/// The keys of the output, in their order.
#[derive(serde::Serialize)]
struct Shown<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    id: &'a str,
    value: Option<Number<'a>>,
    max: Number<'a>,
    rule: &'a str,
    state: State,
    reason: Option<&'a str>,
    exact: Option<String>,
    display: Option<&'a str>,
    low: Option<Number<'a>>,
    high: Option<Number<'a>>,
    level: Option<&'a str>,
    /// Only there, and false, where the score or its label stands on something nobody checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: Option<bool>,
    evidence: &'a [String],
    author: Option<&'a str>,
    children: &'a [Node],
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bounds = self.bounds();
        let shown = Shown {
            subject: self.subject.as_deref(),
            id: &self.id,
            value: self.value.as_ref().map(Number),
            max: Number(&self.max),
            rule: &self.rule,
            state: self.state,
            reason: self.reason.as_deref(),
            exact: self.value.as_ref().map(Exact::to_string),
            display: self.display.as_deref(),
            low: bounds.map(|(low, _)| Number(low)),
            high: bounds.map(|(_, high)| Number(high)),
            level: self.level.as_ref().map(|level| level.text.as_str()),
            verified: (self.unverified || self.level.as_ref().is_some_and(|level| !level.verified)).then_some(false),
            evidence: &self.evidence,
            author: self.author.as_deref(),
            children: &self.children,
        };
        shown.serialize(serializer)
    }
}
