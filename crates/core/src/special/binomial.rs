//! The binomial distribution for counts of any size: single probabilities as logarithms, tails as they are. A share is
//! given with its complement, so that a share near 0 or 1 keeps its digits.

use super::beta;
use super::saddle::{deviance, stirling_error};
use libm::{log, log1p};

/// How many trials, and the chance of each with its complement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binomial {
    /// Trials.
    pub n: u64,
    /// The chance of a success, between 0 and 1, neither included.
    pub share: f64,
    /// 1 − `share`.
    pub rest: f64,
}

impl Binomial {
    /// The logarithm of the probability of exactly `k` successes; `k` is at most `n`.
    pub fn ln_probability(&self, k: u64) -> f64 {
        let left = self.n.saturating_sub(k) as f64;
        let (n, k) = (self.n as f64, k as f64);
        let power = |count: f64, base: f64, other: f64| count * if base > 0.5 { log1p(-other) } else { log(base) };
        if k == 0.0 {
            return power(n, self.rest, self.share);
        }
        if left == 0.0 {
            return power(n, self.share, self.rest);
        }
        stirling_error(n)
            - stirling_error(k)
            - stirling_error(left)
            - deviance(k, n * self.share)
            - deviance(left, n * self.rest)
            + 0.5 * log(n / (std::f64::consts::TAU * k * left))
    }

    /// P(X <= k).
    pub fn at_most(&self, k: u64) -> f64 {
        if k >= self.n {
            return 1.0;
        }
        beta::tails((self.n - k) as f64, k as f64 + 1.0, self.rest, self.share).lower
    }

    /// P(X >= k).
    pub fn at_least(&self, k: u64) -> f64 {
        if k == 0 {
            return 1.0;
        }
        if k > self.n {
            return 0.0;
        }
        beta::tails(k as f64, (self.n - k) as f64 + 1.0, self.share, self.rest).lower
    }

    /// The most probable number of successes (the larger of two).
    pub fn mode(&self) -> u64 {
        (((self.n as f64 + 1.0) * self.share) as u64).min(self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_sums_of_probabilities() {
        let coins = Binomial { n: 30, share: 0.3, rest: 0.7 };
        let probability = |k: u64| libm::exp(coins.ln_probability(k));
        let mut below = 0.0;
        for k in 0..=30 {
            below += probability(k);
            assert!((coins.at_most(k) / below - 1.0).abs() < 1e-12, "{k}");
            assert!((coins.at_least(k) + below - probability(k) - 1.0).abs() < 1e-12, "{k}");
        }
        assert!((below - 1.0).abs() < 1e-13);
        assert_eq!(coins.mode(), 9);
    }
}
