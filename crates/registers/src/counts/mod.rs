//! Readers of the tables that exact inference and the funnel take: counts with their exposures, pairs of counts, totals
//! by stage. They check what a number must be before it is computed with, and name the line when it is not.

mod intervals;
mod pairs;
mod stages;

pub use intervals::{IntervalRow, intervals};
pub use pairs::{PairRow, pairs};
pub use stages::{is_aggregated, stages};

use crate::format::Row;
use crate::perception::number::{here, number};
use crate::perception::simple::required;
use probity_core::Diagnostic;
use probity_statistics::inference::Level;

/// The largest count that is taken: beyond it no exact method is needed.
const COUNT_MAX: f64 = 1e12;

/// The text of a cell that must have one.
fn text(file: &str, row: &Row, index: usize, field: &str) -> Result<String, Diagnostic> {
    let text = row.text(index);
    if text.is_empty() {
        let fault = Diagnostic::error("text-missing", file, "the cell is empty");
        return Err(here(fault, row, index, field).expected("a text"));
    }
    Ok(text.to_owned())
}

/// The count in a cell: a whole number from 0 on.
fn count(file: &str, row: &Row, index: usize, field: &str) -> Result<u64, Diagnostic> {
    let value = required(file, row, index, field)?;
    if value.fract() == 0.0 && (0.0..=COUNT_MAX).contains(&value) {
        return Ok(value as u64);
    }
    let message = match value {
        _ if value < 0.0 => "a count is never negative",
        _ if value.fract() != 0.0 => "a count is a whole number",
        _ => "the count is too large",
    };
    Err(here(Diagnostic::error("out-of-range", file, message), row, index, field)
        .expected("a whole number from 0 to 10^12"))
}

/// A number above 0.
fn positive(file: &str, row: &Row, index: usize, field: &str) -> Result<f64, Diagnostic> {
    let value = required(file, row, index, field)?;
    if value > 0.0 {
        return Ok(value);
    }
    let fault = Diagnostic::error("out-of-range", file, "the exposure or number of trials must be more than 0");
    Err(here(fault, row, index, field).expected("a number above 0"))
}

/// The confidence level of a row; 0.95 when the column or the cell is not there.
fn level(file: &str, row: &Row, index: Option<usize>) -> Result<Level, Diagnostic> {
    let Some(index) = index else { return Ok(Level::DEFAULT) };
    let Some(value) = number(file, row, index, "level")? else { return Ok(Level::DEFAULT) };
    Level::new(value).ok_or_else(|| {
        here(Diagnostic::error("out-of-range", file, "this is not a confidence level"), row, index, "level")
            .expected("a number between 0 and 1")
            .hint("write 0.95 for 95 %")
    })
}

/// The errors of several cells, in order.
fn faults(all: impl IntoIterator<Item = Option<Diagnostic>>) -> Vec<Diagnostic> {
    all.into_iter().flatten().collect()
}
