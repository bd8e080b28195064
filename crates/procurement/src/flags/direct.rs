//! Awards without competition, by buyer, supplier and year, against the thresholds of the law: what the flags about direct
//! awards below and above them count.

use super::awarded::{self, Awarded, year};
use super::closed;
use super::threshold::{began, due, lowest};
use crate::compare::few::Few;
use crate::compare::rates::{Unknown, weightier};
use crate::compare::subjects::Subjects;
use crate::facts::Facts;
use crate::facts::rates::Converted;
use crate::flag::Outcome;
use crate::process::amount::Amount;
use serde::{Deserialize, Serialize};

/// What a pair bought directly in a year in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Year {
    /// Awards with a value.
    pub awards: u64,
    /// Those whose value came into the currency by rates.
    pub converted: u64,
    /// Those from (1 − width) T to below T.
    pub near: u64,
    /// Their values together, in millionths.
    pub total: i128,
    /// The lowest threshold that held for one of them, in millionths; `None` when none did.
    pub lowest: Option<i128>,
}

/// Why a direct award could not be counted, in the order in which one reason stands for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Lack {
    /// It has no value.
    Value,
    /// Its value has no currency.
    Currency,
    /// Nothing tells its year.
    Date,
    /// No rates bring its value into the currency of a threshold.
    Rates,
}

impl Lack {
    /// The reason code.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Value => "missing:awards/value/amount",
            Self::Currency => "missing:awards/value/currency",
            Self::Date => "missing:awards/date",
            Self::Rates => "mixed_currency",
        }
    }
}

/// The awards of a buyer to a supplier.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Pair {
    /// Why awards of other processes do not count.
    closed: Option<Unknown>,
    /// Awards of processes that count.
    awards: u64,
    /// Those of procedures that are not direct.
    open: u64,
    /// Direct ones.
    direct: u64,
    /// By year and currency, those that could be counted.
    pub years: Few<(i16, String), Year>,
    /// By year, those that could not; without a year they may be of any.
    pub uncounted: Few<(Option<i16>, Lack), u64>,
}

/// All pairs, as `buyer|supplier`.
pub(crate) type Pairs = Subjects<Pair>;

/// Takes the awards of a process in; `width` in millionths of the threshold.
pub(crate) fn observe(pairs_seen: &mut Pairs, facts: &Facts<'_>, methods: &[String], width: i128) {
    let method = facts.process.tender.procurement_method.get();
    let closed = closed(facts).map(Unknown::Closed);
    for awarded::Pair { name, award, .. } in awarded::pairs_of_any(facts) {
        let pair = pairs_seen.of(name);
        if closed.is_some() {
            pair.closed = weightier(pair.closed, closed);
            continue;
        }
        pair.awards += 1;
        match method {
            Some(own) if methods.iter().any(|method| method == own.as_ref()) => pair.direct += 1,
            Some(_) => {
                pair.open += 1;
                continue;
            }
            None => continue,
        }
        let year = year(facts, award);
        match counted(facts, award).and_then(|own| Ok((own, year.ok_or(Lack::Date)?))) {
            Ok(((value, currency), year)) => {
                let new = of_award(facts, award, (value, currency), width);
                add(&mut pair.years, &(year, currency.to_owned()), new);
            }
            Err(lack) => *pair.uncounted.of(&(year, lack), || 0) += 1,
        }
    }
}

fn of_award(facts: &Facts<'_>, award: &Awarded<'_>, (value, currency): (Converted, &str), width: i128) -> Year {
    let total = value.amount.millionths();
    let near = due(facts, currency, award.date).map(Amount::millionths);
    let near = near.is_some_and(|threshold| total < threshold && (threshold - total) <= part(threshold, width));
    let lowest = lowest(facts, currency, award.date).map(Amount::millionths);
    Year { awards: 1, converted: u64::from(value.day.is_some()), near: u64::from(near), total, lowest }
}

/// The value of an award in the currency of a threshold that holds for it: its own, else the first of the settings into
/// which rates bring it. As it is where no threshold holds in any currency.
fn counted<'f>(facts: &'f Facts<'_>, award: &Awarded<'f>) -> Result<(Converted, &'f str), Lack> {
    let (value, currency) = award.value.ok_or(Lack::Value)?;
    let holds = |currency: &str| lowest(facts, currency, award.date).is_some();
    if holds(currency) {
        return Ok((Converted::same(value), currency));
    }
    let mut others =
        facts.settings.thresholds.iter().map(|own| own.currency.as_str()).filter(|own| holds(own)).peekable();
    if others.peek().is_none() {
        return Ok((Converted::same(value), currency));
    }
    if currency.is_empty() {
        return Err(Lack::Currency);
    }
    let rates = facts.settings.rates.as_ref().zip(award.date.or_else(|| began(facts)));
    let convert = |to| rates.and_then(|(rates, at)| Some((rates.convert(value, currency, to, at)?, to)));
    others.find_map(convert).ok_or(Lack::Rates)
}

/// `width` millionths of an amount, without leaving 128 bits.
fn part(amount: i128, width: i128) -> i128 {
    amount / 1_000_000 * width + amount % 1_000_000 * width / 1_000_000
}

fn add(years: &mut Few<(i16, String), Year>, key: &(i16, String), new: Year) {
    let own = years.of(key, Year::default);
    own.awards += new.awards;
    own.converted += new.converted;
    own.near += new.near;
    own.total += new.total;
    own.lowest = [own.lowest, new.lowest].into_iter().flatten().min();
}

/// Takes other pairs into these.
pub(crate) fn merge(into: &mut Pairs, other: Pairs) {
    into.merge(other, |own, pair| {
        own.closed = weightier(own.closed, pair.closed);
        own.awards += pair.awards;
        own.open += pair.open;
        own.direct += pair.direct;
        for (key, year) in pair.years {
            add(&mut own.years, &key, year);
        }
        for (key, many) in pair.uncounted {
            *own.uncounted.of(&key, || 0) += many;
        }
    });
}

impl Pair {
    /// Why some of its direct awards could not be counted; `None` when all were.
    pub fn lack(&self) -> Option<Lack> {
        self.uncounted.keys().map(|(_, lack)| *lack).min()
    }

    /// How many of them may be of a year.
    pub fn uncounted_of(&self, year: Option<i16>) -> u64 {
        let may_be = |own: &Option<i16>| own.is_none() || *own == year;
        self.uncounted.iter().filter(|((own, _), _)| may_be(own)).map(|(_, many)| many).sum()
    }
}

/// Why a pair cannot be judged, if so.
pub(crate) fn lack(pair: &Pair) -> Option<Outcome> {
    if let (0, Some(why)) = (pair.awards, pair.closed) {
        return Some(why.into());
    }
    if pair.direct == 0 && pair.open == 0 {
        return Some(Outcome::missing("tender/procurementMethod"));
    }
    if pair.direct == 0 {
        return Some(Outcome::not_applicable("method"));
    }
    if pair.years.values().any(|year| year.lowest.is_some()) {
        return None;
    }
    // Where awards were counted, thresholds are what is lacking, unless one holds in another currency.
    let lack = pair.lack().filter(|lack| pair.years.is_empty() || *lack != Lack::Value);
    Some(Outcome::insufficient(lack.map_or("no_threshold", Lack::reason)))
}
