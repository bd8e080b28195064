//! # What it finds
//! Purchases of one kind, each below the threshold, that a buyer makes within a short time and that together reach it.
//! # Why it matters
//! A purchase in parts avoids the open procedure that the whole would need. Needs that arise anew are bought in parts too.
//! # Formula
//!     per buyer, class of items and currency; processes with v < T, in the order of their dates
//!     flagged when within `days` days at least two have a sum >= T (the threshold of the last); value = the largest sum / T
//!     the same per buyer and supplier, over the processes awarded to the supplier
//!     or, each only where it is set: `near_per_day` values of one day from (1 - near) T on, of any class; two direct processes
//!     (`year_methods`) of a calendar year whose sum >= T; for buyers, a direct award within `retry_days` days after an open
//!     tender that failed, with its title or its class of items, and a value within `retry_tolerance` of its
//!     T is in v's currency where a threshold is in it; else v is brought into its currency by rates of the process's day
//! # Exclusions
//! Cancelled and excluded processes; other procedures than `methods`, where that is set. Buyers without values, classes or
//! dates are `missing`; without a threshold `no_threshold`; with values in other currencies that no rates bring into that of
//! a threshold `mixed_currency`; with fewer than two values below theirs `n<2`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R011; the window is ours. Kachmaroman (2024)
//! takes three a day near T (`near_per_day = 3`); ProZorro's state audit the direct reports of a year
//! (`year_methods = ["direct"]`) and direct awards like a tender that failed (`retry_days = 365`).

use super::awarded::{Pair, pairs_of_any};
use super::closed;
use super::early::{millionths, written};
use super::retried::{self, Retried};
use super::threshold::{began, beside, price};
use crate::compare::few::Few;
use crate::compare::markets::class;
use crate::compare::subjects::{Sorted, Subjects};
use crate::compare::{count, number, words};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::partial::words;
use crate::process::moment::{DAY, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R011",
    of: &[Subject::BuyerSupplier, Subject::Buyer],
    source: include_str!("r011.rs"),
    build: |setup| {
        let days = i64::try_from(count(setup, "days")?).unwrap_or(i64::MAX / DAY).min(i64::MAX / DAY);
        let rule = Rule {
            window: days * DAY,
            near_per_day: usize::try_from(count(setup, "near_per_day")?).unwrap_or(usize::MAX),
            near: millionths("near", number(setup, "near")?)?,
            retry: retried::Rule::of(
                count(setup, "retry_days")?,
                millionths("retry_tolerance", number(setup, "retry_tolerance")?)?,
            ),
        };
        Ok(erase(Splitting { methods: words(setup, "methods")?, year_methods: words(setup, "year_methods")?, rule }))
    },
};

/// Why a process counts for nothing here, the weightiest first.
const CLOSED: [&str; 3] = ["method", "excluded", "cancelled"];

struct Splitting {
    methods: Vec<String>,
    /// Procedures whose values of a year are added; none where that is not asked.
    year_methods: Vec<String>,
    rule: Rule,
}

#[derive(Debug, Clone, Copy)]
struct Rule {
    /// In microseconds.
    window: i64,
    /// Nought where it is not asked.
    near_per_day: usize,
    /// How far below the threshold is near it, in millionths of it.
    near: i128,
    retry: Option<retried::Rule>,
}

/// A value below its threshold.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Part {
    at: i64,
    value: i128,
    threshold: i128,
    /// Whether the value came into the currency by rates.
    converted: bool,
    /// The year, if its values of a year are to be added.
    year: Option<i16>,
}

/// What is kept of a subject.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Parts {
    /// Why processes could not be compared, with how many; `""` for those above their threshold.
    #[serde(deserialize_with = "words::list")]
    lacks: Few<&'static str, u64>,
    /// By class and currency.
    below: Few<String, Vec<Part>>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Seen {
    buyers: Subjects<Parts>,
    pairs: Subjects<Parts>,
    /// By buyer, where it is asked.
    retried: Subjects<Retried>,
}

impl Flag for Splitting {
    type State = Seen;

