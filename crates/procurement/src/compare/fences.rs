//! Fences: beyond which value one is far from the others. Of three kinds, because the usual one cannot fire on ratios,
//! which are skewed to the right and never below nought.

use super::medcouple::medcouple;
use super::quantile::quantile;
use crate::flag::Evidence;
use libm::{exp, log};
use serde_json::{Value, json};

/// How many quartile ranges a fence lies outside the quartiles (Tukey 1977).
const RANGES: f64 = 1.5;

/// How fences are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Q1 − 1.5·IQR and Q3 + 1.5·IQR.
    Iqr,
    /// The same on logarithms, over values above nought.
    Ln,
    /// Q1 − 1.5·e^(−4MC)·IQR and Q3 + 1.5·e^(3MC)·IQR with the medcouple MC (Hubert and Vandervieren 2008); for a negative
    /// one the exponents are −3 and 4.
    Adjusted,
}

impl Kind {
    /// The kind of a word of the settings.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "iqr" => Some(Self::Iqr),
            "ln" => Some(Self::Ln),
            "adjusted" => Some(Self::Adjusted),
            _ => None,
        }
    }

    /// The word of the settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Iqr => "iqr",
            Self::Ln => "ln",
            Self::Adjusted => "adjusted",
        }
    }
}

/// Fences of some values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fences {
    /// How they were drawn.
    pub kind: Kind,
    /// Values they were drawn from.
    pub n: usize,
    /// Values that are nought or less; those of the logarithmic kind leave them out.
    pub not_positive: usize,
    /// First quartile.
    pub q1: f64,
    /// Third quartile.
    pub q3: f64,
    /// Lower fence.
    pub lower: f64,
    /// Upper fence.
    pub upper: f64,
    /// Share of all values at or beyond the lower fence.
    pub low_rate: f64,
    /// Share of all values at or beyond the upper fence.
    pub high_rate: f64,
}

impl Fences {
    /// Draws them around values in ascending order; `None` when there are none to draw from.
    pub fn of(kind: Kind, sorted: &[f64]) -> Option<Self> {
        let not_positive = sorted.partition_point(|value| *value <= 0.0);
        let from = if kind == Kind::Ln { sorted.get(not_positive..)? } else { sorted };
        let (q1, q3) = (quantile(from, 0.25)?, quantile(from, 0.75)?);
        let (lower, upper) = match kind {
            Kind::Iqr => (around(q1, q3 - q1, -RANGES), around(q3, q3 - q1, RANGES)),
            Kind::Ln => {
                let range = log(q3) - log(q1);
                // Without spread the fence is the quartile itself, and not what is left of it after a logarithm.
                let at = |quartile: f64, ranges: f64| {
                    if q1 < q3 { exp(around(log(quartile), range, ranges)) } else { quartile }
                };
                (at(q1, -RANGES), at(q3, RANGES))
            }
            Kind::Adjusted => {
                let skew = medcouple(from)?;
                let (down, up) = if skew >= 0.0 { (-4.0, 3.0) } else { (-3.0, 4.0) };
                let ranges = |factor: f64| RANGES * exp(factor * skew);
                (around(q1, q3 - q1, -ranges(down)), around(q3, q3 - q1, ranges(up)))
            }
        };
        let own = Self { kind, n: from.len(), not_positive, q1, q3, lower, upper, low_rate: 0.0, high_rate: 0.0 };
        let share = |beyond: &dyn Fn(f64) -> bool| {
            sorted.iter().filter(|value| beyond(**value)).count() as f64 / sorted.len() as f64
        };
        Some(Self { low_rate: share(&|value| own.is_low(value)), high_rate: share(&|value| own.is_high(value)), ..own })
    }

    /// Whether a value is at or above the upper fence. Where all quartiles are one number, that number is no outlier.
    pub fn is_high(&self, value: f64) -> bool {
        self.upper > 0.0 && value >= self.upper && value > self.q3
    }

    /// Whether a value is at or below the lower fence; never when the fence is below nought.
    pub fn is_low(&self, value: f64) -> bool {
        self.lower > 0.0 && value <= self.lower && value < self.q1
    }

    /// Whether the value is above quartiles that are all nought: more than the others, but there is nothing to measure by.
    pub fn cannot_tell_high(&self, value: f64) -> bool {
        self.upper <= 0.0 && value > self.q3
    }

    /// For evidence: the upper fence and what it was drawn from.
    pub fn high_evidence(&self, evidence: Evidence) -> Evidence {
        self.evidence(evidence).with("upper fence", self.upper).with("base rate", self.high_rate)
    }

    /// For evidence: the lower fence and what it was drawn from.
    pub fn low_evidence(&self, evidence: Evidence) -> Evidence {
        self.evidence(evidence).with("lower fence", self.lower).with("base rate", self.low_rate)
    }

    fn evidence(&self, evidence: Evidence) -> Evidence {
        evidence.with("fence", self.kind.word()).with("n", self.n)
    }

    /// What decides whether a value is beyond them.
    pub fn numbers(&self) -> Vec<f64> {
        vec![self.q1, self.q3, self.lower, self.upper]
    }

    /// For the record of the run.
    pub fn notes(&self) -> Value {
        json!({
            "fence": self.kind.word(), "n": self.n, "not_positive": self.not_positive, "q1": self.q1, "q3": self.q3,
            "lower_fence": self.lower, "upper_fence": self.upper,
        })
    }
}

/// Rounded once, as the reference implementation does.
fn around(quartile: f64, range: f64, ranges: f64) -> f64 {
    libm::fma(range, ranges, quartile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithmic_fence_fires_where_the_usual_one_cannot() {
        let values = [0.0, 0.000_001, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4];
        let usual = Fences::of(Kind::Iqr, &values).expect("fences");
        assert!(usual.lower < 0.0 && !usual.is_low(0.000_001));
        let ln = Fences::of(Kind::Ln, &values).expect("fences");
        assert_eq!((ln.n, ln.not_positive), (8, 1));
        assert!(ln.is_low(0.000_001) && !ln.is_low(0.1));
        let range = log(ln.q3) - log(ln.q1);
        assert!((ln.upper / exp(log(ln.q3) + 1.5 * range) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn values_without_spread_have_no_outliers_among_them() {
        for kind in [Kind::Iqr, Kind::Ln, Kind::Adjusted] {
            let fences = Fences::of(kind, &[0.3, 0.3, 0.3]).expect("fences");
            assert!(!fences.is_high(0.3) && !fences.is_low(0.3) && fences.is_high(0.31) && fences.is_low(0.29));
        }
        assert_eq!(Fences::of(Kind::Ln, &[0.0, 0.0]), None);
        let nought = Fences::of(Kind::Iqr, &[0.0, 0.0, 0.0]).expect("fences");
        assert!(!nought.is_high(0.1) && nought.cannot_tell_high(0.1) && !nought.cannot_tell_high(0.0));
    }
}
