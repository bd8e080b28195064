//! Tails of fair coins: the tests of flags that ask whether two sides are equally frequent. Exact for the small numbers that
//! occur, so that a published p is the fraction a reader can check.

use crate::compare::binomial::at_least;

/// Up to so many coins every count of outcomes is a whole float.
const EXACT_MAX: u64 = 50;

/// P(X ≥ k) of `n` fair coins.
pub(crate) fn heads_at_least(n: u64, k: u64) -> f64 {
    if n > EXACT_MAX {
        return at_least(n, k, 0.5);
    }
    // C(n, n) = 1, and C(n, j − 1) = C(n, j) · j / (n − j + 1).
    let (mut choices, mut sum) = (1_u64, 0_u64);
    for heads in (k..=n).rev() {
        sum += choices;
        choices = choices * heads / (n - heads + 1);
    }
    sum as f64 / libm::exp2(n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_tails_are_exact_and_large_ones_follow() {
        assert_eq!(heads_at_least(7, 7), 0.007_812_5);
        assert_eq!(heads_at_least(7, 6), 0.0625);
        assert_eq!((heads_at_least(9, 0), heads_at_least(0, 0), heads_at_least(3, 4)), (1.0, 1.0, 0.0));
        assert!((heads_at_least(50, 30) - at_least(50, 30, 0.5)).abs() < 1e-14);
        assert!(heads_at_least(51, 51) < heads_at_least(50, 50));
    }
}
