//! Tables that everybody can read: a caption, headers with their scope, and a frame that scrolls on small screens and
//! can be reached by keyboard.

use crate::page::layout::Frame;
use crate::route::Route;
use maud::{Markup, PreEscaped, html};

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Words, to the left.
    Text,
    /// Sentences, to the left, in lines long enough to read.
    Sentences,
    /// Numbers, to the right.
    Number,
    /// Hashes and places, in a fixed-width face.
    Code,
}

/// A table under construction. The first cell of each row is its header.
pub struct Grid {
    caption: String,
    columns: Vec<(Column, String)>,
    rows: Vec<Vec<Markup>>,
}

impl Grid {
    /// An empty table.
    pub fn new(caption: impl Into<String>) -> Self {
        Self { caption: caption.into(), columns: Vec::new(), rows: Vec::new() }
    }

    /// Adds a column.
    pub fn column(mut self, kind: Column, title: impl Into<String>) -> Self {
        self.columns.push((kind, title.into()));
        self
    }

    /// Adds a row; cells beyond the columns are left out.
    pub fn row(&mut self, cells: Vec<Markup>) {
        self.rows.push(cells);
    }

    /// The table in its frame.
    pub fn markup(&self) -> Markup {
        html! {
            div class="scroll" role="region" tabindex="0" aria-label=(self.caption) {
                table {
                    caption { span { (self.caption) } }
                    thead { tr { @for (kind, title) in &self.columns { th scope="col" class=(class(*kind)) { (title) } } } }
                    tbody { @for row in &self.rows { (self.line(row)) } }
                }
            }
        }
    }

    fn line(&self, row: &[Markup]) -> Markup {
        html! {
            tr {
                @for (i, (cell, (kind, _))) in row.iter().zip(&self.columns).enumerate() {
                    @if i == 0 { th scope="row" class=(class(*kind)) { (cell) } }
                    @else { td class=(class(*kind)) { (cell) } }
                }
            }
        }
    }
}

fn class(kind: Column) -> &'static str {
    match kind {
        Column::Text => "t",
        Column::Sentences => "s",
        Column::Number => "n",
        Column::Code => "c",
    }
}

/// A cell of plain text.
pub fn text(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// A cell of a day or an instant in ISO 8601, which is never broken over lines.
pub fn day(day: impl std::fmt::Display) -> Markup {
    let day = day.to_string();
    html! { time datetime=(day) { (day) } }
}

/// A cell in a fixed-width face that may break anywhere.
pub fn code(text: impl AsRef<str>) -> Markup {
    html! { code { (text.as_ref()) } }
}

/// A hash: the first digits to compare by eye, all of them to copy.
pub fn hash(digest: &str) -> Markup {
    html! { code class="hash" title=(digest) { (digest) } }
}

/// A cell that links to a page.
pub fn link(frame: &Frame<'_>, route: &Route, text: &str) -> Markup {
    html! { a href=(route.href(frame.language)) { (text) } }
}

/// Facts about one thing: names and values in a description list.
pub fn facts(rows: &[(String, Markup)]) -> Markup {
    html! {
        dl class="facts" {
            @for (name, value) in rows { div { dt { (name) } dd { (value) } } }
        }
    }
}

/// Nothing at all, for cells that stay empty.
pub fn empty() -> Markup {
    PreEscaped(String::new())
}
