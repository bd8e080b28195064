//! # What it finds
//! A supplier whose first award from a buyer is small and whose later ones are far larger.
//! # Why it matters
//! A small purchase can be a way in: large ones follow without a new look at the supplier. New firms also grow.
//! # Formula
//!     awards of the pair in the order of their dates, v1 the first, m the mean of the later
//!     flagged when v1 < first_share · m and the largest later > later_factor · v1; value = v1 / m
//! # Exclusions
//! Awards of cancelled and excluded processes (a pair without others is `cancelled` or `excluded`). Pairs with fewer than
//! min_awards awards are `n<min`; with fewer that have both a date and a value, `missing`; with several currencies,
//! `mixed_currency`, unless rates bring all values into their base currency at the dates of the awards. An award without
//! a value may be worth anything, one without a date may be the first: `missing`, unless the answer is the same whatever
//! they are. Dates whose order depends on an unknown offset are `timezone_unknown` where the order decides; of several
//! first awards at one moment the largest is v1.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R052; the numbers follow public implementations.

use super::awarded::{Pair, pairs_of_any};
use super::closed;
use crate::compare::rates::{Unknown, weightier};
use crate::compare::subjects::{Sorted, Subjects};
use crate::compare::{count, number};
use crate::facts::Facts;
use crate::facts::rates::{Converted, Rates};
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::network::roster::{Roster, renumbered};
use crate::process::amount::Amount;
use crate::process::moment::HOUR;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R052",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r052.rs"),
    build: |setup| {
        let rule = Rule {
            least: count(setup, "min_awards")?,
            share: number(setup, "first_share")?,
            factor: number(setup, "later_factor")?,
        };
        let base = setup.settings.rates.as_ref().map(Rates::base).unwrap_or_default().to_owned();
        Ok(erase(SmallThenLarge(rule, base)))
    },
};

/// The rule, and the base currency of the rates; empty without rates.
struct SmallThenLarge(Rule, String);

#[derive(Clone, Copy)]
struct Rule {
    least: u64,
    share: f64,
    factor: f64,
}

/// An award.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Bought {
    /// When, if it has a date.
    at: Option<When>,
    /// Its value.
    value: Option<Price>,
}

/// The value of an award.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Price {
    /// In millionths.
    amount: i128,
    /// By what it comes into the base currency of the rates.
    factor: f64,
    /// The number of its currency.
    currency: u32,
    /// Whether there is such a factor.
    converts: bool,
}

impl Price {
    /// The value in the base currency of the rates.
    fn in_base(self) -> Option<Self> {
        let own = Amount::from_millionths(self.amount).filter(|_| self.converts)?;
        Some(Self { amount: Converted::by(own, self.factor)?.millionths(), ..self })
    }
}

/// When an award was made.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct When {
    /// In UTC, at the earliest.
    low: i64,
    /// The number of its process: dates without offset of one process share theirs.
    process: u32,
    /// Whether it is known to the instant; else it may be up to [`UNKNOWN`] later.
    exact: bool,
}

/// How far the instants of a date without offset lie apart: offsets are between −12:00 and +14:00.
const UNKNOWN: i64 = 26 * HOUR;

impl When {
    fn high(self) -> i64 {
        if self.exact { self.low } else { self.low.saturating_add(UNKNOWN) }
    }
}

/// Awards by buyer and supplier.
#[derive(Default, Serialize, Deserialize)]
struct Pairs {
    currencies: Roster,
    /// Processes seen.
    processes: u32,
    awards: Subjects<Own>,
}

/// The awards of a pair.
#[derive(Default, Serialize, Deserialize)]
struct Own {
    awards: Vec<Bought>,
    /// Why those of other processes do not count.
    closed: Option<Unknown>,
}

impl Flag for SmallThenLarge {
    type State = Pairs;

