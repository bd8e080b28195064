//! One or several lines over time with their uncertainty. A series is never joined across a break or over a missing
//! value, provisional points are hollow, suppressed ones hatched slots: what the numbers do not say is not drawn.

use super::draw::{Anchor, label, label_lines, line};
use super::scale::Scale;
use super::series_marks;
use super::states::{self, Kind};
use super::svg::Scene;
use super::text::{self, SMALL};
use super::{Cell, Frame, Plot, Reading, Span, Table};
use std::collections::BTreeSet;

/// One observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Place on the time axis, e.g. the year.
    pub x: f64,
    /// Its name for the reader.
    pub label: String,
    /// The value or why there is none.
    pub reading: Reading,
    /// The narrower interval, e.g. 50 %.
    pub inner: Option<Span>,
    /// The wider interval, e.g. 90 %.
    pub outer: Option<Span>,
    /// Whether it may still be revised.
    pub provisional: bool,
    /// The reason, when this point cannot be compared with those before it.
    pub break_before: Option<String>,
    /// The page of the observation.
    pub href: Option<String>,
}

/// The observations of one unit; drawn in order of `x`.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Name at the end of the line.
    pub name: String,
    /// Observations.
    pub points: Vec<Point>,
}

/// Lines to draw together. Six can be told apart by colour, marker and dash; from the seventh on styles repeat.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesData {
    /// The lines.
    pub lines: Vec<Line>,
    /// Whether the value axis starts at zero (it must for counts).
    pub from_zero: bool,
}

/// Translated texts of a series plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesLabels {
    /// Column of the units, when there are several lines.
    pub unit: String,
    /// Column of the periods.
    pub period: String,
    /// What is measured and in which unit; stands over the value axis.
    pub value: String,
    /// Name of the narrower interval.
    pub inner: String,
    /// Name of the wider interval.
    pub outer: String,
    /// Column for provisional values and breaks.
    pub status: String,
}

/// Where things are, and the scales.
pub(super) struct Area {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub x: Scale,
    pub y: Scale,
    /// Width of a slot for an absent value.
    pub slot: f64,
    /// Distance of neighbouring points.
    pub step: f64,
}

/// Draws lines with bands.
pub fn series(frame: &Frame, data: &SeriesData, labels: &SeriesLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let lines: Vec<Vec<&Point>> = data.lines.iter().map(|line| ordered(&line.points)).collect();
    let kinds = kinds(&lines);
    states::define(&mut scene, &kinds);
    let head = text::wrap(&labels.value, SMALL, frame.width, 2);
    let title_height = head.len() as f64 * SMALL * 1.15 + 4.0;
    scene.add(label_lines(0.0, SMALL, Anchor::Start, SMALL, "p-muted", &head));

    let ends = series_marks::ends(frame, data, &lines);
    let breaks = series_marks::breaks(&lines);
    let rows = series_marks::break_rows(&breaks);
    let area = area(frame, data, &lines, title_height + rows as f64 * 15.0 + 6.0, &ends);
    grid(&mut scene, frame, &area);
    let below = periods(&mut scene, frame, &lines, &area);
    series_marks::slots(&mut scene, &lines, &area);
    series_marks::bands(&mut scene, &lines, &area);
    series_marks::rules(&mut scene, &breaks, &area, title_height, frame.width);
    series_marks::lines(&mut scene, &lines, &area);
    series_marks::end_labels(&mut scene, &ends, &area, frame.width);
    let mut entries = series_marks::band_entries(&lines, labels);
    entries.extend(states::entries(&scene, frame, &kinds));
    let height = states::key(&mut scene, &entries, 0.0, frame.width, below) + 2.0;
    let svg = scene.finish("plot plot-series", frame.width, height);
    Plot { svg, table: table(frame, data, labels), width: frame.width, height }
}

/// The points that have a place, in order of it.
pub(super) fn ordered(points: &[Point]) -> Vec<&Point> {
    let mut out: Vec<&Point> = points.iter().filter(|point| point.x.is_finite()).collect();
    out.sort_by(|a, b| a.x.total_cmp(&b.x));
    out
}

pub(super) fn kinds(lines: &[Vec<&Point>]) -> BTreeSet<Kind> {
    let mut out = BTreeSet::new();
    for point in lines.iter().flatten() {
        match states::absence(point.reading) {
            // An unknown value is a gap in the line; a gap needs no key.
            Some(Kind::Unknown) => {}
            Some(kind) => drop(out.insert(kind)),
            None if point.provisional => drop(out.insert(Kind::Provisional)),
            None => {}
        }
    }
    out
}

