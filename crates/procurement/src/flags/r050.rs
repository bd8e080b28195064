//! # What it finds
//! A supplier with a large part of what is bought in a market.
//! # Why it matters
//! A dominant supplier can set prices. It may be the best; it may also be the one for whom terms are written.
//! # Formula
//!     share = value awarded to the supplier in the market / value awarded in the market
//!     flagged when share > max_share; value = share
//! # Exclusions
//! Awards of cancelled and excluded processes, awards without a value or suppliers; a supplier with no others in a market is
//! `missing`, or `cancelled` or `excluded`. Markets (first two characters of the class of items) with fewer than min_awards
//! such awards are `n<min`. Values in several currencies are brought into the base currency of the rates, at the dates of the
//! awards; those that cannot make a market `mixed_currency`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R050.

use super::gathered::gathered;
use super::shares::{Market, Shares};
use crate::compare::{count, number};
use crate::flag::{Definition, Evidence, Judge, Outcome, Row, Rows, Subject, in_order};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R050",
    of: &[Subject::SupplierMarket],
    source: include_str!("r050.rs"),
    build: |setup| {
        let rule = Rule { least: count(setup, "min_awards")?, most: number(setup, "max_share")? };
        Ok(gathered(move |shares| Judged(rule, shares)))
    },
};

#[derive(Clone, Copy)]
struct Rule {
    least: u64,
    most: f64,
}

struct Judged(Rule, Shares);

impl Judged {
    fn look(&self, market: &Market, share: f64) -> Outcome {
        if market.is_mixed() {
            return Outcome::insufficient("mixed_currency");
        }
        if market.awards < self.0.least {
            return Outcome::not_applicable(format!("n<{}", self.0.least));
        }
        let evidence = market.converted(Evidence::default().with("awards of the market", market.awards));
        Outcome::flagged_if(share > self.0.most).value(share).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let mut found = Vec::new();
        for (name, market) in &self.1.0 {
            let subject = |supplier: &str| [supplier, "|", name].concat();
            found.extend(market.shares().map(|(supplier, share)| (subject(supplier), (market, Ok(share)))));
            found.extend(market.without_value().map(|(supplier, why)| (subject(supplier), (market, Err(why)))));
        }
        in_order(found, |(subject, (market, share))| {
            let outcome = share.map_or_else(Outcome::from, |share| self.look(market, share));
            Row { subject_type: Subject::SupplierMarket, subject, outcome }
        })
    }
}
