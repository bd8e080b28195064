//! # What it finds
//! Markets in which few suppliers get nearly everything.
//! # Why it matters
//! Where the same few firms share a market there is little competition, whoever wins; agreements are easier to keep.
//! # Formula
//!     HHI = sum of squared shares of suppliers by value, C4 = share of the four largest
//!     flagged when HHI > hhi_max or C4 > c4_max; value = HHI
//! # Exclusions
//! Awards of cancelled and excluded processes, awards without a value or suppliers. Markets (first two characters of the
//! class of items) with fewer than min_awards such awards are `n<min`, those of cancelled or excluded processes only say so.
//! Values in several currencies are brought into the base currency of the rates, at the dates of the awards; those that
//! cannot make a market `mixed_currency`.
//! An award counts in each distinct class of its items with its full value, split equally over its suppliers.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R051; the index is Herfindahl's and Hirschman's.

use super::gathered::gathered;
use super::shares::{Market, Shares};
use crate::compare::{count, number};
use crate::flag::{Definition, Evidence, Judge, Outcome, Row, Rows, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R051",
    of: &[Subject::Market],
    source: include_str!("r051.rs"),
    build: |setup| {
        let rule = Rule {
            least: count(setup, "min_awards")?,
            hhi: number(setup, "hhi_max")?,
            noted: number(setup, "hhi_noted")?,
            c4: number(setup, "c4_max")?,
        };
        Ok(gathered(move |shares| Judged(rule, shares)))
    },
};

#[derive(Clone, Copy)]
struct Rule {
    least: u64,
    hhi: f64,
    noted: f64,
    c4: f64,
}

struct Judged(Rule, Shares);

impl Judged {
    fn look(&self, market: &Market) -> Outcome {
        if let (0, 0, Some(why)) = (market.awards, market.unvalued, market.unknown) {
            return why.into();
        }
        if market.is_mixed() {
            return Outcome::insufficient("mixed_currency");
        }
        if market.awards < self.0.least {
            return Outcome::not_applicable(format!("n<{}", self.0.least));
        }
        let [hhi, c4, gini] = market.concentration();
        let evidence = Evidence::default().with("awards", market.awards).with("suppliers", market.shares().count());
        let evidence = market.converted(evidence).with("c4", c4).with("gini", gini);
        let evidence = if hhi > self.0.noted { evidence.with("noted above", self.0.noted) } else { evidence };
        Outcome::flagged_if(hhi > self.0.hhi || c4 > self.0.c4).value(hhi).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(name, market): (&String, &Market)| Row {
            subject_type: Subject::Market,
            subject: name.clone(),
            outcome: self.look(market),
        };
        Box::new(self.1.0.iter().map(row))
    }
}