fn area(frame: &Frame, data: &SeriesData, lines: &[Vec<&Point>], top: f64, ends: &[series_marks::End]) -> Area {
    let values = lines.iter().flatten().flat_map(|point| {
        let spans = [point.inner, point.outer].into_iter().flatten().filter_map(Span::checked);
        let spans: Vec<f64> = spans.flat_map(|span| [span.low, span.high]).collect();
        point.reading.value().into_iter().chain(spans).collect::<Vec<f64>>()
    });
    let tall: f64 = ends.iter().map(|end| end.height() + 4.0).sum();
    let bottom = top + (frame.width * 0.46).max(tall);
    let values: Vec<f64> = values.collect();
    let y = Scale::told_apart(&values, data.from_zero, (bottom, top), frame.number);
    let tick_texts: Vec<String> = y.ticks.iter().map(|tick| (frame.number)(*tick)).collect();
    let left = (text::widest(tick_texts.iter(), SMALL) + 8.0).clamp(20.0, frame.width * 0.2);
    let right = frame.width - ends.iter().map(series_marks::End::room).fold(8.0, f64::max);
    let x = Scale::tight(lines.iter().flatten().map(|point| point.x), left + 12.0, right - 10.0);
    let mut places: Vec<f64> = lines.iter().flatten().map(|point| x.at(point.x)).collect();
    places.sort_by(f64::total_cmp);
    let gaps = places.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.01);
    let step = gaps.fold(right - left, f64::min);
    Area { left, right, top, bottom, x, y, slot: (step * 0.7).clamp(3.0, 18.0), step }
}

fn grid(scene: &mut Scene, frame: &Frame, area: &Area) {
    for tick in &area.y.ticks {
        let y = area.y.at(*tick);
        scene.add(line(area.left, y, area.right, y, "p-grid"));
        let text = text::fit(&(frame.number)(*tick), SMALL, area.left - 6.0);
        scene.add(label(area.left - 6.0, y + 4.0, Anchor::End, SMALL, "p-muted", &text));
    }
    scene.add(line(area.left, area.bottom, area.right, area.bottom, "p-axis"));
}

/// Names of periods under the axis, as many as fit evenly and always the last; returns the lower edge.
fn periods(scene: &mut Scene, frame: &Frame, lines: &[Vec<&Point>], area: &Area) -> f64 {
    let mut all: Vec<(f64, &str)> = lines.iter().flatten().map(|point| (point.x, point.label.as_str())).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.dedup_by(|a, b| a.0 == b.0);
    let count = all.len();
    let every = (1..=count.max(1)).find(|every| {
        let shown: Vec<_> = all.iter().rev().step_by(*every).collect();
        shown.windows(2).all(|pair| {
            let need = (text::width(pair[0].1, SMALL) + text::width(pair[1].1, SMALL)) / 2.0 + 8.0;
            area.x.at(pair[0].0) - area.x.at(pair[1].0) >= need
        })
    });
    for (x, name) in all.iter().rev().step_by(every.unwrap_or(1)) {
        let name = text::fit(name, SMALL, frame.width * 0.5);
        let half = text::width(&name, SMALL) / 2.0;
        let place = area.x.at(*x);
        scene.add(line(place, area.bottom, place, area.bottom + 4.0, "p-axis"));
        let centre = place.clamp(half, frame.width - half);
        scene.add(label(centre, area.bottom + 17.0, Anchor::Middle, SMALL, "p-muted", &name));
    }
    area.bottom + 22.0
}

pub(super) fn table(frame: &Frame, data: &SeriesData, labels: &SeriesLabels) -> Table {
    let points = || data.lines.iter().flat_map(|line| &line.points);
    let several = data.lines.len() > 1;
    let has_inner = points().any(|point| point.inner.is_some());
    let has_outer = points().any(|point| point.outer.is_some());
    let has_status = points().any(|point| point.provisional || point.break_before.is_some());
    let columns = [
        (several, &labels.unit),
        (true, &labels.period),
        (true, &labels.value),
        (has_inner, &labels.inner),
        (has_outer, &labels.outer),
        (has_status, &labels.status),
    ];
    let header = columns.iter().filter(|(shown, _)| *shown).map(|(_, name)| (*name).clone()).collect();
    let row = |line: &Line, point: &Point| {
        let provisional = point.provisional.then(|| frame.words.provisional.clone());
        let status: Vec<String> = provisional.into_iter().chain(point.break_before.clone()).collect();
        let cells = [
            Cell::plain(line.name.as_str()),
            Cell::plain(point.label.as_str()),
            Cell::linked(frame.say(point.reading), &point.href),
            Cell::plain(frame.say_span(point.inner)),
            Cell::plain(frame.say_span(point.outer)),
            Cell::plain(status.join("; ")),
        ];
        cells.into_iter().zip(columns).filter(|(_, (shown, _))| *shown).map(|(cell, _)| cell).collect()
    };
    let rows = data.lines.iter().flat_map(|line| line.points.iter().map(move |point| (line, point)));
    Table { caption: frame.title.to_owned(), header, rows: rows.map(|(line, point)| row(line, point)).collect() }
}