    fn observe(&self, state: &mut Seen, facts: &Facts<'_>) -> Observed {
        let Some(buyer) = facts.buyer_name() else { return Observed::Nothing };
        let method = facts.process.tender.procurement_method.text();
        let looks = self.methods.is_empty() || self.methods.iter().any(|own| own == method);
        let part = match closed(facts) {
            Some(reason) => Err(reason),
            None if looks => part(facts, self.year_methods.iter().any(|own| own == method)),
            None => Err("method"),
        };
        take(state.buyers.of(buyer), &part);
        if self.rule.retry.is_some() && closed(facts).is_none() {
            state.retried.of(buyer).take(facts);
        }
        // A supplier of several awards of the process counts once.
        let mut pairs: Vec<Pair<'_, '_>> = pairs_of_any(facts).collect();
        pairs.sort_unstable_by_key(|pair| pair.text);
        pairs.dedup_by_key(|pair| pair.text);
        pairs.into_iter().for_each(|pair| take(state.pairs.of(pair.name), &part));
        Observed::Nothing
    }

    fn merge(&self, into: &mut Seen, other: Seen) {
        into.buyers.merge(other.buyers, add);
        into.pairs.merge(other.pairs, add);
        into.retried.merge(other.retried, Retried::merge);
    }

    fn finish(&self, state: Seen) -> Box<dyn Judge> {
        let subjects = [(Subject::Buyer, state.buyers.sorted()), (Subject::BuyerSupplier, state.pairs.sorted())];
        let retried = state.retried.sorted();
        let found = |rule| retried.iter().filter_map(move |(buyer, own)| Some((Arc::clone(buyer), own.find(rule)?)));
        let retried = self.rule.retry.into_iter().flat_map(found).collect();
        Box::new(Judged { rule: self.rule, subjects, retried })
    }
}

/// The group of a process and its value below its threshold; the reason code when it has none; empty when it is above.
fn part(facts: &Facts<'_>, of_year: bool) -> Result<(String, Part), &'static str> {
    let value = price(facts, &facts.process.tender.value);
    if value.is_some() && facts.settings.thresholds.is_empty() {
        return Err("no_threshold");
    }
    let (value, currency) = value.ok_or("missing:tender/value/amount")?;
    let class = class(facts).map_err(|_| "missing:tender/items/classification/id")?;
    let at = began(facts).ok_or("missing:tender/tenderPeriod/startDate")?;
    let (value, threshold) = beside(facts, &facts.settings.thresholds, value, currency)?;
    if value.amount >= threshold.amount {
        return Err("");
    }
    let part = Part {
        at: at.local,
        value: value.amount.millionths(),
        threshold: threshold.amount.millionths(),
        converted: value.day.is_some(),
        year: at.date().filter(|_| of_year).map(jiff::civil::Date::year),
    };
    Ok((format!("{class} in {}", threshold.currency), part))
}

fn add(own: &mut Parts, other: Parts) {
    for (lack, n) in other.lacks {
        *own.lacks.of(&lack, || 0) += n;
    }
    for (group, below) in other.below {
        own.below.of(&group, Vec::new).extend(below);
    }
}

fn take(parts: &mut Parts, part: &Result<(String, Part), &'static str>) {
    match part {
        Ok((group, part)) => parts.below.of(group, Vec::new).push(*part),
        Err(lack) => *parts.lacks.of(lack, || 0) += 1,
    }
}

struct Judged {
    rule: Rule,
    subjects: [(Subject, Sorted<Parts>); 2],
    /// Buyers with a direct award like a tender that failed.
    retried: BTreeMap<Arc<str>, Evidence>,
}

/// The values that come closest to the threshold together, or past it.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    /// Whether the pattern is there.
    reaches: bool,
    /// Their sum in parts of the threshold.
    ratio: f64,
    parts: usize,
    /// Those whose value came into the currency by rates.
    converted: usize,
    /// Which rule they were found by, for evidence; empty for the window.
    by: &'static str,
}

impl Found {
    fn is_more(&self, other: &Self) -> bool {
        (self.reaches, self.ratio) > (other.reaches, other.ratio)
    }

    /// Of parts that belong together, in the order of their dates.
    fn of<'p>(parts: impl Iterator<Item = &'p Part>, by: &'static str) -> Self {
        let (mut sum, mut own) = (0_i128, Self { by, ..Self::default() });
        for part in parts {
            sum += part.value;
            own.parts += 1;
            own.converted += usize::from(part.converted);
            own.ratio = sum as f64 / part.threshold as f64;
            own.reaches = own.parts >= 2 && sum >= part.threshold;
        }
        own
    }
}

