//! The laws every kernel obeys, checked through the door the engine uses: however the rows are ordered, cut into
//! partitions and merged, the findings are the same, and a state survives being written and read. A method that breaks
//! one of them would publish other numbers on another machine.

use probity_core::kernel::{EncodedState, ErasedKernel, StateError};
use probity_core::{Digest, Finding, Origin, Place, RowView};

/// A cell of a row in memory.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing there.
    Missing,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A whole number.
    Integer(i64),
}

/// A register's row in memory; every import has one source.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryRow {
    /// Which of the method's inputs it belongs to.
    pub input: usize,
    /// The cells, in the order of the columns the method asks for.
    pub cells: Vec<Cell>,
    /// The import that brought it.
    pub import: u64,
    /// Its line in the source.
    pub line: u64,
}

impl RowView for MemoryRow {
    fn text(&self, column: usize) -> Option<&str> {
        match self.cells.get(column) {
            Some(Cell::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn number(&self, column: usize) -> Option<f64> {
        match self.cells.get(column) {
            Some(Cell::Number(number)) => Some(*number),
            _ => None,
        }
    }

    fn integer(&self, column: usize) -> Option<i64> {
        match self.cells.get(column) {
            Some(Cell::Integer(integer)) => Some(*integer),
            _ => None,
        }
    }

    fn origin(&self) -> Origin {
        let source = Digest::of(&self.import.to_le_bytes());
        Origin { source, place: Place { sheet: None, row: self.line, column: 1 } }
    }

    fn import(&self) -> u64 {
        self.import
    }
}

/// How the rows are dealt out: their order, and the partition each falls into.
#[derive(Debug, Clone)]
pub struct Deal {
    /// A permutation of the rows' numbers.
    pub order: Vec<usize>,
    /// For each place in the order, which partition takes the row.
    pub partition: Vec<usize>,
}

/// The findings of all rows in the order given, in one partition: what every other way must give.
///
/// # Errors
/// When a state cannot be encoded or decoded.
pub fn plainly(kernel: &dyn ErasedKernel, rows: &[MemoryRow]) -> Result<Vec<Finding>, StateError> {
    kernel.finish(&[observed(kernel, rows.iter())?])
}

/// Checks the laws for one deal of the rows; says which law is broken.
///
/// # Errors
/// A sentence that names the law, or what went wrong with a state.
pub fn obeyed(kernel: &dyn ErasedKernel, rows: &[MemoryRow], deal: &Deal) -> Result<(), String> {
    check(kernel, rows, deal).unwrap_or_else(|error| Err(error.to_string()))
}

fn check(kernel: &dyn ErasedKernel, rows: &[MemoryRow], deal: &Deal) -> Result<Result<(), String>, StateError> {
    let expected = plainly(kernel, rows)?;
    let shuffled = observed(kernel, deal.order.iter().map(|&row| &rows[row]))?;
    if kernel.finish(std::slice::from_ref(&shuffled))? != expected {
        return Ok(Err("another order of the rows gives other findings".to_owned()));
    }
    let count = deal.partition.iter().max().map_or(1, |last| last + 1);
    let mut parts = Vec::new();
    for part in 0..count {
        let dealt = deal.order.iter().zip(&deal.partition).filter(|(_, taken)| **taken == part);
        parts.push(observed(kernel, dealt.map(|(&row, _)| &rows[row]))?);
    }
    if kernel.finish(&parts)? != expected {
        return Ok(Err("a partition of the rows gives other findings".to_owned()));
    }
    let backwards: Vec<EncodedState> = parts.iter().rev().cloned().collect();
    if kernel.finish(&backwards)? != expected {
        return Ok(Err("merging is not commutative".to_owned()));
    }
    if kernel.finish(&[tree(kernel, &parts)?])? != expected {
        return Ok(Err("merging is not associative: a tree of merges gives other findings".to_owned()));
    }
    let nothing = kernel.merge(&[])?;
    if kernel.merge(&[nothing.clone(), shuffled.clone(), nothing])? != shuffled {
        return Ok(Err("an empty state changes what it is merged with".to_owned()));
    }
    if kernel.merge(std::slice::from_ref(&shuffled))? != shuffled {
        return Ok(Err("a state read and written again has other bytes".to_owned()));
    }
    if tree(kernel, &parts)? != kernel.merge(&[observed(kernel, rows.iter())?])? {
        return Ok(Err("the same rows leave states of different bytes".to_owned()));
    }
    Ok(Ok(()))
}

/// Halves merged by themselves, then with each other.
fn tree(kernel: &dyn ErasedKernel, parts: &[EncodedState]) -> Result<EncodedState, StateError> {
    match parts {
        [_, _, ..] => {
            let (left, right) = parts.split_at(parts.len() / 2);
            kernel.merge(&[tree(kernel, right)?, tree(kernel, left)?])
        }
        few => kernel.merge(few),
    }
}

fn observed<'r>(
    kernel: &dyn ErasedKernel,
    rows: impl Iterator<Item = &'r MemoryRow>,
) -> Result<EncodedState, StateError> {
    let mut rows = Some(rows);
    kernel.observe(&mut |take| {
        for row in rows.take().into_iter().flatten() {
            take(row.input, row);
        }
    })
}
