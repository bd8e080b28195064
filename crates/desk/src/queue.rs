//! The first page: what waits for a person by their roles. Counts first, then a table for each sort, every row with a link
//! to the act that is the next step, prefilled.

mod find;
mod window;

use crate::exchange::Answered;
use crate::settings::SETTINGS;
use crate::work::Desk;
use find::Waiting;
use maud::{Markup, html};
use probity_publication::page::table::{Column, Grid};
use probity_publication::route::query;

/// The first page; with `of`, one sort of things, page by page.
pub(crate) fn page(desk: &Desk<'_>) -> Answered {
    let say = desk.say();
    let all = find::all(desk);
    if let Some(it) = all.iter().find(|it| desk.asked.first("of") == Some(it.key)) {
        return one(desk, it);
    }
    let count = all.iter().map(|it| it.found.len()).sum();
    let body = html! {
        @if desk.work.person.actor.is_none() { p class="caution" { (say.plain("acts-no-actor")) } }
        p class="lead" { (say.count("queue-lead", count)) }
        @if !all.is_empty() {
            ul class="cards" {
                @for it in &all {
                    li class="card" {
                        p class="label" { a href={ "#" (it.key) } { (say.plain(it.key)) } }
                        p class="big" { (it.found.len()) }
                    }
                }
            }
        }
        @for it in &all { (section(desk, it)) }
    };
    desk.page(200, &say.plain("nav-waiting"), body)
}

/// What waits longest of one sort, and the way to the rest.
fn section(desk: &Desk<'_>, it: &Waiting<'_>) -> Markup {
    let say = desk.say();
    let heading = format!("heading-{}", it.key);
    let more = it.found.len() > SETTINGS.queue;
    html! {
        section id=(it.key) aria-labelledby=(heading) {
            h2 id=(heading) { (say.plain(it.key)) }
            (table(desk, it, 0, SETTINGS.queue))
            @if more {
                p { a href=(desk.href(&query(&[("of", it.key)]))) { (say.count("queue-all", it.found.len())) } }
            }
        }
    }
}

/// One sort of things, page by page.
fn one(desk: &Desk<'_>, it: &Waiting<'_>) -> Answered {
    let say = desk.say();
    let from = desk.asked.first("from").and_then(|from| from.parse().ok()).unwrap_or_default();
    let after: usize = SETTINGS.page.saturating_add(from);
    let next = (it.found.len() > after).then(|| query(&[("of", it.key), ("from", &after.to_string())]));
    let body = html! {
        p class="crumb" { a href=(desk.href("")) { (say.plain("nav-waiting")) } " · " (it.found.len()) }
        (table(desk, it, from, SETTINGS.page))
        @if let Some(next) = next { p { a rel="next" href=(desk.href(&next)) { (say.plain("page-next")) } } }
    };
    desk.page(200, &say.plain(it.key), body)
}

fn table(desk: &Desk<'_>, it: &Waiting<'_>, from: usize, most: usize) -> Markup {
    let say = desk.say();
    let mut grid = Grid::new(say.plain(it.key))
        .column(Column::Text, say.plain("queue-what"))
        .column(Column::Text, say.plain("queue-who"))
        // What needs review waits for a reason, everything else for a day.
        .column(Column::Text, say.plain(if it.key == "queue-review" { "queue-why" } else { "queue-when" }))
        .column(Column::Text, say.plain("queue-next"));
    for found in it.found.iter().skip(from).take(most) {
        let row = (found.row)();
        let next = html! { @if let Some((path, called)) = &row.next { a href=(desk.href(path)) { (called) } } };
        grid.row(vec![row.what, row.who, row.when, next]);
    }
    grid.markup()
}
