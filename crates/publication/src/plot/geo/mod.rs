//! A map with borders, drawn from a file that the observatory names: whose borders they are is its decision, and a
//! line under the map says so. Colours, fan and states are those of the tile map. Countries too small to be seen are
//! squares; countries the file does not have stand as tiles under the map, so that none is lost.

mod project;
mod ring;
#[cfg(test)]
mod tests;
mod topojson;

pub use topojson::GeometryError;

use super::draw::rect;
use super::map::{Brush, Coding, MapCell, MapLabels, MapStyle, kind, said, table, tile};
use super::states::{self, Kind};
use super::svg::{Element, Scene};
use super::{Frame, Plot, Span, fan, palette};
use std::collections::{BTreeMap, BTreeSet};

/// Width of the drawing.
const WIDTH: f64 = 720.0;
/// Units of the drawing a radius of the globe.
const SCALE: f64 = WIDTH / 2.0 / project::HALF_WIDTH;
/// How far a simplified border may lie from the real one, in units of the drawing.
const TOLERANCE: f64 = 0.35;
/// Side of the square that stands for a country too small to be seen.
const SQUARE: f64 = 4.0;
/// Left out unless it has data: it would take a quarter of the height.
const ANTARCTICA: &str = "ATA";

/// Outlines by country code, projected and simplified, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    shapes: BTreeMap<String, Shape>,
    without_code: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct Shape {
    /// Path data; empty when the country is smaller than its square.
    d: String,
    /// Middle of the largest piece.
    centre: (f64, f64),
    /// Upper and lower edge.
    edges: (f64, f64),
}

impl World {
    /// Reads a TopoJSON file whose polygons have three-letter codes, in degrees.
    ///
    /// # Errors
    /// When it is not TopoJSON, names arcs that are not there, or has no codes.
    pub fn read(bytes: &[u8]) -> Result<Self, GeometryError> {
        let units = topojson::read(bytes, |arc| ring::thin(&arc, SCALE, TOLERANCE))?;
        let shapes = units.rings.iter().filter_map(|(code, rings)| Some((code.clone(), Shape::new(rings)?)));
        Ok(Self { shapes: shapes.collect(), without_code: units.without_code })
    }

    /// The codes that have an outline.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.shapes.keys().map(String::as_str)
    }

    /// How many polygons of the file were left out because they have no code.
    pub fn without_code(&self) -> usize {
        self.without_code
    }
}

/// A place in the drawing, in tenths of its units.
type Tenths = (i64, i64);

impl Shape {
    /// `None` when there is nothing to draw.
    fn new(rings: &[Vec<(f64, f64)>]) -> Option<Self> {
        let pieces: Vec<Vec<Tenths>> =
            rings.iter().flat_map(|ring| ring::cut(ring)).map(|piece| flat(&piece)).collect();
        let largest = pieces.iter().filter(|piece| !piece.is_empty()).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let centre = middle(largest);
        let whole: f64 = pieces.iter().map(|piece| size(piece)).sum();
        let d: String = pieces.iter().filter(|piece| piece.len() > 2).map(|piece| outline(piece)).collect();
        let norths = || pieces.iter().flatten().map(|(_, y)| *y as f64 / 10.0);
        let edges = (norths().fold(f64::INFINITY, f64::min), norths().fold(f64::NEG_INFINITY, f64::max));
        let d = if whole < SQUARE * SQUARE { String::new() } else { d };
        Some(Self { d, centre, edges })
    }
}

/// Projects a piece; places that fall together become one.
fn flat(piece: &[(f64, f64)]) -> Vec<Tenths> {
    let place = |(east, north): &(f64, f64)| {
        let (x, y) = project::equal_earth(*east, *north);
        (libm::round((WIDTH / 2.0 + x * SCALE) * 10.0) as i64, libm::round(-y * SCALE * 10.0) as i64)
    };
    let mut out: Vec<Tenths> = piece.iter().map(place).collect();
    out.dedup();
    if out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    out
}

/// Area of a piece in square units.
fn size(piece: &[Tenths]) -> f64 {
    let next = piece.iter().cycle().skip(1);
    let twice: i64 = piece.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    twice.abs() as f64 / 200.0
}

/// Middle of the box round a piece.
fn middle(piece: &[Tenths]) -> (f64, f64) {
    let mid = |values: &dyn Fn(&Tenths) -> i64| {
        let low = piece.iter().map(values).min().unwrap_or(0);
        let high = piece.iter().map(values).max().unwrap_or(0);
        (low + high) as f64 / 20.0
    };
    (mid(&|place| place.0), mid(&|place| place.1))
}

/// Relative steps are whole tenths, so they are short and add up exactly.
fn outline(piece: &[Tenths]) -> String {
    let tenth = |value: i64| super::svg::fixed(value as f64 / 10.0);
    let mut d = String::new();
    let mut at = (0, 0);
    for (index, place) in piece.iter().enumerate() {
        let (x, y) = (tenth(place.0 - at.0), tenth(place.1 - at.1));
        let space = if y.starts_with('-') { "" } else { " " };
        // Pairs after `m` are lines.
        match index {
            0 => d.push_str(&format!("M{x}{space}{y}l")),
            1 => d.push_str(&format!("{x}{space}{y}")),
            _ => d.push_str(&format!("{}{x}{space}{y}", if x.starts_with('-') { "" } else { " " })),
        }
        at = *place;
    }
    d.push('Z');
    d
}

