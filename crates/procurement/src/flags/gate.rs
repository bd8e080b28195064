//! The first questions of every flag about processes, in their fixed order: cancelled, excluded, of another procedure.

use crate::facts::Facts;
use crate::flag::Outcome;
use serde::{Deserialize, Serialize};

/// The answer of a flag that looks only at some procedures, if the process does not get past the first questions.
pub(crate) fn gate(facts: &Facts<'_>, methods: &[String]) -> Option<Outcome> {
    let method = &facts.process.tender.procurement_method;
    gate_all(facts).or_else(|| match method.get() {
        _ if methods.is_empty() => None,
        Some(own) if methods.iter().any(|method| method == own.as_ref()) => None,
        Some(_) => Some(Outcome::not_applicable("method")),
        None => Some(Outcome::insufficient(method.lack("tender/procurementMethod"))),
    })
}

/// The same for a flag that looks at every procedure.
pub(crate) fn gate_all(facts: &Facts<'_>) -> Option<Outcome> {
    closed(facts).map(Outcome::not_applicable)
}

/// Why a process counts for no flag.
pub(crate) fn closed(facts: &Facts<'_>) -> Option<&'static str> {
    Closed::of(facts).map(Closed::word)
}

/// Why a process counts for no flag, in a byte: it is kept of every meeting of two firms. The weightier first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Closed {
    /// The tender was cancelled or withdrawn.
    Cancelled,
    /// The settings leave its procedure out.
    Excluded,
}

impl Closed {
    /// Of a process; `None` where it counts.
    pub fn of(facts: &Facts<'_>) -> Option<Self> {
        if facts.is_cancelled() {
            return Some(Self::Cancelled);
        }
        facts.is_excluded().then_some(Self::Excluded)
    }

    /// The reason code.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Excluded => "excluded",
        }
    }
}

/// Whether a subject occurs in a process that counts, and why others of it do not; three bytes beside what is kept of it.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Occurs {
    counts: bool,
    closed: Option<Closed>,
}

impl Occurs {
    /// It occurs in a process, which counts or is closed.
    pub fn see(&mut self, closed: Option<Closed>) {
        self.merge(Self { counts: closed.is_none(), closed });
    }

    /// Takes what was seen elsewhere into this.
    pub fn merge(&mut self, other: Self) {
        self.counts |= other.counts;
        self.closed = self.closed.into_iter().chain(other.closed).min();
    }

    /// The answer about a subject that occurs in no process that counts.
    pub fn nowhere(self) -> Option<Outcome> {
        let why = self.closed.filter(|_| !self.counts)?;
        Some(Outcome::not_applicable(why.word()))
    }
}
