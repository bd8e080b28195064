//! The cheapest safe pattern, by cutting planes (Fischetti and Salazar): the master problem proposes, the exact attack
//! answers with a cut that every safe pattern satisfies, until a proposal withstands. Where fractions remain the
//! search branches. Its budget is counted in work, not in time, so that every machine finds the same pattern.

use super::attack::{Attack, Need};
use super::heuristic::{Pattern, Problem, clean, heuristic, share_of};
use super::lines::{Lack, lack};
use super::master::{Cut, Master, Solved};
use super::simplex::Reach;
use super::{Error, Ratio};

/// Fractions are offered to the attack in this many parts.
const PARTS: i128 = 1024;
/// Rounds of cuts at fractional points of the root, and of other nodes.
const FRACTIONAL_ROUNDS: [usize; 2] = [20, 2];
/// Rounds at the root after which its fractions guide the quick search to a cheaper pattern.
const GUIDED_AFTER: usize = 4;
/// A cut that a proposal violates by less is as good as satisfied for floats.
const CLEAR: f64 = 1e-6;
/// What telling cells of one cost apart may add to the cost of all of them, where costs are whole numbers: less than
/// the next cheaper pattern differs.
const APART_WHOLE: f64 = 0.05;
/// The same where they are not, as a share of each cost: less than what counts as cheaper.
const APART_SHARE: f64 = 1e-7;

/// What came out.
#[derive(Debug, Clone)]
pub struct Best {
    /// The cheapest pattern found.
    pub pattern: Pattern,
    /// Whether it is proven that none is cheaper.
    pub proven: bool,
}

struct Search<'p, 'a> {
    problem: &'p Problem<'a>,
    attack: Attack<'a>,
    /// Cells of the columns of the master problem.
    cells: Vec<usize>,
    column: Vec<Option<usize>>,
    pool: Vec<Cut>,
    best: Vec<bool>,
    best_cost: f64,
    improved: bool,
    whole_costs: bool,
    rounds: usize,
    work: u64,
    budget: u64,
}

/// Looks for a pattern cheaper than `first`, with so much work.
///
/// # Errors
/// [`Error::Overflow`].
pub fn optimal(problem: &Problem<'_>, first: Pattern, budget: u64) -> Result<Best, Error> {
    let cells: Vec<usize> = (0..problem.candidate.len()).filter(|cell| problem.candidate[*cell]).collect();
    let mut column = vec![None; problem.candidate.len()];
    cells.iter().enumerate().for_each(|(index, cell)| column[*cell] = Some(index));
    let mut attack = Attack::new(problem.model);
    for cell in &problem.primary {
        attack.suppress(*cell)?;
    }
    let mut search = Search {
        problem,
        attack,
        column,
        pool: Vec::new(),
        best: first.suppressed.clone(),
        best_cost: first.cost(problem),
        improved: false,
        whole_costs: cells.iter().all(|cell| problem.cost[*cell].fract() == 0.0),
        cells,
        rounds: 0,
        work: 0,
        budget,
    };
    let proven = search.run()?;
    let rounds = first.rounds + search.rounds;
    let pattern = if search.improved { clean(problem, &search.best)? } else { first };
    Ok(Best { pattern: Pattern { rounds, ..pattern }, proven })
}

impl Search<'_, '_> {
    /// Depth-first search; whether it came to its end.
    fn run(&mut self) -> Result<bool, Error> {
        let mut open = vec![Master::new(&self.costs())];
        let mut root = true;
        while let Some(node) = open.pop() {
            if self.work > self.budget {
                return Ok(false);
            }
            match self.node(node, std::mem::replace(&mut root, false))? {
                Answer::Closed => {}
                Answer::Lost => return Ok(false),
                Answer::Branch(children) => open.extend(*children),
            }
        }
        Ok(true)
    }

    /// The costs of the columns, each a trifle dearer than it is: among equals the master problem would go in circles.
    fn costs(&self) -> Vec<f64> {
        let each = APART_WHOLE / self.cells.len().max(1) as f64;
        let apart = |(column, cell): (usize, &usize)| {
            let (cost, share) = (self.problem.cost[*cell], spread(column));
            if self.whole_costs { cost + each * share } else { cost * (1.0 + APART_SHARE * share) }
        };
        self.cells.iter().enumerate().map(apart).collect()
    }

    /// Whether no pattern of which the master problem says that it costs at least this much is of interest.
    fn is_beaten(&self, cost: f64) -> bool {
        let slight = 1e-6 * self.best_cost.max(1.0);
        match self.whole_costs {
            true => cost > self.best_cost - 1.0 + APART_WHOLE + slight.min(0.5),
            false => cost > self.best_cost - slight,
        }
    }

