//! What makes rank sets impossible, in the words of the person who brought the estimates.

use super::{Estimate, Settings};

/// Draws times units that are still computed: 4 bytes each, 2 GB in all.
const LARGEST: usize = 500_000_000;

/// Why no rank sets could be computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RankError {
    /// An estimate is not a number.
    #[error("the estimate of `{0}` is not a finite number; leave the unit out or give its estimate")]
    Estimate(String),
    /// A standard error is negative or not a number.
    #[error("the standard error of `{unit}` is {se}; it must be 0 (known exactly) or a positive number")]
    StandardError {
        /// The unit.
        unit: String,
        /// What was given.
        se: f64,
    },
    /// A unit is there twice.
    #[error("unit `{0}` appears more than once; a table of ranks needs one row a unit")]
    Twice(String),
    /// The coverage is not a probability.
    #[error("coverage {0} must lie between 0 and 1, for example 0.9")]
    Coverage(f64),
    /// No draws, or more than fit.
    #[error("{draws} draws of {units} units: at least 1 draw and at most {LARGEST} values in all are possible")]
    Draws {
        /// Draws asked for.
        draws: usize,
        /// Units in the table.
        units: usize,
    },
}

/// Refuses what cannot be computed, unit by unit in the order given.
pub(super) fn check(estimates: &[Estimate], settings: &Settings) -> Result<(), RankError> {
    if !(settings.coverage > 0.0 && settings.coverage < 1.0) {
        return Err(RankError::Coverage(settings.coverage));
    }
    let (draws, units) = (settings.draws, estimates.len());
    if draws == 0 || draws.checked_mul(units).is_none_or(|values| values > LARGEST) {
        return Err(RankError::Draws { draws, units });
    }
    for row in estimates {
        if !row.estimate.is_finite() {
            return Err(RankError::Estimate(row.unit.clone()));
        }
        if !(row.se >= 0.0 && row.se.is_finite()) {
            return Err(RankError::StandardError { unit: row.unit.clone(), se: row.se });
        }
    }
    Ok(())
}
