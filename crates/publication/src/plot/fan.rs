//! Legends of tile maps: a strip of eight colours, and the fan of the value-suppressing palette, in which values run
//! along the arc and uncertainty grows towards the apex.

use super::Frame;
use super::draw::{Anchor, label, label_lines, rect};
use super::map::{Coding, MapLabels};
use super::palette;
use super::svg::{Element, Scene, fixed};
use super::text::{self, SMALL};

/// Start and length of the bar at the foot of a tile, in a box of the given width.
pub(super) fn foot(level: usize, bin: usize, width: f64) -> (f64, f64) {
    let length = width / palette::bins(level) as f64;
    (length * bin as f64, length)
}

/// Eight colours with the values at their edges; returns the lower edge.
pub(super) fn strip(
    scene: &mut Scene,
    frame: &Frame,
    coding: &Coding,
    labels: &MapLabels,
    top: f64,
    width: f64,
) -> f64 {
    let head = text::wrap(&labels.value, SMALL, width, 2);
    scene.add(label_lines(0.0, top + 10.0, Anchor::Start, SMALL, "", &head));
    let y = top + head.len() as f64 * 14.0 + 4.0;
    let cell = (width.min(460.0) - 40.0) / 8.0;
    for bin in 0..8 {
        let colour = palette::suppressing(0, bin);
        let x = 20.0 + bin as f64 * cell;
        scene.add(rect(x, y, cell, 16.0, "p-outline").attr("fill", palette::hex(colour)));
        let (start, length) = foot(0, bin, cell - 4.0);
        let bar = if palette::wants_black(colour) { "p-black-mark" } else { "p-white-mark" };
        scene.add(rect(x + 2.0 + start, y + 11.0, length, 3.0, bar));
    }
    for edge in [0, 2, 4, 6, 8] {
        let text = text::fit(&edge_text(frame, coding, f64::from(edge) / 8.0), SMALL, cell * 2.0 - 6.0);
        let half = text::width(&text, SMALL) / 2.0;
        let x = (20.0 + f64::from(edge) * cell).max(half);
        scene.add(label(x, y + 30.0, Anchor::Middle, SMALL, "p-muted", &text));
    }
    y + 40.0
}

fn edge_text(frame: &Frame, coding: &Coding, part: f64) -> String {
    (frame.number)(coding.low * (1.0 - part) + coding.high * part)
}

/// Radius of the fan.
const RADIUS: f64 = 130.0;
/// Half of its angle, in radians.
const HALF: f64 = 0.62;

/// The place at an angle from the vertical and a distance from the apex.
fn polar(apex: (f64, f64), angle: f64, radius: f64) -> (f64, f64) {
    (apex.0 + libm::sin(angle) * radius, apex.1 - libm::cos(angle) * radius)
}

/// The fan with its two axes; returns the lower edge.
pub(super) fn fan(scene: &mut Scene, frame: &Frame, coding: &Coding, labels: &MapLabels, top: f64, width: f64) -> f64 {
    let head = text::wrap(&labels.value, SMALL, width, 2);
    scene.add(label_lines(0.0, top + 10.0, Anchor::Start, SMALL, "", &head));
    let arc_top = top + head.len() as f64 * 14.0 + 22.0;
    let apex = (130.0, arc_top + RADIUS);
    let ring = RADIUS / palette::LEVELS as f64;
    for level in 0..palette::LEVELS {
        let (outside, inside) = (RADIUS - level as f64 * ring, RADIUS - (level + 1) as f64 * ring);
        let count = palette::bins(level);
        for bin in 0..count {
            let angle = |edge: usize| -HALF + 2.0 * HALF * edge as f64 / count as f64;
            let wedge = wedge(apex, (angle(bin), angle(bin + 1)), (inside, outside));
            scene.add(wedge.attr("fill", palette::hex(palette::suppressing(level, bin))).class("p-outline"));
        }
    }
    for edge in [0, 2, 4, 6, 8] {
        let part = f64::from(edge) / 8.0;
        let (x, y) = polar(apex, -HALF + 2.0 * HALF * part, RADIUS + 6.0);
        let anchor = if part < 0.2 {
            Anchor::End
        } else if part > 0.8 {
            Anchor::Start
        } else {
            Anchor::Middle
        };
        let text = text::fit(&edge_text(frame, coding, part), SMALL, 50.0);
        scene.add(label(x, y, anchor, SMALL, "p-muted", &text));
    }
    for level in 0..=palette::LEVELS {
        let (x, y) = polar(apex, HALF, RADIUS - level as f64 * ring);
        let share = level as f64 / palette::LEVELS as f64;
        let text = text::fit(&(frame.number)(coding.widest * share), SMALL, 60.0);
        let down = if level == 0 { 12.0 } else { 4.0 };
        scene.add(label(x + 8.0, y + down, Anchor::Start, SMALL, "p-muted", &text));
    }
    let (x, y) = polar(apex, HALF, RADIUS * 0.62);
    let lines = text::wrap(&labels.uncertainty, SMALL, width - x - 50.0, 4);
    scene.add(label_lines(x + 48.0, y + 2.0, Anchor::Start, SMALL, "", &lines));
    apex.1 + 12.0
}

/// A piece of a ring; with an inner radius of zero, of a disc.
fn wedge(apex: (f64, f64), angles: (f64, f64), radii: (f64, f64)) -> Element {
    let point = |angle: f64, radius: f64| {
        let (x, y) = polar(apex, angle, radius);
        format!("{} {}", fixed(x), fixed(y))
    };
    let arc = |radius: f64, sweep: u8| format!("A{0} {0} 0 0 {sweep} ", fixed(radius));
    let mut d = format!("M{}{}{}", point(angles.0, radii.1), arc(radii.1, 1), point(angles.1, radii.1));
    d.push_str(&format!("L{}", point(angles.1, radii.0)));
    if radii.0 > 0.01 {
        d.push_str(&format!("{}{}", arc(radii.0, 0), point(angles.0, radii.0)));
    }
    d.push('Z');
    Element::new("path").attr("d", d)
}