    fn node(&mut self, mut node: Master, root: bool) -> Result<Answer, Error> {
        let mut fractional_rounds = FRACTIONAL_ROUNDS[usize::from(!root)];
        let mut used = 0;
        loop {
            let before = node.work;
            let solved = node.solve();
            self.work += node.work - before;
            match solved {
                Solved::Infeasible => return Ok(Answer::Closed),
                Solved::Lost => return Ok(Answer::Lost),
                Solved::Optimal => {}
            }
            let (cost, point) = node.point();
            if self.is_beaten(cost) {
                return Ok(Answer::Closed);
            }
            if self.work > self.budget {
                return Ok(Answer::Lost);
            }
            let known: Vec<usize> =
                (used..self.pool.len()).filter(|cut| self.pool[*cut].violation(&point) > 1e-7).collect();
            if !known.is_empty() {
                known.iter().for_each(|cut| node.add(&self.pool[*cut]));
                continue;
            }
            used = 0;
            let fraction = most_fractional(&point);
            let cuts = match fraction {
                None => self.whole_cuts(&point)?,
                Some(_) if fractional_rounds > 0 => {
                    fractional_rounds -= 1;
                    if root && (fractional_rounds == 0 || fractional_rounds + GUIDED_AFTER == FRACTIONAL_ROUNDS[0]) {
                        self.guided(&point)?;
                    }
                    self.fractional_cuts(&point)?
                }
                Some(_) => Vec::new(),
            };
            if !cuts.is_empty() {
                self.pool.extend(cuts);
                continue;
            }
            return Ok(match fraction {
                None => {
                    self.accept(&point);
                    Answer::Closed
                }
                Some(column) => {
                    let (mut without, mut with) = (node.clone(), node);
                    without.fix(column, 0.0);
                    with.fix(column, 1.0);
                    Answer::Branch(Box::new([without, with]))
                }
            });
        }
    }

    /// The quick search again, with cells the cheaper the more of them the fractions take.
    fn guided(&mut self, point: &[f64]) -> Result<(), Error> {
        let mut left = self.problem.cost.clone();
        self.cells.iter().zip(point).for_each(|(cell, fraction)| left[*cell] *= 1.0 - fraction);
        let found = heuristic(self.problem, left)?;
        let cost = found.cost(self.problem);
        if found.exposed.is_empty() && cost < self.best_cost {
            (self.best_cost, self.best, self.improved) = (cost, found.suppressed, true);
        }
        Ok(())
    }

    fn accept(&mut self, point: &[f64]) {
        let withheld = self.cells.iter().zip(point).filter(|(_, fraction)| **fraction > 0.5);
        self.best_cost = withheld.map(|(cell, _)| self.problem.cost[*cell]).sum();
        self.best.fill(false);
        self.problem.primary.iter().for_each(|cell| self.best[*cell] = true);
        for (cell, fraction) in self.cells.iter().zip(point) {
            self.best[*cell] |= *fraction > 0.5;
        }
        self.improved = true;
    }

    /// What a proposal without fractions lacks: exact.
    fn whole_cuts(&mut self, point: &[f64]) -> Result<Vec<Cut>, Error> {
        self.rounds += 1;
        let mut suppressed = vec![false; self.problem.candidate.len()];
        self.problem.primary.iter().for_each(|cell| suppressed[*cell] = true);
        for (cell, fraction) in self.cells.iter().zip(point) {
            suppressed[*cell] = *fraction > 0.5;
            match suppressed[*cell] {
                true => self.attack.suppress(*cell)?,
                false => self.attack.publish(*cell),
            }
        }
        for cell in &self.problem.primary {
            self.attack.suppress(*cell)?;
        }
        let mut cuts = Vec::new();
        let before = self.attack.pivots();
        for need in &self.problem.needs {
            if !self.attack.stands_beyond(need)? && self.attack.meets(need)?.is_none() {
                let cut = self.cut(need)?.filter(|cut| cut.violation(point) > CLEAR);
                cuts.push(cut.unwrap_or_else(|| self.any_other(&suppressed)));
            }
        }
        self.count(before);
        for line in 0..self.problem.model.lines.len() {
            cuts.extend(self.line_cut(line, &suppressed));
        }
        cuts.dedup();
        Ok(cuts)
    }

    /// More cells than the proposed ones are needed, since fewer protect less. For cuts that floats cannot tell from
    /// satisfied ones.
    fn any_other(&self, suppressed: &[bool]) -> Cut {
        let others = self.cells.iter().enumerate().filter(|(_, cell)| !suppressed[**cell]);
        Cut { terms: others.map(|(column, _)| (column, 1.0)).collect(), least: 1.0 }
    }

    fn count(&mut self, before: u64) {
        let size = self.problem.model.relations.len().min(200) * self.cells.len();
        self.work += (self.attack.pivots() - before) * size as u64 / 4;
    }

