//! What several flags of the early stages share: reasons of lacking values, dates as evidence, days against a threshold,
//! prices in one currency, and which publishers publish a thing at all.

use super::gate::gate_all;
use crate::facts::rates::Converted;
use crate::facts::{Facts, Group};
use crate::flag::{ErasedFlag, Flag, Judge, Nothing, Observed, Outcome, erase};
use crate::process::amount::Amount;
use crate::process::cell::Cell;
use crate::process::moment::{DAY, Moment, Stamp};
use crate::process::record::{Found, List, Record};
use crate::process::stages::{Bid, Money};
use crate::process::words::Words;
use crate::settings::Settings;
use jiff::civil::Date;
use probity_core::parameter::ParameterError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Write as _};

/// What a flag says of one process on its own.
type Look = Box<dyn Fn(&Facts<'_>) -> Observed + Send + Sync>;

/// A flag that sees one process at a time and keeps nothing.
pub(super) fn alone<O: Into<Observed>>(look: impl Fn(&Facts<'_>) -> O + Send + Sync + 'static) -> Box<dyn ErasedFlag> {
    erase(Alone(Box::new(move |facts| look(facts).into())))
}

struct Alone(Look);

impl Flag for Alone {
    type State = ();

    fn observe(&self, (): &mut (), facts: &Facts<'_>) -> Observed {
        (self.0)(facts)
    }

    fn finish(&self, (): ()) -> Box<dyn Judge> {
        Box::new(Nothing)
    }
}

/// The first questions of a flag that compares prices: those of every flag, then the settings' `[price_comparison]`.
pub(super) fn gate_prices(facts: &Facts<'_>) -> Option<Outcome> {
    gate_all(facts).or_else(|| (!facts.prices_compare()).then(|| Outcome::not_applicable("method")))
}

/// Why a value cannot be used; `None` when it was read.
pub(super) fn lack<T>(cell: &Cell<'_, T>, path: &str) -> Option<String> {
    (!cell.is_there()).then(|| cell.lack(path))
}

/// Why a list has nothing in it: absent, or something else stands there.
pub(super) fn lack_of_list<'a, T: Record<'a>>(list: &List<T>, path: &str) -> String {
    let wrong = matches!(list.found, Found::Wrong(_)) || !list.is_empty();
    if wrong { ["unreadable:", path].concat() } else { ["missing:", path].concat() }
}

/// Why there are no bids; `None` when there are.
pub(super) fn lack_of_bids(facts: &Facts<'_>) -> Option<String> {
    let bids = &facts.process.bids;
    if bids.details.has_any() {
        return None;
    }
    let wrong = matches!(bids.found(), Found::Wrong(_));
    Some(if wrong { "unreadable:bids".to_owned() } else { lack_of_list(&bids.details, "bids/details") })
}

/// Why no bid has a status; `None` when one has.
pub(super) fn lack_of_status(facts: &Facts<'_>) -> Option<String> {
    let bids = &facts.process.bids.details;
    let any = bids.records().any(|bid| bid.status.is_there());
    let unreadable = bids.records().find(|bid| matches!(bid.status, Cell::Unreadable(_)));
    let path = "bids/details/status";
    (!any).then(|| unreadable.map_or_else(|| ["missing:", path].concat(), |bid| bid.status.lack(path)))
}

/// One reason out of several: all missing paths, or the first unreadable one.
pub(super) fn lacking(lacks: impl IntoIterator<Item = Option<String>>) -> Option<Outcome> {
    let mut lacks = lacks.into_iter().flatten();
    let first = lacks.next()?;
    let Some(second) = lacks.next() else { return Some(Outcome::insufficient(first)) };
    let lacks: Vec<String> = [first, second].into_iter().chain(lacks).collect();
    let missing: Vec<&str> = lacks.iter().filter_map(|lack| lack.strip_prefix("missing:")).collect();
    if missing.is_empty() {
        return lacks.into_iter().next().map(Outcome::insufficient);
    }
    Some(Outcome::insufficient(format!("missing:{}", missing.join("+"))))
}

/// The answer of a flag that asks for an active award where there is none.
pub(super) fn without_award(facts: &Facts<'_>, others: impl IntoIterator<Item = Option<String>>) -> Outcome {
    match facts.no_award_stage() {
        Ok(()) => Outcome::not_applicable("stage"),
        Err(path) => {
            let awards = Some(lack_of_list(&facts.process.awards, path));
            lacking(others.into_iter().chain([awards])).unwrap_or_else(|| Outcome::missing(path))
        }
    }
}

/// Why no submitted bid has a price; `None` when one has, or when nothing is lacking but bids.
pub(super) fn lack_of_prices(facts: &Facts<'_>) -> Option<Outcome> {
    if let Some(reason) = lack_of_bids(facts) {
        return Some(Outcome::insufficient(reason));
    }
    let bids = || facts.process.bids.details.records();
    let has_price = |bid: &Bid<'_>| price(facts.settings, &bid.value).is_some();
    if facts.submitted().any(|(_, bid)| has_price(bid)) {
        return None;
    }
    let lack = || lack_of_amount(facts);
    let without_price = facts.submitted().next().is_some() || !bids().any(has_price);
    // A bid whose status is not published may have been submitted or not.
    let status = bids().find_map(|bid| lack_of(bid)).filter(|_| facts.submitted().next().is_none());
    lacking([status, without_price.then(lack)])
}

/// What is missing of somebody who is named and of whom no submitted bid is known: bids without a status may be submitted.
pub(super) fn lack_of_submitted(facts: &Facts<'_>) -> &'static str {
    let open = facts.process.bids.details.records().any(|bid| !bid.status.is_there());
    if open { "bids/details/status" } else { "bids/details" }
}

/// Why no bid has an amount.
fn lack_of_amount(facts: &Facts<'_>) -> String {
    let path = "bids/details/value/amount";
    let mut bids = facts.process.bids.details.records();
    let unreadable = bids.find(|bid| matches!(bid.value.amount, Cell::Unreadable(_)));
    unreadable.map_or_else(|| ["missing:", path].concat(), |bid| bid.value.amount.lack(path))
}

/// What is lacking of bids that could be compared at all: a status and a price.
pub(super) fn lack_of_offers(facts: &Facts<'_>) -> Option<Outcome> {
    if let Some(reason) = lack_of_bids(facts) {
        return Some(Outcome::insufficient(reason));
    }
    let priced = facts.process.bids.details.records().any(|bid| price(facts.settings, &bid.value).is_some());
    lacking([lack_of_status(facts), (!priced).then(|| lack_of_amount(facts))])
}

fn lack_of(bid: &Bid<'_>) -> Option<String> {
    lack(&bid.status, "bids/details/status")
}

/// The amount, if it is a price by the settings.
pub(super) fn price(settings: &Settings, money: &Money<'_>) -> Option<Amount> {
    money.amount.get().and_then(|amount| settings.price(*amount))
}

/// Submitted bids of a group that have a price, with their positions.
pub(super) fn priced<'p>(facts: &Facts<'_>, bids: &[(usize, &'p Bid<'p>)]) -> Vec<(usize, &'p Bid<'p>, Amount)> {
    let submitted = bids.iter().filter(|(_, bid)| crate::facts::is_submitted(bid));
    submitted.filter_map(|(at, bid)| Some((*at, *bid, price(facts.settings, &bid.value)?))).collect()
}

/// Why a lot has too few bids or bidders to compare: those that are in no group would have been enough, or there are none.
pub(super) fn too_few(group: &Group<'_>, have: usize, need: usize) -> Outcome {
    if have + group.multi_lot >= need {
        return Outcome::insufficient("multi_lot_bid");
    }
    Outcome::not_applicable(if need > 2 { "n<3" } else { "n<2" })
}

/// Prices of bids in one currency: theirs, or by rates that of most of them (the first in the alphabet on ties, so that
/// the order of bids does not matter). `None` when they are in several and no rates bring them together.
pub(super) fn one_currency<'p>(
    facts: &Facts<'_>,
    bids: Vec<(usize, &'p Bid<'p>, Amount)>,
) -> Option<Vec<(usize, &'p Bid<'p>, Converted)>> {
    let first = bids.first().map_or("", |(_, bid, _)| bid.value.currency.text());
    if bids.iter().all(|(_, bid, _)| bid.value.currency.text() == first) {
        return Some(bids.into_iter().map(|(at, bid, amount)| (at, bid, Converted::same(amount))).collect());
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, bid, _) in &bids {
        *counts.entry(bid.value.currency.text()).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(currency, count)| (*count, std::cmp::Reverse(*currency)));
    let target = most.map_or("", |(currency, _)| currency);
    let convert = |(at, bid, amount): (usize, &'p Bid<'p>, Amount)| {
        Some((at, bid, exchange(facts, amount, bid.value.currency.text(), target, bid.date.get().copied())?))
    };
    bids.into_iter().map(convert).collect()
}

/// An amount in another currency on the day of `at`, else of the deadline, else of the release.
pub(super) fn exchange(
    facts: &Facts<'_>,
    amount: Amount,
    from: &str,
    to: &str,
    at: Option<Moment>,
) -> Option<Converted> {
    if from == to {
        return Some(Converted::same(amount));
    }
    let process = facts.process;
    let at = at.or_else(|| process.tender.tender_period.end_date.get().copied()).or(process.date.get().copied())?;
    facts.settings.rates.as_ref()?.convert(amount, from, to, at)
}

/// Whether an object belongs to a lot: always where there is one group, else where it names the lot.
pub(super) fn belongs(facts: &Facts<'_>, lot: &str, related: &Words<'_>) -> bool {
    facts.groups.len() == 1 || related.has(lot)
}

/// Whole days from one moment to another, flagged when certainly fewer than `threshold`. The value is the bound that
/// decided, where an unknown offset leaves several.
pub(super) fn shorter(facts: &Facts<'_>, from: Stamp, to: Stamp, threshold: f64) -> Outcome {
    let (low, high) = facts.settings.clock.between(from, to);
    if high < 0 {
        return Outcome::insufficient("negative_period");
    }
    let (low_days, high_days) = ((low / DAY) as f64, (high / DAY) as f64);
    let outcome = match (high_days < threshold, low_days >= threshold) {
        _ if low < 0 => Outcome::insufficient("timezone_unknown"),
        (true, _) => Outcome::flagged().value(high_days),
        (_, true) => Outcome::clear().value(low_days),
        _ => Outcome::insufficient("timezone_unknown"),
    };
    if low_days == high_days { outcome } else { outcome.between(low_days, high_days) }
}

/// A moment as evidence: in ISO 8601, with as much as was published.
pub(super) fn written(moment: Moment) -> impl Display {
    Written(moment)
}

struct Written(Moment);

impl Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.0;
        match moment.date() {
            Some(date) => day(f, date)?,
            None => f.write_str("?")?,
        }
        if moment.day {
            return Ok(());
        }
        let micros = moment.local.rem_euclid(DAY);
        let (seconds, fraction) = (micros / 1_000_000, micros % 1_000_000);
        clock(f, seconds)?;
        if fraction > 0 {
            f.write_str(format!(".{fraction:06}").trim_end_matches('0'))?;
        }
        offset(f, moment)
    }
}

