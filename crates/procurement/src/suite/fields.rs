//! # What it finds
//! Which fields a publisher fills: for every field that a red flag reads, the share of processes with a value there.
//! # Why it matters
//! A flag needs its fields. Where they are empty it cannot judge, and silence is easily read as good news. Publishers see
//! here which fields to fill first.
//! # Formula
//!     processes = processes with at least one value at the path, in any element of a list on the way
//!     share = processes / all processes of the publisher, with Wilson's interval at 95 %
//!
//! By field (the path of Open Contracting with hyphens, such as `tender-value-amount`) and publisher (the beginning of a
//! process's identifier; `_T` is all publishers), for the whole period and by year of the process.
//! # Exclusions
//! A value that cannot be read is no value. Zeros and placeholders are values here; whether a price can be one is what the
//! flags ask. Processes of no known year count in the whole period only, processes whose identifier names no publisher
//! under `_U`. No value of a field is shown, only how many there are.
//! # Source
//! The fields are those that the Open Contracting Partnership names as needed for the red flags of its guide (2024).

use super::base::{TOTAL, share};
use super::name::name;
use super::years::Years;
use crate::run::Publishes;
use probity_core::suite::Member;
use probity_core::{Finding, FindingId};
use std::collections::BTreeMap;

/// The method.
pub const MEMBER: Member = Member { id: "field-coverage", source: include_str!("fields.rs"), is_dataset: true };

/// The findings.
pub(super) fn findings(years: Years<Publishes>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (period, publishes) in years.periods() {
        let mut counts: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
        for (publisher, processes, paths) in publishes.paths() {
            for (path, count) in paths {
                for of in [TOTAL, publisher] {
                    let sum = counts.entry((path, of)).or_default();
                    *sum = (sum.0 + count, sum.1 + processes);
                }
            }
        }
        for ((path, publisher), (part, whole)) in counts {
            let id = |measure: &str| FindingId {
                method: MEMBER.id.to_owned(),
                measure: measure.to_owned(),
                subject: name(&format!("{}|{publisher}", path.replace('/', "-"))),
                period: period.clone(),
            };
            found.push(share(id("share"), part, whole, ""));
            found.push(Finding::value(id("processes"), part as f64, ""));
        }
    }
    found
}
