//! A safe pattern for tables of any size. Every cell that can be bounded too tightly gives a cut: the cells of which at
//! least one more must be withheld. The cheapest is taken and the others become cheaper by what was paid (primal-dual),
//! until every attack fails; then each cell that turned out superfluous is published again, dearest first.

use super::attack::{Attack, Need, Witness};
use super::lines::{Lack, lack};
use super::model::Model;
use super::{Error, Ratio, Table};
use std::collections::BTreeSet;

/// Rounds after which a table counts as one that cannot be protected.
const ROUNDS_MAX: usize = 20;

/// A problem of secondary suppression.
#[derive(Debug)]
pub struct Problem<'a> {
    /// The table.
    pub table: &'a Table,
    /// The attacker's view of it.
    pub model: &'a Model,
    /// Cells that are primary.
    pub primary: BTreeSet<usize>,
    /// What each of them needs.
    pub needs: Vec<Need>,
    /// Cells that may be withheld.
    pub candidate: Vec<bool>,
    /// Cost of withholding each cell.
    pub cost: Vec<f64>,
    /// Threshold for what is withheld together on a line.
    pub frequency: u64,
    /// Whether lone contributors attack.
    pub singletons: bool,
}

/// A pattern and what is still exposed under it.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Withheld cells, primary ones included.
    pub suppressed: Vec<bool>,
    /// Primary cells that no further suppression can protect.
    pub exposed: BTreeSet<usize>,
    /// Totals of lines that lack a cell that could be added.
    pub open_lines: Vec<usize>,
    /// Rounds of attack.
    pub rounds: usize,
}

impl Pattern {
    /// The cost of its secondary cells.
    pub fn cost(&self, problem: &Problem<'_>) -> f64 {
        let secondary = |cell: &usize| self.suppressed[*cell] && !problem.primary.contains(cell);
        (0..self.suppressed.len()).filter(secondary).map(|cell| problem.cost[cell]).sum()
    }
}

/// Work in progress.
struct Search<'p, 'a> {
    problem: &'p Problem<'a>,
    attack: Attack<'a>,
    suppressed: Vec<bool>,
    /// Cost of each cell minus what was already paid for cuts it is in.
    left: Vec<f64>,
    witnesses: Vec<Option<Witness>>,
    exposed: BTreeSet<usize>,
    open_lines: BTreeSet<usize>,
}

/// Finds a pattern, with `left` for the costs by which cells are chosen.
///
/// # Errors
/// [`Error::Overflow`].
pub fn heuristic(problem: &Problem<'_>, left: Vec<f64>) -> Result<Pattern, Error> {
    let mut search = Search::new(problem)?;
    search.left = left;
    let mut rounds = 0;
    while rounds < ROUNDS_MAX {
        rounds += 1;
        // A cell that is alone on its line is at first left to the attack, which knows better partners.
        let by_lines = search.complete_lines(rounds > 1)?;
        let by_attack = search.attack_all()?;
        if !search.exposed.is_empty() || (rounds > 1 && !by_lines && !by_attack) {
            break;
        }
        if rounds == 1 {
            search.clean_up(true)?;
        }
    }
    if search.exposed.is_empty() {
        search.clean_up(false)?;
    }
    Ok(search.finish(rounds))
}

/// Publishes again what a safe pattern does not need; the pattern stays safe.
///
/// # Errors
/// [`Error::Overflow`].
pub fn clean(problem: &Problem<'_>, suppressed: &[bool]) -> Result<Pattern, Error> {
    let mut search = Search::new(problem)?;
    for cell in (0..suppressed.len()).filter(|cell| suppressed[*cell] && !problem.primary.contains(cell)) {
        search.suppress(cell)?;
    }
    search.note_open_lines();
    search.attack_all()?;
    search.clean_up(false)?;
    Ok(search.finish(0))
}

impl<'p, 'a> Search<'p, 'a> {
    fn new(problem: &'p Problem<'a>) -> Result<Self, Error> {
        let mut attack = Attack::new(problem.model);
        let mut suppressed = vec![false; problem.model.values.len()];
        for cell in &problem.primary {
            attack.suppress(*cell)?;
            suppressed[*cell] = true;
        }
        Ok(Self {
            problem,
            attack,
            suppressed,
            left: problem.cost.clone(),
            witnesses: vec![None; problem.needs.len()],
            exposed: BTreeSet::new(),
            open_lines: BTreeSet::new(),
        })
    }

    fn suppress(&mut self, cell: usize) -> Result<(), Error> {
        self.suppressed[cell] = true;
        self.attack.suppress(cell)
    }

    fn lack(&self, line: usize) -> Option<Lack> {
        let problem = self.problem;
        lack(problem, &problem.model.lines[line], &self.suppressed)
    }

    /// Gives every line what it lacks, also to cells that are `alone` on theirs; whether anything was added.
    fn complete_lines(&mut self, alone: bool) -> Result<bool, Error> {
        let mut added = false;
        loop {
            let mut again = false;
            for line in 0..self.problem.model.lines.len() {
                while self.lack(line).is_some_and(|lack| alone || lack != Lack::Cell)
                    && !self.open_lines.contains(&line)
                {
                    match self.cheapest_on(line) {
                        Some(cell) => {
                            self.suppress(cell)?;
                            (again, added) = (true, true);
                        }
                        None => {
                            self.open_lines.insert(line);
                        }
                    }
                }
            }
            if !again {
                return Ok(added);
            }
        }
    }

