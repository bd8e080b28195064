//! A table in, a protected table out, with the attack that proves it: primary rules, secondary suppression, and the
//! exact bounds of everything that is withheld.

use super::attack::{Attack, Need};
use super::heuristic::{Pattern, Problem, heuristic};
use super::known::Fact;
use super::model::Model;
use super::number::decimal;
use super::optimal::optimal;
use super::primary::{Everybody, Sensitive, by_group, groups, primary};
use super::{Error, Group, Mark, Method, Ratio, Spec, Table, Weight};
use crate::cube::ConfStatus;
use probity_core::Diagnostic;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Most cells for which the cheapest pattern is looked for when nothing is said.
const OPTIMAL_MAX: usize = 500;
/// Work for it (entries of tableaus touched) when nothing is said: below a tenth of a second.
const BUDGET_AUTO: u64 = 15_000_000;
/// The same for tables of so few cells that a proof is nearly always found: below half a second.
const BUDGET_SMALL: u64 = 150_000_000;
/// Most cells of such a table.
const SMALL_MAX: usize = 200;
/// Work for it when it is asked for: minutes.
const BUDGET_OPTIMAL: u64 = 100_000_000_000;

/// What becomes of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellOutcome {
    /// It is published.
    Published,
    /// It is withheld, and why.
    Suppressed(ConfStatus),
}

/// What an attacker can find out about a withheld cell, in units of the table's scale; `None` = without bound.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The cell.
    pub cell: usize,
    /// It is at least this.
    pub low: Option<Ratio>,
    /// It is at most this.
    pub high: Option<Ratio>,
    /// The bounds that must not be tighter than these; `None` for secondary cells, whose own value is no secret. The
    /// lower one is `None` inside when nothing bounds it.
    pub needed: Option<(Ratio, Ratio)>,
}

/// A line that tells something about everybody in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// The total of the line.
    pub line: String,
    /// The part that holds everybody.
    pub cell: String,
    /// How many they are.
    pub frequency: u64,
}

/// How a protection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every attack fails.
    Safe,
    /// Some primary cells cannot be protected; nothing may be published.
    Exposed,
}

/// A protected table.
#[derive(Debug, Clone)]
pub struct Protected {
    /// Whether it may be published.
    pub outcome: Outcome,
    /// What becomes of each cell, in the table's order.
    pub cells: Vec<CellOutcome>,
    /// The bounds of every withheld cell.
    pub bounds: Vec<Bounds>,
    /// The withheld cells that are bounded too tightly.
    pub exposed: Vec<String>,
    /// Lines that tell something about everybody in them.
    pub groups: Vec<GroupLine>,
    /// Lines for which the rules about lone contributors found no further cell.
    pub open_lines: Vec<String>,
    /// The method that gave the pattern.
    pub method: Method,
    /// Whether no cheaper pattern is safe.
    pub optimal: bool,
    /// Rounds of attack.
    pub rounds: usize,
    /// Pivots of all searches and attacks: the work, without a clock.
    pub work: u64,
}

/// Protects a table by withholding cells.
///
/// # Errors
/// [`Error::Input`] when a primary value contradicts what the attacker is said to know, [`Error::Overflow`] when the
/// numbers are too large, [`Error::Usage`] for `method = "round"`, which withholds nothing.
pub fn protect(table: &Table, spec: &Spec, facts: &[Fact]) -> Result<Protected, Error> {
    let model = Model::new(table, facts, &spec.attacker)?;
    let mut sensitive = primary(table, &spec.primary, &spec.protection)?;
    let groups = groups(table, &model.lines, &spec.primary);
    let mut candidate = candidates(table, &model, spec);
    if spec.primary.group == Group::Protect {
        protect_groups(table, &model, spec, &groups, &mut sensitive, &mut candidate)?;
    }
    let problem = problem(table, &model, spec, &sensitive, candidate)?;
    let (pattern, method, optimal) = pattern(&problem, spec.protection.method)?;
    finish(&problem, &sensitive, pattern, (method, optimal), groups)
}

/// Which cells may be withheld to protect others.
fn candidates(table: &Table, model: &Model, spec: &Spec) -> Vec<bool> {
    let allowed = |index: usize| {
        let cell = &table.cells()[index];
        let empty = cell.value == 0 && !spec.protection.zeros_as_secondary;
        !empty && cell.mark != Mark::Publish && index != table.grand_total() && model.is_within_bounds(index)
    };
    (0..table.cells().len()).map(allowed).collect()
}

/// A line whose people are all of one kind: the part that holds them becomes primary, and it can only be protected by
/// the empty parts, since the total must not give way instead.
fn protect_groups(
    table: &Table,
    model: &Model,
    spec: &Spec,
    groups: &[Everybody],
    sensitive: &mut [Option<Sensitive>],
    candidate: &mut [bool],
) -> Result<(), Error> {
    for group in groups {
        if sensitive[group.part].is_none() {
            sensitive[group.part] = Some(by_group(table, group.part, &spec.protection)?);
        }
        for line in model.lines.iter().filter(|line| line.total == group.total && line.parts.contains(&group.part)) {
            for part in line.parts.iter().filter(|part| table.cells()[**part].mark != Mark::Publish) {
                candidate[*part] = true;
            }
        }
    }
    groups.iter().for_each(|group| candidate[group.total] = false);
    Ok(())
}

