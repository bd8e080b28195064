//! The comparisons of one unit that are still open, and their largest simulated difference. A step of the procedure
//! closes one direction of a comparison at a time, so each pair is open both ways, one way, or not at all.

use super::Score;
use super::draws::{Draws, LANES, Lanes};

/// A comparison with another unit.
#[derive(Debug, Clone, Copy)]
struct Pair {
    other: u32,
    /// 1 over the standard error of the difference, in units of the largest SE. For a pair open one way the sign
    /// tells the way: positive when "this unit is above" is still open.
    weight: f32,
    /// Difference of the estimates, this unit minus the other, over the standard error of the difference.
    distance: f64,
}

/// What a unit was found to be significantly above or below of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    Above,
    Below,
}

/// The open comparisons of one unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    unit: usize,
    both_ways: Vec<Pair>,
    one_way: Vec<Pair>,
}

impl Pairs {
    /// The comparisons of `unit` with the units of `others`. A difference known exactly needs no simulation: it
    /// goes to `known` at once when it is not 0, and is never open.
    pub(super) fn new(
        unit: usize,
        others: impl Iterator<Item = usize>,
        scores: &[Score],
        draws: &Draws,
        mut known: impl FnMut(usize, Verdict),
    ) -> Self {
        let mut pairs = Self { unit, ..Self::default() };
        let own = scores[unit];
        let own_se = draws.relative(own.se);
        for other in others.filter(|&other| other != unit) {
            let difference = own.estimate - scores[other].estimate;
            let other_se = draws.relative(scores[other].se);
            let spread = (own_se * own_se + other_se * other_se).sqrt();
            if spread > 0.0 {
                let distance = difference / draws.scaled(spread);
                pairs.both_ways.push(Pair { other: other as u32, weight: (1.0 / spread) as f32, distance });
            } else if difference > 0.0 {
                known(other, Verdict::Above);
            } else if difference < 0.0 {
                known(other, Verdict::Below);
            }
        }
        pairs
    }

    /// Whether nothing is left that could be rejected.
    pub(super) fn is_settled(&self) -> bool {
        self.both_ways.is_empty()
    }

    /// Raises `largest` to the largest open standardised difference of the draws in `block`.
    pub(super) fn raise(&self, block: &[Lanes], largest: &mut Lanes) {
        let own = block[self.unit];
        let mut top = *largest;
        for pair in &self.both_ways {
            let other = &block[pair.other as usize];
            for lane in 0..LANES {
                let difference = ((own[lane] - other[lane]) * pair.weight).abs();
                top[lane] = if difference > top[lane] { difference } else { top[lane] };
            }
        }
        for pair in &self.one_way {
            let other = &block[pair.other as usize];
            for lane in 0..LANES {
                let difference = (own[lane] - other[lane]) * pair.weight;
                top[lane] = if difference > top[lane] { difference } else { top[lane] };
            }
        }
        *largest = top;
    }

    /// Closes every direction whose difference exceeds `critical`, reporting it; true when there was one.
    pub(super) fn reject(&mut self, critical: f64, mut found: impl FnMut(usize, Verdict)) -> bool {
        let open = self.both_ways.len();
        let one_way = &mut self.one_way;
        self.both_ways.retain(|&pair| {
            if pair.distance.abs() <= critical {
                return true;
            }
            let above = pair.distance > 0.0;
            found(pair.other as usize, if above { Verdict::Above } else { Verdict::Below });
            // What was rejected is "not above"; the opposite direction stays in the simulation.
            one_way.push(Pair { weight: if above { -pair.weight } else { pair.weight }, ..pair });
            false
        });
        self.both_ways.len() < open
    }
}
