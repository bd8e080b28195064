//! # What it finds
//! Purchases of one kind, each below the threshold, that a buyer makes within a short time and that together reach it.
//! # Why it matters
//! A purchase in parts avoids the open procedure that the whole would need. Needs that arise anew are bought in parts too.
//! # Formula
//!     per buyer, class of items and currency; processes with v < T, in the order of their dates
//!     flagged when within `days` days at least two have a sum >= T (the threshold of the last); value = the largest sum / T
//!     the same per buyer and supplier, over the processes awarded to the supplier
//!     T is in v's currency where a threshold is in it; else v is brought into its currency by rates of the process's day
//! # Exclusions
//! Cancelled and excluded processes; other procedures than `methods`, where that is set. Buyers without values, classes or
//! dates are `missing`; without a threshold `no_threshold`; with values in other currencies that no rates bring into that of
//! a threshold `mixed_currency`; with fewer than two values below theirs `n<2`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R011; the window is ours.

use super::awarded::{Pair, pairs_of_any};
use super::closed;
use super::threshold::{began, beside, price};
use crate::compare::few::Few;
use crate::compare::markets::class;
use crate::compare::subjects::{Sorted, Subjects};
use crate::compare::{count, words};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::process::moment::DAY;
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R011",
    of: &[Subject::BuyerSupplier, Subject::Buyer],
    source: include_str!("r011.rs"),
    build: |setup| {
        let days = i64::try_from(count(setup, "days")?).unwrap_or(i64::MAX / DAY).min(i64::MAX / DAY);
        Ok(erase(Splitting { methods: words(setup, "methods")?, window: days * DAY }))
    },
};

/// Why a process counts for nothing here, the weightiest first.
const CLOSED: [&str; 3] = ["method", "excluded", "cancelled"];

struct Splitting {
    methods: Vec<String>,
    /// In microseconds.
    window: i64,
}

/// A value below its threshold.
#[derive(Debug, Clone, Copy)]
struct Part {
    at: i64,
    value: i128,
    threshold: i128,
    /// Whether the value came into the currency by rates.
    converted: bool,
}

/// What is kept of a subject.
#[derive(Debug, Clone, Default)]
struct Parts {
    /// Why processes could not be compared, with how many; `""` for those above their threshold.
    lacks: Few<&'static str, u64>,
    /// By class and currency.
    below: Few<String, Vec<Part>>,
}

#[derive(Debug, Default)]
struct Seen {
    buyers: Subjects<Parts>,
    pairs: Subjects<Parts>,
}

impl Flag for Splitting {
    type State = Seen;

    fn observe(&self, state: &mut Seen, facts: &Facts<'_>) -> Observed {
        let Some(buyer) = facts.buyer_name() else { return Observed::Nothing };
        let method = facts.process.tender.procurement_method.text();
        let looks = self.methods.is_empty() || self.methods.iter().any(|own| own == method);
        let part = match closed(facts) {
            Some(reason) => Err(reason),
            None if looks => part(facts),
            None => Err("method"),
        };
        take(state.buyers.of(buyer), &part);
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
    }

    fn finish(&self, state: Seen) -> Box<dyn Judge> {
        let subjects = [(Subject::Buyer, state.buyers.sorted()), (Subject::BuyerSupplier, state.pairs.sorted())];
        Box::new(Judged { window: self.window, subjects })
    }
}

/// The group of a process and its value below its threshold; the reason code when it has none; empty when it is above.
fn part(facts: &Facts<'_>) -> Result<(String, Part), &'static str> {
    let value = price(facts, &facts.process.tender.value);
    if value.is_some() && facts.settings.thresholds.is_empty() {
        return Err("no_threshold");
    }
    let (value, currency) = value.ok_or("missing:tender/value/amount")?;
    let class = class(facts).map_err(|_| "missing:tender/items/classification/id")?;
    let at = began(facts).ok_or("missing:tender/tenderPeriod/startDate")?;
    let (value, threshold) = beside(facts, value, currency)?;
    if value.amount >= threshold.amount {
        return Err("");
    }
    let part = Part {
        at: at.local,
        value: value.amount.millionths(),
        threshold: threshold.amount.millionths(),
        converted: value.day.is_some(),
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
    window: i64,
    subjects: [(Subject, Sorted<Parts>); 2],
}

/// The largest sum over a window, in parts of the threshold, and whether it reaches it.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    ratio: f64,
    reaches: bool,
    parts: usize,
    /// Those whose value came into the currency by rates.
    converted: usize,
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
        let found = parts.below.iter().map(|(group, parts)| (group, self.largest(parts)));
        let Some((group, best)) = found.max_by(|a, b| {
            (a.1.reaches, a.1.ratio).partial_cmp(&(b.1.reaches, b.1.ratio)).unwrap_or(std::cmp::Ordering::Equal)
        }) else {
            return Outcome::not_applicable("n<2");
        };
        let evidence = Evidence::default().with("class", group).with("processes", best.parts);
        let evidence = if best.converted > 0 { evidence.with("converted by rates", best.converted) } else { evidence };
        Outcome::flagged_if(best.reaches).value(best.ratio).on(evidence)
    }

    fn largest(&self, parts: &[Part]) -> Found {
        let mut parts = parts.to_vec();
        parts.sort_by_key(|part| (part.at, part.value));
        let (mut first, mut sum, mut converted, mut best) = (0, 0_i128, 0, Found::default());
        for (last, part) in parts.iter().enumerate() {
            sum += part.value;
            converted += usize::from(part.converted);
            while let Some(oldest) = parts.get(first).filter(|oldest| part.at - oldest.at > self.window) {
                sum -= oldest.value;
                converted -= usize::from(oldest.converted);
                first += 1;
            }
            let own = Found {
                ratio: sum as f64 / part.threshold as f64,
                reaches: sum >= part.threshold,
                parts: last + 1 - first,
                converted,
            };
            if own.parts >= 2 && (own.reaches, own.ratio) > (best.reaches, best.ratio) {
                best = own;
            }
        }
        best
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |subject_type: Subject, (subject, parts): &(Arc<str>, Parts)| Row {
            subject_type,
            subject: subject.as_ref().to_owned(),
            outcome: self.look(parts),
        };
        Box::new(self.subjects.iter().flat_map(move |(kind, own)| own.iter().map(move |own| row(*kind, own))))
    }
}
