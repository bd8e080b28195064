//! # What it finds
//! A runner-up whose price is hardly above the winner's.
//! # Why it matters
//! A bidder who knows the lowest price can go just below or just above it: bids may have been opened early, or agreed upon.
//! # Formula
//!     per lot group: W = price of the winner, L = lowest price of the others, ratio = (L - W) / W, exact
//!     flagged when ratio = 0 or ratio <= exp(ln Q1 - 1.5 (ln Q3 - ln Q1)) over all positive ratios,
//!     or ratio <= the parameter `threshold` where it is set; winner and runner-up are flagged with the process
//!     evidence p: the share of all ratios that are as small
//! # Exclusions
//! Procedures whose prices are not compared; awards still open, several winners of one lot, a winner whose bid is not to be
//! found, a single bid; bids for several lots with one amount where they leave nothing to compare (`multi_lot_bid`); procedures
//! in which the lowest bid did not win.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R024. The reference implementation draws the fence
//! on the ratios themselves, which puts it below nought; the logarithm is ours.

use super::discount::{Rule, Side};
use crate::compare::{fence, optional};
use crate::facts::Facts;
use crate::flag::{Definition, Flag, Judge, Observed, Subject, erase};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R024",
    of: &[Subject::Process, Subject::Tenderer],
    source: include_str!("r024.rs"),
    build: |setup| {
        let threshold = optional(setup, "threshold")?;
        Ok(erase(CloseToWinner(Rule { side: Side::Close, fence: fence(setup, "fence")?, threshold })))
    },
};

struct CloseToWinner(Rule);

impl Flag for CloseToWinner {
    type State = Vec<f64>;

    fn observe(&self, state: &mut Vec<f64>, facts: &Facts<'_>) -> Observed {
        self.0.observe(state, facts)
    }

    fn merge(&self, into: &mut Vec<f64>, other: Vec<f64>) {
        into.extend(other);
    }

    fn finish(&self, state: Vec<f64>) -> Box<dyn Judge> {
        Box::new(self.0.judge(state))
    }
}
