//! Months, working days, ends of months: how the rules of procedures turn one date into another. A calendar is data: which
//! days of the week are free, which days are holidays, which free days are worked instead, and which of this is a guess.

mod months;
mod read;
mod roll;

pub use months::{add_days, add_months, end_of_month};
pub use read::{RawCalendar, read_calendar, read_calendars};
pub use roll::{Direction, RollError, Rolled, roll};

use crate::names::Names;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// The working days of one country or body.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "RawCalendar")]
pub struct Calendar {
    /// Its name in procedures.
    pub id: String,
    /// The IANA name of its time zone.
    pub timezone: String,
    weekend: BTreeSet<i8>,
    days: BTreeMap<Date, Day>,
}

/// A day that differs from its day of the week, or that is worth naming.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Free or worked.
    pub kind: DayKind,
    /// What it is called.
    pub name: Names,
    /// Whether the date is a forecast: religious days are announced late.
    pub estimated: bool,
}

/// Whether a listed day is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DayKind {
    /// A day off.
    Holiday,
    /// A day of the weekend that is worked instead of another.
    Working,
}

/// What a calendar knows about a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// It lists days of it.
    Listed,
    /// It lists days of earlier and of later years, but none of this one.
    Gap,
    /// The year lies outside the years of its days.
    Outside,
}

/// Calendars by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendars(BTreeMap<String, Calendar>);

impl Calendar {
    /// Whether `date` is a working day: listed as worked, or neither of the weekend nor a holiday.
    pub fn is_working(&self, date: Date) -> bool {
        match self.days.get(&date).map(|day| day.kind) {
            Some(DayKind::Working) => true,
            Some(DayKind::Holiday) => false,
            None => !self.is_weekend(date.weekday()),
        }
    }

    /// The entry for a date, if it is listed.
    pub fn day(&self, date: Date) -> Option<&Day> {
        self.days.get(&date)
    }

    /// Whether the calendar covers a year: from the first to the last year of its days.
    pub fn covers(&self, year: i16) -> Coverage {
        let (Some((first, _)), Some((last, _))) = (self.days.first_key_value(), self.days.last_key_value()) else {
            return Coverage::Outside;
        };
        if !(first.year()..=last.year()).contains(&year) {
            return Coverage::Outside;
        }
        if self.days.keys().any(|date| date.year() == year) { Coverage::Listed } else { Coverage::Gap }
    }

    fn is_weekend(&self, day: Weekday) -> bool {
        self.weekend.contains(&day.to_monday_zero_offset())
    }
}

impl Calendars {
    /// The calendar of that id.
    pub fn get(&self, id: &str) -> Option<&Calendar> {
        self.0.get(id)
    }

    /// Adds a calendar; one of the same id is replaced and given back.
    pub fn insert(&mut self, calendar: Calendar) -> Option<Calendar> {
        self.0.insert(calendar.id.clone(), calendar)
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl FromIterator<Calendar> for Calendars {
    fn from_iter<T: IntoIterator<Item = Calendar>>(calendars: T) -> Self {
        Self(calendars.into_iter().map(|calendar| (calendar.id.clone(), calendar)).collect())
    }
}
