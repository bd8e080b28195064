//! A table one can see: rows such as offences, columns such as years, the value as a colour. Bins hold equally many
//! cells, so that one large row does not turn all others pale; the bar at the foot of a cell says the bin without
//! colour. Cells without a value are patterned by their reason and never look like a low one.

use super::draw::{Anchor, label, label_lines, line, marker, rect};
use super::palette::{self, Rgb};
use super::states::{self, Entry, Kind};
use super::svg::{Element, Scene};
use super::text::{self, SIZE, SMALL};
use super::{Cell, Frame, Plot, Reading, Table};
use std::collections::BTreeSet;

/// One row and column.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// The value or why there is none.
    pub reading: Reading,
    /// Whether it may still be revised.
    pub provisional: bool,
    /// Whether it cannot be compared with the cell before it.
    pub break_before: bool,
    /// The page of the observation.
    pub href: Option<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// Name for the reader.
    pub name: String,
    /// One cell a column; where there are too few the rest is unknown, those too many are left out.
    pub cells: Vec<HeatCell>,
}

/// A table of values.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatData {
    /// Names of the columns, in order.
    pub columns: Vec<String>,
    /// Rows, drawn in this order.
    pub rows: Vec<HeatRow>,
    /// Greatest value of each bin but the last, ascending. Empty: five bins of about as many cells each.
    pub edges: Vec<f64>,
}

/// Translated texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatLabels {
    /// Column of the row names.
    pub row: String,
    /// What is measured, in which unit; stands over the legend.
    pub value: String,
    /// What a dashed rule before a cell means.
    pub break_word: String,
}

/// Bins when the caller names none.
const BINS: usize = 5;
/// Narrowest column, in which a year in small type just fits.
const NARROW: f64 = 30.0;
/// Height of a row with one line of name.
const ROW: f64 = 28.0;

/// From values to bins.
struct Bins {
    /// Least and greatest value that lies in each bin.
    held: Vec<(f64, f64)>,
    edges: Vec<f64>,
}

impl Bins {
    fn new(data: &HeatData) -> Self {
        let mut values: Vec<f64> = cells(data).filter_map(|cell| cell.reading.value()).collect();
        values.sort_by(f64::total_cmp);
        let mut edges: Vec<f64> = data.edges.iter().copied().filter(|edge| edge.is_finite()).collect();
        if edges.is_empty() {
            edges = own_edges(&values);
        }
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        let mut out = Self { held: vec![(f64::INFINITY, f64::NEG_INFINITY); edges.len() + 1], edges };
        for value in values {
            let bin = out.place(value);
            let (low, high) = out.held[bin];
            out.held[bin] = (low.min(value), high.max(value));
        }
        // Bins in which nothing lies would be colours without a meaning.
        let keep: Vec<bool> = out.held.iter().map(|(low, high)| low <= high).collect();
        let last = keep.iter().rposition(|kept| *kept).unwrap_or(0);
        out.edges =
            out.edges.iter().enumerate().filter(|(i, _)| keep[*i] && *i < last).map(|(_, edge)| *edge).collect();
        out.held.retain(|(low, high)| low <= high);
        out
    }

    fn place(&self, value: f64) -> usize {
        self.edges.iter().take_while(|edge| value > **edge).count()
    }

    fn count(&self) -> usize {
        self.held.len().max(1)
    }

    fn colour(&self, bin: usize) -> Rgb {
        palette::cividis((bin as f64 + 0.5) / self.count() as f64)
    }
}

/// A bin for each value when there are few different ones, otherwise about as many cells in each bin.
fn own_edges(sorted: &[f64]) -> Vec<f64> {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    if distinct.len() <= BINS {
        distinct.pop();
        return distinct;
    }
    (1..BINS).filter_map(|k| sorted.get((sorted.len() * k / BINS).saturating_sub(1)).copied()).collect()
}

/// Cells that have a column.
fn cells(data: &HeatData) -> impl Iterator<Item = &HeatCell> {
    data.rows.iter().flat_map(|row| row.cells.iter().take(data.columns.len()))
}

/// Where columns are.
struct Grid {
    left: f64,
    cell: f64,
    width: f64,
}