    /// Cuts that a proposal with fractions falls short of: cells give way in proportion.
    fn fractional_cuts(&mut self, point: &[f64]) -> Result<Vec<Cut>, Error> {
        let mut cuts: Vec<Cut> = Vec::new();
        let before = self.attack.pivots();
        let mut set_for: Option<Ratio> = None;
        for need in &self.problem.needs {
            let same = match set_for {
                Some(distance) => distance.compare(need.distance)?.is_eq(),
                None => false,
            };
            if !same {
                self.offer(point, need.distance)?;
                set_for = Some(need.distance);
            }
            let wanted = need.distance.times(Ratio::whole(PARTS))?;
            if let Reach::At(_) = self.attack.reach(need.cell, need.sign, Some(wanted))? {
                cuts.extend(self.cut(need)?.filter(|cut| cut.violation(point) > 0.01));
            }
        }
        self.count(before);
        cuts.dedup();
        Ok(cuts)
    }

    /// Lets every cell move in proportion to its fraction.
    fn offer(&mut self, point: &[f64], distance: Ratio) -> Result<(), Error> {
        let far = distance.ceil();
        for (cell, fraction) in self.cells.iter().zip(point) {
            let parts = (fraction * PARTS as f64).round() as i128;
            let (below, above) = self.problem.model.room(*cell);
            let room = |room: Option<i128>| match room {
                None if parts >= PARTS => None,
                room => Some(room.unwrap_or(far) * parts),
            };
            match parts {
                0 => self.attack.publish(*cell),
                _ => self.attack.admit(*cell, room(below).map(|below| -below), room(above))?,
            }
        }
        for cell in &self.problem.primary {
            let (below, above) = self.problem.model.room(*cell);
            self.attack.admit(*cell, below.map(|below| -below * PARTS), above.map(|above| above * PARTS))?;
        }
        Ok(())
    }

    /// The cut that the multipliers of a failed attack give.
    fn cut(&self, need: &Need) -> Result<Option<Cut>, Error> {
        let mut least = 1.0;
        let mut terms = Vec::new();
        for (cell, factor) in self.attack.combination(need.cell, need.sign) {
            let gain = self.attack.gain(cell, factor)?;
            match (self.column[cell], gain) {
                (Some(column), gain) => terms.push((column, share_of(gain, need.distance))),
                (None, _) if !self.problem.primary.contains(&cell) => {}
                (None, None) => return Ok(None),
                (None, Some(gain)) => least -= gain.to_f64() / need.distance.to_f64(),
            }
        }
        if least <= 1e-9 {
            return Ok(None);
        }
        terms.retain(|(_, share)| *share > 0.0);
        terms.iter_mut().for_each(|(_, share)| *share = (*share / least).min(1.0));
        Ok(Some(Cut { terms, least: 1.0 }))
    }

    /// What a line lacks, as a cut. Without the rules about lone contributors only the attack counts, so that the
    /// pattern is the cheapest one that withstands it.
    fn line_cut(&self, line: usize, suppressed: &[bool]) -> Option<Cut> {
        let problem = self.problem;
        if !problem.singletons {
            return None;
        }
        let of_line = &problem.model.lines[line];
        let lacking = lack(problem, of_line, suppressed)?;
        // Whether a sum of small counts tells anything is for the attack to say; the quick search needs the rule.
        if lacking == Lack::Frequency {
            return None;
        }
        let mut cut = Cut { terms: Vec::new(), least: 1.0 };
        for cell in of_line.parts.iter().chain([&of_line.total]) {
            let Some(column) = self.column[*cell] else { continue };
            match suppressed[*cell] {
                true => {
                    cut.terms.push((column, -1.0));
                    cut.least -= 1.0;
                }
                false => cut.terms.push((column, 1.0)),
            }
        }
        // A line without any further cell is left open, as the heuristic leaves it.
        cut.terms.iter().any(|(_, factor)| *factor > 0.0).then_some(cut)
    }
}

/// A number from 0 to 1 for every column, no two alike: multiples of the golden section.
fn spread(column: usize) -> f64 {
    (column as f64 * 0.618_033_988_749_894_9).fract()
}

enum Answer {
    Closed,
    Lost,
    Branch(Box<[Master; 2]>),
}

/// The column that is least decided, if any is not.
fn most_fractional(point: &[f64]) -> Option<usize> {
    let distance = |fraction: f64| (fraction - 0.5).abs();
    let undecided = point.iter().enumerate().filter(|(_, fraction)| distance(**fraction) < 0.5 - 1e-6);
    undecided.min_by(|a, b| distance(*a.1).total_cmp(&distance(*b.1)).then(a.0.cmp(&b.0))).map(|(column, _)| column)
}
