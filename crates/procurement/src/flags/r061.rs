//! # What it finds
//! A decision that came extremely soon after the tender closed.
//! # Why it matters
//! Bids need time to be read. A decision within hours may have been taken before.
//! # Formula
//!     days = whole days (truncated) from tenderPeriod.endDate to the earliest date of an active award
//!     a closing given as a day ends with that day's midnight, an award given as a day is made when its day begins
//!     flagged when days < threshold; value = days
//!     threshold = a number of days, or `fitted`: the lower logarithmic fence of the days of the same publisher, procedure and
//!         year (without year, then without procedure, where these are fewer than 30); nought days are below any fence
//! # Exclusions
//! Cancelled tenders; no active award (`stage`), or no list of awards (`unreadable`); an active award whose date is missing
//! or unreadable, unless the others are flagged already: it can only make the period shorter; an award before the closing
//! (`negative_period`), which is what one on the day of the closing is where only days are given; fewer than 30 peers
//! (`n<30`); publishers that write tender.awardPeriod.endDate into award.date in at least 95 % of at least 30
//! awards (`copied_field`): their dates measure the plan.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R061. The fitted band is ours.

use super::decision::{Decision, Side};
use crate::flag::{Definition, Subject, erase};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R061",
    of: &[Subject::Process],
    source: include_str!("r061.rs"),
    build: |setup| Ok(erase(Decision::new(Side::Short, setup)?)),
};
