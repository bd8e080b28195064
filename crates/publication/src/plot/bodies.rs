//! Bodies such as regions or courts against what chance alone would give: rate by exposure, with control limits that
//! narrow as the exposure grows. It replaces the league table, in which the smallest bodies always come first and last.

use super::draw::{Anchor, label, label_lines, line, marker, path};
use super::scale::Scale;
use super::states::{self, Entry};
use super::svg::{Element, Scene};
use super::text::{self, SMALL};
use super::{Cell, Frame, Plot, Reading, Span, Table};

/// One body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Name for the reader.
    pub name: String,
    /// How much there was to count from, e.g. cases or inhabitants.
    pub exposure: f64,
    /// The rate or why there is none.
    pub reading: Reading,
    /// 95 % limits at this exposure if the body does not differ from the target.
    pub near: Option<Span>,
    /// 99.8 % limits.
    pub far: Option<Span>,
    /// The page of the observation.
    pub href: Option<String>,
}

/// Limits at one exposure, for the curves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Exposure.
    pub exposure: f64,
    /// 95 % limits.
    pub near: Span,
    /// 99.8 % limits.
    pub far: Span,
}

/// Bodies and what chance gives.
#[derive(Debug, Clone, PartialEq)]
pub struct BodiesData {
    /// Bodies.
    pub bodies: Vec<Body>,
    /// The rate of all bodies together.
    pub target: f64,
    /// Points of the curves; drawn in order of their exposure, together with the bodies' own limits.
    pub curve: Vec<Limit>,
}

/// Translated texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodiesLabels {
    /// Column of the bodies.
    pub body: String,
    /// What the exposure is; stands under its axis.
    pub exposure: String,
    /// What the rate is; stands over the drawing.
    pub rate: String,
    /// Name of the 95 % limits.
    pub near: String,
    /// Name of the 99.8 % limits.
    pub far: String,
    /// Name of the target.
    pub target: String,
    /// Column that says where the body lies.
    pub place: String,
    /// Words for inside both limits, between them, and outside both.
    pub places: [String; 3],
}

/// Where a body lies: 0 inside, 1 between the limits, 2 outside both.
fn place(body: &Body) -> Option<usize> {
    let value = body.reading.value()?;
    let outside = |span: Option<Span>| span.and_then(Span::checked).map(|span| value < span.low || value > span.high);
    match (outside(body.near), outside(body.far)) {
        (None, None) => None,
        (_, Some(true)) => Some(2),
        (Some(true), _) => Some(1),
        _ => Some(0),
    }
}

/// Bodies that can be drawn, with their rate.
fn drawn(data: &BodiesData) -> impl Iterator<Item = (&Body, f64)> {
    let known = data.bodies.iter().filter(|body| body.exposure.is_finite() && body.exposure >= 0.0);
    known.filter_map(|body| Some((body, body.reading.value()?)))
}

/// The limits in order of exposure.
fn limits(data: &BodiesData) -> Vec<Limit> {
    let own = data.bodies.iter().filter_map(|body| {
        Some(Limit { exposure: body.exposure, near: body.near?.checked()?, far: body.far?.checked()? })
    });
    let sane = |limit: &Limit| limit.exposure.is_finite() && limit.exposure >= 0.0;
    let given = data.curve.iter().filter_map(|limit| {
        Some(Limit { exposure: limit.exposure, near: limit.near.checked()?, far: limit.far.checked()? })
    });
    let mut all: Vec<Limit> = given.chain(own).filter(sane).collect();
    all.sort_by(|a, b| a.exposure.total_cmp(&b.exposure));
    all.dedup_by(|a, b| a.exposure == b.exposure);
    all
}

/// Scales and edges.
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    x: Scale,
    y: Scale,
}

