//! Base rates: how often a flag fires among the subjects it could judge. A flag that fires on more than a quarter of them
//! tells nobody apart.

use probity_core::State;

/// Above this share a flag is marked as not discriminating.
const DISCRIMINATING_MAX: f64 = 0.25;

/// Counts of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BaseRate {
    /// Flagged.
    pub flagged: u64,
    /// Clear.
    pub clear: u64,
    /// Insufficient.
    pub insufficient: u64,
    /// Not applicable.
    pub not_applicable: u64,
}

impl BaseRate {
    /// Counts one answer.
    pub fn count(&mut self, state: State) {
        match state {
            State::Flagged => self.flagged += 1,
            State::Clear | State::Value | State::Withheld => self.clear += 1,
            State::Insufficient => self.insufficient += 1,
            State::NotApplicable => self.not_applicable += 1,
        }
    }

    /// Subjects it could judge.
    pub fn eligible(self) -> u64 {
        self.flagged + self.clear
    }

    /// Whether it fires too often to tell anybody apart.
    pub fn is_non_discriminating(self) -> bool {
        self.flagged as f64 > DISCRIMINATING_MAX * self.eligible() as f64
    }
}
