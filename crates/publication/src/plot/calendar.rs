//! Months with marked days, for a release diary: when something comes out is known before it does, and a reader sees
//! at a glance whether a date was kept. The table has the same days as a list.

use super::draw::{Anchor, label, marker, rect};
use super::states::{self, Entry};
use super::svg::{Element, Scene};
use super::text::{self, SIZE, SMALL};
use super::{Cell, Frame, Plot, Table};

/// A day that something happens on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
    /// The date for the reader.
    pub date: String,
    /// What happens.
    pub text: String,
    /// Position in [`CalendarData::kinds`].
    pub kind: usize,
    /// Where it is told in full.
    pub href: Option<String>,
}

/// A month to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12; others are left out.
    pub month: u8,
    /// Name for the reader, with the year.
    pub name: String,
}

/// Months and what happens in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarData {
    /// Drawn in this order, two in a row.
    pub months: Vec<Month>,
    /// Short names of the weekdays, Monday first.
    pub weekdays: [String; 7],
    /// Names of the kinds of events; each has its own mark (six can be told apart).
    pub kinds: Vec<String>,
    /// Events, listed in order of their dates. Those outside the months are in the table only.
    pub events: Vec<Event>,
}

/// Translated texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarLabels {
    /// Column of the dates.
    pub date: String,
    /// Column of what happens.
    pub event: String,
    /// Column of the kinds.
    pub kind: String,
}

/// Days of a month, Gregorian.
fn days(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Weekday of a date, 0 for Monday (Sakamoto's rule).
fn weekday(year: i32, month: u8, day: u8) -> usize {
    const SHIFT: [i64; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = i64::from(year) - i64::from(month < 3);
    let shift = SHIFT[usize::from(month.clamp(1, 12)) - 1];
    let sum = year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + shift + i64::from(day);
    // The rule counts from Sunday.
    usize::try_from((sum + 6).rem_euclid(7)).unwrap_or(0)
}

/// Draws months; marks of the same day stand beside each other.
pub fn calendar(frame: &Frame, data: &CalendarData, labels: &CalendarLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let gap = 18.0;
    let wide = (frame.width - gap) / 2.0;
    let events = sorted(data);
    let mut y = 0.0;
    let months: Vec<&Month> = data.months.iter().filter(|month| (1..=12).contains(&month.month)).collect();
    for pair in months.chunks(2) {
        let mut lowest: f64 = y;
        for (index, month) in pair.iter().enumerate() {
            let corner = (index as f64 * (wide + gap), y);
            lowest = lowest.max(draw_month(&mut scene, data, &events, month, corner, wide));
        }
        y = lowest + 14.0;
    }
    let entries: Vec<Entry> = data.kinds.iter().enumerate().map(entry).collect();
    let height = states::key(&mut scene, &entries, 0.0, frame.width, y) + 2.0;
    let svg = scene.finish("plot plot-tall plot-calendar", frame.width, height);
    Plot { svg, table: table(frame, data, &events, labels), width: frame.width, height }
}

fn entry((kind, name): (usize, &String)) -> Entry {
    (Box::new(move |x, y| mark(kind, x + 9.0, y + 6.0, 4.0)), name.clone())
}

fn mark(kind: usize, x: f64, y: f64, size: f64) -> Element {
    marker(kind, x, y, size, &format!("p-s{} p-solid", kind % 6 + 1))
}

fn sorted(data: &CalendarData) -> Vec<&Event> {
    let mut events: Vec<&Event> = data.events.iter().collect();
    events.sort_by_key(|event| (event.year, event.month, event.day));
    events
}

/// One month with its head; returns the lower edge.
fn draw_month(
    scene: &mut Scene,
    data: &CalendarData,
    events: &[&Event],
    month: &Month,
    (left, top): (f64, f64),
    width: f64,
) -> f64 {
    let side = width / 7.0;
    scene.add(label(left, top + 14.0, Anchor::Start, SIZE, "p-strong", &text::fit(&month.name, SIZE, width / 1.12)));
    for (column, name) in data.weekdays.iter().enumerate() {
        let x = left + (column as f64 + 0.5) * side;
        scene.add(label(x, top + 31.0, Anchor::Middle, SMALL, "p-muted", &text::fit(name, SMALL, side)));
    }
    let first = weekday(month.year, month.month, 1);
    let grid = top + 37.0;
    let last = days(month.year, month.month);
    for day in 1..=last {
        let place = first + usize::from(day) - 1;
        let (x, y) = (left + (place % 7) as f64 * side, grid + (place / 7) as f64 * side);
        let of_day = |event: &&&Event| (event.year, event.month, event.day) == (month.year, month.month, day);
        let here: Vec<&Event> = events.iter().filter(of_day).copied().collect();
        draw_day(scene, day, &here, (x, y), side);
    }
    grid + (first + usize::from(last)).div_ceil(7) as f64 * side
}

fn draw_day(scene: &mut Scene, day: u8, events: &[&Event], (x, y): (f64, f64), side: f64) {
    let middle = x + side / 2.0;
    let number = day.to_string();
    let Some(first) = events.first() else {
        scene.add(label(middle, y + side / 2.0 + 4.0, Anchor::Middle, SMALL, "p-muted", &number));
        return;
    };
    let said: Vec<String> = events.iter().map(|event| format!("{}: {}", event.date, event.text)).collect();
    let mut group = Element::new("g").child(Element::new("title").text(said.join("; ")));
    group.push(rect(x + 1.0, y + 1.0, side - 2.0, side - 2.0, "p-track"));
    group.push(label(middle, y + side * 0.5, Anchor::Middle, SMALL, "p-strong", &number));
    let shown = events.len().min(3);
    let start = middle - (shown as f64 - 1.0) * 4.5;
    for (index, event) in events.iter().take(shown).enumerate() {
        group.push(mark(event.kind, start + index as f64 * 9.0, y + side * 0.76, 3.2));
    }
    let group = scene.linked(&first.href, group);
    scene.add(group);
}

fn table(frame: &Frame, data: &CalendarData, events: &[&Event], labels: &CalendarLabels) -> Table {
    let row = |event: &&Event| {
        let kind = data.kinds.get(event.kind).cloned().unwrap_or_default();
        vec![Cell::plain(event.date.as_str()), Cell::linked(event.text.as_str(), &event.href), Cell::plain(kind)]
    };
    let header = [&labels.date, &labels.event, &labels.kind].map(String::clone).to_vec();
    Table { caption: frame.title.to_owned(), header, rows: events.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_those_of_the_gregorian_calendar() {
        // A Thursday, a Monday, a leap day, a Wednesday.
        assert_eq!(weekday(1970, 1, 1), 3);
        assert_eq!(weekday(1969, 7, 21), 0);
        assert_eq!(weekday(2024, 2, 29), 3);
        assert_eq!(weekday(2026, 12, 9), 2);
        assert_eq!((days(2024, 2), days(2023, 2), days(1900, 2), days(2000, 2), days(2026, 11)), (29, 28, 28, 29, 30));
    }

    #[test]
    fn weekdays_follow_each_other_through_the_years() {
        let mut expected = weekday(1600, 1, 1);
        for year in 1600..2100 {
            for month in 1..=12 {
                for day in 1..=days(year, month) {
                    assert_eq!(weekday(year, month, day), expected, "{year}-{month}-{day}");
                    expected = (expected + 1) % 7;
                }
            }
        }
    }
}