/// Draws bodies; `exposure` writes exposures, the frame's format writes rates.
pub fn bodies(frame: &Frame, data: &BodiesData, labels: &BodiesLabels, exposure: &dyn Fn(f64) -> String) -> Plot {
    let mut scene = Scene::new(frame);
    let limits = limits(data);
    let head = text::wrap(&labels.rate, SMALL, frame.width, 2);
    scene.add(label_lines(0.0, SMALL, Anchor::Start, SMALL, "p-muted", &head));
    let area = area(frame, data, &limits, head.len() as f64 * 14.0 + 12.0, exposure);
    let below = axes(&mut scene, frame, &area, labels, exposure);
    curves(&mut scene, &limits, &area);
    if data.target.is_finite() {
        let y = area.y.at(data.target);
        scene.add(line(area.left, y, area.right, y, "p-s5 p-line p-thinner"));
    }
    marks(&mut scene, frame, data, &area);
    let height = states::key(&mut scene, &entries(labels, frame, data), 0.0, frame.width, below) + 2.0;
    let svg = scene.finish("plot plot-bodies", frame.width, height);
    Plot { svg, table: table(frame, data, labels, exposure), width: frame.width, height }
}

fn area(frame: &Frame, data: &BodiesData, limits: &[Limit], top: f64, exposure: &dyn Fn(f64) -> String) -> Area {
    let bottom = top + frame.width * 0.62;
    let least = drawn(data).map(|(body, _)| body.exposure).fold(f64::INFINITY, f64::min);
    // Limits at tiny exposures are so wide that they would flatten everything else.
    let shown = limits.iter().filter(|limit| limit.exposure >= least);
    let ends = shown.flat_map(|limit| [limit.far.low, limit.far.high]);
    let rates: Vec<f64> = drawn(data).map(|(_, rate)| rate).chain([data.target]).chain(ends).collect();
    let y = Scale::told_apart(&rates, false, (bottom, top), frame.number);
    let names: Vec<String> = y.ticks.iter().map(|tick| (frame.number)(*tick)).collect();
    let left = (text::widest(names.iter(), SMALL) + 10.0).clamp(20.0, frame.width * 0.2);
    let right = frame.width - 10.0;
    let wide = drawn(data).map(|(body, _)| body.exposure);
    let wide: Vec<f64> = wide.chain(limits.iter().map(|limit| limit.exposure)).collect();
    let x = Scale::told_apart(&wide, true, (left, right), exposure);
    Area { left, right, top, bottom, x, y }
}

fn axes(scene: &mut Scene, frame: &Frame, area: &Area, labels: &BodiesLabels, exposure: &dyn Fn(f64) -> String) -> f64 {
    for tick in &area.y.ticks {
        let y = area.y.at(*tick);
        scene.add(line(area.left, y, area.right, y, "p-grid"));
        let name = text::fit(&(frame.number)(*tick), SMALL, area.left - 6.0);
        scene.add(label(area.left - 6.0, y + 4.0, Anchor::End, SMALL, "p-muted", &name));
    }
    let mut free = f64::NEG_INFINITY;
    for tick in &area.x.ticks {
        let (x, name) = (area.x.at(*tick), text::fit(&exposure(*tick), SMALL, 90.0));
        let half = text::width(&name, SMALL) / 2.0;
        let centre = x.clamp(half, (frame.width - half).max(half));
        scene.add(line(x, area.bottom, x, area.bottom + 4.0, "p-axis"));
        if centre - half > free {
            scene.add(label(centre, area.bottom + 17.0, Anchor::Middle, SMALL, "p-muted", &name));
            free = centre + half + 6.0;
        }
    }
    scene.add(line(area.left, area.bottom, area.right, area.bottom, "p-axis"));
    let lines = text::wrap(&labels.exposure, SMALL, area.right - area.left, 2);
    scene.add(label_lines(area.right, area.bottom + 33.0, Anchor::End, SMALL, "p-muted", &lines));
    area.bottom + 25.0 + lines.len() as f64 * 14.0
}

/// One end of a pair of limits.
type End = fn(&Limit) -> f64;

