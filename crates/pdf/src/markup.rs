//! The report as source of the typesetter. Every text of a page goes in as a quoted string, so nothing in the data can
//! become a command.

use crate::legible::legible;
use crate::tree::{Block, Cell, Run, Table};
use crate::{Day, Report};
use std::fmt::Write as _;

/// Widest table that still fits a sheet upright.
const WIDE: usize = 8;

const STYLE: &str = r##"
#set page(paper: "a4", margin: (x: 20mm, top: 20mm, bottom: 22mm))
#set text(font: ("Noto Sans", "DejaVu Sans"), size: 9.5pt, hyphenate: auto)
#set par(justify: false, leading: 0.62em, spacing: 0.9em)
#set heading(numbering: none)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 3): set text(size: 10.5pt)
#show heading: set block(above: 1.5em, below: 0.8em, sticky: true)
#show raw: set text(font: ("Noto Sans", "DejaVu Sans"), size: 9pt, fill: luma(25%))
#show figure.where(kind: table): set block(breakable: true)
#show figure.caption: set text(size: 8.5pt, weight: "bold")
#show figure.caption: set align(left)
#set figure(gap: 0.7em, numbering: none, supplement: none)
#show figure.where(kind: table): set figure.caption(position: top)
#set table(stroke: (x: none, y: 0.4pt + luma(70%)), inset: (x: 4pt, y: 3.2pt))
#show table: set text(size: 8pt)
#let note(body) = block(text(size: 8.2pt, fill: luma(30%), body))
#let cards(..items) = grid(columns: (1fr,) * calc.min(items.pos().len(), 3), gutter: 8pt, ..items.pos().map(item => block(stroke: 0.5pt + luma(60%), radius: 3pt, inset: 8pt, width: 100%, item)))
"##;

/// The source and the drawings it names, in order: `figure-0.svg`, …
pub fn source(report: &Report, pages: &[Vec<Block>]) -> (String, Vec<String>) {
    let mut out = head(report);
    let mut drawings = Vec::new();
    for (index, blocks) in pages.iter().enumerate() {
        if index > 0 {
            out.push_str("#pagebreak()\n");
        }
        blocks.iter().for_each(|piece| block(&mut out, piece, &mut drawings));
    }
    for attachment in &report.attachments {
        let _ = writeln!(
            out,
            "#pdf.attach({}, relationship: \"data\", mime-type: {}, description: {})",
            quoted(&format!("/data/{}", attachment.name)),
            quoted(&attachment.media_type),
            quoted(&attachment.description),
        );
    }
    (out, drawings)
}

fn head(report: &Report) -> String {
    let Day { year, month, day } = report.date;
    let mut out = format!(
        "#set document(title: {}, author: {}, date: datetime(year: {year}, month: {month}, day: {day}, hour: 0, minute: 0, second: 0))\n",
        quoted(&report.title),
        quoted(&report.publisher),
    );
    let _ = writeln!(out, "#set text(lang: {})", quoted(report.language.code()));
    out.push_str(STYLE);
    let _ = writeln!(
        out,
        "#set page(footer: context [#set text(size: 7.5pt, fill: luma(35%))\n#grid(columns: (1fr, auto), text({}), counter(page).display(\"1 / 1\", both: true))])",
        quoted(&report.footer)
    );
    let _ = writeln!(out, "#note(text({}))", quoted(&report.title));
    out
}

fn block(out: &mut String, block: &Block, drawings: &mut Vec<String>) {
    let _ = match block {
        Block::Heading(level, text) => writeln!(out, "#heading(level: {level}, {})", words(text)),
        Block::Paragraph(runs) => writeln!(out, "#par({})", content(runs)),
        Block::Note(runs) => writeln!(out, "#note({})", content(runs)),
        Block::List(items) => writeln!(out, "#list({})", all(items.iter().map(|item| content(item)))),
        Block::Cards(items) => writeln!(out, "#cards({})", all(items.iter().map(|item| card(item)))),
        Block::Table(read) => writeln!(out, "{}", table(read)),
        Block::Figure { svg, alternative, caption } => {
            let file = format!("/figure-{}.svg", drawings.len());
            // No mark of XML is outside ASCII, so only text changes.
            drawings.push(legible(svg).into_owned());
            let image = format!("image({}, width: 86%, alt: {})", quoted(&file), quoted(alternative));
            writeln!(out, "#figure({image}, kind: image, caption: {}, alt: {})", optional(caption), quoted(alternative))
        }
    };
}

