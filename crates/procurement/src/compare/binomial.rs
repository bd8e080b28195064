//! Exact tests of counts against a known rate, and the correction for asking many subjects at once: with thousands of firms
//! some look odd by chance alone.

use probity_core::special::binomial::Binomial;

/// P(X ≥ k) of `n` trials at `rate`: how odd so many are.
pub fn at_least(n: u64, k: u64, rate: f64) -> f64 {
    match rate {
        _ if k == 0 || rate >= 1.0 => 1.0,
        _ if rate > 0.0 => Binomial { n, share: rate, rest: 1.0 - rate }.at_least(k),
        _ => 0.0,
    }
}

/// P(X ≤ k) of `n` trials at `rate`: how odd so few are.
pub fn at_most(n: u64, k: u64, rate: f64) -> f64 {
    match rate {
        _ if k >= n || rate <= 0.0 => 1.0,
        _ if rate < 1.0 => Binomial { n, share: rate, rest: 1.0 - rate }.at_most(k),
        _ => 0.0,
    }
}

/// The p-values adjusted for the false discovery rate (Benjamini and Hochberg 1995), in the order given: among subjects
/// with an adjusted value up to q at most the share q is expected to be there by chance.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    let at = |index: usize| p.get(index).copied().unwrap_or(1.0);
    order.sort_by(|a, b| at(*a).total_cmp(&at(*b)));
    let mut adjusted = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (rank, index) in order.into_iter().enumerate().rev() {
        least = least.min(at(index) * p.len() as f64 / (rank as f64 + 1.0));
        if let Some(own) = adjusted.get_mut(index) {
            *own = least;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_exact_and_hold_at_the_ends() {
        // 10 coins: P(X <= 1) = 11/1024.
        assert!((at_most(10, 1, 0.5) - 11.0 / 1024.0).abs() < 1e-15);
        assert!((at_least(10, 9, 0.5) - 11.0 / 1024.0).abs() < 1e-15);
        assert_eq!((at_least(10, 0, 0.2), at_most(10, 10, 0.2)), (1.0, 1.0));
        assert_eq!(
            (at_least(10, 3, 0.0), at_least(10, 3, 1.0), at_most(10, 3, 0.0), at_most(10, 3, 1.0)),
            (0.0, 1.0, 1.0, 0.0)
        );
    }

    #[test]
    fn adjusted_values_are_those_of_r() {
        // R: p.adjust(c(.01, .04, .03, .005), "BH")
        let adjusted = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in adjusted.iter().zip([0.02, 0.04, 0.04, 0.02]) {
            assert!((found - expected).abs() < 1e-15, "{adjusted:?}");
        }
        assert!(benjamini_hochberg(&[]).is_empty());
    }
}