/// A date, as the library writes it: these are written by the million.
pub(super) fn day(f: &mut fmt::Formatter<'_>, date: Date) -> fmt::Result {
    let year = date.year();
    if !(0..10_000).contains(&year) {
        return write!(f, "{date}");
    }
    two(f, i64::from(year / 100))?;
    two(f, i64::from(year % 100))?;
    f.write_str("-")?;
    two(f, i64::from(date.month()))?;
    f.write_str("-")?;
    two(f, i64::from(date.day()))
}

/// Hours, minutes and seconds behind a date.
pub(super) fn clock(f: &mut fmt::Formatter<'_>, seconds: i64) -> fmt::Result {
    f.write_str("T")?;
    two(f, seconds / 3600)?;
    f.write_str(":")?;
    two(f, seconds / 60 % 60)?;
    f.write_str(":")?;
    two(f, seconds % 60)
}

/// A number below a hundred in two digits.
fn two(f: &mut fmt::Formatter<'_>, number: i64) -> fmt::Result {
    let digit = |number: i64| char::from(b'0' + (number % 10).unsigned_abs() as u8);
    f.write_char(digit(number / 10))?;
    f.write_char(digit(number))
}

/// The offset of a moment, where it has one.
pub(super) fn offset(f: &mut fmt::Formatter<'_>, moment: Moment) -> fmt::Result {
    match moment.offset {
        None => Ok(()),
        Some(0) => f.write_str("Z"),
        Some(offset) => {
            let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
            f.write_char(sign)?;
            two(f, i64::from(minutes / 60))?;
            f.write_str(":")?;
            two(f, i64::from(minutes % 60))
        }
    }
}

