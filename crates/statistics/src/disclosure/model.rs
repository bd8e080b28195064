//! The table as the attacker sees it: a value for every cell, equations between them, and bounds on what is withheld.

use super::known::Relation;
use super::table::Line;
use super::{Attacker, Error, Fact, Table};

/// Values, equations and bounds. Cells are counted by index.
#[derive(Debug, Clone)]
pub struct Model {
    /// The true values, in units of the table's scale.
    pub values: Vec<i128>,
    /// The additive lines.
    pub lines: Vec<Line>,
    /// Lines and facts as equations; the first ones are the lines.
    pub relations: Vec<Relation>,
    /// The equations of each cell, with its coefficient.
    pub of_cell: Vec<Vec<(usize, i64)>>,
    /// What everybody knows about each suppressed cell.
    pub lower: Option<i128>,
    /// What everybody knows about each suppressed cell.
    pub upper: Option<i128>,
}

impl Model {
    /// The model of a table.
    ///
    /// # Errors
    /// When a fact does not fit the table or the numbers are too large.
    pub fn new(table: &Table, facts: &[Fact], attacker: &Attacker) -> Result<Self, Error> {
        let lines = table.lines();
        let mut relations: Vec<Relation> = lines.iter().map(relation).collect();
        for fact in facts {
            relations.push(fact.relation(table)?);
        }
        let bound = |bound: Option<super::Scaled>| match bound {
            None => Ok(None),
            Some(value) => value.at(table.scale()).map(Some).ok_or(Error::Overflow),
        };
        let values = table.cells().iter().map(|cell| cell.value).collect();
        Ok(Self::of(values, lines, relations, bound(attacker.lower)?, bound(attacker.upper)?))
    }

    /// A model from its parts.
    pub fn of(
        values: Vec<i128>,
        lines: Vec<Line>,
        relations: Vec<Relation>,
        lower: Option<i128>,
        upper: Option<i128>,
    ) -> Self {
        let mut of_cell = vec![Vec::new(); values.len()];
        for (index, relation) in relations.iter().enumerate() {
            for (cell, factor) in &relation.terms {
                of_cell[*cell].push((index, *factor));
            }
        }
        Self { values, lines, relations, of_cell, lower, upper }
    }

    /// How far a suppressed cell can lie below and above its value; `None` = without bound.
    pub fn room(&self, cell: usize) -> (Option<i128>, Option<i128>) {
        let value = self.values[cell];
        (self.lower.map(|lower| value - lower), self.upper.map(|upper| upper - value))
    }

    /// Whether the value lies within what everybody knows.
    pub fn is_within_bounds(&self, cell: usize) -> bool {
        let (below, above) = self.room(cell);
        below.is_none_or(|below| below >= 0) && above.is_none_or(|above| above >= 0)
    }
}

/// The parts minus the total.
pub(super) fn relation(line: &Line) -> Relation {
    let mut terms: Vec<(usize, i64)> = line.parts.iter().map(|part| (*part, 1)).collect();
    terms.push((line.total, -1));
    terms.sort_unstable();
    Relation { terms }
}
