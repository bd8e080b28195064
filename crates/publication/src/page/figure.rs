//! A plot together with the same numbers as a table. A plot without its table does not exist here, so a reader who
//! cannot see the plot misses nothing.

use crate::message as say;
use crate::page::layout::Frame;
use crate::page::table::{Column, Grid};
use crate::plot::{Cell, Plot};
use maud::{Markup, PreEscaped, html};

/// A plot on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What the figure shows, in a few words.
    pub title: String,
    /// How to read it: what the whiskers are, what was left out, disclaimers.
    pub note: String,
    /// The plot.
    pub plot: Plot,
}

impl Figure {
    /// The figure with its table folded below.
    pub fn markup(&self, frame: &Frame<'_>) -> Markup {
        html! {
            figure {
                figcaption { strong { (self.title) } }
                div class="drawing" role="region" tabindex="0" aria-label=(say::figure_plot(frame.language, self.title.as_str())) { (PreEscaped(&self.plot.svg)) }
                @if !self.note.is_empty() { p class="note" { (self.note) } }
                details {
                    summary { (say::figure_as_table(frame.language)) }
                    (self.grid().markup())
                }
            }
        }
    }

    fn grid(&self) -> Grid {
        let table = &self.plot.table;
        let mut grid = Grid::new(table.caption.clone());
        for (i, title) in table.header.iter().enumerate() {
            grid = grid.column(if i > 0 && self.is_numeric(i) { Column::Number } else { Column::Text }, title.clone());
        }
        for row in &table.rows {
            grid.row(row.iter().map(cell).collect());
        }
        grid
    }

    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.plot.table.rows.iter().filter_map(|row| row.get(column));
        cells.any(numeric)
    }
}

fn cell(cell: &Cell) -> Markup {
    match &cell.href {
        Some(href) => html! { a class="num" href=(href) { (cell.text) } },
        None => html! { (cell.text) },
    }
}

/// Whether a cell holds a number and no words.
fn numeric(cell: &Cell) -> bool {
    cell.text.chars().any(|c| c.is_ascii_digit()) && !cell.text.chars().any(char::is_alphabetic)
}