/// A share as exact millionths, so that it can be compared with amounts by multiplication.
pub(super) fn millionths(name: &str, share: f64) -> Result<i128, ParameterError> {
    let fault = || ParameterError::Type { name: name.to_owned(), expected: "a number of at most six decimals" };
    Amount::parse(&share.to_string()).map(Amount::millionths).ok_or_else(fault)
}

/// Which of up to 64 things each publisher publishes somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Publishers(BTreeMap<String, u64>);

impl Publishers {
    /// Notes what a process of the publisher has.
    pub(super) fn see(&mut self, publisher: &str, things: u64) {
        if things == 0 {
            return;
        }
        match self.0.get_mut(publisher) {
            Some(own) => *own |= things,
            None => {
                self.0.insert(publisher.to_owned(), things);
            }
        }
    }

    /// Takes what others saw into this.
    pub(super) fn merge(&mut self, other: Self) {
        for (publisher, things) in other.0 {
            *self.0.entry(publisher).or_default() |= things;
        }
    }

    /// What the publisher has.
    pub(super) fn of(&self, publisher: &str) -> u64 {
        self.0.get(publisher).copied().unwrap_or_default()
    }
}

/// Answers that hold only if their publisher (the key) publishes the thing at all.
pub(super) struct IfPublished {
    /// Who publishes it.
    pub(super) publishers: Publishers,
    /// The path or paths, for the reason.
    pub(super) path: &'static str,
}

