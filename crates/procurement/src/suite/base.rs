//! Base rates as findings: how often a flag fires among the subjects it could judge, for every publisher and for all; and,
//! where the truth is known, for what was left clean and for what was planted.

use super::findings::ALL;
use super::known::Known;
use super::name::name;
use crate::flag::Subject;
use crate::run::{Answer, BaseRate};
use probity_core::{Bound, Finding, FindingId, Interval, State};
use std::collections::BTreeMap;

/// The measure.
pub const MEASURE: &str = "base_rate";
/// The measure of how many subjects could be judged.
pub const JUDGED: &str = "judged";
/// All publishers together.
pub const TOTAL: &str = "_T";

/// The publisher of an ocid: what stands before its second hyphen.
pub(crate) fn publisher(ocid: &str) -> &str {
    let end = ocid.match_indices('-').nth(1).map_or(ocid.len(), |(at, _)| at);
    ocid.get(..end).unwrap_or(ocid)
}

/// The rates of every flag.
pub(super) fn rates(rows: &[Answer], known: &Known) -> BTreeMap<&'static str, Vec<Finding>> {
    let mut counts: BTreeMap<(&'static str, String), BaseRate> = BTreeMap::new();
    let mut count = |code: &'static str, of: &str, state: State| {
        counts.entry((code, of.to_owned())).or_default().count(state);
    };
    for answer in rows {
        let state = answer.row.outcome.state;
        let process = answer.row.subject_type == Subject::Process;
        // A tenderer flagged along with its process is no subject of its own.
        if !process && !answer.ocid.is_empty() {
            continue;
        }
        if process {
            count(answer.code, TOTAL, state);
            count(answer.code, publisher(&answer.ocid), state);
            if !known.is_empty() {
                let of = match (known.rigged.contains(&answer.ocid), known.is_clean(&answer.ocid)) {
                    (true, _) => "planted-cartel",
                    (_, true) => "planted-none",
                    _ => "planted-pattern",
                };
                count(answer.code, of, state);
            }
        } else {
            count(answer.code, &format!("{TOTAL}-{}", answer.row.subject_type.word()), state);
        }
    }
    let mut found: BTreeMap<&'static str, Vec<Finding>> = BTreeMap::new();
    for ((code, of), rate) in counts {
        let own = found.entry(code).or_default();
        own.push(finding(code, &of, rate));
        if !of.starts_with("planted") {
            let all = rate.eligible() + rate.insufficient + rate.not_applicable;
            own.push(share(id(code, JUDGED, &of), rate.eligible(), all, ""));
        }
    }
    found
}

fn id(code: &str, measure: &str, of: &str) -> FindingId {
    FindingId { method: code.to_owned(), measure: measure.to_owned(), subject: name(of), period: ALL.to_owned() }
}

fn finding(code: &str, of: &str, rate: BaseRate) -> Finding {
    share(
        id(code, MEASURE, of),
        rate.flagged,
        rate.eligible(),
        if rate.is_non_discriminating() { "non_discriminating" } else { "" },
    )
}

/// A share with its Wilson interval at 95 %; without subjects there is none.
pub(super) fn share(id: FindingId, part: u64, whole: u64, reason: &str) -> Finding {
    if whole == 0 {
        return Finding::new(id, State::Insufficient, "share").because("none_judged");
    }
    let (low, high) = wilson(part, whole);
    let finding = Finding::value(id, part as f64 / whole as f64, "share").because(reason.to_owned());
    match Interval::new(Bound::Closed(low), Bound::Closed(high)) {
        Some(interval) => finding.between(interval),
        None => finding,
    }
}

/// Wilson's interval of a share at 95 %.
pub(super) fn wilson(part: u64, whole: u64) -> (f64, f64) {
    // The 97.5 % quantile of the normal distribution.
    const Z: f64 = 1.959_963_984_540_054;
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let (z2, scale) = (Z * Z, 1.0 + Z * Z / n);
    let middle = (p + z2 / (2.0 * n)) / scale;
    let half = Z / scale * libm::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
    // At the ends the two terms are equal; rounding must not leave a trace of nothing.
    let low = if part == 0 { 0.0 } else { (middle - half).max(0.0) };
    (low, if part == whole { 1.0 } else { (middle + half).min(1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_s_interval_is_that_of_the_textbook() {
        let (low, high) = wilson(10, 100);
        assert!((low - 0.055_229_137).abs() < 1e-8 && (high - 0.174_365_66).abs() < 1e-8, "{low} {high}");
        assert_eq!(wilson(0, 10).0, 0.0);
        assert_eq!(wilson(10, 10).1, 1.0);
    }
}
