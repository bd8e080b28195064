//! The date on which something is due, as the rules of a procedure compute it. It is a proposal: a date that the organ set
//! wins, and end of month is a habit of some bodies, not a rule of arithmetic.

use super::{Deadline, Rolling};
use crate::calendar::{Calendars, RollError, Rolled, add_days, add_months, end_of_month, roll};
use crate::note::Note;
use jiff::civil::Date;

/// A computed date and what its reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The date.
    pub date: Date,
    /// What the calendar is not sure of, and that a rule is unverified.
    pub notes: Vec<Note>,
    /// Whether the rule was checked against the body's own.
    pub verified: bool,
}

impl Due {
    /// The `note` of a row.
    pub fn note(&self) -> String {
        crate::note::printed(&self.notes)
    }
}

/// A deadline that has no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DueError {
    /// Its term ends outside the years the program knows.
    #[error("deadline `{deadline}` after {start} ends outside the calendar")]
    OutOfRange {
        /// The deadline.
        deadline: String,
        /// The day it runs from.
        start: Date,
    },
    /// Its calendar is not there.
    #[error("deadline `{deadline}` needs the calendar `{calendar}`; there are {known}")]
    CalendarMissing {
        /// The deadline.
        deadline: String,
        /// The calendar it names.
        calendar: String,
        /// The calendars there are.
        known: String,
    },
    /// Its calendar has no working day near it.
    #[error(transparent)]
    Roll(#[from] RollError),
}

/// When a deadline ends that runs from `start`: months first, clamped to the end of a shorter month, then days, then the
/// end of the month, then the move to a working day.
///
/// # Errors
/// When the date lies outside the years the program knows, or the calendar is missing.
pub fn due_computed(start: Date, deadline: &Deadline, calendars: &Calendars) -> Result<Due, DueError> {
    let moved = add_months(start, deadline.months).and_then(|date| add_days(date, deadline.days));
    let moved = moved.ok_or_else(|| DueError::OutOfRange { deadline: deadline.id.clone(), start })?;
    let anchored = if deadline.end_of_month { end_of_month(moved) } else { moved };
    let Rolled { date, mut notes } = match &deadline.rolling {
        Rolling::Stays => Rolled { date: anchored, notes: Vec::new() },
        Rolling::To { direction, calendar } => {
            let known = calendars.get(calendar).ok_or_else(|| missing(deadline, calendar, calendars))?;
            roll(anchored, *direction, known)?
        }
    };
    notes.extend((!deadline.verified).then_some(Note::Unverified));
    Ok(Due { date, notes, verified: deadline.verified })
}

/// A date that the organ set, in a report or by a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetDue {
    /// When it was set.
    pub on: Date,
    /// The date.
    pub due: Date,
}

/// The date that wins over the computed one: what the organ set last; of several of one day the last in the list.
pub fn latest_set(set: &[SetDue]) -> Option<SetDue> {
    set.iter().copied().max_by_key(|set| set.on)
}

fn missing(deadline: &Deadline, calendar: &str, calendars: &Calendars) -> DueError {
    let known = calendars.ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    DueError::CalendarMissing {
        deadline: deadline.id.clone(),
        calendar: calendar.to_owned(),
        known: if known.is_empty() { "none".to_owned() } else { known },
    }
}
