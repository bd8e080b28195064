//! A tile map that shows how sure it is. With the value-suppressing palette an uncertain value has fewer colours to
//! choose from; the bar at the foot of each tile says the same without colour: where it lies is the value bin, how
//! long it is the uncertainty.

use super::draw::{Anchor, label, rect};
use super::fan;
use super::palette;
use super::states::{self, Kind};
use super::svg::{Element, Scene};
use super::text::{self, SMALL};
use super::tiles::Layout;
use super::{Cell, Frame, Plot, Reading, Span, Table};
use std::collections::{BTreeMap, BTreeSet};

/// One unit.
#[derive(Debug, Clone, PartialEq)]
pub struct MapCell {
    /// Code in the layout; also written on the tile, without what precedes a hyphen.
    pub code: String,
    /// Name for the reader.
    pub name: String,
    /// The value or why there is none.
    pub reading: Reading,
    /// Interval of the value. Without one the value counts as entirely uncertain.
    pub interval: Option<Span>,
    /// The page of the observation or unit.
    pub href: Option<String>,
}

/// How values become colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapStyle {
    /// Eight colours; uncertainty is not shown.
    Plain,
    /// The value-suppressing palette with its fan.
    Suppressing,
}

/// A map. Units of the layout without a cell are drawn as unknown; cells outside the layout stand in rows below it.
#[derive(Debug, Clone, PartialEq)]
pub struct MapData {
    /// Positions.
    pub layout: Layout,
    /// Units, at most one a code (later ones win).
    pub cells: Vec<MapCell>,
    /// Values at the ends of the palette; the data's own without it.
    pub range: Option<Span>,
    /// Width of an interval that counts as entirely uncertain; the widest of the data without it.
    pub widest: Option<f64>,
    /// Palette.
    pub style: MapStyle,
}

/// Translated texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapLabels {
    /// Column of the units.
    pub unit: String,
    /// What is measured, in which unit.
    pub value: String,
    /// Name of the interval.
    pub interval: String,
    /// Name of the uncertainty axis of the fan, e.g. "width of the 90 % interval".
    pub uncertainty: String,
}

/// From values to bins.
pub(super) struct Coding {
    pub low: f64,
    pub high: f64,
    pub widest: f64,
}

impl Coding {
    pub fn new(cells: &[MapCell], range: Option<Span>, widest: Option<f64>) -> Self {
        let values = || cells.iter().filter_map(|cell| cell.reading.value());
        let own = values().fold(None, |range: Option<(f64, f64)>, v| {
            Some(range.map_or((v, v), |(low, high)| (low.min(v), high.max(v))))
        });
        let given = range.and_then(Span::checked).map(|span| (span.low, span.high));
        let (low, high) = given.or(own).unwrap_or((0.0, 1.0));
        let high = if high > low { high } else { low + 1.0 };
        let spans = cells.iter().filter_map(|cell| cell.interval.and_then(Span::checked));
        let own = spans.map(|span| span.high - span.low).fold(0.0, f64::max);
        let widest = widest.filter(|w| w.is_finite() && *w > 0.0).unwrap_or(own);
        Self { low, high, widest: if widest.is_finite() && widest > 0.0 { widest } else { 1.0 } }
    }

