//! Linear programming in whole numbers: every entry of the tableau is a minor of the equations over one common
//! denominator, so nothing is ever rounded. The movement of a cell away from its true value is the variable; no
//! movement at all is always allowed, which spares the search for a first point.

use super::{Error, Ratio};
use std::cmp::Ordering;

/// Steps without progress after which the rule that cannot run in a circle (Bland's) takes over.
const PATIENCE: usize = 24;

/// How a maximisation ended.
#[derive(Debug, Clone, Copy)]
pub enum Reach {
    /// Not farther than this.
    At(Ratio),
    /// As far as was asked for, perhaps farther.
    Enough(Ratio),
    /// Without bound.
    Unbounded,
}

/// Where a variable stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Basic(usize),
    Free,
}

/// Equations `A z = 0` with bounds on `z`, and a point that satisfies them.
#[derive(Debug, Clone, Default)]
pub struct Tableau {
    /// Common denominator, positive.
    denominator: i64,
    rows: Vec<Vec<i64>>,
    basis: Vec<usize>,
    stand: Vec<Stand>,
    low: Vec<Option<i128>>,
    high: Vec<Option<i128>>,
    /// Values of the variables that are not basic.
    value: Vec<i128>,
    /// Values of the basic variables, times the denominator.
    level: Vec<i128>,
    pivots: u64,
}

fn small(value: i128) -> Result<i64, Error> {
    i64::try_from(value).map_err(|_| Error::Overflow)
}

fn product(a: i128, b: i128) -> Result<i128, Error> {
    a.checked_mul(b).ok_or(Error::Overflow)
}

impl Tableau {
    /// No variables, no equations.
    pub fn new() -> Self {
        Self { denominator: 1, ..Self::default() }
    }

    /// Pivots done so far: the measure of work that does not depend on a clock.
    pub fn pivots(&self) -> u64 {
        self.pivots
    }

    fn push_variable(&mut self, low: Option<i128>, high: Option<i128>) -> usize {
        self.rows.iter_mut().for_each(|row| row.push(0));
        self.stand.push(Stand::Free);
        self.low.push(low);
        self.high.push(high);
        self.value.push(0);
        self.stand.len() - 1
    }

    /// A new equation; its slack is fixed at nothing and keeps track of the equation's multiplier.
    pub fn add_equation(&mut self) -> usize {
        let slack = self.push_variable(Some(0), Some(0));
        let mut row = vec![0; self.stand.len()];
        row[slack] = self.denominator;
        self.stand[slack] = Stand::Basic(self.rows.len());
        self.basis.push(slack);
        self.rows.push(row);
        self.level.push(0);
        slack
    }

    /// A new variable in the equations of these slacks. Every equation it is in must be there already.
    pub fn add_variable(
        &mut self,
        terms: &[(usize, i64)],
        low: Option<i128>,
        high: Option<i128>,
    ) -> Result<usize, Error> {
        let variable = self.push_variable(low, high);
        for row in &mut self.rows {
            let mut sum = 0i128;
            for (slack, factor) in terms {
                sum += i128::from(row[*slack]) * i128::from(*factor);
            }
            row[variable] = small(sum)?;
        }
        let loose = |tableau: &Self, row: usize| {
            let slack = tableau.basis[row];
            tableau.low[slack] == Some(0)
                && tableau.high[slack] == Some(0)
                && terms.iter().any(|(own, _)| *own == slack)
        };
        let row = (0..self.rows.len()).find(|row| self.rows[*row][variable] != 0 && loose(self, *row));
        if let Some(row) = row {
            self.pivot(row, variable)?;
            self.settle()?;
        }
        Ok(variable)
    }

    /// Changes a variable's bounds and goes back to no movement at all, which must lie within all bounds.
    pub fn restrict(&mut self, variable: usize, low: Option<i128>, high: Option<i128>) {
        self.low[variable] = low;
        self.high[variable] = high;
        self.return_to_origin();
    }

    /// Changes a variable's bounds around where it stands.
    pub fn fix_here(&mut self, variable: usize, at: i128) {
        self.low[variable] = Some(at);
        self.high[variable] = Some(at);
    }

    /// Back to no movement at all.
    pub fn return_to_origin(&mut self) {
        self.value.fill(0);
        self.level.fill(0);
    }

    /// The value of a variable.
    pub fn at(&self, variable: usize) -> Ratio {
        match self.stand[variable] {
            Stand::Basic(row) => Ratio { num: self.level[row], den: i128::from(self.denominator) },
            Stand::Free => Ratio::whole(self.value[variable]),
        }
    }

    /// Whether a variable has moved.
    pub fn has_moved(&self, variable: usize) -> bool {
        match self.stand[variable] {
            Stand::Basic(row) => self.level[row] != 0,
            Stand::Free => self.value[variable] != 0,
        }
    }

