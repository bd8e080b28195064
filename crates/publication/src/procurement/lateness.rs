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
use probity_procurement::suite::{BY_HOUR, BY_OFFSET, LATE_BIDS, plain};

/// Both tables; nothing on the pages of other flags, and where no process has the dates.
pub(super) fn tables(context: Context<'_>, frame: &Frame<'_>, code: &str) -> Markup {
    let language = context.language;
    let (offsets, hours) = (rows(context, BY_OFFSET), rows(context, BY_HOUR));
    if code != LATE_BIDS || offsets.is_empty() {
        return html! {};
    }
    let grid = |caption: String, first: String, second: String, rows: &[(i64, String, &Finding)]| {
        let mut grid = Grid::new(caption).column(Column::Number, first).column(Column::Number, second);
        for (_, subject, finding) in rows {
            grid.row(vec![text(subject), number(finding, 0).markup(frame)]);
        }
        grid.markup()
    };
    let by_offset = grid(
        say::proc_late_offsets_caption(language),
        say::proc_column_offset(language),
        say::status_flagged(language),
        &offsets,
    );
    let by_hour = grid(
        say::proc_late_hours_caption(language),
        say::proc_column_hour(language),
        say::proc_processes_title(language),
        &hours,
    );
    let body = html! { p { (say::proc_late_text(language)) } (by_offset) (by_hour) };
    section("time-zone", &say::proc_late_title(language), &body)
}

/// The findings of a measure in the order of their hours, with what each is about.
fn rows<'a>(context: Context<'a>, measure: &str) -> Vec<(i64, String, &'a Finding)> {
    let hours = |subject: &str| subject.split(':').next().and_then(|hours| hours.parse().ok()).unwrap_or(0);
    let row = |finding: &'a Finding| {
        let subject = plain(&finding.id.subject);
        (hours(&subject), subject.replace('-', "−"), finding)
    };
    let mut rows: Vec<_> = context.records().period(LATE_BIDS, measure, ALL).map(row).collect();
    rows.sort_by_key(|row| row.0);
    rows
}
