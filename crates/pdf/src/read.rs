//! A page of the site as a tree for paper. The site's own structure is relied upon (`main`, captions, `th scope`), which
//! its tests hold; whatever is not known here is read as the text it contains.

use crate::figure;
use crate::tree::{Block, Cell, Run, Table};
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::BTreeSet;

/// The blocks of a page's main content; `None` when it has none.
pub fn page(html: &str) -> Option<Vec<Block>> {
    let document = Html::parse_document(html);
    let main = Selector::parse("main").ok()?;
    let mut blocks = Vec::new();
    children(document.select(&main).next()?, &mut blocks);
    (!blocks.is_empty()).then_some(blocks)
}

/// The observations a page shows, by name: its numbers link to them. Each once, sorted.
pub fn observations(html: &str) -> BTreeSet<String> {
    let document = Html::parse_document(html);
    let Ok(links) = Selector::parse("main a[href]") else { return BTreeSet::new() };
    let named = |link: ElementRef<'_>| {
        let (_, id) = link.value().attr("href")?.split_once("/o/")?;
        Some(id.to_owned())
    };
    document.select(&links).filter_map(named).collect()
}

fn children(element: ElementRef<'_>, into: &mut Vec<Block>) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) if !text.trim().is_empty() => into.push(Block::Paragraph(vec![Run::Text(tidy(text))])),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child) {
                    block(child, into);
                }
            }
            _ => {}
        }
    }
}

fn block(element: ElementRef<'_>, into: &mut Vec<Block>) {
    match element.value().name() {
        "form" | "nav" | "script" | "button" | "summary" => {}
        "h1" => into.push(Block::Heading(1, text(element))),
        "h2" => into.push(Block::Heading(2, text(element))),
        "h3" | "h4" => into.push(Block::Heading(3, text(element))),
        "p" | "pre" | "dt" | "dd" | "a" | "strong" | "code" | "span" => paragraph(element, into),
        "dl" => into.push(Block::Table(facts(element))),
        "ul" | "ol" if has_class(element, "cards") => into.push(Block::Cards(items(element, true))),
        "ul" | "ol" => into.push(Block::List(items(element, false))),
        "table" => into.push(Block::Table(table(element))),
        "figure" => figure(element, into),
        _ => children(element, into),
    }
}

fn paragraph(element: ElementRef<'_>, into: &mut Vec<Block>) {
    let runs = runs(element);
    if !runs.is_empty() {
        let small = has_class(element, "note") || has_class(element, "small");
        into.push(if small { Block::Note(runs) } else { Block::Paragraph(runs) });
    }
}

/// A drawing with its note and its numbers. The caption says what the drawing's title says.
fn figure(element: ElementRef<'_>, into: &mut Vec<Block>) {
    let caption = first(element, "figcaption").map(text).unwrap_or_default();
    let drawn = first(element, "svg").and_then(figure::standalone);
    if let Some((svg, alternative)) = drawn {
        let alternative = if alternative.is_empty() { caption.clone() } else { alternative };
        into.push(Block::Figure { svg, alternative, caption });
    }
    if let Some(note) = first(element, "p.note") {
        into.push(Block::Note(runs(note)));
    }
    if let Some(numbers) = first(element, "table") {
        let numbers = table(numbers);
        let said = into
            .iter()
            .rev()
            .take(2)
            .any(|block| matches!(block, Block::Figure { caption, .. } if *caption == numbers.caption));
        into.push(Block::Table(Table {
            caption: if said { String::new() } else { numbers.caption.clone() },
            ..numbers
        }));
    }
}

/// A list of facts: each term heads a row of its own.
fn facts(element: ElementRef<'_>) -> Table {
    let mut read = Table::default();
    for part in all(element, "dt, dd") {
        let heads_row = part.value().name() == "dt";
        let cell = Cell { runs: runs(part), heads_row, numeric: false };
        match read.rows.last_mut() {
            Some(row) if !heads_row && row.len() == 1 => row.push(cell),
            _ if heads_row => read.rows.push(vec![cell]),
            _ => read.rows.push(vec![Cell { runs: Vec::new(), heads_row: true, numeric: false }, cell]),
        }
    }
    read.rows
        .iter_mut()
        .for_each(|row| row.resize_with(2, || Cell { runs: Vec::new(), heads_row: false, numeric: false }));
    read
}

