//! The gallery's figures: the real plots over invented numbers.

use crate::locale::number;
use crate::page::{Figure, drawing};
use crate::plot::{Frame, Line, Order, Point, RankedData, RankedRow, Reading, SeriesData, Span, ranked, series};
use crate::route::Route;
use probity_core::Language;

/// A labelled number with its interval and the observation it is.
pub(super) struct Dot {
    pub label: String,
    pub low: f64,
    pub value: f64,
    pub high: f64,
    pub observation: Option<String>,
}

fn href(language: Language, dot: &Dot) -> Option<String> {
    dot.observation.as_ref().map(|id| Route::Observation(id.clone()).href(language))
}

/// Dots with whiskers.
pub(super) fn dots(language: Language, id: &str, title: &str, unit: &str, dots: &[Dot]) -> Figure {
    let write = |value: f64| number(language, value, 1);
    let words = drawing::states(language);
    let rows = dots.iter().map(|dot| RankedRow {
        name: dot.label.clone(),
        reading: Reading::Value(dot.value),
        interval: Some(Span::new(dot.low, dot.high)),
        rank: Some((1, 8)),
        highlighted: false,
        provisional: false,
        href: href(language, dot),
    });
    let data = RankedData { rows: rows.collect(), order: Order::HighFirst, from_zero: false };
    let plot = ranked(&Frame::new(id, title, title, &words, &write), &data, &drawing::ranked(language, unit, 90));
    Figure { title: title.to_owned(), note: String::new(), plot }
}

/// One line a name, each over the same years.
pub(super) fn lines(language: Language, title: &str, unit: &str, dots: &[Dot]) -> Figure {
    lines_in(language, "series", title, unit, dots)
}

/// The same with another prefix of its ids, for a page with two of them.
pub(super) fn lines_in(language: Language, id: &str, title: &str, unit: &str, dots: &[Dot]) -> Figure {
    let write = |value: f64| number(language, value, 1);
    let words = drawing::states(language);
    let point = |dot: &Dot, year: u16| {
        let shift = f64::from(year % 5);
        Point {
            x: f64::from(year),
            label: year.to_string(),
            reading: if year == 2019 { Reading::Suppressed } else { Reading::Value(dot.value - shift) },
            inner: None,
            outer: Some(Span::new(dot.low - shift, dot.high - shift)),
            provisional: year == 2024,
            break_before: None,
            href: href(language, dot),
        }
    };
    let line =
        |dot: &Dot| Line { name: dot.label.clone(), points: (2012..=2024).map(|year| point(dot, year)).collect() };
    let data = SeriesData { lines: dots.iter().map(line).collect(), from_zero: false };
    let plot = series(&Frame::new(id, title, title, &words, &write), &data, &drawing::series(language, unit, 90));
    Figure { title: title.to_owned(), note: String::new(), plot }
}
