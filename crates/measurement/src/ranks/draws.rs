//! The simulated tables. All units share the same draws, so that a set costs a pass over memory instead of a new
//! simulation; sixteen draws of one unit lie side by side, so that the passes run on vector registers.

use super::Score;
use crate::random::Normals;

/// Draws that lie side by side.
pub(super) const LANES: usize = 16;

/// One unit's errors in [`LANES`] draws, in units of the largest standard error of the table.
pub(super) type Lanes = [f32; LANES];

/// An SE smaller than this share of the largest one counts as 0: below it `f32` has no digits left.
const NEGLIGIBLE: f64 = 1e-30;

/// N draws of the errors of p units, and what they say about ranks.
pub(super) struct Draws {
    blocks: Vec<Lanes>,
    units: usize,
    count: usize,
    scale: f64,
    rank_sums: Vec<u64>,
    times_best: Vec<u64>,
}

impl Draws {
    pub(super) fn new(scores: &[Score], count: usize, seed: u64) -> Self {
        let units = scores.len();
        let largest = scores.iter().map(|score| score.se).fold(0.0, f64::max);
        let mut draws = Self {
            blocks: vec![[0.0; LANES]; units * count.div_ceil(LANES)],
            units,
            count,
            scale: if largest > 0.0 { largest } else { 1.0 },
            rank_sums: vec![0; units],
            times_best: vec![0; units],
        };
        let mut normals = Normals::new(seed);
        let mut row = vec![0.0; units];
        let mut order: Vec<(f64, usize)> = Vec::with_capacity(units);
        for draw in 0..count {
            normals.draw(draw as u64, &mut row);
            draws.keep(draw, scores, &row);
            order.clear();
            order.extend(scores.iter().zip(&row).map(|(score, z)| score.estimate + score.se * z).zip(0..));
            draws.rank(&mut order);
        }
        draws
    }

    /// Stores the errors of one draw.
    fn keep(&mut self, draw: usize, scores: &[Score], row: &[f64]) {
        let block = draw / LANES * self.units;
        for (unit, (score, z)) in scores.iter().zip(row).enumerate() {
            self.blocks[block + unit][draw % LANES] = (self.relative(score.se) * z) as f32;
        }
    }

    /// Counts the competition ranks of one simulated table.
    fn rank(&mut self, order: &mut [(f64, usize)]) {
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let (mut rank, mut previous) = (0, f64::NAN);
        for (seen, &(value, unit)) in (1..).zip(order.iter()) {
            if value != previous {
                (rank, previous) = (seen, value);
            }
            self.rank_sums[unit] += rank;
            self.times_best[unit] += u64::from(rank == 1);
        }
    }

    /// A standard error in units of the largest one; 0 when negligible.
    pub(super) fn relative(&self, se: f64) -> f64 {
        let relative = se / self.scale;
        if relative < NEGLIGIBLE { 0.0 } else { relative }
    }

    /// Back from units of the largest standard error to the unit of the estimates.
    pub(super) fn scaled(&self, relative: f64) -> f64 {
        relative * self.scale
    }

    /// How many draws there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The draws, [`LANES`] at a time: one entry a unit. The last block is filled up with draws that count for
    /// nothing.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &[Lanes]> {
        self.blocks.chunks_exact(self.units.max(1))
    }

    pub(super) fn expected_rank(&self, unit: usize) -> f64 {
        self.rank_sums[unit] as f64 / self.count as f64
    }

    pub(super) fn best_probability(&self, unit: usize) -> f64 {
        self.times_best[unit] as f64 / self.count as f64
    }
}
