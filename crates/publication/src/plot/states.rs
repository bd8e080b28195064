//! How absent values look: unknown, not applicable, withheld and suppressed have a pattern each, so that none of them
//! can be taken for a low value or for another. The key under a plot names only the marks that occur in it.

use super::draw::{Anchor, label, marker, rect};
use super::svg::{Element, Scene};
use super::text::{self, SMALL};
use super::{Frame, Reading};
use std::collections::BTreeSet;

/// What a key can explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Provisional,
    Unknown,
    NotApplicable,
    Withheld,
    Suppressed,
}

/// Why a reading has no value.
pub(super) fn absence(reading: Reading) -> Option<Kind> {
    match reading {
        Reading::Value(value) if value.is_finite() => None,
        Reading::Value(_) | Reading::Unknown => Some(Kind::Unknown),
        Reading::NotApplicable => Some(Kind::NotApplicable),
        Reading::Withheld => Some(Kind::Withheld),
        Reading::Suppressed => Some(Kind::Suppressed),
    }
}

/// Defines the patterns the kinds need.
pub(super) fn define(scene: &mut Scene, kinds: &BTreeSet<Kind>) {
    for kind in kinds {
        let (name, d) = match kind {
            Kind::Unknown => ("sparse", "M-2 10L10 -2"),
            Kind::Withheld => ("cross", "M0 0L6 6M6 0L0 6"),
            Kind::Suppressed => ("hatch", "M-1 4L4 9M-1 -1L7 7M4 -1L7 2"),
            Kind::Provisional | Kind::NotApplicable => continue,
        };
        let size = if *kind == Kind::Unknown { "8" } else { "6" };
        let pattern = Element::new("pattern").attr("id", scene.id(name)).attr("width", size).attr("height", size);
        let pattern = pattern.attr("patternUnits", "userSpaceOnUse");
        scene.define(pattern.child(Element::new("path").attr("d", d).class("p-hatch")));
    }
}

/// The name of the pattern of a kind that has one.
pub(super) fn pattern(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Unknown => Some("sparse"),
        Kind::Withheld => Some("cross"),
        Kind::Suppressed => Some("hatch"),
        Kind::Provisional | Kind::NotApplicable => None,
    }
}

/// A rectangle that stands for an absent value.
pub(super) fn slot(scene: &Scene, kind: Kind, x: f64, y: f64, width: f64, height: f64) -> Element {
    let Some(fill) = pattern(kind) else { return rect(x, y, width, height, "p-outline p-dashed p-empty") };
    let class = if kind == Kind::Unknown { "p-outline p-dashed" } else { "p-outline" };
    rect(x, y, width, height, class).attr("fill", format!("url(#{})", scene.id(fill)))
}

/// One entry of a key: a glyph drawn in a box of 18 × 12 at the given corner, and its text.
pub(super) type Entry = (Box<dyn Fn(f64, f64) -> Element>, String);

/// Entries for the kinds that occur, in fixed order.
pub(super) fn entries(scene: &Scene, frame: &Frame, kinds: &BTreeSet<Kind>) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    for kind in kinds {
        let word = match kind {
            Kind::Provisional => &frame.words.provisional,
            Kind::Unknown => &frame.words.unknown,
            Kind::NotApplicable => &frame.words.not_applicable,
            Kind::Withheld => &frame.words.withheld,
            Kind::Suppressed => &frame.words.suppressed,
        };
        if *kind == Kind::Provisional {
            out.push((Box::new(|x, y| marker(0, x + 9.0, y + 6.0, 4.0, "p-s5 p-hollow")), word.clone()));
            continue;
        }
        let glyph = slot(scene, *kind, 0.0, 0.0, 18.0, 12.0);
        let place = move |x: f64, y: f64| {
            let shift = format!("translate({} {})", super::svg::fixed(x), super::svg::fixed(y));
            Element::new("g").attr("transform", shift).child(glyph.clone())
        };
        out.push((Box::new(place), word.clone()));
    }
    out
}

/// Draws a key from `left` to `right` under `top`, in as many lines as it needs; returns its lower edge.
pub(super) fn key(scene: &mut Scene, entries: &[Entry], left: f64, right: f64, top: f64) -> f64 {
    if entries.is_empty() {
        return top;
    }
    let (mut x, mut y) = (left, top + 6.0);
    for (glyph, word) in entries {
        let word = text::fit(word, SMALL, right - left - 24.0);
        let width = 24.0 + text::width(&word, SMALL);
        if x > left && x + width > right {
            (x, y) = (left, y + 18.0);
        }
        scene.add(glyph(x, y));
        scene.add(label(x + 24.0, y + 10.0, Anchor::Start, SMALL, "", &word));
        x += width + 14.0;
    }
    y + 18.0
}
