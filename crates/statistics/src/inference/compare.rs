//! Two counts, now and before: the ratio of their rates with its exact interval, exact probabilities, and the one word
//! that may be said about them. From four to two is no fall.

use super::interval::clopper_pearson_ends;
use super::{CountError, Level};
use libm::exp;
pub use probity_core::Verdict;
use probity_core::special::binomial::Binomial;

/// Two counts with their exposures (years, inhabitants, …), which are more than 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The count now.
    pub x1: u64,
    /// Its exposure.
    pub t1: f64,
    /// The count before.
    pub x0: u64,
    /// Its exposure.
    pub t0: f64,
}

/// The ratio of two rates and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// (x1/t1)/(x0/t0); `None` when the count before is 0.
    pub ratio: Option<f64>,
    /// The ends of the ratio's exact interval, the upper one infinite when the count before is 0; `None` when both
    /// counts are 0 and nothing is known about the ratio.
    pub interval: Option<(f64, f64)>,
    /// Exact two-sided probability by minimum likelihood.
    pub p: f64,
    /// Two-sided mid-p probability.
    pub p_mid: f64,
    /// The word.
    pub verdict: Verdict,
}

/// Relative slack within which two outcomes count as equally probable: their probabilities are floats.
const EQUALLY_PROBABLE: f64 = 1e-7;

/// Compares two counts given their sum: x1 of n = x1 + x0 is binomial with the share of its exposure.
///
/// # Errors
/// When an exposure is not a finite number above 0.
pub fn compare(pair: &Pair, level: Level) -> Result<Comparison, CountError> {
    let Pair { x1, t1, x0, t0 } = *pair;
    if !(t1 > 0.0 && t0 > 0.0 && t1.is_finite() && t0.is_finite()) {
        return Err(CountError::NoExposure);
    }
    if x1 == 0 && x0 == 0 {
        let verdict = Verdict::NoClearChange;
        return Ok(Comparison { ratio: None, interval: None, p: 1.0, p_mid: 1.0, verdict });
    }
    let exposure = t0 / t1;
    let [low, high] = clopper_pearson_ends(x1, x1 + x0, level).map(|(share, rest)| share / rest * exposure);
    let ratio = (x0 > 0).then(|| x1 as f64 / x0 as f64 * exposure);
    // Halves first: the sum of two huge exposures must not overflow.
    let whole = t1 / 2.0 + t0 / 2.0;
    let binomial = Binomial { n: x1 + x0, share: t1 / 2.0 / whole, rest: t0 / 2.0 / whole };
    let p = minimum_likelihood(&binomial, x1);
    let verdict = match (p < level.outside(), ratio.is_none_or(|ratio| ratio > 1.0)) {
        (false, _) => Verdict::NoClearChange,
        (true, true) => Verdict::Rose,
        (true, false) => Verdict::Fell,
    };
    Ok(Comparison { ratio, interval: Some((low, high)), p, p_mid: mid(&binomial, x1), verdict })
}

/// The sum of the probabilities of all outcomes that are at most as probable as `x`.
fn minimum_likelihood(binomial: &Binomial, x: u64) -> f64 {
    let limit = binomial.ln_probability(x) + EQUALLY_PROBABLE;
    let allowed = |k: u64| binomial.ln_probability(k) <= limit;
    let (mode, n) = (binomial.mode(), binomial.n);
    if allowed(mode) {
        return 1.0;
    }
    // Probabilities rise up to the mode and fall after it.
    let below = allowed(0).then(|| last(0, mode, allowed));
    let above = allowed(n).then(|| n - last(0, n - mode, |back| allowed(n - back)));
    let lower = below.map_or(0.0, |k| binomial.at_most(k));
    let upper = above.map_or(0.0, |k| binomial.at_least(k));
    (lower + upper).min(1.0)
}

/// The last number of `low..high` for which `holds`, given that it holds at `low` and, once it fails, fails for good.
fn last(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Twice the smaller of the two tails, each with half the probability of the outcome itself.
fn mid(binomial: &Binomial, x: u64) -> f64 {
    let half = exp(binomial.ln_probability(x)) / 2.0;
    let below = if x == 0 { 0.0 } else { binomial.at_most(x - 1) };
    (2.0 * (below + half).min(binomial.at_least(x + 1) + half)).min(1.0)
}
