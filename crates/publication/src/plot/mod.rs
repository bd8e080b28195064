//! Drawings that can be checked: every plot is pure text made from typed data, with the same bytes every time, and
//! comes with a table of the same numbers for readers who cannot or do not want to see the drawing. Texts arrive
//! translated and numbers are formatted by the caller, so nothing here knows a language.

pub mod bars;
pub mod bodies;
pub mod calendar;
pub mod card;
mod draw;
mod fan;
pub mod funnel;
pub mod geo;
pub mod heat;
pub mod map;
pub mod multiples;
pub mod palette;
pub mod ranked;
mod rows;
mod scale;
pub mod series;
mod series_marks;
pub mod spark;
mod states;
pub mod svg;
#[cfg(test)]
mod tests;
mod text;
pub mod tiles;
pub mod waterfall;

pub use bars::{Bar, BarsData, BarsLabels, bars};
pub use bodies::{BodiesData, BodiesLabels, Body, Limit, bodies};
pub use calendar::{CalendarData, CalendarLabels, Event, Month, calendar};
pub use card::{CardData, CardLabels, card};
pub use funnel::{FunnelCohort, FunnelData, FunnelLabels, FunnelStep, funnel};
pub use geo::{GeoData, GeometryError, World, geo};
pub use heat::{HeatCell, HeatData, HeatLabels, HeatRow, heat};
pub use map::{MapCell, MapData, MapLabels, MapStyle, map};
pub use multiples::multiples;
pub use ranked::{Order, RankedData, RankedLabels, RankedRow, ranked};
pub use series::{Line, Point, SeriesData, SeriesLabels, series};
pub use spark::{SparkData, spark};
pub use tiles::Layout;
pub use waterfall::{Step, StepKind, WaterfallData, WaterfallLabels, waterfall};

/// The style sheet every page with a plot must serve (light, dark by `prefers-color-scheme`, print). Drawings carry
/// classes only, so that `style-src 'self'` suffices.
pub const PLOT_CSS: &str = include_str!("plot.css");

/// A value, or the reason why there is none. The reasons are drawn differently from each other and never as zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// A number; a number that is not finite is treated as [`Reading::Unknown`].
    Value(f64),
    /// Nobody knows, or nobody collected it.
    Unknown,
    /// The question does not arise.
    NotApplicable,
    /// Known to the producer, not released.
    Withheld,
    /// Removed by disclosure control.
    Suppressed,
}

impl Reading {
    /// The number, when there is a finite one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) if value.is_finite() => Some(value),
            _ => None,
        }
    }
}

/// The two ends of an interval, in the unit of the plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Span {
    /// A span with its ends in order.
    pub fn new(one: f64, other: f64) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    /// The span with its ends in order, or `None` when an end is not finite.
    pub(crate) fn checked(self) -> Option<Self> {
        (self.low.is_finite() && self.high.is_finite()).then(|| Self::new(self.low, self.high))
    }
}

/// The translated words for values that are not simply there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateWords {
    /// For a value that may still be revised.
    pub provisional: String,
    /// For [`Reading::Unknown`].
    pub unknown: String,
    /// For [`Reading::NotApplicable`].
    pub not_applicable: String,
    /// For [`Reading::Withheld`].
    pub withheld: String,
    /// For [`Reading::Suppressed`].
    pub suppressed: String,
}

/// What all plots need besides their data.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Prefix of every id in the drawing; unique on its page. Letters, digits, `-` and `_`; others become `-`.
    pub id: &'a str,
    /// What the drawing shows: its accessible name and the caption of its table.
    pub title: &'a str,
    /// What a reader sees in it, in one or two sentences.
    pub description: &'a str,
    /// Width of the drawing in its own units; texts are 14 units high. Drawings scale to their column.
    pub width: f64,
    /// Whether marks are links too. A linked drawing is a `group`, not an `img`, because the parts of an image are
    /// hidden from assistive technology. The links are in the table in any case.
    pub links: bool,
    /// Words for absent values.
    pub words: &'a StateWords,
    /// How a number is written for the reader (decimal comma, decimals, sign).
    pub number: &'a dyn Fn(f64) -> String,
}

/// The width that keeps texts readable on a phone of 360 px and in a page column.
pub const WIDTH: f64 = 460.0;

impl<'a> Frame<'a> {
    /// A frame of the usual width without links in the drawing.
    pub fn new(
        id: &'a str,
        title: &'a str,
        description: &'a str,
        words: &'a StateWords,
        number: &'a dyn Fn(f64) -> String,
    ) -> Self {
        Self { id, title, description, width: WIDTH, links: false, words, number }
    }

    /// The reader's text for a reading: the number or the word for its absence.
    pub fn say(&self, reading: Reading) -> String {
        match reading {
            Reading::Value(value) if value.is_finite() => (self.number)(value),
            Reading::Value(_) | Reading::Unknown => self.words.unknown.clone(),
            Reading::NotApplicable => self.words.not_applicable.clone(),
            Reading::Withheld => self.words.withheld.clone(),
            Reading::Suppressed => self.words.suppressed.clone(),
        }
    }

    /// The reader's text for an interval; empty when there is none.
    pub fn say_span(&self, span: Option<Span>) -> String {
        span.and_then(Span::checked)
            .map(|span| format!("{} – {}", (self.number)(span.low), (self.number)(span.high)))
            .unwrap_or_default()
    }
}

/// A cell of a twin table: plain text, with the page of its observation when there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What the reader sees; not escaped.
    pub text: String,
    /// The address it links to.
    pub href: Option<String>,
}

impl Cell {
    /// A cell without a link.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }

    /// A cell with the link, if there is one.
    pub fn linked(text: impl Into<String>, href: &Option<String>) -> Self {
        Self { text: text.into(), href: href.as_deref().and_then(svg::safe_href).map(str::to_owned) }
    }
}

/// The same numbers as the drawing. The first cell of a row names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Caption.
    pub caption: String,
    /// One text a column.
    pub header: Vec<String>,
    /// As many cells a row as the header has texts.
    pub rows: Vec<Vec<Cell>>,
}

/// A drawing and its table.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// `<svg>…</svg>` to place in a page that serves [`PLOT_CSS`].
    pub svg: String,
    /// The twin table.
    pub table: Table,
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
}

impl Plot {
    /// A file of its own; see [`standalone`].
    pub fn standalone(&self) -> String {
        standalone(&self.svg, self.width, self.height)
    }
}

/// A drawing as a file of its own: size in pixels, and the style sheet inside with the light colours resolved, so that
/// viewers and renderers without custom properties draw it too.
pub fn standalone(drawing: &str, width: f64, height: f64) -> String {
    let size = format!(
        " width=\"{}\" height=\"{}\" font-family=\"Noto Sans, sans-serif\"",
        svg::fixed(width),
        svg::fixed(height)
    );
    let sized = drawing.replacen(" width=\"100%\"", &size, 1);
    let style = format!("</desc><style>{}</style>", svg::escape(&palette::flat_css()));
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", sized.replacen("</desc>", &style, 1))
}