    /// The variable as a combination of those that are not basic: coefficients over the second number. `None` when it
    /// is itself not basic.
    pub fn combination(&self, variable: usize) -> Option<(&[i64], i64)> {
        match self.stand[variable] {
            Stand::Basic(row) => Some((&self.rows[row], self.denominator)),
            Stand::Free => None,
        }
    }

    /// Moves as far as possible in direction `sign` (1 or −1) of a variable; stops when the movement reaches `enough`.
    pub fn push(&mut self, variable: usize, sign: i64, enough: Option<Ratio>) -> Result<Reach, Error> {
        let mut stalled = 0;
        loop {
            let reached = self.at(variable);
            let reached = if sign < 0 { reached.negated() } else { reached };
            if let Some(enough) = enough
                && reached.compare(enough)?.is_ge()
            {
                return Ok(Reach::Enough(reached));
            }
            let Some((entering, direction)) = self.entering(variable, sign, stalled > PATIENCE) else {
                return Ok(Reach::At(reached));
            };
            match self.step(entering, direction)? {
                None => return Ok(Reach::Unbounded),
                Some(true) => stalled = 0,
                Some(false) => stalled += 1,
            }
        }
    }

    /// A variable whose movement helps, and the direction.
    fn entering(&self, variable: usize, sign: i64, careful: bool) -> Option<(usize, i64)> {
        let can = |column: usize, gradient: i64| {
            let value = self.value[column];
            match gradient.cmp(&0) {
                Ordering::Greater => self.high[column].is_none_or(|high| value < high),
                Ordering::Less => self.low[column].is_none_or(|low| value > low),
                Ordering::Equal => false,
            }
        };
        let Some((row, _)) = self.combination(variable) else {
            return can(variable, sign).then_some((variable, sign));
        };
        let mut best: Option<(usize, i64)> = None;
        for (column, entry) in row.iter().enumerate() {
            if *entry == 0 || self.stand[column] != Stand::Free {
                continue;
            }
            let gradient = if sign > 0 { -entry } else { *entry };
            if can(column, gradient) && best.is_none_or(|(_, other)| gradient.abs() > other.abs()) {
                best = Some((column, gradient));
                if careful {
                    break;
                }
            }
        }
        best.map(|(column, gradient)| (column, gradient.signum()))
    }

    /// Moves `entering`; `None` when nothing stops it, else whether there was progress.
    fn step(&mut self, entering: usize, direction: i64) -> Result<Option<bool>, Error> {
        let denominator = i128::from(self.denominator);
        let value = self.value[entering];
        let own = match direction > 0 {
            true => self.high[entering].map(|high| high - value),
            false => self.low[entering].map(|low| value - low),
        };
        let mut nearest: Option<(Ratio, usize, i128)> = None;
        for row in 0..self.rows.len() {
            let slope = -i128::from(self.rows[row][entering]) * i128::from(direction);
            let basic = self.basis[row];
            let bound = match slope.cmp(&0) {
                Ordering::Equal => None,
                Ordering::Greater => self.high[basic],
                Ordering::Less => self.low[basic],
            };
            let Some(bound) = bound else { continue };
            let distance = (product(bound, denominator)? - self.level[row]).abs();
            let ratio = Ratio { num: distance, den: slope.abs() };
            let order = match &nearest {
                None => Ordering::Less,
                Some((other, ..)) => ratio.compare(*other)?,
            };
            let nearer = match (order, &nearest) {
                (Ordering::Equal, Some((_, other, _))) => basic < self.basis[*other],
                (order, _) => order == Ordering::Less,
            };
            if nearer {
                nearest = Some((ratio, row, bound));
            }
        }
        match (own, nearest) {
            (None, None) => Ok(None),
            (Some(own), nearest) if nearest.is_none() || self.nearer(own, &nearest)? => {
                self.shift(entering, own * i128::from(direction))?;
                Ok(Some(own > 0))
            }
            (_, Some((ratio, row, bound))) => {
                let leaving = self.basis[row];
                self.pivot(row, entering)?;
                self.value[leaving] = bound;
                self.settle()?;
                Ok(Some(ratio.num > 0))
            }
            (Some(_), None) => Ok(None),
        }
    }

    fn nearer(&self, own: i128, nearest: &Option<(Ratio, usize, i128)>) -> Result<bool, Error> {
        match nearest {
            None => Ok(true),
            Some((ratio, ..)) => Ok(Ratio::whole(own).compare(*ratio)?.is_le()),
        }
    }

    /// Moves a variable that is not basic.
    fn shift(&mut self, variable: usize, by: i128) -> Result<(), Error> {
        self.value[variable] += by;
        for (row, level) in self.rows.iter().zip(&mut self.level) {
            *level -= product(i128::from(row[variable]), by)?;
        }
        Ok(())
    }

