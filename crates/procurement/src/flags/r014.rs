//! # What it finds
//! A competitive tender whose bids were opened only a few days after it began.
//! # Why it matters
//! Whatever the published deadline says, nobody can bid once the bids are opened.
//! # Formula
//!     days = whole days from tender.tenderPeriod.startDate to tender.bidOpening.date, truncated toward zero
//!     flagged when days < threshold
//! A day without a time as the opening counts to its midnight.
//! # Exclusions
//! Openings before the start (`negative_period`), periods that are on both sides of the threshold for want of an offset
//! (`timezone_unknown`), direct and limited procedures (parameter `methods`), cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R014.

use super::early::{alone, lack, lacking, shorter, written};
use super::gate;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R014",
    of: &[Subject::Process],
    source: include_str!("r014.rs"),
    build: |setup| {
        let methods = setup.parameters.get("methods")?.list("methods")?.to_vec();
        let threshold = setup.parameters.get("threshold")?.number("threshold")?;
        Ok(alone(move |facts| look(facts, &methods, threshold)))
    },
};

fn look(facts: &Facts<'_>, methods: &[String], threshold: f64) -> Outcome {
    if let Some(closed) = gate(facts, methods) {
        return closed;
    }
    let tender = &facts.process.tender;
    let (start, opening) = (&tender.tender_period.start_date, &tender.bid_opening.date);
    let (Some(from), Some(to)) = (start.get(), opening.get()) else {
        let lacks = [lack(start, "tender/tenderPeriod/startDate"), lack(opening, "tender/bidOpening/date")];
        return lacking(lacks).unwrap_or_else(|| Outcome::missing("tender/bidOpening/date"));
    };
    let evidence = Evidence::at("/tender/tenderPeriod/startDate", written(*from))
        .and("/tender/bidOpening/date", written(*to))
        .with("threshold in days", threshold);
    shorter(facts, from.start(), to.end(), threshold).on(evidence)
}
