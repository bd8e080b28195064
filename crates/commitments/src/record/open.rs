//! Calendars and procedures as the log keeps them. Their inside belongs to the modules that compute with them: a record
//! that those cannot read is refused when it is read, so that nothing computed later meets half a procedure. What was
//! written is kept beside what was read and goes into the log unchanged.

use crate::calendar::{Calendar as Days, RawCalendar};
use crate::fault::Faults;
use crate::procedure::{Procedure as Rules, RawProcedure};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Why members are no calendar or no procedure.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// They have another shape.
    #[error(transparent)]
    Shape(#[from] serde_json::Error),
    /// Something in them is wrong.
    #[error(transparent)]
    Faults(#[from] Faults),
}

/// A calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>", into = "Map<String, Value>")]
pub struct Calendar {
    /// What it says.
    pub days: Days,
    written: Map<String, Value>,
}

impl TryFrom<Map<String, Value>> for Calendar {
    type Error = Unreadable;

    fn try_from(written: Map<String, Value>) -> Result<Self, Unreadable> {
        let raw = RawCalendar::deserialize(&written)?;
        Ok(Self { days: Days::try_from(raw)?, written })
    }
}

impl From<Calendar> for Map<String, Value> {
    fn from(calendar: Calendar) -> Self {
        calendar.written
    }
}

/// A version of a procedure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>", into = "Map<String, Value>")]
pub struct Procedure {
    /// What it says.
    pub rules: Rules,
    written: Map<String, Value>,
}

impl TryFrom<Map<String, Value>> for Procedure {
    type Error = Unreadable;

    fn try_from(written: Map<String, Value>) -> Result<Self, Unreadable> {
        let raw = RawProcedure::deserialize(&written)?;
        Ok(Self { rules: Rules::try_from(raw)?, written })
    }
}

impl From<Procedure> for Map<String, Value> {
    fn from(procedure: Procedure) -> Self {
        procedure.written
    }
}

/// The words a procedure allows. An empty list allows any word: the procedure does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// Verdicts.
    pub verdicts: BTreeSet<String>,
    /// Verdicts after which a recommendation needs no further report.
    pub closing: BTreeSet<String>,
    /// Kinds of reports.
    pub reports: BTreeSet<String>,
    /// Conclusions.
    pub conclusions: BTreeSet<String>,
    /// Steps of the ladder for those who do not comply.
    pub steps: BTreeSet<String>,
}

impl Words {
    /// Those of a version of a procedure.
    pub fn of(rules: &Rules) -> Self {
        let closing = rules.verdicts.iter().filter(|verdict| verdict.closes);
        Self {
            verdicts: rules.verdicts.iter().map(|verdict| verdict.id.clone()).collect(),
            closing: closing.map(|verdict| verdict.id.clone()).collect(),
            reports: rules.reports.iter().cloned().collect(),
            conclusions: rules.conclusions.iter().map(|conclusion| conclusion.id.clone()).collect(),
            steps: rules.ladder.iter().map(|step| step.step.clone()).collect(),
        }
    }
}
