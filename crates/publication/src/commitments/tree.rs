//! A document of the room in the site's own forms: its sections, tables and boxes, with links to the other documents.

use crate::page::Frame;
use crate::page::layout;
use crate::page::table::{Column, Grid};
use crate::route::Route;
use maud::{Markup, html};
use probity_commitments::report::{Block, Phrase, Section, Side, Span, Table};

/// A section with its heading.
pub(crate) fn section(frame: &Frame<'_>, section: &Section) -> Markup {
    let title = match section.number.as_str() {
        "" => section.title.clone(),
        number => format!("{number}. {}", section.title),
    };
    let body = html! { @for block in &section.blocks { (one(frame, block)) } };
    layout::section(&section.id, &title, &body)
}

fn one(frame: &Frame<'_>, block: &Block) -> Markup {
    match block {
        Block::Heading(text) => html! { h3 { (text) } },
        Block::Paragraph { text, .. } => html! { p { (phrase(frame, text)) } },
        Block::Boxed { label, text } => html! {
            blockquote { p { strong { (label) } } p { (phrase(frame, text)) } }
        },
        Block::Sides { caption, sides: all } => sides(frame, caption, all),
        Block::Table(found) => table(frame, found),
        Block::List(items) => html! { ul { @for item in items { li { (phrase(frame, item)) } } } },
    }
}

/// Columns of equal width, one a voice.
fn sides(frame: &Frame<'_>, caption: &str, sides: &[Side]) -> Markup {
    html! {
        div class="scroll" role="region" tabindex="0" aria-label=(caption) {
            table class="sides" {
                caption { span { (caption) } }
                thead { tr { @for side in sides { th scope="col" class="t" { (side.label) } } } }
                tbody {
                    tr { @for side in sides { td class="t" { @for item in &side.items { p { (phrase(frame, item)) } } } } }
                }
            }
        }
    }
}

fn table(frame: &Frame<'_>, found: &Table) -> Markup {
    let numeric = |column: usize| found.rows.iter().any(|row| row.get(column).is_some_and(|cell| cell.numeric));
    let mut grid = Grid::new(found.caption.clone());
    for (at, title) in found.header.iter().enumerate() {
        grid = grid.column(if numeric(at) { Column::Number } else { Column::Text }, title.clone());
    }
    for row in &found.rows {
        grid.row(row.iter().map(|cell| phrase(frame, &cell.text)).collect());
    }
    grid.markup()
}

/// Running text.
pub(super) fn phrase(frame: &Frame<'_>, phrase: &Phrase) -> Markup {
    html! { @for piece in &phrase.0 { (span(frame, piece)) } }
}

fn span(frame: &Frame<'_>, span: &Span) -> Markup {
    let text = html! {
        @if let Some(mark) = &span.mark { span class="small" { (mark) } " " }
        @match &span.language {
            Some(language) => { span lang=(language) { (span.text) } }
            None => { (span.text) }
        }
    };
    match &span.link {
        Some(link) => {
            let route = Route::Commitments(link.kind, link.reference.clone());
            html! { a href=(frame.href(&route)) { (text) } }
        }
        None => text,
    }
}
