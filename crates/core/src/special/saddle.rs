//! The two ingredients of Loader's saddle-point form of binomial and Poisson probabilities (C. Loader 2000, "Fast and
//! accurate computation of binomial probabilities"). Differences of logarithms of huge factorials would lose all digits
//! at counts of a million; these do not.

use libm::{lgamma, log};

/// Half the logarithm of 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// The error of Stirling's formula: ln Γ(z + 1) − (z + 1/2) ln z + z − ln(2π)/2, for z > 0.
pub(super) fn stirling_error(z: f64) -> f64 {
    /// Coefficients of 1/z, 1/z³, …: Bernoulli numbers over 2k(2k − 1).
    const SERIES: [f64; 7] =
        [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0, 1.0 / 156.0];
    if z <= 15.0 {
        return lgamma(z + 1.0) - (z + 0.5) * log(z) + z - HALF_LN_TAU;
    }
    let square = 1.0 / (z * z);
    SERIES.iter().rev().fold(0.0, |sum, term| sum * square + term) / z
}

/// The deviance term x ln(x/m) + m − x, for x > 0 and m > 0; 0 only where they are equal.
pub(super) fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return x * log(x / mean) + mean - x;
    }
    // Near equality the two parts cancel: the series of the logarithm in (x − m)/(x + m).
    let v = difference / (x + mean);
    let mut sum = difference * v;
    let mut term = 2.0 * x * v;
    for j in 1..1000u32 {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_and_the_logarithm_of_gamma_meet() {
        for z in [15.000001, 15.5, 20.0, 40.0] {
            let direct = lgamma(z + 1.0) - (z + 0.5) * log(z) + z - HALF_LN_TAU;
            assert!((stirling_error(z) - direct).abs() < 1e-13, "{z}");
        }
    }

    #[test]
    fn the_deviance_is_smooth_where_its_two_forms_meet() {
        for x in [0.5, 3.0, 1e6] {
            let mean = x * 0.9 / 1.1;
            let (a, b) = (deviance(x, mean * (1.0 - 1e-12)), deviance(x, mean * (1.0 + 1e-12)));
            assert!(((a - b) / a).abs() < 1e-10, "{a} {b}");
        }
        assert_eq!(deviance(7.0, 7.0), 0.0);
    }
}