fn optional(caption: &str) -> String {
    if caption.is_empty() { "none".to_owned() } else { words(caption) }
}

fn card(runs: &[Run]) -> String {
    let sizes = ["8pt", "13pt", "7.5pt"];
    let line = |(index, run): (usize, &Run)| {
        let size = sizes.get(index).unwrap_or(&"7.5pt");
        format!("block(below: 0.5em, above: 0.2em, text(size: {size}, {}))", content(std::slice::from_ref(run)))
    };
    runs.iter().enumerate().map(line).collect::<Vec<_>>().join(" + ")
}

fn table(read: &Table) -> String {
    let columns = read.rows.first().map_or(read.header.len(), Vec::len);
    if columns == 0 {
        return String::new();
    }
    let mut parts = vec![format!("columns: {}", widths(read, columns))];
    let align: Vec<&str> = (0..columns).map(|column| if numeric(read, column) { "right" } else { "left" }).collect();
    parts.push(format!("align: ({},)", align.join(", ")));
    if !read.header.is_empty() {
        let cells = all(read.header.iter().map(|title| format!("strong({})", words(title))));
        parts.push(format!("table.header({cells})"));
    }
    parts.extend(read.rows.iter().flatten().map(cell));
    let body = format!("table({})", parts.join(", "));
    let sized = if columns > WIDE { format!("[#set text(size: 6.5pt)\n#{body}]") } else { body };
    format!("#figure({sized}, kind: table, caption: {})", optional(&read.caption))
}

/// A column gets room by the length of what stands in it, so that codes do not take the room of sentences.
fn widths(read: &Table, columns: usize) -> String {
    let longest = |column: usize| {
        let cells = read.rows.iter().filter_map(|row| row.get(column)).map(|cell| length(&cell.runs));
        cells.chain(read.header.get(column).map(|title| title.chars().count())).max().unwrap_or(1).clamp(8, 30)
    };
    let shares: Vec<String> = (0..columns).map(|column| format!("{}fr", longest(column))).collect();
    format!("({},)", shares.join(", "))
}

fn length(runs: &[Run]) -> usize {
    runs.iter().map(|run| text_of(run).chars().count()).sum()
}

fn numeric(read: &Table, column: usize) -> bool {
    let mut cells = read.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.runs.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.numeric)
}

fn cell(cell: &Cell) -> String {
    let body = if cell.runs.is_empty() { "[]".to_owned() } else { content(&cell.runs) };
    match cell.heads_row {
        true => format!("pdf.header-cell(scope: \"row\", table.cell({body}))"),
        false => body,
    }
}

/// Running text as one expression.
fn content(runs: &[Run]) -> String {
    let run = |run: &Run| match run {
        Run::Text(text) => words(text),
        Run::Strong(text) => format!("strong({})", words(text)),
        // A hash has no blank at which a line could end.
        Run::Code(text) => format!("raw({})", quoted(&breakable(text))),
    };
    let parts: Vec<String> = runs.iter().map(run).collect();
    if parts.is_empty() { "[]".to_owned() } else { parts.join(" + ") }
}

/// Program text with places where a line may end: zero-width spaces, which are not seen.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let long = text.chars().count() > 32;
    for (index, character) in text.chars().enumerate() {
        if long && index > 0 && index % 16 == 0 {
            out.push('\u{200b}');
        }
        out.push(character);
    }
    out
}

fn text_of(run: &Run) -> &str {
    match run {
        Run::Text(text) | Run::Strong(text) | Run::Code(text) => text,
    }
}

fn words(text: &str) -> String {
    format!("text({})", quoted(text))
}

fn all(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// A string literal of the typesetter's language: a backslash or a quote is the only thing that could end it.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in legible(text).chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' => out.push(' '),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