    /// Computes the basic variables from the others.
    fn settle(&mut self) -> Result<(), Error> {
        self.level.fill(0);
        for variable in 0..self.value.len() {
            let by = self.value[variable];
            if by != 0 && self.stand[variable] == Stand::Free {
                for (row, level) in self.rows.iter().zip(&mut self.level) {
                    if row[variable] != 0 {
                        *level -= product(i128::from(row[variable]), by)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Exchanges the basic variable of `row` for `column`.
    fn pivot(&mut self, row: usize, column: usize) -> Result<(), Error> {
        self.pivots += 1;
        let mut own = std::mem::take(&mut self.rows[row]);
        if own[column] < 0 {
            own.iter_mut().for_each(|entry| *entry = -*entry);
        }
        let (pivot, before) = (own[column], self.denominator);
        for other in self.rows.iter_mut().filter(|other| !other.is_empty()) {
            let factor = other[column];
            if factor == 0 && pivot == before {
                continue;
            }
            if pivot == 1 && before == 1 {
                subtract(other, &own, factor)?;
            } else {
                combine(other, &own, factor, pivot, before)?;
            }
        }
        self.rows[row] = own;
        self.denominator = pivot;
        let leaving = std::mem::replace(&mut self.basis[row], column);
        self.stand[leaving] = Stand::Free;
        self.stand[column] = Stand::Basic(row);
        self.value[column] = 0;
        self.value[leaving] = 0;
        Ok(())
    }
}

/// `other − factor · own`.
fn subtract(other: &mut [i64], own: &[i64], factor: i64) -> Result<(), Error> {
    for (entry, pivot) in other.iter_mut().zip(own) {
        if *pivot != 0 {
            *entry = factor.checked_mul(*pivot).and_then(|by| entry.checked_sub(by)).ok_or(Error::Overflow)?;
        }
    }
    Ok(())
}

/// `(pivot · other − factor · own) / before`, which is always whole: the entries are minors (Edmonds, Bareiss).
fn combine(other: &mut [i64], own: &[i64], factor: i64, pivot: i64, before: i64) -> Result<(), Error> {
    let (factor, pivot, before) = (i128::from(factor), i128::from(pivot), i128::from(before));
    for (entry, of_pivot) in other.iter_mut().zip(own) {
        if *entry != 0 || *of_pivot != 0 {
            *entry = small((pivot * i128::from(*entry) - factor * i128::from(*of_pivot)) / before)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows and two columns of four suppressed cells with the values 1 to 4 and nothing else.
    fn square() -> (Tableau, [usize; 4]) {
        let mut tableau = Tableau::new();
        let equations: Vec<usize> = (0..4).map(|_| tableau.add_equation()).collect();
        let cells = [(0, 2), (0, 3), (1, 2), (1, 3)];
        let mut variable = 0;
        let variables = cells.map(|(row, column)| {
            variable += 1;
            let terms = [(equations[row], 1), (equations[column], 1)];
            tableau.add_variable(&terms, Some(-variable), None).unwrap()
        });
        (tableau, variables)
    }

    #[test]
    fn a_cycle_of_four_moves_as_far_as_its_smallest_cell_allows() {
        let (mut tableau, [a, b, _, d]) = square();
        for (variable, sign, expected) in [(a, 1, 2), (a, -1, 1), (b, 1, 1), (b, -1, 2), (d, 1, 2), (d, -1, 1)] {
            let reach = tableau.push(variable, sign, None).unwrap();
            assert!(matches!(reach, Reach::At(at) if at.compare(Ratio::whole(expected)).unwrap().is_eq()), "{reach:?}");
        }
        tableau.restrict(d, Some(0), Some(0));
        assert!(matches!(tableau.push(a, 1, None).unwrap(), Reach::At(at) if at.num == 0));
    }

    #[test]
    fn a_cell_without_equation_has_no_bound_and_enough_is_enough() {
        let mut tableau = Tableau::new();
        let alone = tableau.add_variable(&[], Some(-5), None).unwrap();
        assert!(matches!(tableau.push(alone, 1, None).unwrap(), Reach::Unbounded));
        let (mut tableau, [a, ..]) = square();
        assert!(matches!(tableau.push(a, 1, Some(Ratio::whole(1))).unwrap(), Reach::Enough(_)));
    }

    #[test]
    fn ends_that_are_no_whole_numbers_are_found_exactly() {
        // x + y = 0, x + z = 0, y + z + w = 0: w = 2x, and w is at most 3.
        let mut tableau = Tableau::new();
        let [first, second, third] = [(); 3].map(|()| tableau.add_equation());
        let x = tableau.add_variable(&[(first, 1), (second, 1)], None, None).unwrap();
        tableau.add_variable(&[(first, 1), (third, 1)], None, None).unwrap();
        tableau.add_variable(&[(second, 1), (third, 1)], None, None).unwrap();
        tableau.add_variable(&[(third, 1)], Some(-3), Some(3)).unwrap();
        let Reach::At(high) = tableau.push(x, 1, None).unwrap() else { panic!("bounded") };
        assert!(high.compare(Ratio::new(3, 2)).unwrap().is_eq(), "{high:?}");
    }
}
