//! The answer of a flag about one subject: a state, the number compared, a reason code, evidence.

use super::Evidence;
use probity_core::State;
use std::borrow::Cow;

/// What a row is about; in the order of their words, as rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A buyer or procuring entity.
    Buyer,
    /// A buyer and a supplier.
    BuyerSupplier,
    /// A market: a class of items.
    Market,
    /// Two bidders.
    Pair,
    /// A contracting process.
    Process,
    /// A supplier in a market.
    SupplierMarket,
    /// A tenderer or supplier.
    Tenderer,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Buyer,
        Self::BuyerSupplier,
        Self::Market,
        Self::Pair,
        Self::Process,
        Self::SupplierMarket,
        Self::Tenderer,
    ];

    /// The word of `subject_type`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::BuyerSupplier => "buyer_supplier",
            Self::Market => "market",
            Self::Pair => "pair",
            Self::Process => "process",
            Self::SupplierMarket => "supplier_market",
            Self::Tenderer => "tenderer",
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Flagged, clear, insufficient or not applicable.
    pub state: State,
    /// The number compared.
    pub value: Option<f64>,
    /// Lowest and highest it can be, where it is uncertain.
    pub range: Option<(f64, f64)>,
    /// Why this state; empty for flagged and clear.
    pub reason: Cow<'static, str>,
    /// What it rests on.
    pub evidence: Evidence,
    /// Tenderers that are flagged with the process.
    pub parties: Vec<Party>,
}

/// A tenderer flagged with a process.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// Its identifier.
    pub id: String,
    /// The number compared, if it has one of its own.
    pub value: Option<f64>,
}

impl Outcome {
    fn new(state: State) -> Self {
        let evidence = Evidence::default();
        Self { state, value: None, range: None, reason: Cow::Borrowed(""), evidence, parties: Vec::new() }
    }

    /// The pattern is there.
    pub fn flagged() -> Self {
        Self::new(State::Flagged)
    }

    /// The pattern was looked for and is absent.
    pub fn clear() -> Self {
        Self::new(State::Clear)
    }

    /// Flagged or clear.
    pub fn flagged_if(condition: bool) -> Self {
        if condition { Self::flagged() } else { Self::clear() }
    }

    /// The inputs do not suffice.
    pub fn insufficient(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { reason: reason.into(), ..Self::new(State::Insufficient) }
    }

    /// A needed value is absent.
    pub fn missing(path: &str) -> Self {
        Self::insufficient(["missing:", path].concat())
    }

    /// The question does not arise.
    pub fn not_applicable(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { reason: reason.into(), ..Self::new(State::NotApplicable) }
    }

    /// With the number compared.
    pub fn value(self, value: f64) -> Self {
        Self { value: Some(value), ..self }
    }

    /// With the range of the number.
    pub fn between(self, low: f64, high: f64) -> Self {
        Self { range: Some((low, high)), ..self }
    }

    /// With evidence.
    pub fn on(self, evidence: Evidence) -> Self {
        Self { evidence, ..self }
    }

    /// With tenderers flagged along with the process, sorted and without repetition.
    pub fn with<T: Into<String>>(mut self, parties: impl IntoIterator<Item = T>) -> Self {
        self.parties = parties.into_iter().map(|id| Party { id: id.into(), value: None }).collect();
        self.parties.sort_by(|a, b| a.id.cmp(&b.id));
        self.parties.dedup_by(|a, b| a.id == b.id);
        self
    }

    /// One answer from those of lots, awards or contracts: flagged before insufficient before clear before not applicable.
    /// Evidence and tenderers of all answers of the winning state are kept; the value is the largest of them.
    pub fn roll_up(parts: Vec<Self>) -> Option<Self> {
        let rank = |state: State| match state {
            State::Flagged => 3,
            State::Insufficient => 2,
            State::Clear | State::Value | State::Withheld => 1,
            State::NotApplicable => 0,
        };
        let best = parts.iter().map(|part| rank(part.state)).max()?;
        let mut chosen = parts.into_iter().filter(|part| rank(part.state) == best);
        let mut whole = chosen.next()?;
        for part in chosen {
            if part.value > whole.value {
                whole.value = part.value;
                whole.range = part.range;
            }
            whole.evidence.extend(part.evidence);
            whole.parties.extend(part.parties);
        }
        whole.parties.sort_by(|a, b| a.id.cmp(&b.id));
        whole.parties.dedup_by(|a, b| a.id == b.id);
        Some(whole)
    }
}

/// What a flag says on seeing a process.
#[derive(Debug, Clone, PartialEq)]
pub enum Observed {
    /// The flag has no process rows.
    Nothing,
    /// An answer.
    Row(Outcome),
    /// An answer that holds only if the publisher publishes the path somewhere; else `never_published:<path>`.
    IfPublished(&'static str, Outcome),
    /// The answer needs all processes: the judge gets the key and the row so far.
    Pending(String, Outcome),
}

impl From<Outcome> for Observed {
    fn from(outcome: Outcome) -> Self {
        Self::Row(outcome)
    }
}

/// The answer about a subject that is no process.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What kind of subject.
    pub subject_type: Subject,
    /// The subject: pairs as `buyer|supplier` or in byte order, markets as `scheme:prefix`.
    pub subject: String,
    /// The answer.
    pub outcome: Outcome,
}

impl Row {
    /// What rows are sorted by.
    pub fn key(&self) -> (Subject, &str) {
        (self.subject_type, &self.subject)
    }
}

#[cfg(test)]
mod tests {
    use super::Subject;

    #[test]
    fn kinds_of_subjects_are_in_the_order_of_their_words() {
        assert!(Subject::ALL.is_sorted() && Subject::ALL.is_sorted_by_key(|kind| kind.word()));
    }
}
