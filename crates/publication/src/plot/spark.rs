//! A line small enough for a table row: shape only, no axes. The numbers are in the row it stands in and in its own
//! table.

use super::draw::{marker, path};
use super::scale::Scale;
use super::svg::Scene;
use super::{Cell, Frame, Plot, Reading, Table};

/// Values in order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct SparkData {
    /// Names of the periods and values; the line is not drawn across a missing value.
    pub points: Vec<(String, Reading)>,
    /// Positions in `points` before which the series breaks.
    pub breaks: Vec<usize>,
    /// Header of the period column.
    pub period: String,
    /// Header of the value column.
    pub value: String,
}

const WIDTH: f64 = 104.0;
const HEIGHT: f64 = 26.0;

/// Draws a tiny line; the frame's width is not used.
pub fn spark(frame: &Frame, data: &SparkData) -> Plot {
    let mut scene = Scene::new(frame);
    let count = data.points.len();
    let y = Scale::tight(data.points.iter().filter_map(|(_, reading)| reading.value()), HEIGHT - 5.0, 5.0);
    let place = |index: usize, value: f64| {
        let part = if count > 1 { index as f64 / (count - 1) as f64 } else { 1.0 };
        (4.0 + part * (WIDTH - 9.0), y.at(value))
    };
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (index, (_, reading)) in data.points.iter().enumerate() {
        if data.breaks.contains(&index) || reading.value().is_none() {
            runs.push(Vec::new());
        }
        if let (Some(value), Some(run)) = (reading.value(), runs.last_mut()) {
            run.push(place(index, value));
        }
    }
    for run in &runs {
        match run.as_slice() {
            [] => {}
            [(x, y)] => scene.add(marker(0, *x, *y, 1.5, "p-mark p-solid")),
            _ => scene.add(path(run, false, "p-s1 p-line")),
        }
    }
    if let Some((x, y)) = runs.iter().flatten().last() {
        scene.add(marker(0, *x, *y, 2.5, "p-mark p-solid"));
    }
    let rows =
        data.points.iter().map(|(name, reading)| vec![Cell::plain(name.as_str()), Cell::plain(frame.say(*reading))]);
    let table = Table {
        caption: frame.title.to_owned(),
        header: vec![data.period.clone(), data.value.clone()],
        rows: rows.collect(),
    };
    Plot { svg: scene.finish("plot plot-spark", WIDTH, HEIGHT), table, width: WIDTH, height: HEIGHT }
}
