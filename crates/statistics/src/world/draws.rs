//! Random numbers by address: what for, region, year and item name a number, so that nothing depends on the order in
//! which numbers are asked for and a new kind of draw never moves the old ones.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a number is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Size of a region.
    Size = 1,
    /// Direction of a region over the years.
    Trend,
    /// Registered offences.
    Registered,
    /// Offences in completed investigations.
    Completed,
    /// Suspected persons.
    Suspected,
    /// Persons sent to court.
    Sent,
    /// Convicted persons.
    Convicted,
    /// Single cases.
    Case,
}

/// The source of all numbers of one world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Draws {
    seed: [u8; 32],
}

impl Draws {
    pub(super) fn new(seed: [u8; 32]) -> Self {
        Self { seed }
    }

    /// The numbers at an address.
    pub(super) fn at(&self, purpose: Purpose, region: usize, year: i16, item: usize) -> Stream {
        let mut rng = ChaCha8Rng::from_seed(self.seed);
        let address = (purpose as u64) << 56 | (region as u64 & 0xffff) << 40 | (year as u64 & 0xffff) << 24;
        // The lowest 24 bits name the item.
        rng.set_stream(address | (item as u64 & 0xff_ffff));
        Stream(rng)
    }

    /// One number, uniform on [0, 1).
    pub(super) fn uniform(&self, purpose: Purpose, region: usize, year: i16, item: usize) -> f64 {
        self.at(purpose, region, year, item).uniform()
    }
}

/// The numbers at one address, in order.
pub(super) struct Stream(ChaCha8Rng);

impl Stream {
    /// Uniform on [0, 1), a multiple of 2^-53.
    pub(super) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Exponential with this mean.
    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(1.0 - self.uniform())
    }

    /// A Poisson count with this mean: how many exponential waiting times of mean 1 fit into it.
    pub(super) fn poisson(&mut self, mean: f64) -> u64 {
        let mut count = 0;
        let mut waited = self.exponential(1.0);
        while waited < mean {
            count += 1;
            waited += self.exponential(1.0);
        }
        count
    }

    /// How many of `n` are taken when each is taken with this chance.
    pub(super) fn taken(&mut self, n: u64, chance: f64) -> u64 {
        (0..n).filter(|_| self.uniform() < chance).count() as u64
    }
}
