//! # What it finds
//! A decision that came extremely late after the tender closed.
//! # Why it matters
//! A decision that is not taken gives time to negotiate with bidders one by one, and lets prices and offers lapse.
//! # Formula
//!     days = whole days (truncated) from tenderPeriod.endDate to the earliest date of an active award
//!     a closing given as a day ends with that day's midnight, an award given as a day is made when its day begins
//!     flagged when days > threshold; value = days
//!     threshold = a number of days, or `fitted`: the upper logarithmic fence of the days of the same publisher, procedure and
//!         year (without year, then without procedure, where these are fewer than 30)
//! # Exclusions
//! Cancelled tenders; no active award (`stage`), or no list of awards (`unreadable`); an active award whose date is missing
//! or unreadable, unless the others are clear already: it can only make the period shorter; an award before the closing
//! (`negative_period`), which is what one on the day of the closing is where only days are given; fewer than 30 peers
//! (`n<30`); publishers that write tender.awardPeriod.endDate into award.date in at least 95 % of at least 30
//! awards (`copied_field`): their dates measure the plan.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R062. The fitted band is ours.

use super::decision::{Decision, Side};
use crate::flag::{Definition, Subject, erase};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R062",
    of: &[Subject::Process],
    source: include_str!("r062.rs"),
    build: |setup| Ok(erase(Decision::new(Side::Long, setup)?)),
};
