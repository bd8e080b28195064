//! What is recorded, by kind: how many, and the records of one kind, page by page.

use super::link;
use crate::acts::words;
use crate::exchange::Answered;
use crate::settings::SETTINGS;
use crate::work::Desk;
use maud::html;
use probity_commitments::record::Kind;
use probity_publication::page::table::{Column, Grid, code, text};
use probity_publication::route::query;

/// All kinds of which something is recorded.
pub(super) fn kinds(desk: &Desk<'_>) -> Answered {
    let (say, language) = (desk.say(), desk.asked.language);
    let mut grid = Grid::new(say.plain("records-caption"))
        .column(Column::Text, say.plain("records-kind"))
        .column(Column::Number, say.plain("records-count"));
    for kind in Kind::ALL {
        let count = desk.reader.state.of_kind(*kind).filter(|(_, kept)| desk.reader.sees(kept)).count();
        if count > 0 {
            let to = html! { a href=(desk.href(&format!("record/{kind}"))) { (words::capital(&words::kind(*kind, language))) } };
            grid.row(vec![to, text(count.to_string())]);
        }
    }
    desk.page(200, &say.plain("nav-records"), grid.markup())
}

/// The records of one kind, in the order of their keys.
pub(super) fn of_kind(desk: &Desk<'_>, kind: Kind) -> Answered {
    let (say, language) = (desk.say(), desk.asked.language);
    let title = words::capital(&words::kind(kind, language));
    let after = desk.asked.first("after").unwrap_or_default();
    let seen = desk.reader.state.of_kind(kind).filter(|(key, kept)| *key > after && desk.reader.sees(kept));
    let mut rows: Vec<_> = seen.take(SETTINGS.page + 1).collect();
    let more = rows.len() > SETTINGS.page;
    rows.truncate(SETTINGS.page);
    let mut grid = Grid::new(title.clone())
        .column(Column::Text, say.plain("records-name"))
        .column(Column::Code, say.plain("records-key"))
        .column(Column::Text, say.plain("record-actor"))
        .column(Column::Text, say.plain("record-effective"));
    for (_, kept) in &rows {
        let own = kept.record.key();
        grid.row(vec![link(desk, kind, &own), code(&own), text(&kept.actor), text(kept.effective.to_string())]);
    }
    let next = rows.last().filter(|_| more).map(|(key, _)| query(&[("after", key)]));
    let body = html! {
        p class="crumb" { a href=(desk.href("record")) { (say.plain("nav-records")) } }
        @if rows.is_empty() { p { (say.plain("records-none")) } } @else { (grid.markup()) }
        @if let Some(next) = next {
            p { a rel="next" href=(desk.href(&format!("record/{kind}{next}"))) { (say.plain("page-next")) } }
        }
    };
    desk.page(200, &title, body)
}
