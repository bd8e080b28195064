//! The master problem of the cutting planes: the cheapest fractions of cells that satisfy all cuts found so far. A dual
//! simplex in floats; what it gets wrong in the last digit can cost a cell too many, never a cell exposed, because no
//! pattern leaves this room without the exact attack.

const SLIGHT: f64 = 1e-9;
/// Pivots after which a programme this small is going in a circle.
const PIVOTS_MAX: usize = 5000;

/// One cut: the sum of coefficient times cell is at least the limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// Columns and coefficients.
    pub terms: Vec<(usize, f64)>,
    /// The limit.
    pub least: f64,
}

impl Cut {
    /// By how much a point falls short.
    pub fn violation(&self, point: &[f64]) -> f64 {
        self.least - self.terms.iter().map(|(column, factor)| factor * point[*column]).sum::<f64>()
    }
}

/// How a solution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solved {
    /// The optimum was found.
    Optimal,
    /// Nothing satisfies the cuts.
    Infeasible,
    /// Too many steps; nothing is known.
    Lost,
}

/// A dictionary: basic variables as combinations of the others, which stand at one of their bounds.
#[derive(Debug, Clone)]
pub struct Master {
    low: Vec<f64>,
    high: Vec<f64>,
    /// Variables that are not basic, by position.
    outside: Vec<usize>,
    /// Whether the variable at a position stands at its upper bound.
    upper: Vec<bool>,
    /// Variables that are basic, by row.
    inside: Vec<usize>,
    rows: Vec<Vec<f64>>,
    constant: Vec<f64>,
    cost: Vec<f64>,
    base: f64,
    columns: usize,
    /// Entries touched so far: the work, without a clock.
    pub work: u64,
}

impl Master {
    /// No cuts: every fraction is nothing.
    pub fn new(cost: &[f64]) -> Self {
        let n = cost.len();
        Self {
            low: vec![0.0; n],
            high: vec![1.0; n],
            outside: (0..n).collect(),
            upper: vec![false; n],
            inside: Vec::new(),
            rows: Vec::new(),
            constant: Vec::new(),
            cost: cost.to_vec(),
            base: 0.0,
            columns: n,
            work: 0,
        }
    }

    fn bound(&self, position: usize) -> f64 {
        let variable = self.outside[position];
        if self.upper[position] { self.high[variable] } else { self.low[variable] }
    }

    /// Adds a cut.
    pub fn add(&mut self, cut: &Cut) {
        let mut row = vec![0.0; self.outside.len()];
        let mut constant = -cut.least;
        for (column, factor) in &cut.terms {
            if let Some(basic) = self.inside.iter().position(|variable| variable == column) {
                constant += factor * self.constant[basic];
                row.iter_mut().zip(&self.rows[basic]).for_each(|(entry, of)| *entry += factor * of);
            } else if let Some(position) = self.outside.iter().position(|variable| variable == column) {
                row[position] += factor;
            }
        }
        self.inside.push(self.low.len());
        self.low.push(0.0);
        self.high.push(f64::INFINITY);
        self.rows.push(row);
        self.constant.push(constant);
    }

    /// Decides a column.
    pub fn fix(&mut self, column: usize, value: f64) {
        self.low[column] = value;
        self.high[column] = value;
    }

    /// The cost and the fractions.
    pub fn point(&self) -> (f64, Vec<f64>) {
        let mut point = vec![0.0; self.columns];
        let mut total = self.base;
        for (position, variable) in self.outside.iter().enumerate() {
            let value = self.bound(position);
            total += self.cost[position] * value;
            if *variable < self.columns {
                point[*variable] = value;
            }
        }
        for (row, variable) in self.inside.iter().enumerate() {
            if *variable < self.columns {
                point[*variable] = self.value(row).clamp(0.0, 1.0);
            }
        }
        (total, point)
    }

    fn value(&self, row: usize) -> f64 {
        let terms = self.rows[row].iter().enumerate().filter(|(_, entry)| **entry != 0.0);
        self.constant[row] + terms.map(|(position, entry)| entry * self.bound(position)).sum::<f64>()
    }

