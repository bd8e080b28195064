//! The attack: how far a withheld cell can lie from its true value when everybody uses every equation and bound. What
//! it finds is exact, and it keeps the point it found as a witness, because one point often proves many cells safe.

use super::model::Model;
use super::simplex::{Reach, Tableau};
use super::{Error, Ratio};
use std::collections::{BTreeMap, BTreeSet};

/// An attacker who sees everything but the suppressed cells.
#[derive(Debug, Clone)]
pub struct Attack<'m> {
    model: &'m Model,
    tableau: Tableau,
    /// Slack of each equation that a suppressed cell is in.
    slack: Vec<Option<usize>>,
    variable: Vec<Option<usize>>,
    /// The cell of each variable that is one.
    cell: Vec<Option<usize>>,
}

/// A direction and distance in which a primary cell must be able to lie.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// The cell.
    pub cell: usize,
    /// 1 upwards, −1 downwards.
    pub sign: i64,
    /// How far, in units of the table's scale.
    pub distance: Ratio,
}

/// What proves a need met: the cells that move. It holds as long as all of them stay suppressed.
pub type Witness = BTreeSet<usize>;

impl<'m> Attack<'m> {
    /// Nothing is suppressed yet.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            tableau: Tableau::new(),
            slack: vec![None; model.relations.len()],
            variable: vec![None; model.values.len()],
            cell: Vec::new(),
        }
    }

    /// The work done so far.
    pub fn pivots(&self) -> u64 {
        self.tableau.pivots()
    }

    /// Withholds a cell.
    pub fn suppress(&mut self, cell: usize) -> Result<(), Error> {
        let (below, above) = self.model.room(cell);
        self.admit(cell, below.map(|below| -below), above)
    }

    /// Lets a cell move within bounds around its true value.
    pub fn admit(&mut self, cell: usize, low: Option<i128>, high: Option<i128>) -> Result<(), Error> {
        self.tableau.return_to_origin();
        if let Some(variable) = self.variable[cell] {
            self.tableau.restrict(variable, low, high);
            return Ok(());
        }
        let mut terms = Vec::new();
        for (relation, factor) in &self.model.of_cell[cell] {
            let slack = match self.slack[*relation] {
                Some(slack) => slack,
                None => {
                    let slack = self.tableau.add_equation();
                    self.slack[*relation] = Some(slack);
                    self.remember(slack, None);
                    slack
                }
            };
            terms.push((slack, *factor));
        }
        let variable = self.tableau.add_variable(&terms, low, high)?;
        self.remember(variable, Some(cell));
        self.variable[cell] = Some(variable);
        Ok(())
    }

    fn remember(&mut self, variable: usize, cell: Option<usize>) {
        self.cell.resize(self.cell.len().max(variable + 1), None);
        self.cell[variable] = cell;
    }

    /// Publishes a cell that was withheld.
    pub fn publish(&mut self, cell: usize) {
        if let Some(variable) = self.variable[cell] {
            self.tableau.restrict(variable, Some(0), Some(0));
        }
    }

    /// How far a withheld cell can move in a direction.
    pub fn reach(&mut self, cell: usize, sign: i64, enough: Option<Ratio>) -> Result<Reach, Error> {
        match self.variable[cell] {
            Some(variable) => self.tableau.push(variable, sign, enough),
            None => Ok(Reach::At(Ratio::ZERO)),
        }
    }

    /// Whether the need is met, with the witness when it is.
    pub fn meets(&mut self, need: &Need) -> Result<Option<Witness>, Error> {
        Ok(match self.reach(need.cell, need.sign, Some(need.distance))? {
            Reach::Enough(_) => Some(self.moved()),
            // No bound at all: a witness at any distance moves the same cells or fewer.
            Reach::Unbounded => Some(self.variable.iter().enumerate().filter_map(|(c, v)| v.map(|_| c)).collect()),
            Reach::At(_) => None,
        })
    }

    /// Whether the point where the last attack stands meets a need too.
    pub fn stands_beyond(&self, need: &Need) -> Result<bool, Error> {
        let Some(variable) = self.variable[need.cell] else { return Ok(false) };
        let at = self.tableau.at(variable);
        let at = if need.sign < 0 { at.negated() } else { at };
        Ok(at.compare(need.distance)?.is_ge())
    }

    /// The cells that are not at their true value where the last attack stands.
    pub fn moved(&self) -> Witness {
        let cells = self.cell.iter().enumerate().filter_map(|(variable, cell)| cell.map(|cell| (variable, cell)));
        cells.filter(|(variable, _)| self.tableau.has_moved(*variable)).map(|(_, cell)| cell).collect()
    }

    /// The bounds of a withheld cell, in units of the table's scale; `None` = without bound.
    pub fn bounds(&mut self, cell: usize) -> Result<(Option<Ratio>, Option<Ratio>), Error> {
        let value = Ratio::whole(self.model.values[cell]);
        let mut end = |sign: i64| match self.reach(cell, sign, None)? {
            Reach::At(far) | Reach::Enough(far) => {
                let far = if sign < 0 { far.negated() } else { far };
                value.plus(far).map(Some)
            }
            Reach::Unbounded => Ok(None),
        };
        Ok((end(-1)?, end(1)?))
    }

    /// After an attack on `cell` that came to its end: the movement of the cell in direction `sign` as a combination
    /// of the movements of other cells, published ones included. Nothing when its own bound stopped it.
    pub fn combination(&self, cell: usize, sign: i64) -> Vec<(usize, Ratio)> {
        let Some((row, denominator)) = self.variable[cell].and_then(|variable| self.tableau.combination(variable))
        else {
            return Vec::new();
        };
        let mut sum: BTreeMap<usize, i128> = BTreeMap::new();
        for (variable, entry) in row.iter().enumerate().filter(|(_, entry)| **entry != 0) {
            if let Some(of) = self.cell.get(variable).copied().flatten()
                && of != cell
            {
                *sum.entry(of).or_default() -= i128::from(sign * entry);
            }
        }
        for (relation, slack) in self.slack.iter().enumerate() {
            let entry = slack.map_or(0, |slack| row[slack]);
            if entry == 0 {
                continue;
            }
            for (of, factor) in &self.model.relations[relation].terms {
                if self.variable[*of].is_none() {
                    *sum.entry(*of).or_default() -= i128::from(sign * entry) * i128::from(*factor);
                }
            }
        }
        let terms = sum.into_iter().filter(|(_, entry)| *entry != 0);
        terms.map(|(of, entry)| (of, Ratio::new(entry, i128::from(denominator)))).collect()
    }

    /// How much the suppression of `of` can add when the cell's movement has the coefficient `factor` in it: `None` is
    /// without bound.
    pub fn gain(&self, of: usize, factor: Ratio) -> Result<Option<Ratio>, Error> {
        let (below, above) = self.model.room(of);
        let room = if factor.num > 0 { above } else { below };
        let factor = Ratio { num: factor.num.abs(), den: factor.den };
        room.map(|room| factor.times(Ratio::whole(room))).transpose()
    }
}
