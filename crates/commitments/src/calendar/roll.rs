//! Moving a deadline to a working day, and what a lawyer has to know about the move: that it rests on a day whose date is
//! only expected, or on a year for which the calendar says nothing.

use super::{Calendar, Coverage, add_days};
use crate::note::Note;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Which way a deadline moves when its day is not worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the first working day after it.
    Next,
    /// To the last working day before it.
    Previous,
}

/// A date after the move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rolled {
    /// The working day.
    pub date: Date,
    /// What the reader should know; empty when the calendar is sure.
    pub notes: Vec<Note>,
}

/// A move that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("calendar `{calendar}` has no working day {way} {from} within the years the program knows")]
pub struct RollError {
    calendar: String,
    from: Date,
    way: &'static str,
}

/// Moves `date` to a working day of `calendar`; a working day stays where it is.
///
/// # Errors
/// When the years of the calendar end before a working day is found.
pub fn roll(date: Date, direction: Direction, calendar: &Calendar) -> Result<Rolled, RollError> {
    let (step, way) = match direction {
        Direction::Next => (1, "after"),
        Direction::Previous => (-1, "before"),
    };
    let mut notes = Notes::default();
    let mut day = date;
    loop {
        notes.look(calendar, day);
        if calendar.is_working(day) {
            return Ok(Rolled { date: day, notes: notes.in_order() });
        }
        let next = add_days(day, step);
        day = next.ok_or_else(|| RollError { calendar: calendar.id.clone(), from: date, way })?;
    }
}

/// Notes in the order of the years and days they are about, whatever the direction of the move.
#[derive(Default)]
struct Notes {
    years: BTreeMap<i16, Note>,
    days: BTreeMap<Date, Note>,
}

impl Notes {
    fn look(&mut self, calendar: &Calendar, day: Date) {
        let year = day.year();
        match calendar.covers(year) {
            Coverage::Listed => None,
            Coverage::Gap => self.years.insert(year, Note::YearGap(year)),
            Coverage::Outside => self.years.insert(year, Note::YearOutside(year)),
        };
        let Some(listed) = calendar.day(day).filter(|listed| listed.estimated) else { return };
        self.days.insert(day, Note::Estimated { day, name: listed.name.clone() });
    }

    fn in_order(self) -> Vec<Note> {
        self.years.into_values().chain(self.days.into_values()).collect()
    }
}
