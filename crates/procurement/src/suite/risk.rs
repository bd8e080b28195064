//! # What it finds
//! The Corruption Risk Index of each process: the mean of what is known of eight signs of closed competition, each between 0
//! and 1. And of each publisher the mean over its processes.
//! # Why it matters
//! Single flags come and go with the fields that are filled. An index over several signs ranks where to look first, and its
//! mean can be compared between publishers and years. A high value is no finding about anybody.
//! # Formula
//!     c = component of a lot, 0 (open) to 1 (closed), w = its weight
//!     cri = mean over the lots of a process of (sum of w c over the known c) / (sum of w over the known c)
//!     low, high = the same over all c with every unknown one 0, or 1
//!     mean = mean of cri over the processes that have one, with t-interval at 95 %
//!
//! single_bid: one bidder in an open or selective procedure. no_call: no document `tenderNotice` there. non_open: limited or
//! direct 1, selective 0.5. advertisement, decision: as many days as go with more single bids than elsewhere, in bands fitted
//! from the publisher's own data. all_but_one_out: one bidder left after all others were disqualified. contract_modified: a
//! contract has an amendment. tax_haven: a supplier sits in a country of the list that the settings name. Weights are 1
//! unless `[cri.weights]` of the settings say otherwise.
//! # Exclusions
//! Cancelled and excluded processes. A lot has an index where at least half of the components that have a weight are known;
//! a process without such a lot is `insufficient`. Values that the release contradicts are not known. What was not published
//! is not known: it is in the range, not in the index.
//! # Source
//! Fazekas, Tóth and King (2016); bands as Fazekas and Kocsis (2020), fitted with Fisher's exact test; the range is ours.

use super::base::{TOTAL, share};
use super::findings::period;
use super::name::name;
use super::origin::Element;
use super::pass::{Place, Places};
use super::rates::who;
use super::years::{Add, Years};
use crate::cri::{COMPONENTS, Risk, Risks};
use probity_core::special::student;
use probity_core::suite::Member;
use probity_core::{Bound, Finding, FindingId, Interval, State};
use std::collections::BTreeMap;

/// The method.
pub const MEMBER: Member = Member { id: "corruption-risk-index", source: include_str!("risk.rs"), is_dataset: false };
/// The measure of the index of a process.
pub const INDEX: &str = "cri";

/// Values that are averaged, of one publisher or of all.
#[derive(Debug, Clone, Default)]
struct Values {
    known: Vec<f64>,
    /// Processes, with an index or without.
    all: u64,
}

impl Add for Values {
    fn add(&mut self, other: Self) {
        self.known.extend(other.known);
        self.all += other.all;
    }
}

/// The findings.
pub(super) fn findings(risks: Risks, places: &Places<'_>) -> Vec<Finding> {
    let (risks, _) = risks.finish();
    let mut found = Vec::new();
    let mut years: Years<BTreeMap<&str, Values>> = Years::default();
    for risk in &risks {
        let place = places.get(&risk.ocid);
        let values = years.of(place.and_then(|place| place.year));
        for of in [TOTAL, who(&risk.ocid)] {
            values.entry(of).or_default().add(Values { known: risk.index.into_iter().collect(), all: 1 });
        }
        found.extend(of_process(risk, place));
    }
    for (period, publishers) in years.periods() {
        for (publisher, values) in publishers {
            found.extend(of_publisher(publisher, &period, values));
        }
    }
    found
}

fn id(measure: &str, subject: &str, period: &str) -> FindingId {
    let (method, measure) = (MEMBER.id.to_owned(), measure.to_owned());
    FindingId { method, measure, subject: name(subject), period: period.to_owned() }
}

/// The index of a process and those of its components that are known.
fn of_process(risk: &Risk, place: Option<&Place<'_>>) -> Vec<Finding> {
    let period = period(place);
    let ocid = || Element { at: Some("/ocid".to_owned()), name: "ocid".to_owned(), value: risk.ocid.clone() };
    let evidence = place.map(|place| place.stands.walker().evidence([ocid()])).unwrap_or_default();
    let own = id(INDEX, &risk.ocid, &period);
    let index = match risk.index {
        Some(index) => between(Finding::value(own, index, "index"), risk.range),
        None => Finding::new(own, State::Insufficient, "index").because("few_components"),
    };
    let known = COMPONENTS.into_iter().zip(risk.components).filter_map(|(component, value)| Some((component, value?)));
    let components = known.map(|(component, value)| Finding::value(id(component, &risk.ocid, &period), value, "index"));
    std::iter::once(index).chain(components).map(|finding| finding.on(evidence.clone().into())).collect()
}

/// The mean of a publisher, and how many of its processes it is the mean of.
fn of_publisher(publisher: &str, period: &str, mut values: Values) -> [Finding; 2] {
    // One order of adding up, whatever the order of the input.
    values.known.sort_unstable_by(f64::total_cmp);
    let n = values.known.len();
    let own = id("mean", publisher, period);
    let mean = match values.known.iter().sum::<f64>() / n as f64 {
        mean if n > 0 => between(Finding::value(own, mean, "index"), around(mean, &values.known)),
        _ => Finding::new(own, State::Insufficient, "index").because("none_judged"),
    };
    [mean, share(id("indexed", publisher, period), n as u64, values.all, "")]
}

/// The t-interval of a mean at 95 %, within the bounds of the index; none of a single value.
fn around(mean: f64, values: &[f64]) -> Option<(f64, f64)> {
    let df = u32::try_from(values.len()).ok()?.checked_sub(1).filter(|df| *df > 0)?;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let error = (squares / f64::from(df) / values.len() as f64).sqrt();
    let half = student::critical(0.95, df) * error;
    Some(((mean - half).max(0.0), (mean + half).min(1.0)))
}

fn between(finding: Finding, range: Option<(f64, f64)>) -> Finding {
    let interval = range.and_then(|(low, high)| Interval::new(Bound::Closed(low), Bound::Closed(high)));
    match interval {
        Some(interval) => finding.between(interval),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::super::findings::ALL;
    use super::*;

    #[test]
    fn the_mean_of_a_publisher_has_a_t_interval() {
        let of = |known: &[f64]| of_publisher("ocds-a", ALL, Values { known: known.to_vec(), all: 4 });
        let [mean, indexed] = of(&[0.5, 0.25, 0.75]);
        // s = 0.25, n = 3, t(0.975, 2) = 4.302652729911275: half 0.6210, cut at the bounds.
        assert_eq!((mean.value, indexed.value), (Some(0.5), Some(0.75)));
        assert_eq!(mean.interval, Interval::new(Bound::Closed(0.0), Bound::Closed(1.0)));
        let half = 4.302_652_729_911_275 * 0.01 / 3.0_f64.sqrt();
        let (low, high) = around(0.5, &[0.49, 0.5, 0.51]).expect("an interval");
        assert!((low - (0.5 - half)).abs() < 1e-12 && (high - (0.5 + half)).abs() < 1e-12);
        assert_eq!(of(&[0.5])[0].interval, None);
        assert_eq!((of(&[])[0].state, of(&[])[0].reason.as_ref()), (State::Insufficient, "none_judged"));
    }
}
