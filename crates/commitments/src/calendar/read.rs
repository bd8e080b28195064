//! Reading `[[calendar]]` tables. A calendar that lists a day twice, or names a day of the week that does not exist, is
//! refused with the place: a deadline that rests on it would be wrong by a day and nobody would see it.

use super::{Calendar, Calendars, Day, DayKind};
use crate::date::Day as DateText;
use crate::fault::{Document, Fault, Faults, Step};
use crate::names::Names;
use probity_core::Diagnostic;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Days of the week as calendars write them, Monday first.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A calendar as it is written, before it is checked.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RawCalendar {
    id: String,
    #[serde(default = "utc")]
    timezone: String,
    weekend: Vec<String>,
    #[serde(default)]
    day: Vec<RawDay>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RawDay {
    date: DateText,
    kind: DayKind,
    #[serde(default)]
    name: Names,
    #[serde(default)]
    estimated: bool,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    calendar: Vec<RawCalendar>,
}

fn utc() -> String {
    "UTC".to_owned()
}

/// Reads a document that is one calendar, without the heading in brackets.
///
/// # Errors
/// Everything that is wrong, each with line and column.
pub fn read_calendar(file: &str, text: &str) -> Result<Calendar, Vec<Diagnostic>> {
    let document = Document { file, text, code: "calendar" };
    let raw: RawCalendar = document.read().map_err(|diagnostic| vec![diagnostic])?;
    Calendar::try_from(raw).map_err(|Faults(found)| found.iter().map(|fault| document.diagnostic(fault)).collect())
}

/// Reads the calendars of a TOML document; other tables are left alone. `file` is its name for messages.
///
/// # Errors
/// Everything that is wrong, each with line and column.
pub fn read_calendars(file: &str, text: &str) -> Result<Calendars, Vec<Diagnostic>> {
    let document = Document { file, text, code: "calendar" };
    let raw: File = document.read().map_err(|diagnostic| vec![diagnostic])?;
    let (mut calendars, mut faults) = (Calendars::default(), Vec::new());
    for (index, raw) in raw.calendar.into_iter().enumerate() {
        let here = [Step::Key("calendar"), Step::Item(index)];
        match Calendar::try_from(raw) {
            Ok(calendar) => {
                if let Some(twice) = calendars.insert(calendar) {
                    let message = format!("calendar `{}` is given twice", twice.id);
                    faults.push(Fault::new(&[Step::Key("id")], message).below(&here));
                }
            }
            Err(Faults(found)) => faults.extend(found.into_iter().map(|fault| fault.below(&here))),
        }
    }
    if faults.is_empty() {
        return Ok(calendars);
    }
    Err(faults.iter().map(|fault| document.diagnostic(fault)).collect())
}

impl TryFrom<RawCalendar> for Calendar {
    type Error = Faults;

    fn try_from(raw: RawCalendar) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        if raw.id.trim().is_empty() {
            faults.push(Fault::new(&[Step::Key("id")], "a calendar needs an id"));
        }
        let weekend = weekend(&raw.weekend, &mut faults);
        let days = days(raw.day, &mut faults);
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        Ok(Self { id: raw.id, timezone: raw.timezone, weekend, days })
    }
}

/// Days of the weekend, counted from Monday as 0. A week without a working day would let no deadline come to rest.
fn weekend(names: &[String], faults: &mut Vec<Fault>) -> BTreeSet<i8> {
    let mut weekend = BTreeSet::new();
    for (index, name) in names.iter().enumerate() {
        match (0_i8..).zip(WEEKDAYS).find(|(_, weekday)| name == weekday) {
            Some((offset, _)) => {
                weekend.insert(offset);
            }
            None => {
                let path = [Step::Key("weekend"), Step::Item(index)];
                let fault = Fault::new(&path, format!("`{name}` is not a day of the week"));
                faults.push(fault.expected(WEEKDAYS.join(", ")).found(name));
            }
        }
    }
    if weekend.len() == WEEKDAYS.len() {
        faults.push(Fault::new(&[Step::Key("weekend")], "a week needs at least one working day"));
    }
    weekend
}

fn days(raw: Vec<RawDay>, faults: &mut Vec<Fault>) -> BTreeMap<jiff::civil::Date, Day> {
    let mut days = BTreeMap::new();
    for (index, day) in raw.into_iter().enumerate() {
        let (date, entry) = (day.date.0, Day { kind: day.kind, name: day.name, estimated: day.estimated });
        if days.insert(date, entry).is_some() {
            let path = [Step::Key("day"), Step::Item(index), Step::Key("date")];
            faults.push(Fault::new(&path, format!("{date} is listed twice")).found(date.to_string()));
        }
    }
    days
}
