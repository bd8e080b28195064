//! # What it finds
//! A winner whose price is far below all others.
//! # Why it matters
//! A price that nobody else comes near may be a mistake, a bid meant to be raised by amendments later, or a sign that the
//! others did not mean to win.
//! # Formula
//!     ratio = (L - W) / W per lot group, as in R024
//!     flagged when ratio >= exp(ln Q3 + 1.5 (ln Q3 - ln Q1)) over all positive ratios,
//!     or ratio >= the parameter `threshold` where it is set; the winner is flagged with the process
//!     evidence p: the share of all ratios that are as large
//! # Exclusions
//! As R024; procedures in which the law rejects low bids (parameter `low_bids_rejected`, by procurementMethodDetails).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R058; the fence on logarithms is ours.

use super::discount::{Rule, Side};
use super::gate::gate_all;
use crate::compare::{fence, optional, words};
use crate::facts::Facts;
use crate::flag::{Definition, Flag, Judge, Observed, Outcome, Subject, erase};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R058",
    of: &[Subject::Process, Subject::Tenderer],
    source: include_str!("r058.rs"),
    build: |setup| {
        let threshold = optional(setup, "threshold")?;
        Ok(erase(HeavyDiscount {
            rule: Rule { side: Side::Heavy, fence: fence(setup, "fence")?, threshold },
            rejected: words(setup, "low_bids_rejected")?,
        }))
    },
};

struct HeavyDiscount {
    rule: Rule,
    rejected: Vec<String>,
}

impl Flag for HeavyDiscount {
    type State = Vec<f64>;

    fn observe(&self, state: &mut Vec<f64>, facts: &Facts<'_>) -> Observed {
        let details = facts.process.tender.procurement_method_details.text();
        if gate_all(facts).is_none() && self.rejected.iter().any(|own| own == details) {
            return Outcome::not_applicable("method").into();
        }
        self.rule.observe(state, facts)
    }

    fn merge(&self, into: &mut Vec<f64>, other: Vec<f64>) {
        into.extend(other);
    }

    fn finish(&self, state: Vec<f64>) -> Box<dyn Judge> {
        Box::new(self.rule.judge(state))
    }
}
