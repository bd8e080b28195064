//! How much of the late bids is time zone, on the page of their flag: what would be flagged under every offset, and how many
//! bids came in each hour around the deadline.

use super::{ALL, Context};
use crate::message as say;
use crate::observatory::values::number;
use crate::page::Frame;
use crate::page::layout::section;
use crate::page::table::{Column, Grid, text};
use maud::{Markup, html};
use probity_core::Finding;
use probity_procurement::suite::{BY_HOUR, BY_OFFSET, LATE_BIDS};

/// Both tables; nothing on the pages of other flags, and where no process has the dates.
pub(super) fn tables(context: Context<'_>, frame: &Frame<'_>, code: &str) -> Markup {
    let language = context.language;
    let (offsets, hours) = (rows(context, BY_OFFSET), rows(context, BY_HOUR));
    if code != LATE_BIDS || offsets.is_empty() {
        return html! {};
    }
    let grid = |caption: String, heads: [String; 2], rows: Vec<(String, &Finding)>| {
        let grid = Grid::new(caption);
        let mut grid = heads.into_iter().fold(grid, |grid, head| grid.column(Column::Number, head));
        for (name, finding) in rows {
            grid.row(vec![text(name), number(finding, 0).markup(frame)]);
        }
        grid.markup()
    };
    let by_offset = grid(
        say::proc_late_offsets_caption(language),
        [say::proc_column_offset(language), say::proc_column_units(language)],
        ranges(&offsets),
    );
    let by_hour = grid(
        say::proc_late_hours_caption(language),
        [say::proc_column_hour(language), say::proc_processes_title(language)],
        hours.into_iter().map(|(hour, finding)| (signed(hour), finding)).collect(),
    );
    let body = html! { p { (say::proc_late_text(language)) } (by_offset) (by_hour) };
    section("time-zone", &say::proc_late_title(language), &body)
}

/// The findings of a measure in the order of their hours.
fn rows<'a>(context: Context<'a>, measure: &str) -> Vec<(i64, &'a Finding)> {
    let hours = |finding: &Finding| finding.id.subject.parse().unwrap_or(0);
    let all = context.records().period(LATE_BIDS, measure, ALL);
    let mut rows: Vec<_> = all.map(|finding| (hours(finding), finding)).collect();
    rows.sort_by_key(|row| row.0);
    rows
}

/// Neighbouring offsets that give the same number as one row: often there are two or three.
fn ranges<'a>(offsets: &[(i64, &'a Finding)]) -> Vec<(String, &'a Finding)> {
    let same = |a: &(i64, &Finding), b: &(i64, &Finding)| b.0 == a.0 + 1 && b.1.value == a.1.value;
    let row = |run: &[(i64, &'a Finding)]| match run {
        [] => None,
        [(only, finding)] => Some((offset(*only), *finding)),
        [(first, finding), .., (last, _)] => Some((format!("{} … {}", offset(*first), offset(*last)), *finding)),
    };
    offsets.chunk_by(same).filter_map(row).collect()
}

/// A number of hours with its sign, as it is written in a text.
fn signed(hours: i64) -> String {
    if hours < 0 { format!("−{}", hours.unsigned_abs()) } else { hours.to_string() }
}

/// An offset from UTC.
fn offset(hours: i64) -> String {
    let sign = if hours < 0 { '−' } else { '+' };
    format!("{sign}{:02}:00", hours.unsigned_abs())
}
