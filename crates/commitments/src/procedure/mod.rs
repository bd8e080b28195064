//! Procedures of reviewing bodies as data: which verdicts an organ can give, which reports it adopts, what has to be handed
//! in by when, and what follows when it is not. The program knows no body by name; a new one is a new file.

mod due;
mod raw;
mod read;
mod shipped;
mod window;

pub use due::{Due, DueError, SetDue, due_computed, latest_set};
pub use raw::RawProcedure;
pub use read::{read_procedure, read_procedures};
pub use shipped::{InForce, Procedures};
pub use window::{MonthDay, Window, WindowDates, WindowDays};

use crate::calendar::Direction;
use crate::names::Names;
use jiff::civil::Date;
use probity_core::PartialDate;
use serde::{Deserialize, Serialize};

/// A version of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawProcedure")]
pub struct Procedure {
    /// Its name in records.
    pub id: String,
    /// Its version; versions live side by side.
    pub version: String,
    /// From when evaluations are bound to it.
    pub in_force_from: Option<Date>,
    /// The body whose procedure it is.
    pub body: Option<String>,
    /// What it is called.
    pub title: Names,
    /// Where its rules are written.
    pub source: Option<String>,
    /// Whether the data were checked against that source.
    pub verified: bool,
    /// Time zone of the body that receives what is handed in.
    pub timezone: String,
    /// Verdicts on a recommendation, as listed.
    pub verdicts: Vec<Verdict>,
    /// Kinds of reports the organ adopts.
    pub reports: Vec<String>,
    /// Conclusions a report can end with.
    pub conclusions: Vec<Conclusion>,
    /// What is due after what.
    pub deadlines: Vec<Deadline>,
    /// Recurring windows.
    pub windows: Vec<Window>,
    /// Steps against a state that does not comply.
    pub ladder: Vec<LadderStep>,
    /// Statuses of measures, where the procedure follows a programme.
    pub statuses: Vec<MeasureStatus>,
    /// What the verdicts on parts suggest for the whole.
    pub part_rule: Option<PartRule>,
    /// Rounds of evaluation.
    pub rounds: Vec<Round>,
    /// Areas that are assessed as wholes.
    pub areas: Vec<Area>,
    /// Scales that put a label to a number; the number is printed first.
    pub scales: Vec<Scale>,
}

/// A verdict of the organ on a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// Its name in records.
    pub id: String,
    /// Its place in the order of verdicts; equal ranks are counted together.
    #[serde(default)]
    pub rank: i32,
    /// Whether the recommendation needs no further report; a verdict that does not say so leaves it open.
    #[serde(default)]
    pub closes: bool,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub title: Names,
}

/// A conclusion of a report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// The paragraph it applies, such as `8.2`.
    pub id: String,
    /// What follows.
    pub effect: Effect,
}

/// What follows from a conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// The procedure ends.
    Terminate,
    /// The next report follows.
    Continue,
    /// Steps against the state begin.
    Ladder,
}

/// Something that is due some time after something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Its name; `rule` of a row is `<procedure>@<version>#<id>`.
    pub id: String,
    /// What starts it; at least one.
    pub after: Vec<Trigger>,
    /// Which conclusions it depends on.
    pub condition: Condition,
    /// Kinds of submissions, or of reports, that satisfy it.
    pub satisfied_by: Vec<String>,
    /// Months that run first; they are clamped to the end of a shorter month.
    pub months: i32,
    /// Days that run after the months.
    pub days: i32,
    /// Whether it is then moved to the last day of its month.
    pub end_of_month: bool,
    /// How it is moved to a working day.
    pub rolling: Rolling,
    /// Whether it was checked against the rules of the body.
    pub verified: bool,
}

/// What starts a deadline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trigger {
    /// The evaluation begins.
    Start,
    /// A report of this kind is adopted.
    Report(String),
    /// A submission of this kind is received.
    Submission(String),
}

/// Which conclusions a deadline depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// None.
    Always,
    /// It runs unless the report ends with one of these.
    Unless(Vec<String>),
    /// It runs only if the report ends with one of these.
    Only(Vec<String>),
}

/// How a deadline is moved to a working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rolling {
    /// It stays on its day, working or not.
    Stays,
    /// It moves to a working day of a calendar.
    To {
        /// Forwards or back.
        direction: Direction,
        /// The id of the calendar.
        calendar: String,
    },
}

/// A step against a state that does not comply.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LadderStep {
    /// Its number in the rules.
    pub step: String,
    /// What happens.
    #[serde(default)]
    pub text: Names,
}

/// A status of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureStatus {
    /// Its name in records.
    pub id: String,
    /// Whether it counts as progress.
    pub progress: bool,
    /// What it is called.
    #[serde(default)]
    pub title: Names,
}

