//! # What it finds
//! A firm that bids again and again and hardly ever wins.
//! # Why it matters
//! Rings of bidders need losers: firms whose bids lend a procedure the look of competition.
//! # Formula
//!     n = decided processes with a valid bid of the firm, k = those of them where it is a supplier of an active award
//!     rate = mean of the rates of the firm's markets, each weighted with its number of processes
//!     p = P(X <= k) for n trials at that rate; flagged when p, adjusted over all firms tested, is below 0.01
//!     A process is decided when it has an active award and no award is pending. A member of a joint bid bids.
//! # Exclusions
//! Firms with valid bids in fewer than 10 decided processes. A market with fewer than 30 bids is judged by the rate of all.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R025; Benjamini and Hochberg (1995). The reference
//! implementation flags low ratios by a fence that cannot fire when most firms win rarely; the test is ours.

use super::fenced::Judged;
use super::gate::gate_all;
use crate::compare::rates::{Count, Tail, Tally, Test};
use crate::compare::{count, markets, number};
use crate::facts::{Facts, ids};
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
        }))
    },
};

struct AlwaysLoses {
    least: u64,
    n_min: u64,
    alpha: f64,
}

impl Flag for AlwaysLoses {
    type State = Tally;

    fn observe(&self, state: &mut Tally, facts: &Facts<'_>) -> Observed {
        for own in tenderers(facts) {
            state.occurs(own);
        }
        for bidder in facts.submitted().flat_map(|(at, _)| facts.tenderers(at)) {
            state.add(bidder, "", Count::default());
        }
        if gate_all(facts).is_some() || !is_decided(facts) {
            return Observed::Nothing;
        }
        let winners = facts.winners();
        let valid = facts.process.bids.details.iter().filter(|(_, bid)| bid.status.text() == "valid");
        let mut bidders: Vec<&str> = valid.flat_map(|(at, _)| facts.tenderers(at)).copied().collect();
        bidders.sort_unstable();
        bidders.dedup();
        // Suppliers without identifiers would make losers of all.
        if !winners.is_empty() && !bidders.is_empty() {
            let market = markets::class(facts).unwrap_or_default();
            for bidder in bidders {
                state.add(bidder, market, Count { n: 1, k: u64::from(winners.contains(&bidder)) });
            }
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
            trials: "processes with a valid bid",
            successes: "won",
            lack: "bids/details",
        };
        Box::new(Judged::from(state.test(&test)))
    }
}

/// Whether somebody won and nobody may still win.
fn is_decided(facts: &Facts<'_>) -> bool {
    let pending = facts.process.awards.records().any(|award| award.status.text() == "pending");
    !pending && facts.active_awards().next().is_some()
}

/// Everybody who occurs as tenderer, bidder or supplier.
pub(super) fn tenderers<'f, 'p>(facts: &'f Facts<'p>) -> &'f [&'p str] {
    facts.known.tenderers.get_or_init(|| {
        let mut all = ids(&facts.process.tender.tenderers);
        all.extend(facts.submitted().flat_map(|(at, _)| facts.tenderers(at)));
        all.extend(facts.winners());
        all.sort_unstable();
        all.dedup();
        all
    })
}
