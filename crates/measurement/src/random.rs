//! Standard normal numbers that are the same on every machine. A draw is named by a seed and its index, so that it
//! can be made on any thread, in any order, and again years later: ChaCha8 gives the bits, Wichura's algorithm AS 241
//! turns them into normals, with no fused operation anywhere.

use probity_core::special::normal;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of standard normal numbers, addressed by draw.
///
/// The key of the cipher is the seed as eight little-endian bytes followed by zeros; the draw's index is the stream.
#[derive(Debug, Clone)]
pub struct Normals {
    generator: ChaCha8Rng,
}

impl Normals {
    /// The normals of `seed`.
    pub fn new(seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Self { generator: ChaCha8Rng::from_seed(key) }
    }

    /// Fills `row` with independent standard normals of draw `index`. Column `i` is the same whatever the length of
    /// the row and whatever was drawn before.
    pub fn draw(&mut self, index: u64, row: &mut [f64]) {
        self.generator.set_stream(index);
        self.generator.set_word_pos(0);
        for value in row {
            // 53 bits, centred in their cell: never 0, never 1.
            let uniform = ((self.generator.next_u64() >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0);
            *value = normal::quantile(uniform);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_its_seed_and_index_alone() {
        let mut normals = Normals::new(7);
        let (mut long, mut short, mut other) = ([0.0; 9], [0.0; 3], [0.0; 9]);
        normals.draw(5, &mut long);
        normals.draw(6, &mut other);
        normals.draw(5, &mut short);
        assert_eq!(long[..3], short);
        assert_ne!(long, other);
        Normals::new(8).draw(5, &mut other);
        assert_ne!(long, other);
    }

    #[test]
    fn draws_have_the_moments_of_a_standard_normal() {
        let mut normals = Normals::new(1);
        let mut row = [0.0; 100];
        let mut moments = [0.0; 4];
        for index in 0..2_000 {
            normals.draw(index, &mut row);
            for z in row {
                for (power, moment) in (1..).zip(&mut moments) {
                    *moment += z.powi(power) / 200_000.0;
                }
            }
        }
        for (moment, (expected, tolerance)) in moments.iter().zip([(0.0, 0.01), (1.0, 0.015), (0.0, 0.04), (3.0, 0.1)])
        {
            assert!((moment - expected).abs() < tolerance, "{moments:?}");
        }
    }
}
