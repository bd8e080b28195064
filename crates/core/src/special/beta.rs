//! The regularised incomplete beta function and its inverse: Student's t, exact intervals of proportions and exact
//! comparisons of counts are all made from it.

use super::saddle::{deviance, stirling_error};
use super::{CONVERGED, STEP_DONE, STEPS_MAX, TERMS_MAX, Tails, away_from_zero, normal};
use libm::{exp, log, sqrt};

/// I_x(a, b) and 1 − I_x(a, b) for a, b > 0. `y` = 1 − x is given apart, because it loses its digits when computed
/// from an x near 1.
pub fn tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if x <= 0.0 {
        return Tails::of_lower(0.0);
    }
    if y <= 0.0 {
        return Tails::of_upper(0.0);
    }
    let front = front(a, b, x, y);
    if x < (a + 1.0) / (a + b + 2.0) {
        Tails::of_lower(front * fraction(a, b, x) / a)
    } else {
        Tails::of_lower(front * fraction(b, a, y) / b).swapped()
    }
}

/// The point whose lower tail I_x(a, b) is `tail`, as the pair (x, 1 − x): both keep their relative precision.
/// Meant for tails up to one half; swap a with b, and x with y, for an upper tail.
pub fn lower_quantile(a: f64, b: f64, tail: f64) -> (f64, f64) {
    if tail <= 0.0 {
        return (0.0, 1.0);
    }
    if tail >= 1.0 {
        return (1.0, 0.0);
    }
    // On the scale of log odds the logarithm of the tail is concave: Newton's method cannot run away.
    let point = |t: f64| (1.0 / (1.0 + exp(-t)), 1.0 / (1.0 + exp(t)));
    let (centre, spread) = (log(a / b), sqrt(1.0 / a + 1.0 / b));
    let mut t = centre + normal::quantile(tail) * spread;
    for _ in 0..STEPS_MAX {
        let (x, y) = point(t);
        let lower = tails(a, b, x, y).lower;
        if lower < f64::MIN_POSITIVE {
            t = f64::midpoint(t, centre);
            continue;
        }
        let slope = front(a, b, x, y) / lower;
        let step = (log(tail / lower) / slope).clamp(-8.0 * spread, 8.0 * spread);
        t += step;
        if step.abs() < STEP_DONE {
            break;
        }
    }
    point(t)
}

/// x^a y^b / B(a, b), by Loader's saddle-point form.
fn front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y);
    exp(exponent) * sqrt(a / n * b / std::f64::consts::TAU)
}

/// The continued fraction of the incomplete beta function by the modified Lentz method (DLMF 8.17.22).
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for term in 1..=TERMS_MAX {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let factor = d * c;
        fraction *= factor;
        if (factor - 1.0).abs() <= CONVERGED {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_parameters_give_the_closed_forms() {
        for x in [1e-12, 0.003, 0.4, 0.9] {
            let y = 1.0 - x;
            assert!((tails(1.0, 1.0, x, y).lower / x - 1.0).abs() < 1e-14);
            assert!((tails(3.0, 1.0, x, y).lower / (x * x * x) - 1.0).abs() < 1e-13);
            assert!((tails(1.0, 4.0, x, y).upper / (y * y * y * y) - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn the_far_tail_of_millions_keeps_its_digits() {
        // P(X <= 4,950,000) of ten million coins, 31.6 standard deviations down; the sum of its terms at 50 digits.
        let tail = tails(5_050_000.0, 4_950_001.0, 0.5, 0.5).lower;
        assert!((tail / 8.994_231_212_764_57e-220 - 1.0).abs() < 1e-10, "{tail:e}");
    }

    #[test]
    fn the_quantile_has_the_tail_asked_for() {
        for (a, b) in [(1.0, 1.0), (1.0, 1e7), (1e7, 1.0), (3.0, 8.0), (2e5, 7e6), (0.5, 20.0)] {
            for tail in [1e-12, 0.005, 0.025, 0.3, 0.5] {
                let (x, y) = lower_quantile(a, b, tail);
                assert!((tails(a, b, x, y).lower / tail - 1.0).abs() < 1e-9, "{a} {b} {tail}");
            }
        }
        assert_eq!(lower_quantile(2.0, 3.0, 0.0), (0.0, 1.0));
        assert_eq!(lower_quantile(2.0, 3.0, 1.0), (1.0, 0.0));
    }
}