fn problem<'a>(
    table: &'a Table,
    model: &'a Model,
    spec: &Spec,
    sensitive: &[Option<Sensitive>],
    mut candidate: Vec<bool>,
) -> Result<Problem<'a>, Error> {
    let mut needs = Vec::new();
    let mut primary = BTreeSet::new();
    for (cell, sensitive) in sensitive.iter().enumerate() {
        let Some(Sensitive { level, above, .. }) = *sensitive else { continue };
        if !model.is_within_bounds(cell) {
            let value = decimal(model.values[cell], table.scale());
            let message =
                format!("the cell `{}` = {value} is outside what the attacker is said to know", table.id(cell));
            let fault = Diagnostic::error("attacker", "[attacker]", message);
            return Err(fault.hint("widen lower and upper in [attacker]").into());
        }
        candidate[cell] = false;
        primary.insert(cell);
        let below = match model.room(cell).0.map(Ratio::whole) {
            Some(room) if room.compare(level)? == Ordering::Less => room,
            _ => level,
        };
        needs.push(Need { cell, sign: -1, distance: below });
        needs.push(Need { cell, sign: 1, distance: if above { level } else { Ratio::ZERO } });
    }
    // Of two patterns of counts that lose about the same number of people, the one with fewer cells is better: a cell
    // counts for as many more as the smallest number that may be shown.
    let each = if spec.columns.value.is_none() { spec.primary.frequency as f64 } else { 0.0 };
    let cost = |cell: &super::Cell| match spec.protection.weight {
        Weight::Value => cell.value.abs() as f64 / 10f64.powi(table.scale() as i32) + each,
        Weight::Unit => 1.0,
        Weight::Column(_) => cell.weight as f64 / 1000.0,
    };
    Ok(Problem {
        table,
        model,
        primary,
        needs,
        candidate,
        cost: table.cells().iter().map(cost).collect(),
        frequency: spec.primary.frequency,
        singletons: spec.protection.singletons,
    })
}

fn pattern(problem: &Problem<'_>, method: Method) -> Result<(Pattern, Method, bool), Error> {
    let first = heuristic(problem, problem.cost.clone())?;
    let cells = problem.table.cells().len();
    let budget = match method {
        Method::Round => return Err(Error::Usage("method = \"round\" withholds nothing".to_owned())),
        Method::Auto if cells <= SMALL_MAX => BUDGET_SMALL,
        Method::Auto if cells <= OPTIMAL_MAX => BUDGET_AUTO,
        Method::Optimal => BUDGET_OPTIMAL,
        Method::Auto | Method::Heuristic => 0,
    };
    if budget == 0 || !first.exposed.is_empty() {
        return Ok((first, Method::Heuristic, false));
    }
    let best = optimal(problem, first, budget)?;
    let method = if best.proven { Method::Optimal } else { Method::Heuristic };
    Ok((best.pattern, method, best.proven))
}

fn finish(
    problem: &Problem<'_>,
    sensitive: &[Option<Sensitive>],
    pattern: Pattern,
    (method, optimal): (Method, bool),
    groups: Vec<Everybody>,
) -> Result<Protected, Error> {
    let table = problem.table;
    let outcome = |cell: usize| match (pattern.suppressed[cell], sensitive[cell]) {
        (false, _) => CellOutcome::Published,
        (true, Some(sensitive)) => CellOutcome::Suppressed(sensitive.reason.status()),
        (true, None) => CellOutcome::Suppressed(ConfStatus::Secondary),
    };
    let (bounds, work) = bounds(problem, &pattern.suppressed)?;
    let mut exposed = Vec::new();
    for bounds in &bounds {
        if !bounds.is_wide_enough()? {
            exposed.push(table.id(bounds.cell));
        }
    }
    let group = |group: Everybody| GroupLine {
        line: table.id(group.total),
        cell: table.id(group.part),
        frequency: table.cells()[group.total].frequency,
    };
    Ok(Protected {
        outcome: if exposed.is_empty() { Outcome::Safe } else { Outcome::Exposed },
        cells: (0..table.cells().len()).map(outcome).collect(),
        bounds,
        exposed,
        groups: groups.into_iter().map(group).collect(),
        open_lines: pattern.open_lines.iter().map(|total| table.id(*total)).collect(),
        method,
        optimal,
        rounds: pattern.rounds,
        work,
    })
}

/// The last word: a fresh attack on everything that is withheld, whatever the search believed.
fn bounds(problem: &Problem<'_>, suppressed: &[bool]) -> Result<(Vec<Bounds>, u64), Error> {
    let mut attack = Attack::new(problem.model);
    let withheld: Vec<usize> = (0..suppressed.len()).filter(|cell| suppressed[*cell]).collect();
    for cell in &withheld {
        attack.suppress(*cell)?;
    }
    let mut found = Vec::with_capacity(withheld.len());
    for cell in withheld {
        let (low, high) = attack.bounds(cell)?;
        let value = Ratio::whole(problem.model.values[cell]);
        let mut of_cell = problem.needs.iter().filter(|need| need.cell == cell).map(|need| need.distance);
        let needed = match (of_cell.next(), of_cell.next()) {
            (Some(below), Some(above)) => Some((value.plus(below.negated())?, value.plus(above)?)),
            _ => None,
        };
        found.push(Bounds { cell, low, high, needed });
    }
    Ok((found, attack.pivots()))
}

impl Bounds {
    /// Whether the attack leaves the interval as wide as it must be.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn is_wide_enough(&self) -> Result<bool, Error> {
        let Some((needed_low, needed_high)) = self.needed else { return Ok(true) };
        let low = self.low.map(|low| low.compare(needed_low)).transpose()?.is_none_or(Ordering::is_le);
        let high = self.high.map(|high| high.compare(needed_high)).transpose()?.is_none_or(Ordering::is_ge);
        Ok(low && high)
    }
}
