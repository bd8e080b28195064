//! Intervals for one count: Garwood for a Poisson count, Wilson and Clopper–Pearson for a proportion.

use super::{CountError, Level};
use probity_core::special::{beta, gamma, normal};
use std::fmt;
use std::str::FromStr;

/// How an interval is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Clopper and Pearson (1934): exact for a proportion.
    ClopperPearson,
    /// Garwood (1936): exact for a Poisson count.
    Poisson,
    /// Wilson (1927), without continuity correction.
    Wilson,
}

impl Kind {
    /// All kinds, in alphabetical order.
    pub const ALL: [Self; 3] = [Self::ClopperPearson, Self::Poisson, Self::Wilson];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::ClopperPearson => "clopper_pearson",
            Self::Poisson => "poisson",
            Self::Wilson => "wilson",
        }
    }

    /// Whether a count and its `n` can have this interval.
    ///
    /// # Errors
    /// When `n` is missing for a proportion, not more than 0, less than `x`, or not whole where trials are counted.
    pub fn admits(self, x: u64, n: Option<f64>) -> Result<(), CountError> {
        match (self, n) {
            (_, Some(n)) if !(n > 0.0 && n.is_finite()) => Err(CountError::NoExposure),
            (Self::Poisson, _) => Ok(()),
            (_, None) => Err(CountError::NoTrials),
            (_, Some(n)) if n.fract() != 0.0 => Err(CountError::TrialsNotWhole),
            (_, Some(n)) if x as f64 > n => Err(CountError::MoreThanTrials),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.word() == word).ok_or_else(|| format!("`{word}` is not an interval"))
    }
}

/// A number with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The point estimate.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The interval of a kind. `n` is the number of trials of a proportion, or the exposure of a Poisson count.
///
/// # Errors
/// What [`Kind::admits`] refuses.
pub fn estimate(kind: Kind, x: u64, n: Option<f64>, level: Level) -> Result<Estimate, CountError> {
    kind.admits(x, n)?;
    let n = n.unwrap_or(1.0);
    Ok(match kind {
        Kind::Poisson => {
            let count = garwood(x, level);
            Estimate { value: count.value / n, low: count.low / n, high: count.high / n }
        }
        Kind::Wilson => wilson(x, n as u64, level),
        Kind::ClopperPearson => clopper_pearson(x, n as u64, level),
    })
}

/// Garwood's exact interval of a Poisson count.
pub fn garwood(x: u64, level: Level) -> Estimate {
    let count = x as f64;
    let low = if x == 0 { 0.0 } else { gamma::lower_quantile(count, level.tail()) };
    Estimate { value: count, low, high: gamma::upper_quantile(count + 1.0, level.tail()) }
}

/// Wilson's interval of `x` successes in `n` trials; `n` is at least 1 and at least `x`.
pub fn wilson(x: u64, n: u64, level: Level) -> Estimate {
    let (trials, p) = (n as f64, x as f64 / n as f64);
    let z = normal::quantile(level.tail());
    let square = z * z / trials;
    let centre = (p + square / 2.0) / (1.0 + square);
    let half = -z * (p * (1.0 - p) / trials + square / trials / 4.0).sqrt() / (1.0 + square);
    let high = if x == n { 1.0 } else { (centre + half).min(1.0) };
    // The product of the two ends is p² / (1 + z²/n); centre − half would lose the digits of a small lower end.
    let low = p / (1.0 + square) * (p / (centre + half));
    Estimate { value: p, low: low.clamp(0.0, p), high: high.max(p) }
}

/// Clopper and Pearson's exact interval of `x` successes in `n` trials; `n` is at least 1 and at least `x`.
pub fn clopper_pearson(x: u64, n: u64, level: Level) -> Estimate {
    let [(low, _), (high, _)] = clopper_pearson_ends(x, n, level);
    Estimate { value: x as f64 / n as f64, low, high }
}

/// The two ends, each with its complement to 1.
pub(super) fn clopper_pearson_ends(x: u64, n: u64, level: Level) -> [(f64, f64); 2] {
    let (successes, failures) = (x as f64, (n - x) as f64);
    let low = if x == 0 { (0.0, 1.0) } else { beta::lower_quantile(successes, failures + 1.0, level.tail()) };
    let (rest, high) = if x == n { (0.0, 1.0) } else { beta::lower_quantile(failures, successes + 1.0, level.tail()) };
    [low, (high, rest)]
}
