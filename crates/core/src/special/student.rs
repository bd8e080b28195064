//! Student's t distribution for small samples: the two-sided p-value and the critical value. Both are computed with
//! `libm` only, so that the published interval of a country with three sources has the same bits on every machine.

use super::beta;
use libm::{exp, lgamma, log};

/// P(|T| >= |t|) for `df` degrees of freedom (at least 1): 1 at t = 0, 0 at infinity.
pub fn two_sided(t: f64, df: u32) -> f64 {
    let df = f64::from(df.max(1));
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    beta::tails(df / 2.0, 0.5, df / (df + square), square / (df + square)).lower
}

/// The value t > 0 with P(|T| <= t) = `coverage`: for a coverage of 0.9 the 95 % quantile. 0 for a coverage of 0 or
/// less, infinity for 1 or more.
pub fn critical(coverage: f64, df: u32) -> f64 {
    if coverage.is_nan() {
        return f64::NAN;
    }
    if coverage <= 0.0 {
        return 0.0;
    }
    if coverage >= 1.0 {
        return f64::INFINITY;
    }
    let outside = 1.0 - coverage;
    let (mut low, mut high) = (0.0, 1.0);
    while two_sided(high, df) > outside && high < f64::MAX / 4.0 {
        (low, high) = (high, high * 2.0);
    }
    let mut t = f64::midpoint(low, high);
    for _ in 0..200 {
        let excess = two_sided(t, df) - outside;
        if excess > 0.0 {
            low = t
        } else {
            high = t
        }
        let newton = t + excess / (2.0 * density(t, df));
        // A Newton step that leaves the bracket is replaced by halving it.
        let next = if newton >= low && newton <= high { newton } else { f64::midpoint(low, high) };
        if (next - t).abs() <= 2e-16 * next {
            return next;
        }
        t = next;
    }
    t
}

/// The density of the t distribution.
fn density(t: f64, df: u32) -> f64 {
    let df = f64::from(df.max(1));
    let constant = lgamma((df + 1.0) / 2.0) - lgamma(df / 2.0) - 0.5 * log(df * std::f64::consts::PI);
    exp(constant - (df + 1.0) / 2.0 * log(1.0 + t * t / df))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P(|T| <= t) as the finite sum of Abramowitz and Stegun 26.7.3 and 26.7.4: an independent formula.
    fn within(t: f64, df: u32) -> f64 {
        let angle = libm::atan(t / f64::from(df).sqrt());
        let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
        let first = if df % 2 == 1 { cosine } else { 1.0 };
        let (mut term, mut sum) = (first, 0.0);
        let mut k = if df % 2 == 1 { 1 } else { 0 };
        while k + 2 <= df {
            sum += term;
            term *= cosine * cosine * f64::from(k + 1) / f64::from(k + 2);
            k += 2;
        }
        if df % 2 == 1 { (angle + sine * sum) * 2.0 / std::f64::consts::PI } else { sine * sum }
    }

    #[test]
    fn the_p_value_equals_the_finite_sum_for_every_degree_of_freedom() {
        for df in 1..=60 {
            for step in 0..200 {
                let t = f64::from(step) * 0.05;
                let difference = two_sided(t, df) - (1.0 - within(t, df));
                assert!(difference.abs() < 5e-14, "df {df}, t {t}: {difference}");
            }
        }
    }

    #[test]
    fn the_far_tail_keeps_its_relative_precision() {
        // With 2 degrees of freedom 1 - t/sqrt(2 + t^2) = 1/t^2 - 3/(2 t^4) + …, with 1 it is 2 atan(1/t)/pi.
        let (t, p) = (1e6, two_sided(1e6, 2));
        assert!((p * t * t - 1.0 + 1.5 / (t * t)).abs() < 1e-13, "{p}");
        assert!((two_sided(1e9, 1) / (2.0 * libm::atan(1e-9) / std::f64::consts::PI) - 1.0).abs() < 1e-13);
    }

    #[test]
    fn the_critical_value_is_right_to_twelve_digits() {
        // Closed forms for 1 and 2 degrees of freedom, then the printed tables (R's qt(0.95, df)).
        assert!((critical(0.9, 1) / libm::tan(0.45 * std::f64::consts::PI) - 1.0).abs() < 1e-13);
        assert!((critical(0.9, 2) - 0.9 * (2.0f64 / (1.0 - 0.81)).sqrt()).abs() < 1e-13);
        assert!((critical(0.9, 3) - 2.353_363_434_801_823).abs() < 1e-12);
        assert!((critical(0.9, 12) - 1.782_287_555_649_159).abs() < 1e-12);
        for df in 1..=200 {
            for coverage in [0.01, 0.5, 0.9, 0.95, 0.999_999] {
                let error = (within(critical(coverage, df), df) - coverage).abs();
                assert!(error < 1e-12, "df {df}, coverage {coverage}: {error}");
            }
        }
    }

    #[test]
    fn the_ends_are_defined() {
        assert_eq!(two_sided(0.0, 5), 1.0);
        assert_eq!(two_sided(f64::INFINITY, 5), 0.0);
        assert_eq!(two_sided(1e200, 5), 0.0);
        assert_eq!(critical(0.0, 5), 0.0);
        assert_eq!(critical(1.0, 5), f64::INFINITY);
    }
}
