//! Random numbers by address: what for and which item name a stream, so that nothing depends on the order in which numbers
//! are asked for and a new kind of draw never moves the old ones.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a number is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Names and places of organisations.
    Organization = 1,
    /// A process.
    Process,
}

/// The numbers at one address, in order.
pub(super) struct Stream(ChaCha8Rng);

impl Stream {
    /// The numbers of an item.
    pub(super) fn at(seed: [u8; 32], purpose: Purpose, item: usize) -> Self {
        let mut rng = ChaCha8Rng::from_seed(seed);
        rng.set_stream((purpose as u64) << 56 | (item as u64 & 0xffff_ffff));
        Self(rng)
    }

    /// Uniform on [0, 1), a multiple of 2^-53.
    pub(super) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform between two numbers.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// True with this chance.
    pub(super) fn chance(&mut self, chance: f64) -> bool {
        self.uniform() < chance
    }

    /// A whole number below `n`; nought when there is none.
    pub(super) fn below(&mut self, n: usize) -> usize {
        ((self.uniform() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// A normal number (Box and Muller).
    pub(super) fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        mean + deviation * radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    /// `k` different numbers below `n`.
    pub(super) fn some(&mut self, k: usize, n: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..n).collect();
        let mut chosen = Vec::new();
        while chosen.len() < k && !all.is_empty() {
            let at = self.below(all.len());
            chosen.push(all.swap_remove(at));
        }
        chosen
    }
}