impl Grid {
    fn new(frame: &Frame, data: &HeatData) -> Self {
        let names = text::widest(data.rows.iter().map(|row| &row.name), SIZE).min(frame.width * 0.36).max(20.0);
        let left = names + 10.0;
        let count = data.columns.len().max(1) as f64;
        let cell = ((frame.width - left) / count).min(72.0);
        let cell = if cell < NARROW { ((700.0_f64.max(frame.width) - left) / count).clamp(NARROW, 72.0) } else { cell };
        Self { left, cell, width: frame.width.max(left + cell * count) }
    }

    fn x(&self, column: usize) -> f64 {
        self.left + column as f64 * self.cell
    }
}

/// Draws the table.
pub fn heat(frame: &Frame, data: &HeatData, labels: &HeatLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let (bins, grid) = (Bins::new(data), Grid::new(frame, data));
    let short = data.rows.iter().any(|row| row.cells.len() < data.columns.len());
    let mut kinds: BTreeSet<Kind> = cells(data).filter_map(|cell| states::absence(cell.reading)).collect();
    kinds.extend(short.then_some(Kind::Unknown));
    kinds.extend(cells(data).any(provisional).then_some(Kind::Provisional));
    states::define(&mut scene, &kinds);
    columns(&mut scene, data, &grid);
    let mut y = 20.0;
    for row in &data.rows {
        let lines = text::wrap(&row.name, SIZE, grid.left - 10.0, 3);
        let height = (lines.len() as f64 * 16.0 + 8.0).max(ROW);
        let first = y + height / 2.0 + 5.0 - (lines.len() as f64 - 1.0) * 8.0;
        scene.add(label_lines(0.0, first, Anchor::Start, SIZE, "", &lines));
        for column in 0..data.columns.len() {
            let corner = (grid.x(column), y);
            draw_cell(&mut scene, frame, &bins, row.cells.get(column), corner, (grid.cell - 2.0, height - 2.0));
        }
        y += height;
    }
    let below = legend(&mut scene, frame, &bins, labels, y + 10.0, grid.width);
    let mut entries = states::entries(&scene, frame, &kinds);
    if cells(data).any(|cell| cell.break_before) {
        let glyph = |x: f64, y: f64| line(x + 9.0, y - 1.0, x + 9.0, y + 13.0, "p-break");
        let entry: Entry = (Box::new(glyph), labels.break_word.clone());
        entries.push(entry);
    }
    let height = states::key(&mut scene, &entries, 0.0, grid.width, below) + 2.0;
    let class = if grid.width > frame.width { "plot plot-wide plot-heat" } else { "plot plot-heat" };
    let svg = scene.finish(class, grid.width, height);
    Plot { svg, table: table(frame, data, labels), width: grid.width, height }
}

fn provisional(cell: &HeatCell) -> bool {
    cell.provisional && cell.reading.value().is_some()
}

/// Names of the columns, as many as fit evenly and always the last.
fn columns(scene: &mut Scene, data: &HeatData, grid: &Grid) {
    let widest = text::widest(data.columns.iter(), SMALL).min(grid.cell * 4.0);
    let every = libm::ceil((widest + 4.0) / grid.cell).max(1.0) as usize;
    for (column, name) in data.columns.iter().enumerate().rev().step_by(every) {
        let name = text::fit(name, SMALL, grid.cell * every as f64);
        let half = text::width(&name, SMALL) / 2.0;
        let x = (grid.x(column) + grid.cell / 2.0 - 1.0).min(grid.width - half);
        scene.add(label(x, 13.0, Anchor::Middle, SMALL, "p-muted", &name));
    }
}

