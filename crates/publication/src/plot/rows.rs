//! Rows of "name, dot with whisker, number" under a common axis: the shape that ranked lists, coverage bars and
//! waterfalls share. Columns are as wide as their texts need; the drawing gets what is left.

use super::draw::{Anchor, label, label_lines, line, marker};
use super::scale::Scale;
use super::svg::{Element, Scene};
use super::text::{self, SIZE, SMALL};
use super::{Frame, Span};

/// Height of a line of a name.
const LEAD: f64 = 16.0;
/// Bold letters are about a tenth wider than those of the estimate.
const BOLD: f64 = 1.12;

/// Columns of a row plot, left to right: lead text, name, drawing, value.
pub(super) struct Columns {
    /// Right edge of the lead text (rank); 0 when there is none.
    pub lead: f64,
    pub name: f64,
    pub name_width: f64,
    pub left: f64,
    pub right: f64,
    pub width: f64,
}

impl Columns {
    /// Columns for the given texts.
    pub fn new(width: f64, leads: &[String], names: &[String], values: &[String]) -> Self {
        let lead = (text::widest(leads.iter(), SMALL) + 3.0).min(width * 0.16);
        let lead = if leads.is_empty() || lead <= 3.0 { 0.0 } else { lead };
        let name = if lead > 0.0 { lead + 8.0 } else { 0.0 };
        // Room for the longest name in bold, should it be the highlighted one.
        let name_width = (text::widest(names.iter(), SIZE) * BOLD).min(width * 0.36).max(20.0);
        let value = text::widest(values.iter(), SIZE).min(width * 0.2);
        Self { lead, name, name_width, left: name + name_width + 12.0, right: width - value - 14.0, width }
    }

    /// The name broken into its lines.
    pub fn lines(&self, name: &str, bold: bool) -> Vec<String> {
        text::wrap(name, SIZE, self.name_width / if bold { BOLD } else { 1.0 }, 3)
    }

    /// Height of a row with a name of so many lines.
    pub fn height(lines: &[String]) -> f64 {
        (lines.len() as f64 * LEAD + 6.0).max(22.0)
    }

    /// The name, centred on `middle`.
    pub fn draw_name(&self, lines: &[String], middle: f64, class: &str) -> Element {
        let first = middle + 5.0 - (lines.len() as f64 - 1.0) * LEAD / 2.0;
        label_lines(self.name, first, Anchor::Start, SIZE, class, lines)
    }

    /// The number at the right end.
    pub fn draw_value(&self, value: &str, middle: f64, class: &str) -> Element {
        let room = self.width - self.right - 8.0;
        label(self.width, middle + 5.0, Anchor::End, SIZE, class, &text::fit(value, SIZE, room))
    }

    /// Tick names on a line and rules down to `bottom`; names that would touch are left out.
    pub fn axis(&self, scene: &mut Scene, frame: &Frame, scale: &Scale, baseline: f64, top: f64, bottom: f64) {
        let mut free = f64::NEG_INFINITY;
        for tick in &scale.ticks {
            let x = scale.at(*tick);
            scene.add(line(x, top, x, bottom, "p-grid"));
            let name = text::fit(&(frame.number)(*tick), SMALL, 80.0);
            let half = text::width(&name, SMALL) / 2.0;
            let centre = x.min(self.width - half);
            if centre - half > free {
                scene.add(label(centre, baseline, Anchor::Middle, SMALL, "p-muted", &name));
                free = centre + half + 6.0;
            }
        }
    }
}

/// A dot with its whisker. `class` names the colour; a provisional dot is hollow.
pub(super) fn dot(
    scale: &Scale,
    value: f64,
    span: Option<Span>,
    y: f64,
    class: &str,
    hollow: bool,
    shape: usize,
) -> Element {
    let mut group = Element::new("g");
    if let Some(span) = span.and_then(Span::checked) {
        group.push(line(scale.at(span.low), y, scale.at(span.high), y, &format!("{class} p-whisker")));
    }
    let fill = if hollow { "p-hollow" } else { "p-solid" };
    group.push(marker(shape, scale.at(value), y, 4.5, &format!("{class} {fill}")));
    group
}

/// Every end of a span and every value, for scaling.
pub(super) fn extent(value: Option<f64>, span: Option<Span>) -> Vec<f64> {
    let ends = span.and_then(Span::checked).map(|span| [span.low, span.high]);
    value.into_iter().chain(ends.into_iter().flatten()).collect()
}
