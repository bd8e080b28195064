//! Jumps too large to be a change of what happened: new counting rules, new articles of law, a series coded anew. A
//! publisher that changed its rules seldom says so in its file, and a line drawn across such a jump would be a lie.

use super::cells::Cell;
use probity_core::Parameters;
use probity_core::parameter::ParameterError;

/// When two counts of consecutive years are not taken for the same series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jump {
    /// Largest ratio of the two, either way.
    ratio: f64,
    /// Counts below this are too small to say.
    least: u64,
}

impl Jump {
    /// From the parameters `jump_ratio` and `jump_count`.
    pub(super) fn of(parameters: &Parameters) -> Result<Self, ParameterError> {
        let least = parameters.get("jump_count")?.integer("jump_count")?;
        Ok(Self {
            ratio: parameters.get("jump_ratio")?.number("jump_ratio")?,
            least: u64::try_from(least).unwrap_or(u64::MAX),
        })
    }

    /// Whether the later count jumps.
    pub(super) fn between(self, before: &Cell, now: &Cell) -> bool {
        let (Some(before), Some(now)) = (before.count(), now.count()) else { return false };
        let (small, large) = (before.min(now), before.max(now));
        small >= self.least && large as f64 > self.ratio * small as f64
    }
}
