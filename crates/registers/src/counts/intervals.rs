//! Counts that want an interval: `id,kind,x,n[,level]`.

use super::{count, faults, level, positive, text};
use crate::format::{Input, Row};
use crate::perception::Reading;
use crate::perception::nearest;
use crate::perception::number::here;
use crate::perception::simple::Fixed;
use probity_core::Diagnostic;
use probity_statistics::inference::{Kind, Level};

/// One count.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalRow {
    /// Its name.
    pub id: String,
    /// The interval wanted.
    pub kind: Kind,
    /// The count.
    pub x: u64,
    /// Trials of a proportion, or the exposure of a Poisson count.
    pub n: Option<f64>,
    /// The level.
    pub level: Level,
}

/// Counts from a table `id,kind,x,n[,level]`.
pub fn intervals(input: &Input) -> Reading<IntervalRow> {
    let file = input.name();
    Reading::collect(|sink| {
        Fixed::run(input, &["id", "kind", "x"], &["n", "level"], sink, &mut |row, columns, _| {
            let [Some(at_id), Some(at_kind), Some(at_x), at_n, at_level] = columns[..] else { return Ok(None) };
            let read = (
                text(file, row, at_id, "id"),
                kind(file, row, at_kind),
                count(file, row, at_x, "x"),
                size(file, row, at_n),
                level(file, row, at_level),
            );
            match read {
                (Ok(id), Ok(kind), Ok(x), Ok(n), Ok(level)) => {
                    let place = at_n.unwrap_or(at_x);
                    trials(file, row, place, kind, x, n).map_err(|fault| vec![fault])?;
                    Ok(Some(IntervalRow { id, kind, x, n, level }))
                }
                (id, kind, x, n, level) => Err(faults([id.err(), kind.err(), x.err(), n.err(), level.err()])),
            }
        })
    })
}

fn kind(file: &str, row: &Row, index: usize) -> Result<Kind, Diagnostic> {
    let text = row.text(index);
    text.parse().map_err(|_| {
        let words = Kind::ALL.map(Kind::word);
        let fault = Diagnostic::error("word-unknown", file, "this is not a kind of interval");
        let fault = here(fault, row, index, "kind").expected(format!("`{}`", words.join("`, `")));
        match nearest(text, words.into_iter()) {
            Some(near) => fault.hint(format!("did you mean `{near}`?")),
            None => fault,
        }
    })
}

fn size(file: &str, row: &Row, index: Option<usize>) -> Result<Option<f64>, Diagnostic> {
    match index.filter(|&index| !row.text(index).is_empty() || row.number(index).is_some()) {
        Some(index) => positive(file, row, index, "n").map(Some),
        None => Ok(None),
    }
}

/// A proportion has a whole number of trials, at least as many as successes.
fn trials(file: &str, row: &Row, index: usize, kind: Kind, x: u64, n: Option<f64>) -> Result<(), Diagnostic> {
    let Err(error) = kind.admits(x, n) else { return Ok(()) };
    let fault = Diagnostic::error("out-of-range", file, error.to_string());
    Err(here(fault, row, index, "n").expected("a whole number of trials, at least `x`"))
}
