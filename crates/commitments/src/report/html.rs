//! A report as a page that stands alone: no other file, no script, one style sheet that knows paper. The typesetter reads
//! the same page (`main`, captions, scopes), so print and screen say the same.

use super::tree::{Block, Cell, Document, Fact, Phrase, Section, Side, Span, Table};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("../../data/report/report.css");

/// The page.
pub fn html(document: &Document) -> String {
    html! {
        (DOCTYPE)
        html lang=(document.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (document.title) " · " (document.publisher) }
                style { (PreEscaped(STYLE)) }
            }
            body data-report=(document.kind.name()) {
                main {
                    @for warning in &document.warnings { p.warning role="note" { strong { (warning) } } }
                    header.cover {
                        p.publisher { (document.publisher) }
                        h1 { (document.title) }
                        dl { @for fact in &document.cover { (cover_fact(fact)) } }
                    }
                    @for section in &document.sections { (section_of(section)) }
                    div.foot { @for remark in &document.foot { p.note { (remark) } } }
                }
            }
        }
    }
    .into_string()
}

fn cover_fact(fact: &Fact) -> Markup {
    html! { dt { (fact.label) } dd { (phrase(&fact.value)) } }
}

fn section_of(section: &Section) -> Markup {
    html! {
        section id=(section.id) aria-labelledby={ "heading-" (section.id) } {
            h2 id={ "heading-" (section.id) } {
                @if !section.number.is_empty() { (section.number) ". " }
                (section.title)
            }
            @for block in &section.blocks { (block_of(block)) }
        }
    }
}

fn block_of(block: &Block) -> Markup {
    match block {
        Block::Heading(text) => html! { h3 { (text) } },
        Block::Paragraph { number: Some(number), text } => {
            html! { p.numbered id={ "p" (number) } { span.number { (number) "." } " " (phrase(text)) } }
        }
        Block::Paragraph { number: None, text } => html! { p { (phrase(text)) } },
        Block::Boxed { label, text } => boxed(label, text),
        Block::Sides { caption, sides } => side_by_side(caption, sides),
        Block::Table(table) => table_of(table),
        Block::List(items) => html! { ul { @for item in items { li { (phrase(item)) } } } },
    }
}

/// A box is a table of one row, which a reader of screens and the typesetter both know how to say.
fn boxed(label: &str, text: &Phrase) -> Markup {
    html! {
        table.box { tbody { tr { th scope="row" { (label) } td { (phrase(text)) } } } }
    }
}

fn side_by_side(caption: &str, sides: &[Side]) -> Markup {
    html! {
        table.sides {
            caption { (caption) }
            thead { tr { @for side in sides { th scope="col" { (side.label) } } } }
            tbody { tr { @for side in sides { td { @for item in &side.items { p { (phrase(item)) } } } } } }
        }
    }
}

fn table_of(table: &Table) -> Markup {
    html! {
        table {
            caption { (table.caption) }
            thead { tr { @for title in &table.header { th scope="col" { (title) } } } }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (index, cell) in row.iter().enumerate() {
                            @if index == 0 { th scope="row" { (phrase(&cell.text)) } } @else { (data(cell)) }
                        }
                    }
                }
            }
        }
    }
}

fn data(cell: &Cell) -> Markup {
    html! { td class=[cell.numeric.then_some("n")] { (phrase(&cell.text)) } }
}

fn phrase(phrase: &Phrase) -> Markup {
    html! { @for piece in &phrase.0 { (span(piece)) } }
}

fn span(span: &Span) -> Markup {
    html! {
        @if let Some(mark) = &span.mark { span.mark { (mark) } " " }
        @match &span.language {
            Some(language) => { span lang=(language) { (span.text) } }
            None => { (span.text) }
        }
    }
}
