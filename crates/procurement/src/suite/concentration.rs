//! # What it finds
//! How concentrated each market is: how many awards and suppliers it has, and how the value is shared among them.
//! # Why it matters
//! Where few firms get nearly everything there is little competition, whoever wins. A table of all markets says which are
//! unusual; a single index says nothing.
//! # Formula
//!     s = a supplier's share of the value awarded in the market
//!     hhi = sum of s squared; c4 = share of the four largest; gini = Gini's coefficient of the values
//!     awards = active awards with a value and a supplier, unvalued = those without, suppliers = firms with an award
//!
//! A market is the classification scheme with the first two characters of the class. An award counts in each distinct class
//! of its items with its full value, split equally over its suppliers; its value is its own, else what its items cost. By
//! market, for the whole period and by year of the process.
//! # Exclusions
//! Awards of cancelled and excluded processes. Indices of markets with fewer than min_awards such awards are `n<min`, those
//! with several currencies `mixed_currency`. An index above hhi_max, or four suppliers above c4_max, is marked
//! `concentrated`. No supplier is named, here or in a package.
//! # Source
//! The indices of R051 of the Open Contracting Partnership's guide (2024), with its parameters; the index is Herfindahl's
//! and Hirschman's.

use super::name::name;
use super::years::Years;
use crate::flags::shares::{Market, Shares};
use probity_core::parameter::{ParameterError, Parameters};
use probity_core::suite::Member;
use probity_core::{Finding, FindingId, State};

/// The method.
pub const MEMBER: Member =
    Member { id: "market-concentration", source: include_str!("concentration.rs"), is_dataset: true };

/// The thresholds, which are those of R051.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rules {
    min_awards: u64,
    hhi_max: f64,
    c4_max: f64,
}

impl Rules {
    /// From the method's parameters.
    pub fn read(parameters: &Parameters) -> Result<Self, ParameterError> {
        let number = |name: &str| parameters.get(name)?.number(name);
        let least = parameters.get("min_awards")?.integer("min_awards")?;
        Ok(Self {
            min_awards: u64::try_from(least).unwrap_or(0),
            hhi_max: number("hhi_max")?,
            c4_max: number("c4_max")?,
        })
    }
}

/// The findings.
pub(super) fn findings(rules: Rules, years: Years<Shares>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (period, shares) in years.periods() {
        for (market, own) in &shares.0 {
            found.extend(of(rules, market, &period, own));
        }
    }
    found
}

fn of(rules: Rules, market: &str, period: &str, own: &Market) -> Vec<Finding> {
    let id = |measure: &str| FindingId {
        method: MEMBER.id.to_owned(),
        measure: measure.to_owned(),
        subject: name(market),
        period: period.to_owned(),
    };
    let count = |measure: &str, n: u64| Finding::value(id(measure), n as f64, "");
    let mut found = vec![
        count("awards", own.awards),
        count("unvalued", own.unvalued),
        count("suppliers", u64::try_from(own.suppliers()).unwrap_or(u64::MAX)),
    ];
    let measures = ["hhi", "c4", "gini"];
    if own.is_mixed() {
        let mixed = |measure| Finding::new(id(measure), State::Insufficient, "").because("mixed_currency");
        found.extend(measures.map(mixed));
    } else if own.awards < rules.min_awards.max(1) {
        let reason = format!("n<{}", rules.min_awards.max(1));
        found.extend(
            measures.map(|measure| Finding::new(id(measure), State::NotApplicable, "").because(reason.clone())),
        );
    } else {
        let values = own.concentration();
        let [hhi, c4, _] = values;
        let reason = if hhi > rules.hhi_max || c4 > rules.c4_max { "concentrated" } else { "" };
        let all = measures.into_iter().zip(values);
        found.extend(all.map(|(measure, value)| Finding::value(id(measure), value, "").because(reason)));
    }
    found
}
