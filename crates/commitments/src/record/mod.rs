//! The records of the log, typed: what may be said about standards, evaluations, recommendations, measures and evidence,
//! and the key under which each is said. The log keeps what these types write, so a record means the same wherever it
//! was loaded from.

pub mod evaluation;
pub mod evidence;
pub mod load;
pub mod number;
pub mod open;
pub mod party;
pub mod programme;
pub mod value;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// Makes the kinds, in the order in which a load file is recorded, and the records behind them.
macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident($record:ty) = $name:literal,)*) => {
        /// The kinds of records, in the order in which a load file is recorded.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $($(#[$meta])* #[serde(rename = $name)] $kind,)* }

        impl Kind {
            /// All kinds, in that order.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// As files and the log write it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The kind with this name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$kind),)* _ => None }
            }
        }

        /// A record of one of the kinds.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record { $($(#[$meta])* $kind(Box<$record>),)* }

        impl Record {
            /// Its kind.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }

            /// Reads a record of a kind.
            ///
            /// # Errors
            /// With what is wrong, and the member at fault when one is.
            pub fn read(kind: Kind, members: &Map<String, Value>) -> Result<Self, Fault> {
                let record = match kind { $(Kind::$kind => Self::$kind(Box::new(typed::<$record>(members)?)),)* };
                record.checked()
            }

            /// Reads a record of a kind from the text the log keeps, without asking which member a fault is in.
            ///
            /// # Errors
            /// With what is wrong.
            pub fn parse(kind: Kind, text: &str) -> Result<Self, Fault> {
                let record = match kind { $(Kind::$kind => Self::$kind(Box::new(from_text::<$record>(text)?)),)* };
                record.checked()
            }

            /// The members, as the log keeps them.
            pub fn members(&self) -> Map<String, Value> {
                let value = match self { $(Self::$kind(record) => serde_json::to_value(record),)* };
                match value {
                    Ok(Value::Object(members)) => members,
                    // Every record is a structure of texts and numbers, which is always an object.
                    _ => Map::new(),
                }
            }
        }
    };
}

kinds! {
    /// A body.
    Body(party::Body) = "body",
    /// Who records.
    Actor(party::Actor) = "actor",
    /// A treaty.
    Instrument(party::Instrument) = "instrument",
    /// A provision of one.
    Standard(party::Standard) = "standard",
    /// A calendar.
    Calendar(open::Calendar) = "calendar",
    /// A procedure.
    Procedure(open::Procedure) = "procedure",
    /// An evaluation.
    Evaluation(evaluation::Evaluation) = "evaluation",
    /// A recommendation.
    Recommendation(evaluation::Recommendation) = "recommendation",
    /// A programme.
    Programme(programme::Programme) = "programme",
    /// An objective.
    Objective(programme::Objective) = "objective",
    /// A result.
    Outcome(programme::Outcome) = "result",
    /// An indicator.
    Indicator(programme::Indicator) = "indicator",
    /// A measure.
    Measure(programme::Measure) = "measure",
    /// A report.
    Report(evaluation::Report) = "report",
    /// A verdict.
    Verdict(evaluation::Verdict) = "verdict",
    /// A decision.
    Decision(evaluation::Decision) = "decision",
    /// Something sent in.
    Submission(evaluation::Submission) = "submission",
    /// An implementer's word.
    Notice(programme::Notice) = "notice",
    /// A signature under it.
    Sign(programme::Sign) = "sign",
    /// Evidence.
    Evidence(evidence::Evidence) = "evidence",
    /// What it looks like now.
    Observed(evidence::ObservedAgain) = "observed",
    /// A value of an indicator.
    Observation(programme::Observation) = "observation",
    /// The status of a measure.
    Status(programme::Status) = "status",
    /// Something taken back.
    Withdraw(evidence::Withdraw) = "withdraw",
    /// Leave to publish.
    Authorisation(evaluation::Authorisation) = "authorisation",
    /// A state and an instrument.
    Participation(party::Participation) = "participation",
    /// Figures somebody printed.
    Published(evaluation::Published) = "published",
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why members are not a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// The member at fault, when one is.
    pub member: Option<String>,
    /// What is wrong.
    pub message: String,
}

fn typed<T: DeserializeOwned>(members: &Map<String, Value>) -> Result<T, Fault> {
    let read = |members: &Map<String, Value>| T::deserialize(members);
    let error = match read(members) {
        Ok(record) => return Ok(record),
        Err(error) => error.to_string(),
    };
    // The reader does not say which member it was at: the one without which it says something else. A member that is
    // missing is nobody's fault.
    let blamed = |name: &&String| {
        let mut others = members.clone();
        others.remove(name.as_str());
        read(&others).err().is_none_or(|other| other.to_string() != error)
    };
    let member = if error.starts_with("missing field") { None } else { members.keys().find(blamed).cloned() };
    Err(Fault { member, message: error })
}

fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| Fault { member: None, message: error.to_string() })
}

impl Record {
    /// What the types alone cannot say.
    fn checked(self) -> Result<Self, Fault> {
        let fault = |member: &str, message: String| Fault { member: Some(member.to_owned()), message };
        let wrong = match &self {
            Self::Evidence(evidence) => evidence.fault().map(|message| fault("kind", message)),
            Self::Observation(seen) if seen.value.is_some() == seen.missing.is_some() => {
                Some(fault("value", "an observation has either `value` (or `num` and `den`) or `missing`".to_owned()))
            }
            Self::Recommendation(recommendation) if recommendation.number.as_str().contains('/') => {
                Some(fault("number", "the number of a recommendation has no `/`".to_owned()))
            }
            _ => None,
        };
        wrong.map_or(Ok(self), Err)
    }

    /// The key among records of its kind.
    pub fn key(&self) -> String {
        let mut key = String::new();
        // Writing to a text cannot fail.
        let _ = self.write_key(&mut key);
        key
    }

    /// Whether `key` is its key. Asked for every event of a log, so no second copy of the key is made.
    pub fn is_called(&self, key: &str) -> bool {
        let mut rest = Rest(key);
        self.write_key(&mut rest).is_ok() && rest.0.is_empty()
    }

    fn write_key(&self, out: &mut impl fmt::Write) -> fmt::Result {
        match self {
            Self::Body(it) => out.write_str(it.id.as_str()),
            Self::Actor(it) => out.write_str(it.id.as_str()),
            Self::Instrument(it) => out.write_str(it.id.as_str()),
            Self::Standard(it) => out.write_str(it.id.as_str()),
            Self::Calendar(it) => out.write_str(&it.days.id),
            Self::Procedure(it) => out.write_str(&it.rules.key()),
            Self::Evaluation(it) => out.write_str(it.id.as_str()),
            Self::Recommendation(it) => write!(out, "{}/{}", it.evaluation, it.number),
            Self::Programme(it) => write!(out, "{}@{}", it.id, it.version),
            Self::Objective(it) => out.write_str(it.id.as_str()),
            Self::Outcome(it) => out.write_str(it.id.as_str()),
            Self::Indicator(it) => out.write_str(it.id.as_str()),
            Self::Measure(it) => out.write_str(it.id.as_str()),
            Self::Report(it) => out.write_str(it.id.as_str()),
            Self::Verdict(it) => write!(out, "{}@{}", it.recommendation, it.report),
            Self::Decision(it) => out.write_str(it.id.as_str()),
            Self::Submission(it) => out.write_str(it.id.as_str()),
            Self::Notice(it) => out.write_str(it.id.as_str()),
            Self::Sign(it) => out.write_str(it.notice.as_str()),
            Self::Evidence(it) => out.write_str(it.id.as_str()),
            Self::Observed(it) => write!(out, "{}@{}", it.evidence, it.date),
            Self::Observation(it) => out.write_str(&observation_key(it)),
            Self::Status(it) => write!(out, "{}@{}", it.measure, it.cutoff),
            Self::Withdraw(it) => out.write_str(it.of.as_str()),
            Self::Authorisation(it) => out.write_str(it.report.as_str()),
            Self::Participation(it) => write!(out, "{}/{}", it.state, it.instrument),
            Self::Published(it) => write!(out, "{}@{}", it.subject, it.as_of),
        }
    }

    /// The day on which it holds when nobody said: `adopted` is when its report was adopted, for a verdict. `None` is the
    /// day of recording.
    pub fn usual_effective(&self, adopted: impl Fn(&str) -> Option<Date>) -> Option<Date> {
        match self {
            Self::Verdict(it) => adopted(it.report.as_str()),
            Self::Report(it) => Some(it.adopted.0),
            Self::Decision(it) => Some(it.date.0),
            Self::Submission(it) => Some(it.received.0),
            Self::Notice(it) => Some(it.sent.0),
            Self::Status(it) => Some(it.completed.unwrap_or(it.cutoff).0),
            Self::Evidence(it) => it.from.map(|day| day.0),
            _ => None,
        }
    }

    /// Whether it is a draft of a report or a verdict, which stands beside the real one and never in its place.
    pub fn is_draft(&self) -> bool {
        match self {
            Self::Report(it) => it.draft,
            Self::Verdict(it) => it.draft,
            _ => false,
        }
    }
}

/// What is left of a text from which everything written so far was taken; writing anything else fails.
struct Rest<'a>(&'a str);

impl fmt::Write for Rest<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(text).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// Values for parts of the whole stand beside the value for the whole.
fn observation_key(seen: &programme::Observation) -> String {
    let mut key = format!("{}@{}", seen.indicator, seen.period);
    for (name, value) in &seen.disaggregation {
        key.push_str(&format!("#{name}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
    }
    key
}
