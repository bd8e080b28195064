//! The regularised incomplete gamma function and its inverses: exact intervals of Poisson counts are made from it.

use super::saddle::{deviance, stirling_error};
use super::{CONVERGED, STEP_DONE, STEPS_MAX, TERMS_MAX, Tails, away_from_zero, normal};
use libm::{exp, lgamma, log, sqrt};

/// P(a, x) and Q(a, x) for a > 0.
pub fn tails(a: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails::of_lower(0.0);
    }
    if x.is_infinite() {
        return Tails::of_upper(0.0);
    }
    let front = front(a, x);
    if x < a + 1.0 { Tails::of_lower(front * series(a, x)) } else { Tails::of_upper(front * a * fraction(a, x)) }
}

/// The point whose lower tail P(a, x) is `tail`.
pub fn lower_quantile(a: f64, tail: f64) -> f64 {
    match tail {
        _ if tail <= 0.0 => 0.0,
        _ if tail >= 1.0 => f64::INFINITY,
        _ => quantile(a, tail, normal::quantile(tail), |tails| tails.lower, 1.0),
    }
}

/// The point whose upper tail Q(a, x) is `tail`.
pub fn upper_quantile(a: f64, tail: f64) -> f64 {
    match tail {
        _ if tail <= 0.0 => f64::INFINITY,
        _ if tail >= 1.0 => 0.0,
        _ => quantile(a, tail, -normal::quantile(tail), |tails| tails.upper, -1.0),
    }
}

/// Newton's method on the logarithm of a tail over the logarithm of x, where it is concave.
fn quantile(a: f64, tail: f64, z: f64, of: impl Fn(Tails) -> f64, sign: f64) -> f64 {
    let mut s = log(start(a, z, tail));
    for _ in 0..STEPS_MAX {
        let x = exp(s);
        let there = of(tails(a, x));
        if there < f64::MIN_POSITIVE {
            s = f64::midpoint(s, log(a));
            continue;
        }
        let slope = sign * a * front(a, x) / there;
        let widest = 8.0 / sqrt(a);
        let step = (log(tail / there) / slope).clamp(-widest, widest);
        s += step;
        if step.abs() < STEP_DONE {
            break;
        }
    }
    exp(s)
}

/// Wilson and Hilferty's approximation, or the first term of the series where it is not positive.
fn start(a: f64, z: f64, tail: f64) -> f64 {
    let root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * sqrt(a));
    if root > 0.05 { a * root * root * root } else { exp((log(tail) + lgamma(a + 1.0)) / a) }
}

/// x^a e^−x / Γ(a + 1): a Poisson probability, by Loader's saddle-point form.
fn front(a: f64, x: f64) -> f64 {
    exp(-stirling_error(a) - deviance(a, x)) / sqrt(std::f64::consts::TAU * a)
}

/// The series of the lower tail over its front (DLMF 8.11.4).
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..=TERMS_MAX {
        term *= x / (a + f64::from(k));
        sum += term;
        if term <= CONVERGED * sum {
            break;
        }
    }
    sum
}

/// The continued fraction of the upper tail by the modified Lentz method (DLMF 8.9.2).
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / super::TINY;
    let mut d = 1.0 / away_from_zero(b);
    let mut fraction = d;
    for term in 1..=TERMS_MAX {
        let i = f64::from(term);
        let part = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(part * d + b);
        c = away_from_zero(b + part / c);
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
    fn a_whole_parameter_gives_the_sum_of_poisson_probabilities() {
        for x in [0.01, 1.0, 3.7, 12.0, 40.0f64] {
            let sum = exp(-x) * (1.0 + x + x * x / 2.0 + x * x * x / 6.0);
            assert!((tails(4.0, x).upper / sum - 1.0).abs() < 1e-13, "{x}");
        }
    }

    #[test]
    fn the_quantiles_have_the_tails_asked_for() {
        for a in [0.5, 1.0, 2.0, 17.0, 4_000.0, 1e7] {
            for tail in [1e-14, 0.005, 0.025, 0.3, 0.5] {
                let (low, high) = (lower_quantile(a, tail), upper_quantile(a, tail));
                assert!((tails(a, low).lower / tail - 1.0).abs() < 1e-9, "lower {a} {tail}");
                assert!((tails(a, high).upper / tail - 1.0).abs() < 1e-9, "upper {a} {tail}");
            }
        }
        assert_eq!(lower_quantile(3.0, 0.0), 0.0);
        assert_eq!(upper_quantile(3.0, 0.0), f64::INFINITY);
    }
}
