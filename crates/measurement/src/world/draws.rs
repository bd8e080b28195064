//! Random numbers by counter: every number of the world has an address (what for, source, country, year) and is read
//! at that address from ChaCha8. Nothing depends on the order in which numbers are asked for, so a world can be
//! computed in parts, on any machine, and a new kind of draw never moves the old ones.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a number is drawn for: the first part of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The syllables of a country's name.
    Name = 1,
    /// The order of the countries by level.
    LevelOrder,
    /// Where a country lies inside its slice of the distribution of levels.
    LevelJitter,
    /// Region of a country.
    Region,
    /// Income of a country.
    Income,
    /// Size of a country.
    Size,
    /// The yearly steps of a true level.
    Walk,
    /// Which countries reform or decline, when and by how much.
    Reform,
    /// Which countries stay thinly covered, and when.
    Thin,
    /// Standing taste of a source for a country.
    Taste,
    /// Yearly change of that taste.
    Churn,
    /// A source's own error.
    OwnError,
    /// The error that a block of sources shares.
    BlockError,
    /// How hard a country is to read.
    Opacity,
    /// Which countries are captured.
    Capture,
}

/// The address of a number. Source, country and year are 0 where they play no part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address {
    pub(super) purpose: Purpose,
    pub(super) source: u8,
    pub(super) country: u16,
    pub(super) year: u16,
}

impl Address {
    /// The address of a number that belongs to a country alone; `item` tells several apart.
    pub(super) fn country(purpose: Purpose, country: usize, item: u16) -> Self {
        Self { purpose, source: 0, country: country as u16, year: item }
    }

    /// The address of a number that belongs to a source (or block), a country and a year.
    pub(super) fn reading(purpose: Purpose, source: usize, country: usize, year: i16) -> Self {
        Self { purpose, source: source as u8, country: country as u16, year: year as u16 }
    }

    /// ChaCha's 64-bit stream number. The lowest 16 bits stay free.
    fn stream(self) -> u64 {
        (self.purpose as u64) << 56
            | u64::from(self.source) << 48
            | u64::from(self.country) << 32
            | u64::from(self.year) << 16
    }
}

/// The source of all numbers of one world.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draws {
    seed: [u8; 32],
}

impl Draws {
    pub(super) fn new(seed: [u8; 32]) -> Self {
        Self { seed }
    }

    fn at(&self, address: Address) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::from_seed(self.seed);
        rng.set_stream(address.stream());
        rng
    }

    /// Uniform on [0, 1), a multiple of 2^-53.
    pub(super) fn uniform(&self, address: Address) -> f64 {
        unit(self.at(address).next_u64())
    }

    /// Uniform among `0..n` (`n` at least 1).
    pub(super) fn index(&self, address: Address, n: usize) -> usize {
        ((self.uniform(address) * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// A standard normal.
    pub(super) fn normal(&self, address: Address) -> f64 {
        normal(&mut self.at(address))
    }

    /// The first standard normals at an address: the i-th lies at words 4i to 4i+3 of its stream, so asking for more
    /// never changes the earlier ones. Much faster than one address each.
    pub(super) fn normals(&self, address: Address, count: usize) -> Vec<f64> {
        let mut rng = self.at(address);
        (0..count).map(|_| normal(&mut rng)).collect()
    }
}

/// Box–Muller (1958), the cosine half only, with `libm` so that all machines agree on the bits.
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let radius = 1.0 - unit(rng.next_u64());
    let angle = unit(rng.next_u64()) * std::f64::consts::TAU;
    libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(angle)
}

fn unit(bits: u64) -> f64 {
    // 2^-53: the 53 high bits are exactly a float's mantissa.
    (bits >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_depends_on_its_address_and_not_on_what_was_drawn_before() {
        let draws = Draws::new([7; 32]);
        let here = Address::reading(Purpose::OwnError, 3, 17, 2015);
        let first = draws.normal(here);
        let other = draws.normal(Address::reading(Purpose::OwnError, 3, 18, 2015));
        assert_eq!(first.to_bits(), draws.normal(here).to_bits());
        assert_ne!(first.to_bits(), other.to_bits());
        assert_eq!(draws.normals(here, 5)[..3], draws.normals(here, 3));
        assert_eq!(draws.normals(here, 1), [first]);
    }

    #[test]
    fn normals_have_mean_nought_and_variance_one() {
        let draws = Draws::new([1; 32]);
        let values: Vec<f64> = (0..20_000).map(|i| draws.normal(Address::country(Purpose::Walk, i, 0))).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / values.len() as f64;
        // Four standard errors: 4/sqrt(20000) and 4*sqrt(2/20000).
        assert!(mean.abs() < 0.029 && (variance - 1.0).abs() < 0.04, "{mean} {variance}");
    }
}
