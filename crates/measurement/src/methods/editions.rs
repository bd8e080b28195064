//! The state of methods that look across editions: source scores and, where they are public, the same sources on their
//! own fixed scale.

use super::cells::{AllCells, CellRow, RAW, SCORES};
use crate::panel::Panel;
use probity_core::{Evidence, Input, RowView};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What such a method reads.
pub const INPUTS: &[Input] = &[SCORES, RAW];

/// A row of either register.
pub enum EditionsRow<'a> {
    /// A score.
    Score(CellRow<'a>),
    /// A source's own value.
    Raw(CellRow<'a>),
}

impl<'a> EditionsRow<'a> {
    /// Reads a row of the input numbered `input` of [`INPUTS`].
    pub fn read(input: usize, row: &'a dyn RowView) -> Option<Self> {
        match input {
            0 => CellRow::score(row).map(Self::Score),
            _ => CellRow::raw(row).map(Self::Raw),
        }
    }
}

/// Both tables.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Editions {
    scores: AllCells,
    raw: AllCells,
}

impl Editions {
    /// Takes one row.
    pub fn observe(&mut self, row: &EditionsRow<'_>) {
        match row {
            EditionsRow::Score(row) => self.scores.observe(row),
            EditionsRow::Raw(row) => self.raw.observe(row),
        }
    }

    /// Takes another state.
    pub fn merge(&mut self, other: Self) {
        self.scores.merge(other.scores);
        self.raw.merge(other.raw);
    }

    /// The scores of all editions.
    pub fn panel(&self) -> Panel {
        panel(&self.scores)
    }

    /// The sources on their own scale; empty when not public.
    pub fn raw(&self) -> Panel {
        panel(&self.raw)
    }

    /// A country's cells in two editions.
    pub fn evidence(&self, iso3: &str, years: [i16; 2]) -> Arc<[Evidence]> {
        let cells = years.iter().filter_map(|year| self.scores.0.get(year));
        cells.flat_map(|cells| cells.evidence(SCORES.register, iso3).to_vec()).collect()
    }

    /// A source's cells, as scores and on its own scale, in one edition.
    pub fn evidence_of_source(&self, source: &str, year: i16) -> Arc<[Evidence]> {
        let tables = [(&self.scores, SCORES), (&self.raw, RAW)];
        let cells = tables.iter().filter_map(|(table, input)| Some((table.0.get(&year)?, input)));
        cells.flat_map(|(cells, input)| cells.evidence_of_source(input.register, source).to_vec()).collect()
    }
}

fn panel(cells: &AllCells) -> Panel {
    Panel { editions: cells.0.iter().map(|(year, cells)| (*year, cells.edition(*year))).collect() }
}
