//! Counts of recorded cases as several pages show them: with their interval, the word for a hidden cell, the break
//! and the verdict on the change. The sentence on what such counts do not mean stands beside them, always.

use crate::locale;
use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::Frame;
use crate::page::table::{Column, Grid, text};
use crate::page::value::{Number, Verdict};
use maud::{Markup, html};

/// A change between two periods: a ratio with its exact interval, and what can be said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The earlier period.
    pub from: String,
    /// The later period.
    pub to: String,
    /// The later count to the earlier.
    pub ratio: Number,
    /// The verdict of the test; `None` when nothing could be tested.
    pub verdict: Option<Verdict>,
}

impl Change {
    /// The verdict with the ratio, linked. It has the colour of text: more recorded cases are neither good nor bad.
    pub fn markup(&self, frame: &Frame<'_>) -> Markup {
        html! {
            span class="neutral" {
                @if let Some(verdict) = self.verdict { (verdict.markup(frame.language)) " " }
                (self.ratio.markup(frame))
            }
        }
    }
}

impl Change {
    /// The change with the years compared: they need not be those of the count beside it.
    fn with_years(&self, frame: &Frame<'_>) -> Markup {
        let years = locale::range(&self.from, &self.to);
        html! { (self.markup(frame)) " " span class="years" { (years) } }
    }
}

/// One series: what is counted, its latest count, how it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The stage of the procedure and what is counted, in words.
    pub stage: String,
    /// The offence, in words.
    pub offence: String,
    /// The latest period.
    pub period: String,
    /// The count.
    pub count: Number,
    /// Remarks on the count, such as a break in the series.
    pub marks: Vec<String>,
    /// The latest change.
    pub change: Option<Change>,
}

/// The recorded cases of an area.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The main series over time.
    pub figure: Option<Figure>,
    /// The series, in the order of the procedure.
    pub rows: Vec<Row>,
}

/// What a count of recorded cases says and does not say.
pub fn caution(frame: &Frame<'_>) -> Markup {
    html! { p class="caution" { strong { (say::recorded_caution(frame.language)) } " " (say::recorded_caution_why(frame.language)) } }
}

/// The figure and the table; `area` is the name of the country or region.
pub fn markup(frame: &Frame<'_>, area: &str, view: &View) -> Markup {
    html! {
        (caution(frame))
        @if let Some(figure) = &view.figure { (figure.markup(frame)) }
        (table(frame, area, &view.rows))
    }
}

fn table(frame: &Frame<'_>, area: &str, rows: &[Row]) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::recorded_caption(language, area))
        .column(Column::Text, say::column_offence(language))
        .column(Column::Text, say::column_stage(language))
        .column(Column::Text, say::column_period(language))
        .column(Column::Number, say::column_count(language))
        .column(Column::Number, say::column_interval(language))
        .column(Column::Text, say::column_change(language))
        .column(Column::Text, say::column_remarks(language));
    for row in rows {
        grid.row(vec![
            text(&row.offence),
            text(&row.stage),
            text(&row.period),
            row.count.bare(frame),
            row.count.interval_markup(frame),
            row.change.as_ref().map_or_else(|| html! { "–" }, |change| change.with_years(frame)),
            text(row.marks.join("; ")),
        ]);
    }
    grid.markup()
}
