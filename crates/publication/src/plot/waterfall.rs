//! Where a change comes from: start, like-for-like change, composition, rebasing, end. When the steps do not add up
//! to the end, the difference is shown as a step of its own instead of being hidden.

use super::draw::{Anchor, label_lines, line, rect};
use super::rows::{Columns, dot};
use super::scale::Scale;
use super::states::{self, Kind};
use super::svg::{Element, Scene};
use super::text::{self, SMALL};
use super::{Cell, Frame, Plot, Reading, Span, Table};
use std::collections::BTreeSet;

/// What kind of change a step is; each kind has its own filling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// The same sources said something else: filled.
    LikeForLike,
    /// Other sources were asked: hatched.
    Composition,
    /// The scale itself moved: dashed outline.
    Rebasing,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Name for the reader.
    pub name: String,
    /// The change, with its sign; counts as 0 when it is not finite.
    pub change: f64,
    /// Interval of the change.
    pub interval: Option<Span>,
    /// Kind.
    pub kind: StepKind,
    /// The page of the observation.
    pub href: Option<String>,
}

/// A change taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct WaterfallData {
    /// Name and value before.
    pub start: (String, f64),
    /// Steps in order.
    pub steps: Vec<Step>,
    /// Name and value after.
    pub end: (String, f64),
}

/// Translated texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaterfallLabels {
    /// Column of the names.
    pub step: String,
    /// What is measured, in which unit.
    pub value: String,
    /// Name of the interval of a change.
    pub interval: String,
    /// Name of what the steps do not explain.
    pub remainder: String,
}

/// A row of the drawing: name, text of the number, and where it goes from and to.
struct Row<'a> {
    name: &'a str,
    number: String,
    from: f64,
    to: f64,
    step: Option<&'a Step>,
    total: bool,
}

/// Draws the steps from start to end.
pub fn waterfall(frame: &Frame, data: &WaterfallData, labels: &WaterfallLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let rows = rows(frame, data, labels);
    let kinds: BTreeSet<Kind> = [Kind::Suppressed, Kind::Unknown].into();
    states::define(&mut scene, &kinds);
    let names: Vec<String> = rows.iter().map(|row| row.name.to_owned()).collect();
    let numbers: Vec<String> = rows.iter().map(|row| row.number.clone()).collect();
    let columns = Columns::new(frame.width, &[], &names, &numbers);
    let whiskers = rows.iter().flat_map(|row| whisker(row).map(|span| [span.low, span.high])).flatten();
    let extent = rows.iter().flat_map(|row| [row.from, row.to]).chain(whiskers);
    let extent: Vec<f64> = extent.collect();
    let ends = (columns.left + 6.0, columns.right - 6.0);
    let scale = Scale::told_apart(&extent, false, ends, frame.number);
    let head = text::wrap(&labels.value, SMALL, frame.width, 2);
    scene.add(label_lines(0.0, SMALL, Anchor::Start, SMALL, "p-muted", &head));
    let top = head.len() as f64 * 14.0 + 8.0;
    let heights: Vec<f64> = rows.iter().map(|row| Columns::height(&columns.lines(row.name, row.total)) + 4.0).collect();
    let bottom = top + heights.iter().sum::<f64>();
    columns.axis(&mut scene, frame, &scale, bottom + 14.0, top, bottom);
    let mut y = top;
    for (index, (row, height)) in rows.iter().zip(&heights).enumerate() {
        let middle = y + height / 2.0;
        if index + 1 < rows.len() {
            let next = middle + height / 2.0 + heights[index + 1] / 2.0;
            scene.add(line(scale.at(row.to), middle, scale.at(row.to), next, "p-leader"));
        }
        let weight = if row.total { "p-strong" } else { "" };
        scene.add(columns.draw_name(&columns.lines(row.name, row.total), middle, weight));
        let mark = mark(&scene, row, &scale, middle);
        let mark = scene.linked(&row.step.and_then(|step| step.href.clone()), mark);
        scene.add(mark);
        scene.add(columns.draw_value(&row.number, middle, weight));
        y += height;
    }
    let height = bottom + 20.0;
    let svg = scene.finish("plot plot-waterfall", frame.width, height);
    Plot { svg, table: table(frame, &rows, labels), width: frame.width, height }
}

fn rows<'a>(frame: &Frame, data: &'a WaterfallData, labels: &'a WaterfallLabels) -> Vec<Row<'a>> {
    let finite = |value: f64| if value.is_finite() { value.clamp(-1e300, 1e300) } else { 0.0 };
    let total = |(name, value): &'a (String, f64)| Row {
        name,
        number: frame.say(Reading::Value(*value)),
        from: finite(*value),
        to: finite(*value),
        step: None,
        total: true,
    };
    let mut at = finite(data.start.1);
    let mut out = vec![total(&data.start)];
    for step in &data.steps {
        let to = finite(at + finite(step.change));
        out.push(Row {
            name: &step.name,
            number: signed(frame, step.change),
            from: at,
            to,
            step: Some(step),
            total: false,
        });
        at = to;
    }
    let end = finite(data.end.1);
    let rest = end - at;
    // Rounding of sums is no remainder.
    if data.start.1.is_finite() && data.end.1.is_finite() && rest.abs() > 1e-9 * end.abs().max(at.abs()).max(1.0) {
        out.push(Row {
            name: &labels.remainder,
            number: signed(frame, rest),
            from: at,
            to: end,
            step: None,
            total: false,
        });
    }
    out.push(total(&data.end));
    out
}

/// A change with its sign; the format writes the minus.
fn signed(frame: &Frame, change: f64) -> String {
    let text = frame.say(Reading::Value(change));
    if change > 0.0 && change.is_finite() { format!("+{text}") } else { text }
}

/// The interval of a step, from where the step starts.
fn whisker(row: &Row) -> Option<Span> {
    let span = row.step?.interval.and_then(Span::checked)?;
    Some(Span::new(row.from + span.low, row.from + span.high)).and_then(Span::checked)
}

fn mark(scene: &Scene, row: &Row, scale: &Scale, middle: f64) -> Element {
    if row.total {
        return dot(scale, row.to, None, middle, "p-s5", false, 0);
    }
    let (left, right) = (scale.at(row.from.min(row.to)), scale.at(row.from.max(row.to)));
    let (top, width) = (middle - 7.0, (right - left).max(1.5));
    let bar = match row.step.map(|step| step.kind) {
        Some(StepKind::LikeForLike) => rect(left, top, width, 14.0, "p-mark p-solid"),
        Some(StepKind::Composition) => states::slot(scene, Kind::Suppressed, left, top, width, 14.0),
        Some(StepKind::Rebasing) => rect(left, top, width, 14.0, "p-outline p-dashed p-empty"),
        None => states::slot(scene, Kind::Unknown, left, top, width, 14.0),
    };
    let mut group = Element::new("g").child(bar);
    if let Some(span) = whisker(row) {
        for class in ["p-under", "p-s5 p-whisker"] {
            group.push(line(scale.at(span.low), middle, scale.at(span.high), middle, class));
        }
    }
    group
}

fn table(frame: &Frame, rows: &[Row], labels: &WaterfallLabels) -> Table {
    let row = |row: &Row| {
        let href = row.step.and_then(|step| step.href.clone());
        let interval = row.step.and_then(|step| step.interval);
        vec![Cell::plain(row.name), Cell::linked(row.number.as_str(), &href), Cell::plain(frame.say_span(interval))]
    };
    let header = [&labels.step, &labels.value, &labels.interval].map(String::clone).to_vec();
    Table { caption: frame.title.to_owned(), header, rows: rows.iter().map(row).collect() }
}
