//! Cumulative incidence by Aalen and Johansen: the share of cases that ended in one way within some days, when other
//! ways of ending compete and some cases are still open.

use super::table::LifeTable;
use crate::inference::Level;
use libm::{exp, log, pow};
use probity_core::special::normal;
use std::sync::Arc;

/// The share of a cohort that reached an outcome within a number of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Incidence {
    /// The cohort; `_T` for all.
    pub cohort: Arc<str>,
    /// The outcome.
    pub outcome: Arc<str>,
    /// Days since the start.
    pub time: u32,
    /// Cases followed at least so long.
    pub at_risk: u64,
    /// Cases that had reached the outcome by then.
    pub events: u64,
    /// The share; `None` beyond the longest follow-up that was possible.
    pub share: Option<Band>,
    /// Whether the youngest case of the cohort could have been followed so long.
    pub complete: bool,
}

/// A share with its standard error and pointwise band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The share.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How far a cohort can be followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    /// Its oldest case could have been followed so long.
    pub(super) possible: bool,
    /// Its youngest case too.
    pub(super) complete: bool,
}

/// The incidence of one outcome at every step of a cohort's table.
pub(super) struct Curve<'a> {
    table: &'a LifeTable,
    outcome: usize,
    /// Incidence and number of ends up to each step.
    values: Vec<(f64, u64)>,
}

impl<'a> Curve<'a> {
    pub(super) fn new(table: &'a LifeTable, outcome: usize) -> Self {
        let (mut share, mut events) = (0.0, 0);
        let steps = table.steps.iter().enumerate();
        let values = steps.map(|(j, step)| {
            let ended = table.ended(j, outcome);
            share += step.open_before * (ended as f64 / step.at_risk);
            events += ended;
            (share, events)
        });
        Self { table, outcome, values: values.collect() }
    }

    /// The row at `time`.
    pub(super) fn at(&self, cohort: &str, outcome: &Arc<str>, time: u32, reach: Reach, level: Level) -> Incidence {
        let steps = self.table.until(time);
        let events = steps.checked_sub(1).map_or(0, |last| self.values[last].1);
        Incidence {
            cohort: Arc::from(cohort),
            outcome: outcome.clone(),
            time,
            at_risk: self.table.at_risk(time),
            events,
            share: reach.possible.then(|| self.band(steps, level)),
            complete: reach.complete,
        }
    }

    fn band(&self, steps: usize, level: Level) -> Band {
        let Some(last) = steps.checked_sub(1) else { return Band { value: 0.0, se: 0.0, low: 0.0, high: 0.0 } };
        let (mut value, events) = self.values[last];
        // A float sum may miss the certainty that every case ended, and all in this way.
        let ended: f64 = self.table.steps[..steps].iter().map(|step| step.ended).sum();
        if self.table.steps[last].open == 0.0 && ended == events as f64 {
            value = 1.0;
        }
        let value = value.min(1.0);
        let se = self.variance(steps, value).max(0.0).sqrt();
        let z = normal::quantile(0.5 + level.value() / 2.0);
        let (low, high) = band(value, se, z);
        Band { value, se, low, high }
    }

    /// The delta-method variance (Marubini and Valsecchi 1995, 10.12), over the steps up to the time.
    fn variance(&self, steps: usize, value: f64) -> f64 {
        let mut variance = 0.0;
        for (j, step) in self.table.steps[..steps].iter().enumerate() {
            let (n, d, before) = (step.at_risk, step.ended, step.open_before);
            let k = self.table.ended(j, self.outcome) as f64;
            let later = value - self.values[j].0;
            if n > d {
                variance += later * later * d / (n * (n - d));
            }
            variance += before * before * k * (n - k) / (n * n * n);
            variance -= 2.0 * later * before * k / (n * n);
        }
        variance
    }
}

/// The band that is symmetric for log(−log) of the share and so never leaves 0 to 1.
fn band(value: f64, se: f64, z: f64) -> (f64, f64) {
    if value <= 0.0 || value >= 1.0 {
        return (value, value);
    }
    let theta = z * se / (value * log(value));
    let (a, b) = (pow(value, exp(-theta)), pow(value, exp(theta)));
    (a.min(b), a.max(b))
}