fn table(element: ElementRef<'_>) -> Table {
    let mut read = Table { caption: first(element, "caption").map(text).unwrap_or_default(), ..Table::default() };
    for row in all(element, "tr") {
        let cells: Vec<ElementRef<'_>> = row.children().filter_map(ElementRef::wrap).collect();
        let heads = cells.iter().all(|cell| cell.value().attr("scope") == Some("col"));
        if heads && read.header.is_empty() && !cells.is_empty() {
            read.header = cells.into_iter().map(text).collect();
        } else {
            read.rows.push(cells.into_iter().map(cell).collect());
        }
    }
    let width = read.rows.iter().map(Vec::len).max().unwrap_or(0).max(read.header.len());
    let blank = || Cell { runs: Vec::new(), heads_row: false, numeric: false };
    read.rows.iter_mut().for_each(|row| row.resize_with(width, blank));
    if !read.header.is_empty() {
        read.header.resize(width, String::new());
    }
    read
}

fn cell(element: ElementRef<'_>) -> Cell {
    Cell { runs: runs(element), heads_row: element.value().name() == "th", numeric: has_class(element, "n") }
}

fn items(element: ElementRef<'_>, lines: bool) -> Vec<Vec<Run>> {
    let item = |item: ElementRef<'_>| match lines {
        true => item.children().filter_map(ElementRef::wrap).map(|part| Run::Text(text(part))).collect(),
        false => runs(item),
    };
    element.children().filter_map(ElementRef::wrap).map(item).filter(|runs: &Vec<Run>| !runs.is_empty()).collect()
}

fn runs(element: ElementRef<'_>) -> Vec<Run> {
    let mut out = Vec::new();
    gather(element, &mut out);
    // Blanks at the ends belong to the layout of the HTML.
    if let Some(Run::Text(first)) = out.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Run::Text(last)) = out.last_mut() {
        *last = last.trim_end().to_owned();
    }
    out.retain(|run| !matches!(run, Run::Text(text) if text.is_empty()));
    out
}

fn gather(element: ElementRef<'_>, out: &mut Vec<Run>) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => push(out, &collapsed(text)),
            Node::Element(inner) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                match inner.name() {
                    "strong" | "b" => out.push(Run::Strong(text(child))),
                    "code" | "kbd" => out.push(Run::Code(text(child))),
                    "svg" | "form" | "button" | "script" => {}
                    "br" => push(out, " "),
                    "li" | "p" | "div" | "dt" | "dd" | "tr" => {
                        push(out, " ");
                        gather(child, out);
                    }
                    _ => gather(child, out),
                }
            }
            _ => {}
        }
    }
}

fn push(out: &mut Vec<Run>, text: &str) {
    match out.last_mut() {
        Some(Run::Text(last)) => last.push_str(text),
        _ => out.push(Run::Text(text.to_owned())),
    }
}

fn first<'a>(element: ElementRef<'a>, selector: &str) -> Option<ElementRef<'a>> {
    let selector = Selector::parse(selector).ok()?;
    element.select(&selector).next()
}

fn all<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map(|selector| element.select(&selector).collect()).unwrap_or_default()
}

fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|name| name == class)
}

fn text(element: ElementRef<'_>) -> String {
    tidy(&element.text().collect::<String>())
}

/// Words with single blanks between them.
fn tidy(text: &str) -> String {
    collapsed(text).trim().to_owned()
}

/// Runs of blanks as one; no-break spaces stay.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for character in text.chars() {
        let space = matches!(character, ' ' | '\n' | '\t' | '\r');
        if !space {
            out.push(character);
        } else if !blank {
            out.push(' ');
        }
        blank = space;
    }
    out
}