impl Judge for IfPublished {
    fn judge(&self, publisher: &str, row: Outcome) -> Outcome {
        match self.publishers.of(publisher) {
            0 => Outcome::insufficient(format!("never_published:{}", self.path)),
            _ => row,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_precisely_as_it_was_published() {
        let again = |text: &str| Moment::parse(text).map(|moment| written(moment).to_string());
        for text in ["2021-10-29", "2021-10-29T13:35:00.3", "2021-10-29T00:00:00Z", "2021-10-29T06:00:00-04:30"] {
            assert_eq!(again(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn one_reason_names_all_missing_paths_before_an_unreadable_one() {
        let some = |text: &str| Some(text.to_owned());
        let reason = |lacks: Vec<Option<String>>| lacking(lacks).map(|outcome| outcome.reason.into_owned());
        assert_eq!(reason(vec![some("missing:a"), None, some("missing:b")]).as_deref(), Some("missing:a+b"));
        assert_eq!(reason(vec![some("unreadable:a"), some("missing:b")]).as_deref(), Some("missing:b"));
        assert_eq!(reason(vec![some("unreadable:a")]).as_deref(), Some("unreadable:a"));
        assert_eq!(reason(vec![None, None]), None);
    }

    #[test]
    fn publishers_are_the_same_however_the_input_is_cut() {
        let (mut whole, mut first, mut second) = (Publishers::default(), Publishers::default(), Publishers::default());
        for (publisher, things, late) in [("a", 1, false), ("b", 2, true), ("a", 4, true), ("c", 0, false)] {
            whole.see(publisher, things);
            if late { second.see(publisher, things) } else { first.see(publisher, things) }
        }
        first.merge(second);
        assert_eq!(first, whole);
        assert_eq!((whole.of("a"), whole.of("c")), (5, 0));
    }
}
