//! The marks of a series plot: bands, broken lines, slots, break rules and the labels at the line ends. Apart from
//! `series.rs` because the marks are where drawings go wrong, and deserve to be read on their own.

use super::draw::{Anchor, label, label_lines, line, marker, path, rect};
use super::series::{Area, Point, SeriesData, SeriesLabels};
use super::states::{self, Entry, Kind};
use super::svg::Scene;
use super::text::{self, SMALL};
use super::{Frame, Span};

/// Height of a line of a label.
const LEAD: f64 = 14.0;

/// The label at the end of one line.
pub(super) struct End {
    series: usize,
    /// The last point with a value.
    at: Option<(f64, f64)>,
    lines: Vec<String>,
    href: Option<String>,
}

impl End {
    pub fn height(&self) -> f64 {
        self.lines.len() as f64 * LEAD
    }

    /// Width it needs right of the plot, with leader and marker.
    pub fn room(&self) -> f64 {
        text::widest(self.lines.iter(), SMALL) + 28.0
    }
}

/// What is written at the end of each line.
pub(super) fn ends(frame: &Frame, data: &SeriesData, lines: &[Vec<&Point>]) -> Vec<End> {
    let each = lines.iter().zip(&data.lines).enumerate();
    each.filter_map(|(series, (points, line))| {
        let last = points.iter().rev().find(|point| point.reading.value().is_some());
        let said = last.or(points.last())?;
        let value = frame.say(said.reading);
        let room = frame.width * 0.33 - 28.0;
        let mut lines = text::wrap(&format!("{} {value}", line.name), SMALL, room, 2);
        // The value must survive when the name is too long for two lines.
        if lines.last().is_some_and(|line| line.ends_with('…')) {
            lines = text::wrap(&line.name, SMALL, room, 2);
            lines.push(text::fit(&value, SMALL, room));
        }
        let at = last.and_then(|point| Some((point.x, point.reading.value()?)));
        Some(End { series, at, lines, href: said.href.clone() })
    })
    .collect()
}

/// Classes of a series: colour and dash.
fn colour(series: usize) -> String {
    format!("p-s{}", series % 6 + 1)
}

/// Stretches of consecutive values without a break.
fn runs<'a>(points: &[&'a Point]) -> Vec<Vec<&'a Point>> {
    let mut out: Vec<Vec<&Point>> = Vec::new();
    let mut open = false;
    for point in points {
        let valued = point.reading.value().is_some();
        match out.last_mut() {
            Some(run) if valued && open && point.break_before.is_none() => run.push(point),
            _ if valued => out.push(vec![point]),
            _ => {}
        }
        open = valued;
    }
    out
}

pub(super) fn bands(scene: &mut Scene, lines: &[Vec<&Point>], area: &Area) {
    for (series, points) in lines.iter().enumerate() {
        let class = format!("{} p-band", colour(series));
        for run in runs(points) {
            for span in [|point: &Point| point.outer, |point: &Point| point.inner] {
                band(scene, &run, span, area, &class);
            }
        }
    }
}

/// A ribbon over each stretch of points that have the span; a whisker for a point alone.
fn band(scene: &mut Scene, run: &[&Point], span: fn(&Point) -> Option<Span>, area: &Area, class: &str) {
    let spans: Vec<Option<(f64, Span)>> =
        run.iter().map(|point| span(point).and_then(Span::checked).map(|s| (area.x.at(point.x), s))).collect();
    for stretch in spans.split(Option::is_none) {
        let known: Vec<(f64, Span)> = stretch.iter().flatten().copied().collect();
        if let [(x, only)] = known.as_slice() {
            let (high, low) = (area.y.at(only.high), area.y.at(only.low));
            scene.add(rect(x - 3.0, high, 6.0, low - high, class));
            continue;
        }
        let upper = known.iter().map(|(x, s)| (*x, area.y.at(s.high)));
        let lower = known.iter().rev().map(|(x, s)| (*x, area.y.at(s.low)));
        let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
        if !outline.is_empty() {
            scene.add(path(&outline, true, class));
        }
    }
}

pub(super) fn lines(scene: &mut Scene, lines: &[Vec<&Point>], area: &Area) {
    let crowded = area.step < 8.0;
    for (series, points) in lines.iter().enumerate() {
        let style = format!("{} p-line p-d{}", colour(series), series % 6);
        let last = points.iter().rev().find(|point| point.reading.value().is_some()).map(|point| point.x);
        for run in runs(points) {
            let place = |point: &&Point| point.reading.value().map(|v| (area.x.at(point.x), area.y.at(v)));
            let places: Vec<(f64, f64)> = run.iter().filter_map(place).collect();
            if places.len() > 1 {
                scene.add(path(&places, false, &style));
            }
            for (point, (x, y)) in run.iter().zip(&places) {
                let alone = places.len() == 1 || last == Some(point.x);
                if crowded && !alone && !point.provisional {
                    continue;
                }
                let fill = if point.provisional { "p-hollow" } else { "p-solid" };
                let mark = marker(series, *x, *y, 3.5, &format!("{} {fill}", colour(series)));
                let mark = scene.linked(&point.href, mark);
                scene.add(mark);
            }
        }
    }
}

