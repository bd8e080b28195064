//! What a stranger can derive from a protected table, computed from what is published and nothing else. It is the part
//! of the attack that can travel with the public table, and anybody can compute it again.

use super::attack_free::System;
use super::{Attacker, Error, Hierarchy, Ratio, Scaled};
use crate::cube::{ConfStatus, Dimension, Observation, UnitCount};
use std::collections::{BTreeMap, BTreeSet};

/// A cell as published.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicCell {
    /// Its codes, one a dimension.
    pub codes: Vec<String>,
    /// Its value; `None` when it is withheld.
    pub value: Option<Scaled>,
    /// Why it is withheld.
    pub conf_status: ConfStatus,
}

/// The interval of a withheld cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The codes of the cell.
    pub codes: Vec<String>,
    /// Whether the cell is confidential itself, not only to protect another.
    pub primary: bool,
    /// It is at least this; `None` = without bound.
    pub low: Option<f64>,
    /// It is at most this; `None` = without bound.
    pub high: Option<f64>,
}

impl Derived {
    /// The width of the interval; infinite without a bound.
    pub fn width(&self) -> f64 {
        match (self.low, self.high) {
            (Some(low), Some(high)) => high - low,
            _ => f64::INFINITY,
        }
    }
}

/// What a stranger finds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OutsiderReport {
    /// Cells that are confidential themselves.
    pub primary: usize,
    /// Cells withheld to protect others.
    pub secondary: usize,
    /// Additive lines that could be used.
    pub lines: usize,
    /// Lines of published cells whose parts do not add up to the total.
    pub not_additive: usize,
    /// Whether any numbers at all fit everything that is published; if not, nothing can be derived.
    pub consistent: bool,
    /// The narrowest interval of a confidential cell; `None` when there is none.
    pub narrowest: Option<Derived>,
    /// All intervals, in the order of the cells.
    pub intervals: Vec<Derived>,
}

/// Attacks published cells. `hierarchies` has one tree a dimension; `None` = nothing adds up along it.
///
/// # Errors
/// [`Error::Overflow`] when the numbers are too large, [`Error::Usage`] when a cell has not one code a dimension.
pub fn outsider_report(
    hierarchies: &[Option<Hierarchy>],
    cells: &[PublicCell],
    attacker: &Attacker,
) -> Result<OutsiderReport, Error> {
    if let Some(cell) = cells.iter().find(|cell| cell.codes.len() != hierarchies.len()) {
        return Err(Error::Usage(format!("`{}` has not one code a dimension", cell.codes.join("|"))));
    }
    let bounds = [attacker.lower, attacker.upper];
    let decimals = cells.iter().filter_map(|cell| cell.value).chain(bounds.into_iter().flatten());
    let scale = decimals.map(|value| value.scale).max().unwrap_or(0);
    let (lines, not_additive) = usable_lines(hierarchies, cells, scale)?;
    let mut report = OutsiderReport { lines: lines.len(), not_additive, ..OutsiderReport::default() };
    let at = |value: Scaled| value.at(scale).ok_or(Error::Overflow);
    let (lower, upper) = (attacker.lower.map(at).transpose()?, attacker.upper.map(at).transpose()?);
    let values = cells.iter().map(|cell| cell.value.map(at).transpose()).collect::<Result<Vec<_>, _>>()?;
    let system = System::new(&values, &lines, lower, upper)?;
    report.consistent = system.is_some();
    let mut system = system;
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.value.is_none()) {
        let primary = !matches!(cell.conf_status, ConfStatus::Secondary | ConfStatus::SecondaryByReceiver);
        report.primary += usize::from(primary);
        report.secondary += usize::from(!primary);
        let Some(system) = &mut system else { continue };
        let (low, high) = system.bounds(index)?;
        let unit = 10f64.powi(scale as i32);
        let end = |end: Option<Ratio>| end.map(|end| end.to_f64() / unit);
        report.intervals.push(Derived { codes: cell.codes.clone(), primary, low: end(low), high: end(high) });
    }
    let narrow = report.intervals.iter().filter(|interval| interval.primary);
    report.narrowest = narrow.min_by(|a, b| a.width().total_cmp(&b.width())).cloned();
    Ok(report)
}