    fn observe(&self, state: &mut Pairs, facts: &Facts<'_>) -> Observed {
        state.processes = state.processes.wrapping_add(1);
        let closed = closed(facts).map(Unknown::Closed);
        for Pair { name, award, .. } in pairs_of_any(facts) {
            if closed.is_some() {
                let own = state.awards.of(name);
                own.closed = weightier(own.closed, closed);
                continue;
            }
            let value = award.value.map(|(value, currency)| Price {
                amount: value.millionths(),
                factor: award.in_base.map_or(1.0, |own| own.factor),
                currency: state.currencies.number(currency),
                converts: award.in_base.is_some(),
            });
            let at = award.date.map(|date| {
                let (low, high) = facts.settings.clock.instant(date.start());
                When { low, process: state.processes, exact: low == high }
            });
            let awards = &mut state.awards.of(name).awards;
            // Most pairs never get a second award.
            awards.reserve_exact(usize::from(awards.is_empty()));
            awards.push(Bought { at, value });
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Pairs, mut other: Pairs) {
        let numbers = into.currencies.merge(&other.currencies);
        for award in other.awards.values_mut().flat_map(|own| &mut own.awards) {
            if let Some(price) = &mut award.value {
                price.currency = renumbered(&numbers, price.currency);
            }
            if let Some(at) = &mut award.at {
                at.process = at.process.wrapping_add(into.processes);
            }
        }
        into.processes = into.processes.wrapping_add(other.processes);
        into.awards.merge(other.awards, |own, other| {
            own.awards.extend(other.awards);
            own.closed = weightier(own.closed, other.closed);
        });
    }

    fn finish(&self, state: Pairs) -> Box<dyn Judge> {
        Box::new(Judged(self.0, self.1.clone(), state.awards.sorted()))
    }
}

/// The rule, the base currency of the rates, and the awards of all pairs.
struct Judged(Rule, String, Sorted<Own>);

impl Judged {
    fn look(&self, awards: &[Bought]) -> Outcome {
        let enough = |n: usize| n as u64 >= self.0.least.max(2);
        if !enough(awards.len()) {
            return Outcome::not_applicable(format!("n<{}", self.0.least.max(2)));
        }
        let known = awards.iter().filter(|own| own.at.is_some() && own.value.is_some()).count();
        if !enough(known) {
            let dated = awards.iter().filter(|own| own.at.is_some()).count();
            return Outcome::missing(if enough(dated) { VALUE } else { DATE });
        }
        let mut currencies = awards.iter().filter_map(|own| own.value).map(|own| own.currency);
        let first = currencies.next();
        if currencies.all(|other| Some(other) == first) {
            return self.0.judge(awards, Evidence::default());
        }
        let convert = |own: &Bought| match own.value {
            Some(value) => Some(Bought { value: Some(value.in_base()?), ..*own }),
            None => Some(*own),
        };
        match awards.iter().map(convert).collect::<Option<Vec<_>>>() {
            Some(converted) => self.0.judge(&converted, Evidence::default().with("converted by rates to", &self.1)),
            None => Outcome::insufficient("mixed_currency"),
        }
    }
}

const VALUE: &str = "awards/value/amount";
const DATE: &str = "awards/date";

impl Rule {
    /// The answer about awards in one currency: where several may be the first, the one on which all of them agree.
    fn judge(self, awards: &[Bought], evidence: Evidence) -> Outcome {
        let (candidates, later) = (firsts(awards), Later::of(awards));
        let answers = candidates.iter().filter_map(|own| own.value).map(|own| later.answer(self, own.amount));
        let answers: Vec<Answer> = answers.collect();
        let unvalued = awards.iter().filter(|own| own.value.is_none()).count();
        let flagged = answers.iter().filter(|own| own.flagged).count();
        let undecided = flagged > 0 && flagged < answers.len();
        // The value that is lacking may be that of the first award, or a large one later.
        let open = candidates.iter().any(|own| own.value.is_none()) || (unvalued > 0 && flagged < answers.len());
        let jump = answers.iter().map(|own| own.jump).fold(0.0, f64::max);
        let evidence = evidence.with("awards", awards.len() - unvalued).with("largest later / first", jump);
        if open {
            return Outcome::missing(VALUE).on(evidence);
        }
        if undecided {
            let undated = candidates.iter().any(|own| own.at.is_none());
            let row = if undated { Outcome::missing(DATE) } else { Outcome::insufficient("timezone_unknown") };
            return row.on(evidence);
        }
        let ratios = || answers.iter().map(|own| own.ratio);
        let (low, high) = (ratios().fold(f64::INFINITY, f64::min), ratios().fold(0.0, f64::max));
        let row = Outcome::flagged_if(flagged > 0).on(evidence);
        if low < high { row.between(low, high) } else { row.value(high) }
    }
}

/// The awards that may be the first: none is earlier for certain. Of several at one moment the largest stands for all.
fn firsts(awards: &[Bought]) -> Vec<Bought> {
    let latest = awards.iter().filter_map(|own| own.at).map(When::high).min().unwrap_or(i64::MAX);
    let mut undated: Vec<Bought> = Vec::new();
    // Those known to the instant are all of one; of a process with dates without offset only its first may be it.
    let mut dated: BTreeMap<Option<u32>, (i64, Bought)> = BTreeMap::new();
    for own in awards {
        let Some(at) = own.at else {
            undated.push(*own);
            continue;
        };
        if at.low > latest {
            continue;
        }
        let process = (!at.exact).then_some(at.process);
        let (low, first) = dated.entry(process).or_insert((at.low, *own));
        if at.low < *low || (at.low == *low && is_larger(*own, *first)) {
            (*low, *first) = (at.low, *own);
        }
    }
    dated.into_values().map(|(_, own)| own).chain(undated).collect()
}

/// Whether an award is larger than another. One without a value may be, whatever the other is.
fn is_larger(one: Bought, other: Bought) -> bool {
    match (one.value, other.value) {
        (Some(one), Some(other)) => one.amount > other.amount,
        (one, other) => one.is_none() && other.is_some(),
    }
}

/// What is needed of all awards to judge what comes after one of them.
struct Later {
    count: usize,
    total: i128,
    /// The largest value and the one that follows it.
    largest: [i128; 2],
}

struct Answer {
    ratio: f64,
    jump: f64,
    flagged: bool,
}

impl Later {
    fn of(awards: &[Bought]) -> Self {
        let (mut total, mut largest) = (0_i128, [0, 0]);
        for value in awards.iter().filter_map(|own| own.value).map(|own| own.amount) {
            total += value;
            largest = match largest {
                [most, _] if value > most => [value, most],
                [most, next] => [most, value.max(next)],
            };
        }
        Self { count: awards.len(), total, largest }
    }

    /// Later awards without a value count as worth nothing: where the rule is met all the same, it is met whatever they are.
    fn answer(&self, rule: Rule, first: i128) -> Answer {
        let [most, next] = self.largest;
        let largest = if first == most { next } else { most };
        let ratio = first as f64 * (self.count - 1) as f64 / (self.total - first) as f64;
        let jump = largest as f64 / first as f64;
        Answer { ratio, jump, flagged: ratio < rule.share && jump > rule.factor }
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(pair, own): &(Arc<str>, Own)| Row {
            subject_type: Subject::BuyerSupplier,
            subject: pair.as_ref().to_owned(),
            outcome: match own.closed {
                Some(why) if own.awards.is_empty() => why.into(),
                _ => self.look(&own.awards),
            },
        };
        Box::new(self.2.iter().map(row))
    }
}
