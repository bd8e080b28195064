//! Inference on counts, exact, and on ranks: what a count says about the rate behind it, whether two counts differ by more
//! than chance, and how well a number tells cases from others. The words "rose" and "fell" come from here and from nowhere else.

mod auc;
mod compare;
mod interval;

pub use auc::{Auc, auc};
pub use compare::{Comparison, Pair, Verdict, compare};
pub use interval::{Estimate, Kind, clopper_pearson, estimate, garwood, wilson};

/// A confidence level, strictly between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level(f64);

impl Level {
    /// 95 %.
    pub const DEFAULT: Self = Self(0.95);

    /// A level; `None` when it is not strictly between 0 and 1.
    pub fn new(level: f64) -> Option<Self> {
        (level > 0.0 && level < 1.0).then_some(Self(level))
    }

    /// The level as given.
    pub fn value(self) -> f64 {
        self.0
    }

    /// 1 − level: how often the interval may miss.
    pub fn outside(self) -> f64 {
        1.0 - self.0
    }

    /// What may be missed on each side.
    fn tail(self) -> f64 {
        self.outside() / 2.0
    }
}

/// What is wrong with counts that are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// More successes than trials.
    #[error("there are more successes than trials")]
    MoreThanTrials,
    /// No trials, or no exposure: the value must be more than 0.
    #[error("the number of trials or the exposure must be more than 0")]
    NoExposure,
    /// A proportion without its number of trials.
    #[error("a proportion needs its number of trials")]
    NoTrials,
    /// Trials are counted, so their number is whole.
    #[error("the number of trials must be a whole number")]
    TrialsNotWhole,
}