/// A map of the world.
#[derive(Debug, Clone, PartialEq)]
pub struct GeoData {
    /// Countries, at most one a code (later ones win).
    pub cells: Vec<MapCell>,
    /// Values at the ends of the palette; the data's own without it.
    pub range: Option<Span>,
    /// Width of an interval that counts as entirely uncertain; the widest of the data without it.
    pub widest: Option<f64>,
    /// Palette.
    pub style: MapStyle,
}

/// Draws a map with its legend.
pub fn geo(frame: &Frame, world: &World, data: &GeoData, labels: &MapLabels) -> Plot {
    let mut scene = Scene::new(frame);
    let cells: BTreeMap<&str, &MapCell> = data.cells.iter().map(|cell| (cell.code.as_str(), cell)).collect();
    let shown = |code: &str| code != ANTARCTICA || cells.contains_key(code);
    let shapes: Vec<(&String, &Shape)> = world.shapes.iter().filter(|(code, _)| shown(code)).collect();
    let coding = Coding::new(&data.cells, data.range, data.widest);
    let kinds: BTreeSet<Kind> = shapes
        .iter()
        .map(|(code, _)| code.as_str())
        .chain(cells.keys().copied())
        .filter_map(|code| kind(cells.get(code).copied()))
        .collect();
    states::define(&mut scene, &kinds);
    let top = shapes.iter().map(|(_, shape)| shape.edges.0).fold(f64::INFINITY, f64::min);
    let bottom = shapes.iter().map(|(_, shape)| shape.edges.1).fold(f64::NEG_INFINITY, f64::max);
    let (top, bottom) = if top <= bottom { (top - 4.0, bottom + 4.0) } else { (0.0, 0.0) };
    let brush = Brush { frame, style: data.style, coding: &coding, size: 34.0 };
    // Squares lie over the land round them.
    let (squares, land): (Vec<_>, Vec<_>) = shapes.iter().partition(|(_, shape)| shape.d.is_empty());
    for (code, shape) in land.iter().chain(&squares) {
        country(&mut scene, &brush, cells.get(code.as_str()).copied(), shape, top);
    }
    let mut below = bottom - top + 8.0;
    let lost: Vec<&MapCell> = cells.values().filter(|cell| !world.shapes.contains_key(&cell.code)).copied().collect();
    let columns = ((WIDTH + 2.0) / (brush.size + 2.0)) as usize;
    for row in lost.chunks(columns.max(1)) {
        for (column, cell) in row.iter().enumerate() {
            tile(&mut scene, &brush, &cell.code, Some(cell), (column as f64 * (brush.size + 2.0), below));
        }
        below += brush.size + 2.0;
    }
    let legend = match data.style {
        MapStyle::Plain => fan::strip(&mut scene, frame, &coding, labels, below + 8.0, WIDTH),
        MapStyle::Suppressing => fan::fan(&mut scene, frame, &coding, labels, below + 8.0, WIDTH),
    };
    let entries = states::entries(&scene, frame, &kinds);
    let height = states::key(&mut scene, &entries, 0.0, WIDTH, legend) + 2.0;
    let svg = scene.finish("plot plot-wide plot-map", WIDTH, height);
    Plot { svg, table: table(frame, &data.cells, labels), width: WIDTH, height }
}

fn country(scene: &mut Scene, brush: &Brush, cell: Option<&MapCell>, shape: &Shape, top: f64) {
    let fill = match (cell.and_then(|cell| cell.reading.value()), cell) {
        (Some(value), Some(cell)) => {
            let (level, bin) = brush.coding.bin(brush.style, value, cell.interval);
            Some(palette::hex(palette::suppressing(level, bin)))
        }
        _ => None,
    };
    let up = format!("translate(0 {})", super::svg::fixed(-top));
    let (x, y) = (shape.centre.0 - SQUARE / 2.0, shape.centre.1 - SQUARE / 2.0);
    let mut mark = match (fill, states::absence(cell.map_or(super::Reading::Unknown, |cell| cell.reading))) {
        (Some(fill), _) if shape.d.is_empty() => rect(x, y, SQUARE, SQUARE, "p-border").attr("fill", fill),
        (Some(fill), _) => Element::new("path").attr("d", &shape.d).class("p-border").attr("fill", fill),
        (None, kind) => absent(scene, kind.unwrap_or(Kind::Unknown), shape, (x, y)),
    };
    mark = mark.attr("transform", up);
    // A country nobody spoke about needs no name that a reader would have to step over.
    if let Some(cell) = cell {
        let title = Element::new("title").text(said(brush.frame, &cell.name, Some(cell)));
        mark = scene.linked(&cell.href, mark.child(title));
    }
    scene.add(mark);
}

/// The pattern of an absent value in the shape of the country.
fn absent(scene: &Scene, kind: Kind, shape: &Shape, (x, y): (f64, f64)) -> Element {
    let mark = match shape.d.is_empty() {
        true => rect(x, y, SQUARE, SQUARE, "p-border"),
        false => Element::new("path").attr("d", &shape.d).class("p-border"),
    };
    match states::pattern(kind) {
        Some(name) => mark.attr("fill", format!("url(#{})", scene.id(name))),
        None => mark.attr("fill", "none"),
    }
}
