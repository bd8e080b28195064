//! The release calendar as the observatory's configuration gives it, and what of it stands on other pages.

use super::Context;
use super::figures::Drawn;
use crate::feed::ics;
use crate::locale::{self, Day};
use crate::message as say;
use crate::page::Figure;
use crate::page::diary::{Row, Status, View};
use crate::plot;
use crate::route::Route;
use probity_registers::observatory::{Release, ReleaseStatus};
use std::collections::BTreeSet;

/// Months drawn.
const MONTHS_MAX: usize = 12;

/// Rows of each kind on the front page.
const FEW: usize = 3;

/// Calendars remind of a release a day ahead.
const REMINDER: i32 = -1;

/// The view.
pub fn view(context: Context<'_>) -> View {
    let (upcoming, past) = (upcoming(context), past(context));
    let figure = figure(context, &upcoming, &past);
    View { upcoming, past, figure }
}

/// The months that have releases, the latest of them.
fn figure(context: Context<'_>, upcoming: &[Row], past: &[Row]) -> Option<Figure> {
    let language = context.language;
    let mut rows: Vec<&Row> = past.iter().chain(upcoming).collect();
    rows.sort_by_key(|row| row.day);
    let months: BTreeSet<(u16, u8)> = rows.iter().map(|row| (row.day.parts().0, row.day.parts().1)).collect();
    let month = |(year, month): (u16, u8)| plot::Month {
        year: i32::from(year),
        month,
        name: locale::month(language, year, month),
    };
    let skipped = months.len().saturating_sub(MONTHS_MAX);
    let months: Vec<plot::Month> = months.into_iter().skip(skipped).map(month).collect();
    if months.is_empty() {
        return None;
    }
    let kinds = [Status::Released, Status::Planned, Status::Late, Status::Cancelled];
    let event = |row: &&Row| {
        let (year, month, day) = row.day.parts();
        plot::Event {
            year: i32::from(year),
            month,
            day,
            date: locale::day(language, row.day),
            text: row.title.clone(),
            kind: kinds.iter().position(|kind| *kind == row.status).unwrap_or(0),
            href: row.dataset.as_ref().map(|dataset| Route::Dataset(dataset.id.clone()).href(language)),
        }
    };
    let data = plot::CalendarData {
        months,
        weekdays: locale::weekdays(language).map(str::to_owned),
        kinds: kinds.iter().map(|kind| kind.word(language)).collect(),
        events: rows.iter().map(event).collect(),
    };
    let labels = plot::CalendarLabels {
        date: say::column_day(language),
        event: say::column_release(language),
        kind: say::column_status(language),
    };
    let title = say::diary_figure_title(language);
    let drawn = Drawn { id: "calendar", title: &title, note: say::diary_figure_note(language), decimals: 0 };
    Some(context.draw(drawn, |frame| plot::calendar(frame, &data, &labels)))
}

/// What is to come, earliest first; a promise whose day is past stays among it, called late.
pub fn upcoming(context: Context<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = rows(context).filter(|row| matches!(row.status, Status::Planned | Status::Late)).collect();
    rows.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.title.cmp(&b.title)));
    rows
}

/// What is past or called off, latest first.
fn past(context: Context<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> =
        rows(context).filter(|row| matches!(row.status, Status::Released | Status::Cancelled)).collect();
    rows.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.title.cmp(&b.title)));
    rows
}

/// The latest releases and the next deadlines: a few of each.
pub fn few(context: Context<'_>) -> (Vec<Row>, Vec<Row>) {
    let released = past(context).into_iter().filter(|row| row.status == Status::Released);
    (released.take(FEW).collect(), upcoming(context).into_iter().take(FEW).collect())
}

fn rows(context: Context<'_>) -> impl Iterator<Item = Row> {
    let row = move |release: &Release| {
        let day = day(release)?;
        Some(Row {
            title: release.title.get(context.language).to_owned(),
            dataset: context.records.runs.contains_key(&release.dataset).then(|| context.dataset(&release.dataset)),
            status: status(release, day, context.today),
            day,
        })
    };
    context.records.releases.iter().filter_map(row)
}

/// The day of a release.
pub fn day(release: &Release) -> Option<Day> {
    release.date.to_string().parse().ok()
}

/// The day a release's entry was last changed.
pub fn updated(release: &Release) -> Option<Day> {
    release.updated.map_or_else(|| day(release), |date| date.to_string().parse().ok())
}

/// Where a release stands on a day.
pub fn status(release: &Release, day: Day, today: Option<Day>) -> Status {
    match release.status {
        ReleaseStatus::Planned if today.is_some_and(|today| day < today) => Status::Late,
        ReleaseStatus::Planned => Status::Planned,
        ReleaseStatus::Released => Status::Released,
        ReleaseStatus::Cancelled => Status::Cancelled,
    }
}

/// The releases as events of a calendar, in their order. Nothing here depends on the day it is read.
pub fn events(context: Context<'_>) -> Vec<ics::Event> {
    let language = context.language;
    let event = |release: &Release| {
        let (day, updated) = (day(release)?, updated(release)?);
        let known = context.records.runs.contains_key(&release.dataset);
        let page = if known { Route::Dataset(release.dataset.clone()) } else { Route::Diary };
        Some(ics::Event {
            id: release.id.clone(),
            day,
            updated,
            sequence: release.sequence,
            title: release.title.get(language).to_owned(),
            text: context.dataset(&release.dataset).name,
            page: Some(format!("{language}/{}", page.path())),
            status: match release.status {
                ReleaseStatus::Planned => ics::Status::Planned,
                ReleaseStatus::Released => ics::Status::Done,
                ReleaseStatus::Cancelled => ics::Status::Cancelled,
            },
            reminders: vec![REMINDER],
        })
    };
    context.records.releases.iter().filter_map(event).collect()
}
