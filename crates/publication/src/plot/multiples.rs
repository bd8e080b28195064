//! Small series side by side on one scale: what a drawing of many lines would tangle. Every panel has the same axes,
//! so heights may be compared across panels; breaks, absent values and provisional points are drawn as in a series.

use super::draw::{Anchor, label, label_lines, line};
use super::scale::Scale;
use super::series::{self, Area, Line, Point, SeriesData, SeriesLabels};
use super::series_marks;
use super::states;
use super::svg::Scene;
use super::text::{self, SIZE, SMALL};
use super::{Frame, Plot, Span};

/// Space between panels.
const GAP: f64 = 16.0;
/// Height of the drawing area of a panel.
const TALL: f64 = 78.0;

/// Draws one panel a line. The labels are those of a series.
pub fn multiples(frame: &Frame, data: &SeriesData, labels: &SeriesLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let lines: Vec<Vec<&Point>> = data.lines.iter().map(|line| series::ordered(&line.points)).collect();
    let kinds = series::kinds(&lines);
    states::define(&mut scene, &kinds);
    let head = text::wrap(&labels.value, SMALL, frame.width, 2);
    scene.add(label_lines(0.0, SMALL, Anchor::Start, SMALL, "p-muted", &head));
    let mut y = head.len() as f64 * 14.0 + 6.0;
    let shared = Shared::new(frame, data, &lines);
    let panels: Vec<(&Line, &Vec<&Point>)> = data.lines.iter().zip(&lines).collect();
    for row in panels.chunks(shared.columns) {
        y = shared.row(&mut scene, frame, row, y) + 10.0;
    }
    let mut entries = series_marks::band_entries(&lines, labels);
    entries.extend(states::entries(&scene, frame, &kinds));
    let height = states::key(&mut scene, &entries, 0.0, frame.width, y - 6.0) + 2.0;
    let svg = scene.finish("plot plot-tall plot-multiples", frame.width, height);
    Plot { svg, table: series::table(frame, data, labels), width: frame.width, height }
}

/// What all panels have in common.
struct Shared {
    columns: usize,
    /// Width of a panel.
    wide: f64,
    /// Room for the names of ticks left of the first panel of a row.
    axis: f64,
    values: Vec<f64>,
    times: Vec<f64>,
    from_zero: bool,
    /// Names of the first and the last period.
    ends: (String, String),
}

impl Shared {
    fn new(frame: &Frame, data: &SeriesData, lines: &[Vec<&Point>]) -> Self {
        let points = || lines.iter().flatten();
        let spans = points().flat_map(|point| [point.inner, point.outer]).flatten().filter_map(Span::checked);
        let values = points().filter_map(|point| point.reading.value());
        let values: Vec<f64> = values.chain(spans.flat_map(|span| [span.low, span.high])).collect();
        let times: Vec<f64> = points().map(|point| point.x).collect();
        let scale = Scale::told_apart(&values, data.from_zero, (1.0, 0.0), frame.number);
        let names: Vec<String> = scale.ticks.iter().map(|tick| (frame.number)(*tick)).collect();
        let axis = (text::widest(names.iter(), SMALL) + 8.0).min(frame.width * 0.2);
        let columns = ((frame.width - axis + GAP) / (110.0 + GAP)).clamp(1.0, 3.0) as usize;
        let wide = (frame.width - axis - GAP * (columns as f64 - 1.0)) / columns as f64;
        let name = |best: Option<&&Point>| best.map(|point| point.label.clone()).unwrap_or_default();
        let first = points().min_by(|a, b| a.x.total_cmp(&b.x));
        let last = points().max_by(|a, b| a.x.total_cmp(&b.x));
        Self { columns, wide, axis, values, times, from_zero: data.from_zero, ends: (name(first), name(last)) }
    }

    /// A row of panels under `top`; returns the lower edge.
    fn row(&self, scene: &mut Scene, frame: &Frame, panels: &[(&Line, &Vec<&Point>)], top: f64) -> f64 {
        let names: Vec<Vec<String>> =
            panels.iter().map(|(line, _)| text::wrap(&line.name, SIZE, self.wide / 1.12, 3)).collect();
        let tallest = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let area_top = top + tallest * 16.0 + 8.0;
        for (index, ((_, points), name)) in panels.iter().zip(&names).enumerate() {
            let left = self.axis + index as f64 * (self.wide + GAP);
            let area = self.area(frame, left, area_top);
            let first = top + 14.0 + (tallest - name.len() as f64) * 16.0;
            scene.add(label_lines(left, first, Anchor::Start, SIZE, "p-strong", name));
            self.panel(scene, frame, points, &area, index == 0);
        }
        area_top + TALL + 20.0
    }

    fn area(&self, frame: &Frame, left: f64, top: f64) -> Area {
        let (right, bottom) = (left + self.wide, top + TALL);
        let y = Scale::told_apart(&self.values, self.from_zero, (bottom, top), frame.number);
        let x = Scale::tight(self.times.iter().copied(), left + 7.0, right - 7.0);
        let mut places: Vec<f64> = self.times.iter().map(|time| x.at(*time)).collect();
        places.sort_by(f64::total_cmp);
        let gaps = places.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.01);
        let step = gaps.fold(right - left, f64::min);
        Area {
            left,
            right,
            top,
            bottom,
            x,
            y,
            slot: (step * 0.7).clamp(3.0, 18.0), // Panels are too small for a mark at every point.
            step: step.min(7.0),
        }
    }

    fn panel(&self, scene: &mut Scene, frame: &Frame, points: &[&Point], area: &Area, named: bool) {
        for tick in &area.y.ticks {
            let y = area.y.at(*tick);
            scene.add(line(area.left, y, area.right, y, "p-grid"));
            if named {
                let name = text::fit(&(frame.number)(*tick), SMALL, self.axis - 6.0);
                scene.add(label(area.left - 6.0, y + 4.0, Anchor::End, SMALL, "p-muted", &name));
            }
        }
        scene.add(line(area.left, area.bottom, area.right, area.bottom, "p-axis"));
        let room = self.wide / 2.0 - 4.0;
        let below = area.bottom + 15.0;
        let (first, last) = (text::fit(&self.ends.0, SMALL, room), text::fit(&self.ends.1, SMALL, room));
        scene.add(label(area.left, below, Anchor::Start, SMALL, "p-muted", &first));
        if first != last {
            scene.add(label(area.right, below, Anchor::End, SMALL, "p-muted", &last));
        }
        let lines = [points.to_vec()];
        series_marks::slots(scene, &lines, area);
        series_marks::bands(scene, &lines, area);
        for place in series_marks::breaks(&lines).iter().map(|found| found.at(area)) {
            scene.add(line(place, area.top - 3.0, place, area.bottom, "p-break"));
        }
        series_marks::lines(scene, &lines, area);
    }
}