/// Attacks a protected cube. A dimension adds up along the tree in `hierarchies`, or else from all its codes to `_T`
/// where the cube has that total. Rates are left out: they do not add up. Cells that are missing rather than withheld
/// are unknown to everybody and treated like withheld ones, but are not reported.
///
/// # Errors
/// As [`outsider_report`].
pub fn outsider_report_of(
    observations: &[Observation],
    hierarchies: &BTreeMap<Dimension, Hierarchy>,
) -> Result<OutsiderReport, Error> {
    let counted = |observation: &&Observation| observation.key.code(Dimension::UnitCount) != UnitCount::Rate.code();
    let observations: Vec<&Observation> = observations.iter().filter(counted).collect();
    let tree = |dimension: Dimension| {
        if let Some(tree) = hierarchies.get(&dimension) {
            return Some(tree.clone());
        }
        let codes: BTreeSet<&str> = observations.iter().map(|observation| observation.key.code(dimension)).collect();
        let additive = codes.contains("_T") && codes.len() > 1;
        if additive { Hierarchy::flat(codes.into_iter().filter(|code| *code != "_T")).ok() } else { None }
    };
    let trees: Vec<Option<Hierarchy>> = Dimension::ALL.into_iter().map(tree).collect();
    let cell = |observation: &&Observation| PublicCell {
        codes: Dimension::ALL.into_iter().map(|dimension| observation.key.code(dimension).to_owned()).collect(),
        value: observation.value.and_then(|value| Scaled::parse(&value.to_string())),
        conf_status: observation.conf_status,
    };
    let cells: Vec<PublicCell> = observations.iter().map(cell).collect();
    let attacker = Attacker { lower: Some(Scaled { mantissa: 0, scale: 0 }), upper: None };
    let mut report = outsider_report(&trees, &cells, &attacker)?;
    let missing = |cell: &&PublicCell| cell.value.is_none() && cell.conf_status == ConfStatus::Free;
    let missing: BTreeSet<&[String]> = cells.iter().filter(missing).map(|cell| cell.codes.as_slice()).collect();
    report.intervals.retain(|interval| !missing.contains(interval.codes.as_slice()));
    report.primary = report.intervals.iter().filter(|interval| interval.primary).count();
    report.secondary = report.intervals.len() - report.primary;
    let narrow = report.intervals.iter().filter(|interval| interval.primary);
    report.narrowest = narrow.min_by(|a, b| a.width().total_cmp(&b.width())).cloned();
    Ok(report)
}

/// A total and its parts, as indices of cells.
pub(super) type Equation = (usize, Vec<usize>);

/// The lines whose total is there. A part that is not there counts as nothing, unless published lines of the same
/// dimension show that this is wrong.
fn usable_lines(
    hierarchies: &[Option<Hierarchy>],
    cells: &[PublicCell],
    scale: u32,
) -> Result<(Vec<Equation>, usize), Error> {
    let index: BTreeMap<&[String], usize> =
        cells.iter().enumerate().map(|(index, cell)| (cell.codes.as_slice(), index)).collect();
    let (mut lines, mut wrong) = (Vec::new(), 0);
    for (dimension, tree) in hierarchies.iter().enumerate() {
        let Some(tree) = tree else { continue };
        let mut complete = Vec::new();
        let mut gappy = Vec::new();
        let mut gaps_are_zeros = true;
        for (total, cell) in cells.iter().enumerate() {
            let Some(node) = tree.node(&cell.codes[dimension]).filter(|node| !tree.is_leaf(*node)) else { continue };
            let mut codes = cell.codes.clone();
            let mut parts = Vec::new();
            for child in tree.children(node) {
                codes[dimension].clone_from(&tree.codes()[*child]);
                parts.extend(index.get(codes.as_slice()));
            }
            let gap = parts.len() < tree.children(node).len();
            if parts.is_empty() {
                continue;
            }
            match adds_up(cells, total, &parts, scale)? {
                Some(false) if gap => gaps_are_zeros = false,
                Some(false) => wrong += 1,
                Some(true) => {}
                None if gap => gappy.push((total, parts)),
                None => complete.push((total, parts)),
            }
        }
        lines.append(&mut complete);
        if gaps_are_zeros {
            lines.append(&mut gappy);
        }
    }
    Ok((lines, wrong))
}

/// Whether the parts add up; `None` when something is withheld.
fn adds_up(cells: &[PublicCell], total: usize, parts: &[usize], scale: u32) -> Result<Option<bool>, Error> {
    let value = |cell: usize| cells[cell].value.map(|value| value.at(scale).ok_or(Error::Overflow)).transpose();
    let Some(total) = value(total)? else { return Ok(None) };
    let mut sum = 0;
    for part in parts {
        match value(*part)? {
            Some(value) => sum += value,
            None => return Ok(None),
        }
    }
    Ok(Some(sum == total))
}