/// Both pairs of limits; the nearer solid, the farther dashed.
fn curves(scene: &mut Scene, limits: &[Limit], area: &Area) {
    let ways: [(End, &str); 4] = [
        (|limit| limit.near.low, "p-limit"),
        (|limit| limit.near.high, "p-limit"),
        (|limit| limit.far.low, "p-limit p-dashed"),
        (|limit| limit.far.high, "p-limit p-dashed"),
    ];
    for (end, class) in ways {
        let (low, high) = (area.top.min(area.bottom), area.top.max(area.bottom));
        let points: Vec<(f64, f64)> =
            limits.iter().map(|limit| (area.x.at(limit.exposure), area.y.at(end(limit)).clamp(low, high))).collect();
        if points.len() > 1 {
            scene.add(path(&points, false, class));
        }
    }
}

/// Shape and class by place: filled circle inside, hollow triangle between, filled diamond outside.
fn look(place: Option<usize>) -> (usize, f64, &'static str) {
    match place {
        Some(1) => (2, 5.0, "p-hi p-hollow"),
        Some(2) => (3, 5.0, "p-hi p-solid"),
        _ => (0, 3.5, "p-mark p-solid"),
    }
}

/// The bodies, and names of those outside both limits as far as they do not cover each other.
fn marks(scene: &mut Scene, frame: &Frame, data: &BodiesData, area: &Area) {
    let mut order: Vec<(&Body, f64)> = drawn(data).collect();
    order.sort_by_key(|(body, _)| place(body));
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for (body, rate) in &order {
        let (x, y) = (area.x.at(body.exposure), area.y.at(*rate));
        let (shape, size, class) = look(place(body));
        let title = Element::new("title").text(format!("{}: {}", body.name, (frame.number)(*rate)));
        let mark = Element::new("g").child(title).child(marker(shape, x, y, size, class));
        scene.add(scene.linked(&body.href, mark));
    }
    for (body, rate) in order.iter().filter(|(body, _)| place(body) == Some(2)) {
        let (x, y) = (area.x.at(body.exposure), area.y.at(*rate));
        let name = text::fit(&body.name, SMALL, frame.width * 0.4);
        let wide = text::width(&name, SMALL);
        let right = x + 9.0 + wide <= frame.width;
        let from = if right { x + 9.0 } else { x - 9.0 - wide };
        let free = !taken.iter().any(|(a, b, at)| from < *b && from + wide > *a && (y - at).abs() < 13.0);
        if free && from >= 0.0 {
            taken.push((from, from + wide, y));
            scene.add(label(from, y + 4.0, Anchor::Start, SMALL, "p-halo", &name));
        }
    }
}

fn entries(labels: &BodiesLabels, frame: &Frame, data: &BodiesData) -> Vec<Entry> {
    let rule = |class: &'static str| move |x: f64, y: f64| line(x, y + 6.0, x + 18.0, y + 6.0, class);
    let target = format!("{} {}", labels.target, frame.say(Reading::Value(data.target)));
    let mut out: Vec<Entry> = vec![
        (Box::new(rule("p-s5 p-line p-thinner")), target),
        (Box::new(rule("p-limit")), labels.near.clone()),
        (Box::new(rule("p-limit p-dashed")), labels.far.clone()),
    ];
    for (index, word) in labels.places.iter().enumerate() {
        if drawn(data).any(|(body, _)| place(body) == Some(index)) {
            let (shape, size, class) = look(Some(index));
            out.push((Box::new(move |x, y| marker(shape, x + 9.0, y + 6.0, size, class)), word.clone()));
        }
    }
    out
}

fn table(frame: &Frame, data: &BodiesData, labels: &BodiesLabels, exposure: &dyn Fn(f64) -> String) -> Table {
    let head = [&labels.body, &labels.exposure, &labels.rate, &labels.near, &labels.far, &labels.place];
    let counts = Frame { number: exposure, ..*frame };
    let row = |body: &Body| {
        vec![
            Cell::plain(body.name.as_str()),
            Cell::plain(counts.say(Reading::Value(body.exposure))),
            Cell::linked(frame.say(body.reading), &body.href),
            Cell::plain(frame.say_span(body.near)),
            Cell::plain(frame.say_span(body.far)),
            Cell::plain(place(body).map(|place| labels.places[place].clone()).unwrap_or_default()),
        ]
    };
    let rows = data.bodies.iter().map(row).collect();
    Table { caption: frame.title.to_owned(), header: head.map(String::clone).to_vec(), rows }
}
