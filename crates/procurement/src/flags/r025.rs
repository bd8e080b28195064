//! # What it finds
//! A firm that bids again and again and hardly ever wins.
//! # Why it matters
//! Rings of bidders need losers: firms whose bids lend a procedure the look of competition.
//! # Formula
//!     n = decided processes with a valid bid of the firm, k = those of them where it is a supplier of an active award
//!     rate = mean of the rates of the firm's markets, each weighted with its number of processes
//!     p = P(X <= k) for n trials at that rate; flagged when p, adjusted over all firms tested, is below 0.01
//!     or, where `least_rate` is set, when k / n is below it
//!     A process is decided when it has an active award and no award is pending. A member of a joint bid bids.
//! # Exclusions
//! Firms with valid bids in fewer than 10 decided processes. A market with fewer than 30 bids is judged by the rate of all.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R025; Benjamini and Hochberg (1995). The reference
//! implementation flags low ratios by a fence that cannot fire when most firms win rarely; the test is ours.
//! Kachmaroman (2024) takes a rate of wins below 5 %: `least_rate = 0.05`.

use super::early::lack_of_submitted;
use super::fenced::Judged;
use super::gate::closed;
use crate::compare::rates::{Count, Tail, Tally, Test, Unknown};
use crate::compare::{count, markets, number};
use crate::facts::Facts;
use crate::flag::{Definition, Flag, Judge, Observed, Subject, erase};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R025",
    of: &[Subject::Tenderer],
    source: include_str!("r025.rs"),
    build: |setup| {
        Ok(erase(AlwaysLoses {
            least: count(setup, "min_processes")?,
            n_min: count(setup, "n_min")?,
            alpha: number(setup, "alpha")?,
            least_rate: number(setup, "least_rate")?,
        }))
    },
};

struct AlwaysLoses {
    least: u64,
    n_min: u64,
    alpha: f64,
    least_rate: f64,
}

impl Flag for AlwaysLoses {
    type State = Tally;

    fn observe(&self, state: &mut Tally, facts: &Facts<'_>) -> Observed {
        // Suppliers without identifiers would make losers of all.
        let counts = is_decided(facts) && !facts.winners().is_empty();
        let closed = closed(facts).map(Unknown::Closed);
        let lack = lack_of_submitted(facts);
        let unknown = |bids: &[usize]| closed.or_else(|| bids.is_empty().then_some(Unknown::Missing(lack)));
        let market = markets::class(facts).unwrap_or_default();
        let is_valid = |at: &usize| facts.bid(*at).is_some_and(|bid| bid.status.text() == "valid");
        for own in facts.participants() {
            let unknown = unknown(own.bids);
            let trial = unknown.is_none() && counts && own.bids.iter().any(is_valid);
            let count = Count { n: u64::from(trial), k: u64::from(trial && own.won) };
            state.add(own.name, if trial { market } else { "" }, unknown.map_or(Ok(count), Err));
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Tally, other: Tally) {
        into.merge(other);
    }

    fn finish(&self, state: Tally) -> Box<dyn Judge> {
        let test = Test {
            of: Subject::Tenderer,
            tail: Tail::Low,
            least: self.least,
            market_least: self.n_min,
            alpha: self.alpha,
            least_rate: self.least_rate,
            trials: "processes with a valid bid",
            successes: "won",
        };
        Box::new(Judged::from(state.test(&test)))
    }
}

/// Whether somebody won and nobody may still win.
fn is_decided(facts: &Facts<'_>) -> bool {
    let pending = facts.process.awards.records().any(|award| award.status.text() == "pending");
    !pending && facts.active_awards().next().is_some()
}
