//! The step-down procedure. Once a comparison is decided it need not be protected against any more, so the critical
//! value falls, which may decide further comparisons; steps are repeated until nothing new is found. The sets are
//! never wider than those of the first step and keep their coverage (Romano and Wolf 2005).

use super::draws::{Draws, LANES};
use super::pairs::{Pairs, Verdict};
use super::{Bounds, Score};
use crate::quantile::quantile;

/// Steps allowed; `usize::MAX` in use, 1 for the single-step procedure in tests.
pub(super) const ALL_STEPS: usize = usize::MAX;

/// Bounds that hold for each unit alone.
pub(super) fn marginal(scores: &[Score], draws: &Draws, coverage: f64) -> Vec<Bounds> {
    marginal_steps(scores, draws, coverage, ALL_STEPS)
}

/// Bounds that hold for all units at once.
pub(super) fn simultaneous(scores: &[Score], draws: &Draws, coverage: f64) -> Vec<Bounds> {
    simultaneous_steps(scores, draws, coverage, ALL_STEPS)
}

fn marginal_steps(scores: &[Score], draws: &Draws, coverage: f64, steps: usize) -> Vec<Bounds> {
    let units = scores.len();
    let mut bounds = vec![Bounds { low: 1, high: units }; units];
    let mut open: Vec<Pairs> = (0..units)
        .map(|unit| Pairs::new(unit, 0..units, scores, draws, |_, verdict| bounds[unit].narrow(verdict)))
        .collect();
    let mut active: Vec<usize> = (0..units).collect();
    let mut maxima = Maxima::new(units, draws);
    for _ in 0..steps {
        active.retain(|&unit| !open[unit].is_settled());
        if active.is_empty() {
            break;
        }
        // Blocks outside, units inside: a block stays in the nearest cache while all units pass over it.
        for (at, block) in draws.blocks().enumerate() {
            for &unit in &active {
                let mut largest = [f32::NEG_INFINITY; LANES];
                open[unit].raise(block, &mut largest);
                maxima.set(unit, at, &largest);
            }
        }
        active.retain(|&unit| {
            let critical = maxima.critical(unit, coverage);
            open[unit].reject(critical, |_, verdict| bounds[unit].narrow(verdict))
        });
    }
    bounds
}

fn simultaneous_steps(scores: &[Score], draws: &Draws, coverage: f64, steps: usize) -> Vec<Bounds> {
    let units = scores.len();
    let mut bounds = vec![Bounds { low: 1, high: units }; units];
    let mut open: Vec<Pairs> = (0..units)
        .map(|unit| {
            Pairs::new(unit, unit + 1..units, scores, draws, |other, v| narrow_both(&mut bounds, unit, other, v))
        })
        .collect();
    let mut maxima = Maxima::new(1, draws);
    for _ in 0..steps {
        if open.iter().all(Pairs::is_settled) {
            break;
        }
        for (at, block) in draws.blocks().enumerate() {
            let mut largest = [f32::NEG_INFINITY; LANES];
            open.iter().for_each(|pairs| pairs.raise(block, &mut largest));
            maxima.set(0, at, &largest);
        }
        let critical = maxima.critical(0, coverage);
        let mut rejected = false;
        for (unit, pairs) in open.iter_mut().enumerate() {
            rejected |= pairs.reject(critical, |other, verdict| narrow_both(&mut bounds, unit, other, verdict));
        }
        if !rejected {
            break;
        }
    }
    bounds
}

impl Bounds {
    fn narrow(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Above => self.high -= 1,
            Verdict::Below => self.low += 1,
        }
    }
}

fn narrow_both(bounds: &mut [Bounds], unit: usize, other: usize, verdict: Verdict) {
    bounds[unit].narrow(verdict);
    bounds[other].narrow(match verdict {
        Verdict::Above => Verdict::Below,
        Verdict::Below => Verdict::Above,
    });
}

/// The largest standardised difference of each draw, for several families of comparisons.
struct Maxima {
    values: Vec<f32>,
    /// Draws, rounded up to whole blocks.
    stride: usize,
    count: usize,
}

impl Maxima {
    fn new(families: usize, draws: &Draws) -> Self {
        let stride = draws.count().div_ceil(LANES) * LANES;
        Self { values: vec![0.0; families * stride], stride, count: draws.count() }
    }

    fn set(&mut self, family: usize, block: usize, largest: &[f32; LANES]) {
        let start = family * self.stride + block * LANES;
        self.values[start..start + LANES].copy_from_slice(largest);
    }

    /// The critical value of a family; never negative, so that no unit is above another with a larger estimate.
    fn critical(&mut self, family: usize, coverage: f64) -> f64 {
        let start = family * self.stride;
        quantile(&mut self.values[start..start + self.count], coverage).unwrap_or(f64::INFINITY).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Normals;
    use proptest::prelude::*;

    fn bounds_of(scores: &[Score], steps: usize) -> [Vec<Bounds>; 2] {
        let draws = Draws::new(scores, 400, 3);
        [marginal_steps(scores, &draws, 0.9, steps), simultaneous_steps(scores, &draws, 0.9, steps)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn stepping_down_never_widens_a_set(rows in prop::collection::vec((0.0..20.0f64, 0.0..2.0f64), 1..15)) {
            let scores: Vec<Score> = rows.iter().map(|&(estimate, se)| Score { estimate, se }).collect();
            for (single, stepped) in bounds_of(&scores, 1).iter().zip(bounds_of(&scores, ALL_STEPS)) {
                for (wide, narrow) in single.iter().zip(stepped) {
                    prop_assert!(wide.low <= narrow.low && narrow.low <= narrow.high && narrow.high <= wide.high);
                }
            }
        }
    }

    #[test]
    fn stepping_down_finds_more_than_a_single_step() {
        let mut noise = vec![0.0; 40];
        Normals::new(2).draw(0, &mut noise);
        let scores: Vec<Score> =
            (0..).zip(&noise).map(|(i, z)| Score { estimate: f64::from(i) * 0.4 + z, se: 1.0 }).collect();
        for (single, stepped) in bounds_of(&scores, 1).iter().zip(bounds_of(&scores, ALL_STEPS)) {
            let width = |sets: &[Bounds]| sets.iter().map(|set| set.high - set.low).sum::<usize>();
            assert!(width(&stepped) < width(single), "{} {}", width(&stepped), width(single));
        }
    }
}
