//! One row of `deadlines`, and how it stands on a day.

use super::deadlines::State;
use super::table::Table;
use crate::calendar::add_days;
use crate::note::{Note, printed};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// `data/deadlines.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    due_soon: i32,
    reminders: Vec<i32>,
    overdue: i32,
}

// An unreadable file would remind nobody; `tests::the_reminders_can_be_read` keeps it readable.
static RULES: LazyLock<Rules> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/deadlines.toml")).unwrap_or_default());

/// When calendars remind of a deadline: days from it, negative before it. The last says that it is overdue.
pub fn reminders() -> Vec<i32> {
    RULES.reminders.iter().map(|before| -before).chain([RULES.overdue]).collect()
}

/// One deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// `evaluation:<id>`, `measure:<id>`, `programme:<id>@<version>`.
    pub subject: String,
    /// Its id in the procedure; `term` for measures.
    pub deadline: String,
    /// `<procedure>@<version>#<deadline>`.
    pub rule: String,
    /// The date the rule gives.
    pub computed: Option<Date>,
    /// The date somebody set.
    pub set: Option<Date>,
    /// The date that counts.
    pub due: Option<Date>,
    /// When it was satisfied.
    pub satisfied_on: Option<Date>,
    /// How it stands.
    pub state: State,
    /// Days left, or by how many days it was met; negative when late.
    pub days: Option<i32>,
    /// What the reader should know, in English.
    pub note: String,
    /// The same as values.
    #[serde(skip)]
    pub notes: Vec<Note>,
    /// The day that started it.
    #[serde(skip)]
    pub started: Date,
    /// The day of the last fact that this row rests on.
    #[serde(skip)]
    pub changed: Date,
    /// How many facts have changed it since it was started.
    #[serde(skip)]
    pub changes: u32,
}

impl Table for Row {
    const COLUMNS: &'static [&'static str] =
        &["subject", "deadline", "rule", "computed", "set", "due", "satisfied_on", "state", "days", "note"];
}

/// How a deadline ended without being satisfied, if it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A later report was adopted.
    Superseded(Date),
    /// It does not run any more.
    Void(Date),
}

impl End {
    pub(super) fn on(self) -> Date {
        match self {
            Self::Superseded(on) | Self::Void(on) => on,
        }
    }
}

/// What a row is made of.
pub(super) struct Draft {
    pub subject: String,
    pub deadline: String,
    pub rule: String,
    pub started: Date,
    pub computed: Option<Date>,
    /// The date set, and when.
    pub set: Option<(Date, Date)>,
    pub satisfied_on: Option<Date>,
    pub end: Option<End>,
    pub notes: Vec<Note>,
}

impl Draft {
    /// The row as of a day.
    pub(super) fn row(self, at: Date) -> Row {
        let due = self.set.map(|(_, date)| date).or(self.computed);
        let state = match (self.satisfied_on, self.end, due.map(|due| days(at, due))) {
            (Some(on), _, _) if due.is_some_and(|due| on > due) => State::MetLate,
            (Some(_), _, _) => State::Met,
            (None, Some(End::Superseded(_)), _) => State::Superseded,
            (None, Some(End::Void(_)), _) => State::Void,
            (None, None, Some(left)) if left < 0 => State::Overdue,
            (None, None, Some(left)) if left <= RULES.due_soon => State::DueSoon,
            (None, None, _) => State::Open,
        };
        let days = match (self.satisfied_on, self.end) {
            (None, Some(_)) => None,
            (on, _) => due.map(|due| days(on.unwrap_or(at), due)),
        };
        let facts = [self.set.map(|(on, _)| on), self.satisfied_on, self.end.map(End::on)];
        Row {
            subject: self.subject,
            deadline: self.deadline,
            rule: self.rule,
            computed: self.computed,
            set: self.set.map(|(_, date)| date),
            due,
            satisfied_on: self.satisfied_on,
            state,
            days,
            note: printed(&self.notes),
            notes: self.notes,
            started: self.started,
            changed: facts.into_iter().flatten().chain([self.started]).max().unwrap_or(self.started),
            changes: u32::try_from(facts.iter().flatten().count()).unwrap_or(u32::MAX),
        }
    }
}

/// Days from one date to another.
fn days(from: Date, to: Date) -> i32 {
    // A span of days between two dates of the calendar always fits.
    from.until(to).map_or(0, |span| span.get_days())
}

impl Row {
    /// The day after which calendars call it overdue.
    pub fn overdue_from(&self) -> Option<Date> {
        add_days(self.due?, RULES.overdue)
    }

    /// Whether it can still be met.
    pub fn is_running(&self) -> bool {
        matches!(self.state, State::Open | State::DueSoon | State::Overdue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reminders_can_be_read() {
        let rules: Rules = toml::from_str(include_str!("../../data/deadlines.toml")).unwrap();
        assert_eq!((rules.due_soon, reminders()), (30, vec![-90, -30, -7, 1]));
    }
}