    /// Restores what new cuts and decisions broke.
    pub fn solve(&mut self) -> Solved {
        for _ in 0..PIVOTS_MAX {
            let Some((row, up)) = self.broken() else { return Solved::Optimal };
            let Some(position) = self.entering(row, up) else { return Solved::Infeasible };
            self.pivot(row, position, up);
        }
        Solved::Lost
    }

    /// The basic variable that is farthest outside its bounds, and whether it must go up.
    fn broken(&self) -> Option<(usize, bool)> {
        let mut worst = (SLIGHT, None);
        for row in 0..self.rows.len() {
            let (variable, value) = (self.inside[row], self.value(row));
            let (below, above) = (self.low[variable] - value, value - self.high[variable]);
            if below > worst.0 {
                worst = (below, Some((row, true)));
            }
            if above > worst.0 {
                worst = (above, Some((row, false)));
            }
        }
        worst.1
    }

    /// The variable that can repair the row at the least cost.
    fn entering(&self, row: usize, up: bool) -> Option<usize> {
        let mut best: Option<(f64, f64, usize)> = None;
        for (position, entry) in self.rows[row].iter().enumerate() {
            let variable = self.outside[position];
            let helps = if up { *entry } else { -entry };
            let movable = self.high[variable] > self.low[variable];
            let right_way = if self.upper[position] { helps < -SLIGHT } else { helps > SLIGHT };
            if !movable || !right_way {
                continue;
            }
            let price = self.cost[position].abs() / helps.abs();
            let better = best
                .is_none_or(|(other, size, _)| price < other - 1e-12 || (price < other + 1e-12 && helps.abs() > size));
            if better {
                best = Some((price, helps.abs(), position));
            }
        }
        best.map(|(_, _, position)| position)
    }

    /// Exchanges the basic variable of `row`, which goes to the bound it broke, for the one at `position`.
    fn pivot(&mut self, row: usize, position: usize, up: bool) {
        self.work += (self.rows.len() * self.outside.len()) as u64;
        let mut own = std::mem::take(&mut self.rows[row]);
        let pivot = own[position];
        let constant = -self.constant[row] / pivot;
        own.iter_mut().for_each(|entry| *entry /= -pivot);
        own[position] = 1.0 / pivot;
        let substitute = |target: &mut [f64], target_constant: &mut f64| {
            let factor = target[position];
            if factor == 0.0 {
                return;
            }
            target[position] = 0.0;
            target.iter_mut().zip(&own).for_each(|(entry, of)| {
                *entry += factor * of;
                if entry.abs() < 1e-13 {
                    *entry = 0.0;
                }
            });
            *target_constant += factor * constant;
        };
        for (other, target) in self.rows.iter_mut().enumerate().filter(|(other, _)| *other != row) {
            substitute(target, &mut self.constant[other]);
        }
        substitute(&mut self.cost, &mut self.base);
        self.rows[row] = own;
        self.constant[row] = constant;
        std::mem::swap(&mut self.inside[row], &mut self.outside[position]);
        self.upper[position] = !up;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_and_decisions_are_paid_for_as_cheaply_as_they_can_be() {
        let mut master = Master::new(&[3.0, 2.0, 4.0]);
        master.add(&Cut { terms: vec![(0, 1.0), (1, 1.0)], least: 1.0 });
        assert_eq!(master.solve(), Solved::Optimal);
        assert_eq!(master.point(), (2.0, vec![0.0, 1.0, 0.0]));
        master.add(&Cut { terms: vec![(0, 1.0), (2, 1.0)], least: 1.0 });
        master.add(&Cut { terms: vec![(1, 1.0), (2, 1.0)], least: 1.0 });
        assert_eq!(master.solve(), Solved::Optimal);
        assert!((master.point().0 - 4.5).abs() < 1e-9);
        master.fix(0, 0.0);
        assert_eq!(master.solve(), Solved::Optimal);
        assert!((master.point().0 - 6.0).abs() < 1e-9);
        master.fix(1, 0.0);
        assert_eq!(master.solve(), Solved::Infeasible);
    }
}
