//! Awards without competition, by buyer, supplier and year, against the thresholds of the law: what the flags about direct
//! awards below and above them count.

use super::awarded::{self, year};
use super::threshold::{due, lowest};
use crate::compare::few::Few;
use crate::compare::subjects::Subjects;
use crate::facts::Facts;
use crate::flag::Outcome;

/// What a pair bought directly in a year in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Year {
    /// Awards with a value.
    pub awards: u64,
    /// Those from (1 − width) T to below T.
    pub near: u64,
    /// Their values together, in millionths.
    pub total: i128,
    /// The lowest threshold that held for one of them, in millionths; `None` when none did.
    pub lowest: Option<i128>,
}

/// The awards of a buyer to a supplier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pair {
    /// Awards of procedures that are not direct.
    open: u64,
    /// Direct ones.
    direct: u64,
    /// By year and currency, those with a value.
    pub years: Few<(i16, String), Year>,
}

/// All pairs, as `buyer|supplier`.
pub(crate) type Pairs = Subjects<Pair>;

/// Takes the awards of a process in; `width` in millionths of the threshold.
pub(crate) fn observe(pairs_seen: &mut Pairs, facts: &Facts<'_>, methods: &[String], width: i128) {
    let method = facts.process.tender.procurement_method.get();
    for awarded::Pair { name, award, .. } in awarded::pairs(facts) {
        let pair = pairs_seen.of(name);
        match method {
            Some(own) if methods.iter().any(|method| method == own.as_ref()) => pair.direct += 1,
            Some(_) => {
                pair.open += 1;
                continue;
            }
            None => continue,
        }
        let (Some((value, currency)), Some(year)) = (award.value, year(facts, award)) else { continue };
        let near = due(facts, currency, award.date).is_some_and(|threshold| {
            let (value, threshold) = (value.millionths(), threshold.millionths());
            value < threshold && (threshold - value) <= part(threshold, width)
        });
        let lowest = lowest(facts, currency, award.date).map(crate::process::amount::Amount::millionths);
        let own = Year { awards: 1, near: u64::from(near), total: value.millionths(), lowest };
        add(&mut pair.years, &(year, currency.to_owned()), own);
    }
}

/// `width` millionths of an amount, without leaving 128 bits.
fn part(amount: i128, width: i128) -> i128 {
    amount / 1_000_000 * width + amount % 1_000_000 * width / 1_000_000
}

fn add(years: &mut Few<(i16, String), Year>, key: &(i16, String), new: Year) {
    let own = years.of(key, || Year { awards: 0, near: 0, total: 0, lowest: None });
    own.awards += new.awards;
    own.near += new.near;
    own.total += new.total;
    own.lowest = [own.lowest, new.lowest].into_iter().flatten().min();
}

/// Takes other pairs into these.
pub(crate) fn merge(into: &mut Pairs, other: Pairs) {
    into.merge(other, |own, pair| {
        own.open += pair.open;
        own.direct += pair.direct;
        for (key, year) in pair.years {
            add(&mut own.years, &key, year);
        }
    });
}

/// Why a pair cannot be judged, if so.
pub(crate) fn lack(pair: &Pair) -> Option<Outcome> {
    if pair.direct == 0 && pair.open == 0 {
        return Some(Outcome::missing("tender/procurementMethod"));
    }
    if pair.direct == 0 {
        return Some(Outcome::not_applicable("method"));
    }
    if pair.years.is_empty() {
        return Some(Outcome::missing("awards/value/amount"));
    }
    pair.years.values().all(|year| year.lowest.is_none()).then(|| Outcome::insufficient("no_threshold"))
}