impl Judged {
    fn look(&self, parts: &Parts) -> Outcome {
        if parts.below.is_empty() {
            let order = ["", "mixed_currency", "no_threshold"];
            let known = order.into_iter().find(|lack| parts.lacks.has(lack));
            let is_lack = |lack: &&str| !CLOSED.contains(lack);
            return match known.or_else(|| parts.lacks.keys().copied().find(is_lack)) {
                Some("") => Outcome::not_applicable("n<2"),
                Some(reason) => Outcome::insufficient(reason),
                None => Outcome::not_applicable(CLOSED.into_iter().find(|why| parts.lacks.has(why)).unwrap_or("none")),
            };
        }
        if parts.below.values().all(|group| group.len() < 2) {
            return Outcome::not_applicable("n<2");
        }
        let mut best: Option<(&String, Found)> = None;
        for (group, parts) in parts.below.iter() {
            let own = self.largest(parts);
            if best.as_ref().is_none_or(|(_, best)| !best.is_more(&own)) {
                best = Some((group, own));
            }
        }
        let Some((group, best)) = best else { return Outcome::not_applicable("n<2") };
        let mut evidence = Evidence::default().with("class", group).with("processes", best.parts);
        if best.converted > 0 {
            evidence = evidence.with("converted by rates", best.converted);
        }
        if !best.by.is_empty() {
            evidence = evidence.with("found by", best.by);
        }
        Outcome::flagged_if(best.reaches).value(best.ratio).on(evidence)
    }

    fn largest(&self, parts: &[Part]) -> Found {
        let mut parts = parts.to_vec();
        parts.sort_by_key(|part| (part.at, part.value));
        let window = self.of_window(&parts);
        of_year(&parts).filter(|year| year.is_more(&window)).unwrap_or(window)
    }

    /// The largest sum over a window.
    fn of_window(&self, parts: &[Part]) -> Found {
        let (mut first, mut sum, mut converted, mut best) = (0, 0_i128, 0, Found::default());
        for (last, part) in parts.iter().enumerate() {
            sum += part.value;
            converted += usize::from(part.converted);
            while let Some(oldest) = parts.get(first).filter(|oldest| part.at - oldest.at > self.rule.window) {
                sum -= oldest.value;
                converted -= usize::from(oldest.converted);
                first += 1;
            }
            let own = Found {
                ratio: sum as f64 / part.threshold as f64,
                reaches: sum >= part.threshold,
                parts: last + 1 - first,
                converted,
                by: "",
            };
            if own.parts >= 2 && own.is_more(&best) {
                best = own;
            }
        }
        best
    }

    /// Many values of one day just below their thresholds, whatever the class.
    fn of_day(&self, parts: &Parts) -> Option<Evidence> {
        if self.rule.near_per_day == 0 {
            return None;
        }
        let is_near = |part: &&Part| {
            (part.threshold - part.value).saturating_mul(1_000_000) <= part.threshold.saturating_mul(self.rule.near)
        };
        let near = parts.below.values().flatten().filter(is_near);
        let mut days: Vec<i64> = near.map(|part| part.at.div_euclid(DAY)).collect();
        days.sort_unstable();
        let most = days.chunk_by(|a, b| a == b).max_by_key(|day| day.len())?;
        let day = most.first().filter(|_| most.len() >= self.rule.near_per_day)?;
        let day = Moment { local: day.checked_mul(DAY)?, offset: None, day: true };
        Some(Evidence::default().with("near the threshold in a day", most.len()).with("day", written(day)))
    }

    fn row(&self, subject_type: Subject, (subject, parts): &(Arc<str>, Parts)) -> Row {
        let mut outcome = self.look(parts);
        let retried = (subject_type == Subject::Buyer).then(|| self.retried.get(subject).cloned()).flatten();
        for more in [self.of_day(parts), retried].into_iter().flatten() {
            let mut evidence = outcome.evidence;
            evidence.extend(more);
            outcome = Outcome { value: outcome.value, ..Outcome::flagged() }.on(evidence);
        }
        Row { subject_type, subject: subject.as_ref().to_owned(), outcome }
    }
}

/// The largest sum of a year, over procedures that are added by years.
fn of_year(parts: &[Part]) -> Option<Found> {
    let of_year = |two: &[&Part]| Found::of(two.iter().copied(), "year_methods");
    let dated: Vec<&Part> = parts.iter().filter(|part| part.year.is_some()).collect();
    let years = dated.chunk_by(|a, b| a.year == b.year).map(of_year).filter(|own| own.reaches);
    years.reduce(|best, own| if own.is_more(&best) { own } else { best })
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        Box::new(self.subjects.iter().flat_map(move |(kind, own)| own.iter().map(move |own| self.row(*kind, own))))
    }
}
