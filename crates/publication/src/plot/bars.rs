//! Shares against a nominal value, e.g. how often a 90 % interval covered the truth under each method: a dot with
//! its whisker a method, and one rule where the dots should be.

use super::draw::{Anchor, label, label_lines, line};
use super::rows::{Columns, dot, extent};
use super::scale::Scale;
use super::svg::Scene;
use super::text::{self, SMALL};
use super::{Cell, Frame, Plot, Reading, Span, Table};

/// One method, group or period.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Name for the reader.
    pub name: String,
    /// The share, in the unit of the number format, or why there is none.
    pub reading: Reading,
    /// Its interval.
    pub interval: Option<Span>,
    /// The page of the observation.
    pub href: Option<String>,
}

/// Shares and the value they are held against.
#[derive(Debug, Clone, PartialEq)]
pub struct BarsData {
    /// Drawn in this order.
    pub bars: Vec<Bar>,
    /// Where the shares should be; not drawn when it is not finite.
    pub nominal: f64,
    /// Whether the axis must show zero.
    pub from_zero: bool,
}

/// Translated texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarsLabels {
    /// Column of the names.
    pub unit: String,
    /// What the share is of.
    pub value: String,
    /// Name of the interval.
    pub interval: String,
    /// Name of the nominal value.
    pub nominal: String,
}

/// Draws shares against a nominal value.
pub fn bars(frame: &Frame, data: &BarsData, labels: &BarsLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let names: Vec<String> = data.bars.iter().map(|bar| bar.name.clone()).collect();
    let values: Vec<String> = data.bars.iter().map(|bar| value_text(frame, bar)).collect();
    let columns = Columns::new(frame.width, &[], &names, &values);
    let numbers = data.bars.iter().flat_map(|bar| extent(bar.reading.value(), bar.interval)).chain([data.nominal]);
    let numbers: Vec<f64> = numbers.collect();
    let ends = (columns.left + 6.0, columns.right - 6.0);
    let scale = Scale::told_apart(&numbers, data.from_zero, ends, frame.number);
    let head = text::wrap(&format!("{} · {}", labels.value, labels.interval), SMALL, frame.width, 2);
    scene.add(label_lines(0.0, SMALL, Anchor::Start, SMALL, "p-muted", &head));
    let nominal_line = head.len() as f64 * 14.0 + 16.0;
    let top = nominal_line + 8.0;
    let heights: Vec<f64> = names.iter().map(|name| Columns::height(&columns.lines(name, false))).collect();
    let bottom = top + heights.iter().sum::<f64>();
    columns.axis(&mut scene, frame, &scale, bottom + 14.0, top, bottom);
    if data.nominal.is_finite() {
        rule(&mut scene, frame, labels, scale.at(data.nominal), (nominal_line, bottom), data.nominal);
    }
    let mut y = top;
    for ((bar, value), height) in data.bars.iter().zip(&values).zip(&heights) {
        let middle = y + height / 2.0;
        scene.add(columns.draw_name(&columns.lines(&bar.name, false), middle, ""));
        if let Some(share) = bar.reading.value() {
            let mark = dot(&scale, share, bar.interval, middle, "p-mark", false, 0);
            let mark = scene.linked(&bar.href, mark);
            scene.add(mark);
            scene.add(columns.draw_value(value, middle, ""));
        } else {
            let word = text::fit(&frame.say(bar.reading), SMALL, columns.width - columns.left - 6.0);
            scene.add(label(columns.left + 6.0, middle + 4.0, Anchor::Start, SMALL, "p-muted p-halo", &word));
        }
        y += height;
    }
    let height = bottom + 20.0;
    let svg = scene.finish("plot plot-bars", frame.width, height);
    Plot { svg, table: table(frame, data, labels), width: frame.width, height }
}

fn value_text(frame: &Frame, bar: &Bar) -> String {
    bar.reading.value().map(frame.number).unwrap_or_default()
}

/// The dashed rule at the nominal value, its name above it.
fn rule(scene: &mut Scene, frame: &Frame, labels: &BarsLabels, x: f64, span: (f64, f64), nominal: f64) {
    let text = text::fit(&format!("{} {}", labels.nominal, (frame.number)(nominal)), SMALL, frame.width);
    let half = text::width(&text, SMALL) / 2.0;
    scene.add(line(x, span.0 + 3.0, x, span.1, "p-break"));
    let centre = x.clamp(half, (frame.width - half).max(half));
    scene.add(label(centre, span.0, Anchor::Middle, SMALL, "", &text));
}

fn table(frame: &Frame, data: &BarsData, labels: &BarsLabels) -> Table {
    let header = [&labels.unit, &labels.value, &labels.interval, &labels.nominal].map(String::clone).to_vec();
    let nominal = frame.say(Reading::Value(data.nominal));
    let row = |bar: &Bar| {
        vec![
            Cell::plain(bar.name.as_str()),
            Cell::linked(frame.say(bar.reading), &bar.href),
            Cell::plain(frame.say_span(bar.interval)),
            Cell::plain(nominal.as_str()),
        ]
    };
    Table { caption: frame.title.to_owned(), header, rows: data.bars.iter().map(row).collect() }
}
