//! The state of methods that look across editions: source scores and, where they are public, the same sources on their
//! own fixed scale.

use super::cells::{AllCells, CellRow, RAW, SCORES};
use crate::panel::Panel;
use probity_core::{Evidence, Finding, Input, Kernel, RowView};
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

/// What a method says about all editions.
pub trait OfEditions: Send + Sync {
    /// The findings of these editions.
    fn findings(&self, editions: &Editions) -> Vec<Finding>;
}

/// The kernel of methods that look across editions: it gathers, they compute.
pub struct AcrossEditions<M>(pub M);

impl<M: OfEditions> Kernel for AcrossEditions<M> {
    type Row<'a> = EditionsRow<'a>;
    type Key = ();
    type State = Editions;

    fn row<'a>(&self, input: usize, row: &'a dyn RowView) -> Option<EditionsRow<'a>> {
        EditionsRow::read(input, row)
    }

    fn key(&self, _row: &EditionsRow<'_>) -> Option<()> {
        Some(())
    }

    fn observe(&self, state: &mut Editions, row: &EditionsRow<'_>) {
        state.observe(row);
    }

    fn merge(&self, into: &mut Editions, other: Editions) {
        into.merge(other);
    }

    fn finish(&self, _key: &(), state: Editions) -> Vec<Finding> {
        self.0.findings(&state)
    }
}

fn panel(cells: &AllCells) -> Panel {
    Panel { editions: cells.0.iter().map(|(year, cells)| (*year, cells.edition(*year))).collect() }
}
