//! The few shapes all plots are made of.

use super::svg::Element;

/// Which point of a text lies at its coordinate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text on a baseline.
pub(super) fn label(x: f64, y: f64, anchor: Anchor, size: f64, class: &str, text: &str) -> Element {
    label_lines(x, y, anchor, size, class, std::slice::from_ref(&text.to_owned()))
}

/// Lines of text, the first on the baseline `y`.
pub(super) fn label_lines(x: f64, y: f64, anchor: Anchor, size: f64, class: &str, lines: &[String]) -> Element {
    let mut element = Element::new("text").num("x", x).num("y", y);
    match anchor {
        Anchor::Start => {}
        Anchor::Middle => element = element.attr("text-anchor", "middle"),
        Anchor::End => element = element.attr("text-anchor", "end"),
    }
    if size != super::text::SIZE {
        element = element.num("font-size", size);
    }
    if !class.is_empty() {
        element = element.class(class);
    }
    if let [only] = lines {
        return element.text(only.as_str());
    }
    for (index, line) in lines.iter().enumerate() {
        let lead = if index == 0 { 0.0 } else { size * 1.15 };
        element.push(Element::new("tspan").num("x", x).num("dy", lead).text(line.as_str()));
    }
    element
}

/// A straight line.
pub(super) fn line(x1: f64, y1: f64, x2: f64, y2: f64, class: &str) -> Element {
    Element::new("line").num("x1", x1).num("y1", y1).num("x2", x2).num("y2", y2).class(class)
}

/// A rectangle.
pub(super) fn rect(x: f64, y: f64, width: f64, height: f64, class: &str) -> Element {
    let rect = Element::new("rect").num("x", x).num("y", y);
    rect.num("width", width.max(0.0)).num("height", height.max(0.0)).class(class)
}

/// A path through points.
pub(super) fn path(points: &[(f64, f64)], closed: bool, class: &str) -> Element {
    let mut d = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        d.push(if index == 0 { 'M' } else { 'L' });
        d.push_str(&super::svg::fixed(*x));
        d.push(' ');
        d.push_str(&super::svg::fixed(*y));
    }
    if closed {
        d.push('Z');
    }
    Element::new("path").attr("d", d).class(class)
}

/// A closed mark whose shape tells series apart without colour: circle, square, triangle, diamond, triangle on its
/// tip, plus; then again from the start.
pub(super) fn marker(shape: usize, x: f64, y: f64, r: f64, class: &str) -> Element {
    let corners: &[(f64, f64)] = match shape % 6 {
        0 => return Element::new("circle").num("cx", x).num("cy", y).num("r", r).class(class),
        1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        2 => &[(0.0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
        3 => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
        4 => &[(0.0, 1.2), (1.15, -0.9), (-1.15, -0.9)],
        _ => &[
            (-0.45, -1.2),
            (0.45, -1.2),
            (0.45, -0.45),
            (1.2, -0.45),
            (1.2, 0.45),
            (0.45, 0.45),
            (0.45, 1.2),
            (-0.45, 1.2),
            (-0.45, 0.45),
            (-1.2, 0.45),
            (-1.2, -0.45),
            (-0.45, -0.45),
        ],
    };
    let points: Vec<(f64, f64)> = corners.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)).collect();
    path(&points, true, class)
}
