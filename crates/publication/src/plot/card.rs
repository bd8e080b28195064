//! The card that stands for a page where its link is shared: who says it, about what, one number with its interval,
//! and the way it came. Large type and nothing else, because it is looked at for a second and at a third of its size.

use super::draw::{Anchor, label, label_lines, line, marker, path, rect};
use super::scale::Scale;
use super::svg::Scene;
use super::text;
use super::{Cell, Frame, Plot, Reading, Span, Table};

/// What a card says.
#[derive(Debug, Clone, PartialEq)]
pub struct CardData {
    /// Name of the observatory.
    pub house: String,
    /// What the page is about.
    pub title: String,
    /// What the number is, with its period.
    pub measure: String,
    /// The number or why there is none.
    pub reading: Reading,
    /// Its interval.
    pub interval: Option<Span>,
    /// Values in order of time, with the names of their periods; none are fine.
    pub series: Vec<(String, Reading)>,
    /// Positions in `series` before which it breaks.
    pub breaks: Vec<usize>,
    /// What must not be overlooked, such as that the data are invented.
    pub notice: Option<String>,
}

/// Translated texts of the card's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLabels {
    /// Column of the periods.
    pub period: String,
    /// Column of the values.
    pub value: String,
    /// Name of the interval, written after it.
    pub interval: String,
}

/// Size that sites which show cards ask for.
const SIZE: (f64, f64) = (1200.0, 630.0);
/// Space at the edges.
const EDGE: f64 = 64.0;
/// Bold letters are about a tenth wider than those of the estimate.
const BOLD: f64 = 1.12;

/// Draws a card of 1200 × 630; the frame's width is not used.
pub fn card(frame: &Frame, data: &CardData, labels: &CardLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let (width, height) = SIZE;
    scene.add(rect(0.0, 0.0, width, height, "p-paper"));
    scene.add(rect(0.0, 0.0, width, 14.0, "p-mark p-solid"));
    let room = width - 2.0 * EDGE;
    scene.add(label(EDGE, 78.0, Anchor::Start, 30.0, "p-muted", &text::fit(&data.house, 30.0, room)));
    let title = text::wrap(&data.title, 58.0, room / BOLD, 2);
    scene.add(label_lines(EDGE, 156.0, Anchor::Start, 58.0, "p-strong", &title));
    number(&mut scene, frame, data, labels);
    drawing(&mut scene, data);
    if let Some(notice) = &data.notice {
        scene.add(rect(0.0, height - 74.0, width, 74.0, "p-notice"));
        let notice = text::fit(notice, 28.0, room / BOLD);
        scene.add(label(width / 2.0, height - 27.0, Anchor::Middle, 28.0, "p-strong", &notice));
    }
    let svg = scene.finish("plot plot-card", width, height);
    Plot { svg, table: table(frame, data, labels), width, height }
}

/// The number at the left, as large as it fits.
fn number(scene: &mut Scene, frame: &Frame, data: &CardData, labels: &CardLabels) {
    let room = 520.0;
    let measure = text::wrap(&data.measure, 28.0, room, 2);
    let said = frame.say(data.reading);
    let size: f64 = if data.reading.value().is_some() { 132.0 } else { 64.0 };
    let size = size.min(size * room / (text::width(&said, size) * BOLD).max(1.0)).max(28.0);
    let said = text::fit(&said, size, room / BOLD);
    scene.add(label(EDGE - 4.0, 400.0, Anchor::Start, size, "p-strong", &said));
    let mut y = 458.0;
    let interval = frame.say_span(data.interval.filter(|_| data.reading.value().is_some()));
    if !interval.is_empty() {
        let said = text::fit(&format!("{interval} · {}", labels.interval), 30.0, room);
        scene.add(label(EDGE, y, Anchor::Start, 30.0, "", &said));
        y += 40.0;
    }
    scene.add(label_lines(EDGE, y, Anchor::Start, 28.0, "p-muted", &measure));
}

/// The line at the right, with its first and last period.
fn drawing(scene: &mut Scene, data: &CardData) {
    let values = || data.series.iter().filter_map(|(_, reading)| reading.value());
    if values().count() < 2 {
        return;
    }
    let (left, right, top, bottom) = (640.0, SIZE.0 - EDGE, 300.0, 480.0);
    let y = Scale::tight(values(), bottom, top);
    let step = (right - left) / (data.series.len() - 1).max(1) as f64;
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (index, (_, reading)) in data.series.iter().enumerate() {
        if data.breaks.contains(&index) || reading.value().is_none() {
            runs.push(Vec::new());
        }
        if data.breaks.contains(&index) && index > 0 {
            let x = left + (index as f64 - 0.5) * step;
            scene.add(line(x, top - 20.0, x, bottom + 20.0, "p-break p-broad"));
        }
        if let (Some(value), Some(run)) = (reading.value(), runs.last_mut()) {
            run.push((left + index as f64 * step, y.at(value)));
        }
    }
    scene.add(line(left, bottom + 20.0, right, bottom + 20.0, "p-axis"));
    for run in &runs {
        match run.as_slice() {
            [] => {}
            [(x, y)] => scene.add(marker(0, *x, *y, 7.0, "p-mark p-solid")),
            _ => scene.add(path(run, false, "p-s1 p-line p-broad")),
        }
    }
    if let Some((x, y)) = runs.iter().flatten().last() {
        scene.add(marker(0, *x, *y, 11.0, "p-s1 p-solid"));
    }
    let name = |end: Option<&(String, Reading)>| end.map(|(name, _)| text::fit(name, 24.0, 240.0)).unwrap_or_default();
    scene.add(label(left, bottom + 52.0, Anchor::Start, 24.0, "p-muted", &name(data.series.first())));
    scene.add(label(right, bottom + 52.0, Anchor::End, 24.0, "p-muted", &name(data.series.last())));
}

fn table(frame: &Frame, data: &CardData, labels: &CardLabels) -> Table {
    let number = [
        Cell::plain(data.measure.as_str()),
        Cell::plain(frame.say(data.reading)),
        Cell::plain(frame.say_span(data.interval)),
    ];
    let row = |(name, reading): &(String, Reading)| {
        vec![Cell::plain(name.as_str()), Cell::plain(frame.say(*reading)), Cell::plain("")]
    };
    let rows = std::iter::once(number.to_vec()).chain(data.series.iter().map(row)).collect();
    let header = [&labels.period, &labels.value, &labels.interval].map(String::clone).to_vec();
    Table { caption: frame.title.to_owned(), header, rows }
}
