//! The first page: what waits for a person by their roles. Counts first, then a table for each sort, every row with a link
//! to the act that is the next step, prefilled.

mod find;
mod window;

use crate::exchange::Answered;
use crate::work::Desk;
use find::Waiting;
use maud::{Markup, html};
use probity_publication::page::table::{Column, Grid};

/// The first page.
pub(crate) fn page(desk: &Desk<'_>) -> Answered {
    let say = desk.say();
    let all = find::all(desk);
    let count = all.iter().map(|it| it.rows.len()).sum();
    let body = html! {
        @if desk.work.person.actor.is_none() { p class="caution" { (say.plain("acts-no-actor")) } }
        p class="lead" { (say.count("queue-lead", count)) }
        @if !all.is_empty() {
            ul class="cards" {
                @for it in &all {
                    li class="card" {
                        p class="label" { a href={ "#" (it.key) } { (say.plain(it.key)) } }
                        p class="big" { (it.rows.len()) }
                    }
                }
            }
        }
        @for it in &all { (section(desk, it)) }
    };
    desk.page(200, &say.plain("nav-waiting"), body)
}

fn section(desk: &Desk<'_>, it: &Waiting) -> Markup {
    let say = desk.say();
    let heading = format!("heading-{}", it.key);
    let mut grid = Grid::new(say.plain(it.key))
        .column(Column::Text, say.plain("queue-what"))
        .column(Column::Text, say.plain("queue-who"))
        // What needs review waits for a reason, everything else for a day.
        .column(Column::Text, say.plain(if it.key == "queue-review" { "queue-why" } else { "queue-when" }))
        .column(Column::Text, say.plain("queue-next"));
    for row in &it.rows {
        let next = html! { @if let Some((path, called)) = &row.next { a href=(desk.href(path)) { (called) } } };
        grid.row(vec![row.what.clone(), row.who.clone(), row.when.clone(), next]);
    }
    html! {
        section id=(it.key) aria-labelledby=(heading) {
            h2 id=(heading) { (say.plain(it.key)) }
            (grid.markup())
        }
    }
}
