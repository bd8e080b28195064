//! From the sources' lines to the units' positions: the conditional mean and standard error of the hidden quality,
//! its scale over the units of the year, and percentile ranks.

use super::UcmError;
use super::sources::Line;
use super::table::{Table, moments};

/// The quality of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Position {
    pub(super) n: usize,
    pub(super) estimate: f64,
    pub(super) se: f64,
}

/// Percentile ranks at the estimate and at its bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Percentile {
    pub(super) at: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// Estimates closer than this are equal: sums in another order differ by less, published digits by far more.
const SAME: f64 = 1e-12;

/// Step (ii): by unit, the mean and standard error of quality given the sources that have a line; `None` for a unit
/// that none of them covers.
pub(super) fn combine(table: &Table, lines: &[Option<Line>]) -> Vec<Option<Position>> {
    let units = table.units.len();
    let (mut n, mut signal, mut weights) = (vec![0; units], vec![0.0; units], vec![0.0; units]);
    for (column, line) in table.columns.iter().zip(lines) {
        let Some(line) = line else { continue };
        let weight = 1.0 / (line.sigma * line.sigma);
        for (unit, value) in column.iter().enumerate() {
            if let Some(value) = value {
                n[unit] += 1;
                signal[unit] += weight * (value - line.alpha) / line.beta;
                weights[unit] += weight;
            }
        }
    }
    let position = |unit: usize| Position {
        n: n[unit],
        estimate: signal[unit] / (1.0 + weights[unit]),
        se: (1.0 / (1.0 + weights[unit])).sqrt(),
    };
    (0..units).map(|unit| (n[unit] > 0).then(|| position(unit))).collect()
}

/// Step (iv): mean 0 and sample standard deviation 1 over the units of the year.
pub(super) fn standardise(mut positions: Vec<Option<Position>>) -> Result<Vec<Option<Position>>, UcmError> {
    let all = moments(positions.iter().flatten().map(|position| position.estimate));
    if all.n < 3 {
        return Err(UcmError::TooFewUnits(all.n));
    }
    let sd = all.variance.sqrt();
    if sd <= SAME {
        return Err(UcmError::NoVariation);
    }
    for position in positions.iter_mut().flatten() {
        position.estimate = (position.estimate - all.mean) / sd;
        position.se /= sd;
    }
    Ok(positions)
}

/// Step (v): by unit, the share of the other units at or below its estimate and at or below the bounds `z` standard
/// errors away.
pub(super) fn percentiles(positions: &[Option<Position>], z: f64) -> Vec<Option<Percentile>> {
    let mut sorted: Vec<f64> = positions.iter().flatten().map(|position| position.estimate).collect();
    sorted.sort_by(f64::total_cmp);
    let others = sorted.len().saturating_sub(1).max(1) as f64;
    let share = |x: f64| {
        let at_or_below = sorted.partition_point(|&estimate| estimate <= x + SAME);
        100.0 * at_or_below.saturating_sub(1) as f64 / others
    };
    let percentile = |position: &Position| Percentile {
        at: share(position.estimate),
        low: share(position.estimate - z * position.se),
        high: share(position.estimate + z * position.se),
    };
    positions.iter().map(|position| position.as_ref().map(percentile)).collect()
}
