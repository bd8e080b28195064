//! What each publisher's data allow: for every flag the share of processes it could judge. A flag that cannot judge is no
//! sign that all is well.

use super::words::share;
use super::{ALL, Context, JUDGED, is_flag};
use crate::message as say;
use crate::page::Frame;
use crate::page::layout::{Page, document};
use crate::page::table::{Column, Grid};
use crate::route::Route;
use maud::html;
use std::collections::BTreeSet;

/// The page.
pub(super) fn page(context: Context<'_>, frame: &Frame<'_>) -> String {
    let language = context.language;
    let publishers: BTreeSet<&str> = context.records().cards.values().map(|card| card.publisher.as_str()).collect();
    let mut grid =
        Grid::new(say::proc_coverage_caption(language)).column(Column::Text, say::proc_column_flag(language));
    for publisher in &publishers {
        grid = grid.column(Column::Number, *publisher);
    }
    for code in context.records().shared.keys().filter(|id| is_flag(id)) {
        let of_processes = context.rate(code, JUDGED, "_T").is_some();
        if !of_processes {
            continue;
        }
        let mut row = vec![context.flag(code)];
        row.extend(publishers.iter().map(|publisher| {
            let finding = context.records().get(code, JUDGED, publisher, ALL);
            share(frame, finding)
        }));
        grid.row(row);
    }
    let title = say::proc_nav_coverage(language);
    let body = html! {
        p class="crumb" { a href=(frame.href(&Route::Flags)) { (say::proc_nav_flags(language)) } }
        h1 { (title) }
        p class="lead" { (say::proc_coverage_lead(language)) }
        (grid.markup())
    };
    document(frame, &Page { kind: "coverage", title: &title, noindex: false }, &body)
}