/// Hatched slots for values that are not shown; with several lines each slot carries the marker of its series.
pub(super) fn slots(scene: &mut Scene, lines: &[Vec<&Point>], area: &Area) {
    let mut drawn: Vec<(f64, Kind)> = Vec::new();
    for (series, points) in lines.iter().enumerate() {
        for point in points {
            let Some(kind) = states::absence(point.reading).filter(|kind| *kind != Kind::Unknown) else { continue };
            let x = area.x.at(point.x);
            let here = drawn.iter().filter(|(place, _)| *place == x).count() as f64;
            if !drawn.contains(&(x, kind)) {
                let half = area.slot / 2.0;
                scene.add(states::slot(scene, kind, x - half, area.top, area.slot, area.bottom - area.top));
            }
            drawn.push((x, kind));
            if lines.len() > 1 {
                let y = area.top + 8.0 + here * 12.0;
                scene.add(marker(series, x, y, 3.5, &format!("{} p-solid", colour(series))));
            }
        }
    }
}

/// A rule between two points of a line that cannot be compared.
pub(super) struct Break {
    /// Values before and after it on the time axis.
    between: (f64, f64),
    label: String,
    row: usize,
}

impl Break {
    /// Where the rule stands: half way between the points it parts.
    pub fn at(&self, area: &Area) -> f64 {
        (area.x.at(self.between.0) + area.x.at(self.between.1)) / 2.0
    }
}

/// The distinct breaks, by place.
pub(super) fn breaks(lines: &[Vec<&Point>]) -> Vec<Break> {
    let mut out: Vec<Break> = Vec::new();
    for points in lines {
        for (index, point) in points.iter().enumerate() {
            let Some(label) = &point.break_before else { continue };
            let before = index.checked_sub(1).and_then(|before| points.get(before)).map_or(point.x, |p| p.x);
            let found = Break { between: (before, point.x), label: label.clone(), row: 0 };
            if !out.iter().any(|other| other.between == found.between && other.label == found.label) {
                out.push(found);
            }
        }
    }
    out.sort_by(|a, b| a.between.1.total_cmp(&b.between.1).then_with(|| a.label.cmp(&b.label)));
    for (row, found) in out.iter_mut().enumerate() {
        found.row = row;
    }
    out
}

/// Lines of text the labels of breaks need above the plot: one a break, since they may lie side by side.
pub(super) fn break_rows(breaks: &[Break]) -> usize {
    breaks.len()
}

pub(super) fn rules(scene: &mut Scene, breaks: &[Break], area: &Area, top: f64, width: f64) {
    for found in breaks {
        let x = found.at(area);
        let y = top + found.row as f64 * 15.0;
        let text = text::fit(&found.label, SMALL, width - 8.0);
        let need = text::width(&text, SMALL);
        let (place, anchor) = match () {
            () if x + 5.0 + need <= width => (x + 5.0, Anchor::Start),
            () if x - 5.0 - need >= 0.0 => (x - 5.0, Anchor::End),
            () => (width, Anchor::End),
        };
        // A label without room beside its rule stands above it.
        let start = if place == width { y + 17.0 } else { y + 3.0 };
        scene.add(line(x, start, x, area.bottom, "p-break"));
        scene.add(label(place, y + 12.0, anchor, SMALL, "p-halo", &text));
    }
}

/// Names at the line ends, moved apart so that none covers another.
pub(super) fn end_labels(scene: &mut Scene, ends: &[End], area: &Area, width: f64) {
    let wanted = |end: &End| end.at.map_or(area.bottom, |(_, y)| area.y.at(y)) - end.height() / 2.0;
    let mut order: Vec<(f64, &End)> = ends.iter().map(|end| (wanted(end), end)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.series.cmp(&b.1.series)));
    let mut floor = area.top - 6.0;
    for (top, end) in &mut order {
        *top = top.max(floor);
        floor = *top + end.height() + 3.0;
    }
    let mut ceiling = area.bottom + 4.0;
    for (top, end) in order.iter_mut().rev() {
        *top = top.min(ceiling - end.height());
        ceiling = *top - 3.0;
    }
    for (top, end) in order {
        let middle = top + end.height() / 2.0;
        let colour = colour(end.series);
        if let Some((x, y)) = end.at {
            let (x, y) = (area.x.at(x) + 5.0, area.y.at(y));
            if (y - middle).abs() > 3.0 || area.right - x > 12.0 {
                scene.add(path(&[(x, y), (area.right + 2.0, middle)], false, "p-leader"));
            }
        }
        scene.add(marker(end.series, area.right + 8.0, middle, 3.5, &format!("{colour} p-solid")));
        let room = width - area.right;
        let lines: Vec<String> = end.lines.iter().map(|line| text::fit(line, SMALL, room - 16.0)).collect();
        let text = label_lines(area.right + 16.0, top + 11.0, Anchor::Start, SMALL, "p-halo", &lines);
        let text = scene.linked(&end.href, text);
        scene.add(text);
    }
}

/// Key entries for the intervals that occur. The inner band lies on the outer one, so its glyph is both.
pub(super) fn band_entries(lines: &[Vec<&Point>], labels: &SeriesLabels) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    let any = |span: fn(&Point) -> Option<Span>| lines.iter().flatten().any(|point| span(point).is_some());
    let glyph = |x: f64, y: f64| rect(x, y, 18.0, 12.0, "p-s1 p-band");
    let (outer, inner) = (any(|point| point.outer), any(|point| point.inner));
    if outer {
        out.push((Box::new(glyph), labels.outer.clone()));
    }
    if inner {
        let both = move |x: f64, y: f64| {
            let group = super::svg::Element::new("g").child(glyph(x, y));
            if outer { group.child(glyph(x, y)) } else { group }
        };
        out.push((Box::new(both), labels.inner.clone()));
    }
    out
}