fn draw_cell(
    scene: &mut Scene,
    frame: &Frame,
    bins: &Bins,
    cell: Option<&HeatCell>,
    (x, y): (f64, f64),
    (width, height): (f64, f64),
) {
    let reading = cell.map_or(Reading::Unknown, |cell| cell.reading);
    let mut group = Element::new("g").child(Element::new("title").text(frame.say(reading)));
    match (reading.value(), states::absence(reading)) {
        (Some(value), _) => swatch(&mut group, frame, bins, value, (x, y), (width, height)),
        (None, kind) => group.push(states::slot(scene, kind.unwrap_or(Kind::Unknown), x, y, width, height)),
    }
    if cell.is_some_and(provisional) {
        group.push(marker(0, x + width - 5.0, y + 5.0, 2.5, "p-s5 p-hollow"));
    }
    let href = cell.and_then(|cell| cell.href.clone());
    let group = scene.linked(&href, group);
    scene.add(group);
    if cell.is_some_and(|cell| cell.break_before) {
        scene.add(line(x - 1.0, y - 1.0, x - 1.0, y + height + 1.0, "p-under p-thin"));
        scene.add(line(x - 1.0, y - 1.0, x - 1.0, y + height + 1.0, "p-break"));
    }
}

/// The colour, the number where there is room for it, and the bar of the bin.
fn swatch(group: &mut Element, frame: &Frame, bins: &Bins, value: f64, at: (f64, f64), size: (f64, f64)) {
    let ((x, y), (width, height)) = (at, size);
    let bin = bins.place(value).min(bins.count() - 1);
    let fill = bins.colour(bin);
    let (ink, bar) = if palette::wants_black(fill) { ("p-black", "p-black-mark") } else { ("p-white", "p-white-mark") };
    group.push(rect(x, y, width, height, "p-outline").attr("fill", palette::hex(fill)));
    let number = (frame.number)(value);
    if text::width(&number, SMALL) <= width - 4.0 {
        let middle = y + height / 2.0 + 2.0;
        group.push(label(x + width / 2.0, middle, Anchor::Middle, SMALL, ink, &number));
    }
    let length = (width - 4.0) * (bin + 1) as f64 / bins.count() as f64;
    group.push(rect(x + 2.0, y + height - 5.0, length, 3.0, bar));
}

/// The colours with the values that lie in them; returns the lower edge.
fn legend(scene: &mut Scene, frame: &Frame, bins: &Bins, labels: &HeatLabels, top: f64, width: f64) -> f64 {
    let head = text::wrap(&labels.value, SMALL, width.min(frame.width), 2);
    scene.add(label_lines(0.0, top + 10.0, Anchor::Start, SMALL, "p-muted", &head));
    let entries = bins.held.iter().enumerate().map(|(bin, (low, high))| {
        let (low, high) = ((frame.number)(*low), (frame.number)(*high));
        let word = if low == high { low } else { format!("{low} – {high}") };
        let fill = bins.colour(bin);
        let bar = if palette::wants_black(fill) { "p-black-mark" } else { "p-white-mark" };
        let length = 14.0 * (bin + 1) as f64 / bins.count() as f64;
        let glyph = move |x: f64, y: f64| {
            let group = Element::new("g").child(rect(x, y, 18.0, 12.0, "p-outline").attr("fill", palette::hex(fill)));
            group.child(rect(x + 2.0, y + 7.0, length, 3.0, bar))
        };
        let entry: Entry = (Box::new(glyph), word);
        entry
    });
    let entries: Vec<Entry> = entries.collect();
    states::key(scene, &entries, 0.0, width, top + head.len() as f64 * 14.0)
}

fn table(frame: &Frame, data: &HeatData, labels: &HeatLabels) -> Table {
    let say = |cell: Option<&HeatCell>| {
        let Some(cell) = cell else { return Cell::plain(frame.say(Reading::Unknown)) };
        let mut parts = vec![frame.say(cell.reading)];
        parts.extend(cell.provisional.then(|| frame.words.provisional.clone()));
        parts.extend(cell.break_before.then(|| labels.break_word.clone()));
        Cell::linked(parts.join("; "), &cell.href)
    };
    let row = |row: &HeatRow| {
        let cells = (0..data.columns.len()).map(|column| say(row.cells.get(column)));
        std::iter::once(Cell::plain(row.name.as_str())).chain(cells).collect()
    };
    let header = std::iter::once(labels.row.clone()).chain(data.columns.iter().cloned()).collect();
    Table { caption: frame.title.to_owned(), header, rows: data.rows.iter().map(row).collect() }
}