    pub fn bin(&self, style: MapStyle, value: f64, interval: Option<Span>) -> (usize, usize) {
        let level = match (style, interval.and_then(Span::checked)) {
            (MapStyle::Plain, _) => 0,
            (MapStyle::Suppressing, Some(span)) => palette::level((span.high - span.low) / self.widest),
            (MapStyle::Suppressing, None) => palette::LEVELS - 1,
        };
        // Halves, so that the difference of two huge numbers does not overflow.
        let part = (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        (level, palette::bin(level, part))
    }
}

/// Draws a tile map with its legend.
pub fn map(frame: &Frame, data: &MapData, labels: &MapLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let cells: BTreeMap<&str, &MapCell> = data.cells.iter().map(|cell| (cell.code.as_str(), cell)).collect();
    let layout = data.layout.clone().with(cells.keys().copied());
    let coding = Coding::new(&data.cells, data.range, data.widest);
    let width = if layout.columns() > 20 { frame.width.max(700.0) } else { frame.width };
    let size = (width / f64::from(layout.columns().max(1))).min(58.0);
    let kinds: BTreeSet<Kind> = layout.places().filter_map(|(code, ..)| kind(cells.get(code).copied())).collect();
    states::define(&mut scene, &kinds);
    let left = (width - size * f64::from(layout.columns())) / 2.0;
    let brush = Brush { frame, style: data.style, coding: &coding, size: size - 2.0 };
    for (code, column, row) in layout.places() {
        let corner = (left + f64::from(column) * size, f64::from(row) * size);
        tile(&mut scene, &brush, code, cells.get(code).copied(), corner);
    }
    let below = f64::from(layout.rows()) * size + 14.0;
    let legend = match data.style {
        MapStyle::Plain => fan::strip(&mut scene, frame, &coding, labels, below, width),
        MapStyle::Suppressing => fan::fan(&mut scene, frame, &coding, labels, below, width),
    };
    let entries = states::entries(&scene, frame, &kinds);
    let height = states::key(&mut scene, &entries, 0.0, width, legend) + 2.0;
    let class = if width > frame.width { "plot plot-wide plot-map" } else { "plot plot-map" };
    let svg = scene.finish(class, width, height);
    Plot { svg, table: table(frame, &data.cells, labels), width, height }
}

/// Why a tile has no colour; a unit of the layout without data is unknown.
pub(super) fn kind(cell: Option<&MapCell>) -> Option<Kind> {
    states::absence(cell.map_or(Reading::Unknown, |cell| cell.reading))
}

/// "Name: value (interval)".
pub(super) fn said(frame: &Frame, name: &str, cell: Option<&MapCell>) -> String {
    let reading = cell.map_or(Reading::Unknown, |cell| cell.reading);
    let interval = frame.say_span(cell.and_then(|cell| cell.interval));
    let value = frame.say(reading);
    if interval.is_empty() { format!("{name}: {value}") } else { format!("{name}: {value} ({interval})") }
}

/// What all tiles share.
pub(super) struct Brush<'a> {
    pub frame: &'a Frame<'a>,
    pub style: MapStyle,
    pub coding: &'a Coding,
    /// Side of a tile.
    pub size: f64,
}

/// One square with its code, value and foot.
pub(super) fn tile(scene: &mut Scene, brush: &Brush, code: &str, cell: Option<&MapCell>, (x, y): (f64, f64)) {
    let Brush { frame, style, coding, size } = *brush;
    let name = cell.map_or(code, |cell| cell.name.as_str());
    let reading = cell.map_or(Reading::Unknown, |cell| cell.reading);
    let mut group = Element::new("g").child(Element::new("title").text(said(frame, name, cell)));
    let short = code.rsplit('-').next().unwrap_or(code);
    let roomy = size >= 34.0;
    let text_size = if roomy { SMALL } else { (size * 0.42).clamp(6.0, SMALL) };
    let short = text::fit(short, text_size, size + 2.0);
    let middle = x + size / 2.0;
    let code_at = if roomy { y + size * 0.36 } else { y + size * 0.52 };
    if let Some(value) = reading.value() {
        let (level, bin) = coding.bin(style, value, cell.and_then(|cell| cell.interval));
        let fill = palette::suppressing(level, bin);
        let (ink, bar) =
            if palette::wants_black(fill) { ("p-black", "p-black-mark") } else { ("p-white", "p-white-mark") };
        group.push(rect(x, y, size, size, "p-outline").attr("fill", palette::hex(fill)));
        group.push(label(middle, code_at, Anchor::Middle, text_size, ink, &short));
        if roomy {
            let number = text::fit(&(frame.number)(value), SMALL, size - 2.0);
            group.push(label(middle, y + size * 0.68, Anchor::Middle, SMALL, ink, &number));
        }
        let (start, length) = fan::foot(level, bin, size - 4.0);
        group.push(rect(x + 2.0 + start, y + size - 5.0, length, 3.0, bar));
    } else if let Some(kind) = kind(cell) {
        group.push(states::slot(scene, kind, x, y, size, size));
        group.push(label(middle, code_at, Anchor::Middle, text_size, "p-halo", &short));
    }
    let href = cell.and_then(|cell| cell.href.clone());
    let group = scene.linked(&href, group);
    scene.add(group);
}

pub(super) fn table(frame: &Frame, cells: &[MapCell], labels: &MapLabels) -> Table {
    let header = [&labels.unit, &labels.value, &labels.interval].map(String::clone).to_vec();
    let row = |cell: &MapCell| {
        vec![
            Cell::plain(cell.name.as_str()),
            Cell::linked(frame.say(cell.reading), &cell.href),
            Cell::plain(frame.say_span(cell.interval)),
        ]
    };
    Table { caption: frame.title.to_owned(), header, rows: cells.iter().map(row).collect() }
}