/// What the verdicts on the parts of a recommendation suggest for the whole. It helps whoever drafts; the organ decides.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PartRule {
    /// The verdict when all parts are closed.
    pub all_closed: String,
    /// The verdict that stands for the whole when all parts have it.
    pub unanimous: String,
    /// The verdict in every other case.
    pub otherwise: String,
    /// Whether it was checked against the practice of the body.
    #[serde(default)]
    pub verified: bool,
}

/// A round of evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Its number, as references give it.
    pub number: u16,
    /// What it is called.
    pub title: Names,
    /// What it is about.
    pub themes: Names,
    /// When it began, as far as known.
    pub from: Option<PartialDate>,
    /// The guiding principles it evaluates; empty where unknown.
    #[serde(default)]
    pub principles: Vec<u16>,
    /// Whether the principles were checked.
    #[serde(default)]
    pub verified: bool,
}

/// An area that is assessed as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its number.
    pub id: String,
    /// What it is about.
    pub title: Names,
}

/// Labels for numbers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Its name.
    pub id: String,
    /// Whether it was checked against the body's own.
    pub verified: bool,
    /// Its labels with the bounds as printed. A number between two bands has no label.
    pub band: Vec<Band>,
}

/// A label and the numbers it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The label.
    pub label: String,
    /// The lower bound, if there is one.
    pub min: Option<u16>,
    /// Whether the number must be above the lower bound.
    #[serde(default)]
    pub min_open: bool,
    /// The upper bound, if there is one.
    pub max: Option<u16>,
    /// Whether the number must be below the upper bound.
    #[serde(default)]
    pub max_open: bool,
}

impl Scale {
    /// The label of a number, which is always printed before it.
    pub fn label(&self, value: f64) -> Option<&str> {
        self.band.iter().find(|band| band.holds(value)).map(|band| band.label.as_str())
    }
}

impl Band {
    fn holds(&self, value: f64) -> bool {
        let (min, max) = (self.min.map(f64::from), self.max.map(f64::from));
        min.is_none_or(|min| value > min || !self.min_open && value == min)
            && max.is_none_or(|max| value < max || !self.max_open && value == max)
    }
}

impl Procedure {
    /// `<id>@<version>`.
    pub fn key(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// `<id>@<version>#<deadline>`, as rows of deadlines name their rule.
    pub fn rule(&self, deadline: &Deadline) -> String {
        format!("{}#{}", self.key(), deadline.id)
    }

    /// The verdict of that id.
    pub fn verdict(&self, id: &str) -> Option<&Verdict> {
        self.verdicts.iter().find(|verdict| verdict.id == id)
    }

    /// What the verdicts on its parts suggest for a recommendation; `None` without parts, or when a part has a verdict
    /// that is none of this procedure.
    pub fn suggestion(&self, parts: &[&str]) -> Option<&str> {
        let rule = self.part_rule.as_ref().filter(|_| !parts.is_empty())?;
        let verdicts = parts.iter().map(|part| self.verdict(part)).collect::<Option<Vec<_>>>()?;
        let suggested = if verdicts.iter().all(|verdict| verdict.closes) {
            &rule.all_closed
        } else if verdicts.iter().all(|verdict| verdict.id == rule.unanimous) {
            &rule.unanimous
        } else {
            &rule.otherwise
        };
        Some(suggested)
    }

    /// What a conclusion leads to.
    pub fn effect(&self, conclusion: &str) -> Option<Effect> {
        self.conclusions.iter().find(|known| known.id == conclusion).map(|known| known.effect)
    }

    /// The deadlines that an event starts, when the report ends with `conclusion` (or with none).
    pub fn started_by(&self, event: &Trigger, conclusion: Option<&str>) -> impl Iterator<Item = &Deadline> {
        self.deadlines.iter().filter(move |deadline| deadline.is_started_by(event, conclusion))
    }
}

impl Deadline {
    /// Whether an event starts it, when the report ends with `conclusion` (or with none).
    pub fn is_started_by(&self, event: &Trigger, conclusion: Option<&str>) -> bool {
        self.after.contains(event) && self.condition.holds(conclusion)
    }
}

impl Condition {
    /// Whether a deadline with this condition runs. Without a conclusion `Unless` holds and `Only` does not.
    pub fn holds(&self, conclusion: Option<&str>) -> bool {
        let among = |list: &[String]| conclusion.is_some_and(|given| list.iter().any(|known| known == given));
        match self {
            Self::Always => true,
            Self::Unless(list) => !among(list),
            Self::Only(list) => among(list),
        }
    }
}
