//! How long cases stay open: the median by Kaplan and Meier, which open cases make longer instead of dropping out of.

use super::table::{LifeTable, Step};
use crate::inference::Level;
use libm::{exp, log, pow};
use probity_core::special::normal;
use std::sync::Arc;

/// The duration of a cohort's cases until any outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Duration {
    /// The cohort; `_T` for all.
    pub cohort: Arc<str>,
    /// Its cases.
    pub n: u64,
    /// Those that ended.
    pub events: u64,
    /// The first day on which at most half were still open; `None` while more are.
    pub median: Option<u32>,
    /// The first day on which the lower band is at most one half.
    pub low: Option<u32>,
    /// The first day on which the upper band is at most one half.
    pub high: Option<u32>,
}

/// One half, with room for the rounding of a product of shares: six of twelve open is a half.
const HALF: f64 = 0.5 * (1.0 + 1e-12);

impl Duration {
    pub(super) fn of(cohort: &str, table: &LifeTable, level: Level) -> Self {
        let z = normal::quantile(0.5 + level.value() / 2.0);
        let mut found = Self {
            cohort: Arc::from(cohort),
            n: table.size(),
            events: table.events(),
            median: None,
            low: None,
            high: None,
        };
        // Greenwood's sum.
        let mut sum = 0.0;
        for step in &table.steps {
            sum += step.ended / (step.at_risk * (step.at_risk - step.ended));
            let (low, high) = band(step, sum, z);
            let first = |found: &mut Option<u32>, share: f64| {
                if found.is_none() && share <= HALF {
                    *found = Some(step.time);
                }
            };
            first(&mut found.median, step.open);
            first(&mut found.low, low);
            first(&mut found.high, high);
        }
        found
    }
}

/// The band of the share still open, symmetric for log(−log). Where nothing is open any more it is 0, as the band of an
/// incidence of 1 is 1.
fn band(step: &Step, sum: f64, z: f64) -> (f64, f64) {
    if step.open <= 0.0 {
        return (0.0, 0.0);
    }
    let theta = z * sum.sqrt() / log(step.open);
    let (a, b) = (pow(step.open, exp(-theta)), pow(step.open, exp(theta)));
    (a.min(b), a.max(b))
}