    /// Lines that lack a third cell and have none to give.
    fn note_open_lines(&mut self) {
        for line in 0..self.problem.model.lines.len() {
            if self.lack(line) == Some(Lack::Third) && self.cheapest_on(line).is_none() {
                self.open_lines.insert(line);
            }
        }
    }

    fn cheapest_on(&self, line: usize) -> Option<usize> {
        let line = &self.problem.model.lines[line];
        let free = line.parts.iter().chain([&line.total]).copied();
        let free = free.filter(|cell| self.problem.candidate[*cell] && !self.suppressed[*cell]);
        free.min_by(|a, b| self.left[*a].total_cmp(&self.left[*b]).then(a.cmp(b)))
    }

    /// Attacks every primary cell and adds cells until none gives way; whether anything was added.
    fn attack_all(&mut self) -> Result<bool, Error> {
        let mut added = false;
        for index in 0..self.problem.needs.len() {
            let need = self.problem.needs[index];
            while self.witnesses[index].is_none() && !self.exposed.contains(&need.cell) {
                if let Some(witness) = self.attack.meets(&need)? {
                    self.share(&witness)?;
                    self.witnesses[index] = Some(witness);
                } else if self.add_from_cut(&need)? {
                    added = true;
                } else {
                    self.exposed.insert(need.cell);
                }
            }
        }
        Ok(added)
    }

    /// Gives the point where the attack stands as witness to every other need that it meets.
    fn share(&mut self, witness: &Witness) -> Result<(), Error> {
        for (index, need) in self.problem.needs.iter().enumerate() {
            if self.witnesses[index].is_none() && self.attack.stands_beyond(need)? {
                self.witnesses[index] = Some(witness.clone());
            }
        }
        Ok(())
    }

    /// Withholds the cheapest cell of the cut that the failed attack on `need` gives; whether there is one.
    fn add_from_cut(&mut self, need: &Need) -> Result<bool, Error> {
        let mut cut: Vec<(usize, f64)> = Vec::new();
        for (cell, factor) in self.attack.combination(need.cell, need.sign) {
            if self.problem.candidate[cell] && !self.suppressed[cell] {
                let share = share_of(self.attack.gain(cell, factor)?, need.distance);
                if share > 0.0 {
                    cut.push((cell, share));
                }
            }
        }
        let price = |(cell, share): &(usize, f64)| self.left[*cell] / share;
        let Some(best) = cut.iter().min_by(|a, b| price(a).total_cmp(&price(b)).then(a.0.cmp(&b.0))).copied() else {
            return Ok(false);
        };
        let paid = price(&best);
        for (cell, share) in &cut {
            self.left[*cell] = (self.left[*cell] - paid * share).max(0.0);
        }
        self.suppress(best.0)?;
        Ok(true)
    }

    /// Publishes every secondary cell that nothing needs, dearest first; `alone`: a cell may be left alone on its line.
    fn clean_up(&mut self, alone: bool) -> Result<(), Error> {
        let problem = self.problem;
        let secondary = |cell: &usize| self.suppressed[*cell] && !problem.primary.contains(cell);
        let mut order: Vec<usize> = (0..self.suppressed.len()).filter(secondary).collect();
        order.sort_by(|a, b| problem.cost[*b].total_cmp(&problem.cost[*a]).then(b.cmp(a)));
        let mut again = true;
        while again {
            again = false;
            for cell in std::mem::take(&mut order) {
                match self.reopen(cell, alone)? {
                    true => again = true,
                    false => order.push(cell),
                }
            }
        }
        Ok(())
    }

    /// Publishes a cell again if the table stays protected.
    fn reopen(&mut self, cell: usize, alone: bool) -> Result<bool, Error> {
        self.suppressed[cell] = false;
        // The first relations are the lines.
        let lines = self.problem.model.of_cell[cell].iter().map(|(relation, _)| *relation);
        let lines: Vec<usize> = lines.filter(|relation| *relation < self.problem.model.lines.len()).collect();
        // Who is then alone on the line is in nobody's witness and is published next, or gets a partner in the next round.
        let lacking = |line: &usize| {
            self.lack(*line).is_some_and(|lack| !(alone && lack == Lack::Cell)) && !self.open_lines.contains(line)
        };
        if lines.iter().any(lacking) {
            self.suppressed[cell] = true;
            return Ok(false);
        }
        self.attack.publish(cell);
        let mut renewed: Vec<(usize, Witness)> = Vec::new();
        for (index, need) in self.problem.needs.iter().enumerate() {
            let broken = self.witnesses[index].as_ref().is_none_or(|witness| witness.contains(&cell));
            if !broken {
                continue;
            }
            match self.attack.meets(need)? {
                Some(mut witness) => {
                    witness.remove(&cell);
                    renewed.push((index, witness));
                }
                None => {
                    self.suppressed[cell] = true;
                    self.attack.suppress(cell)?;
                    return Ok(false);
                }
            }
        }
        for (index, witness) in renewed {
            self.witnesses[index] = Some(witness);
        }
        Ok(true)
    }

    fn finish(self, rounds: usize) -> Pattern {
        let open = self.open_lines.iter().map(|line| self.problem.model.lines[*line].total).collect();
        Pattern { suppressed: self.suppressed, exposed: self.exposed, open_lines: open, rounds }
    }
}

/// What part of the need a gain covers, at most all of it.
pub(super) fn share_of(gain: Option<Ratio>, need: Ratio) -> f64 {
    match gain {
        None => 1.0,
        Some(gain) => (gain.to_f64() / need.to_f64()).min(1.0),
    }
}
