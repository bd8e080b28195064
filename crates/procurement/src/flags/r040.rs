//! # What it finds
//! A supplier that gets more than half of a buyer's awards.
//! # Why it matters
//! A buyer that depends on one supplier may have few to choose from, or may choose the same one whoever else offers.
//! # Formula
//!     share = awards of the buyer to the supplier / all (active award, supplier) pairs of the buyer
//!     flagged when the supplier has >= min_awards of them and share > max_share; value = share
//!     or, where `most` is set, when the supplier has more than so many of the buyer's awards within `days` days
//! # Exclusions
//! Awards of cancelled and excluded processes, awards without suppliers. Buyers with fewer than min_awards are `n<min`. The
//! share by value is shown where all values are in one currency, or rates bring all into their base currency at the dates of
//! the awards, and does not decide.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R040; Development Gateway counts the awards of a
//! pair within 365 days (`most`).

use super::awarded::{Pair, pairs_of_any};
use super::closed;
use crate::compare::few::Few;
use crate::compare::names::Names;
use crate::compare::rates::{Unknown, weightier};
use crate::compare::{count, number};
use crate::facts::Facts;
use crate::facts::rates::Rates;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase, in_order};
use crate::process::moment::DAY;
use serde::{Deserialize, Serialize};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R040",
    of: &[Subject::BuyerSupplier],
    source: include_str!("r040.rs"),
    build: |setup| {
        let days = i64::try_from(count(setup, "days")?).unwrap_or(i64::MAX / DAY).min(i64::MAX / DAY);
        let rule = Rule {
            least: count(setup, "min_awards")?,
            share: number(setup, "max_share")?,
            most: usize::try_from(count(setup, "most")?).unwrap_or(usize::MAX),
            window: days * DAY,
        };
        let base = setup.settings.rates.as_ref().map(Rates::base).unwrap_or_default().to_owned();
        Ok(erase(ShareOfBuyer { rule, base }))
    },
};

struct ShareOfBuyer {
    rule: Rule,
    base: String,
}

#[derive(Clone, Copy)]
struct Rule {
    least: u64,
    share: f64,
    /// Nought where it is not asked.
    most: usize,
    /// In microseconds.
    window: i64,
}

impl Rule {
    /// The largest number of awards within the window, where it is more than may be.
    fn within(self, dates: &[i64]) -> Option<usize> {
        if self.most == 0 || dates.len() <= self.most {
            return None;
        }
        let mut dates = dates.to_vec();
        dates.sort_unstable();
        let (mut first, mut many) = (0, 0);
        for (last, date) in dates.iter().enumerate() {
            while dates.get(first).is_some_and(|oldest| date - oldest > self.window) {
                first += 1;
            }
            many = many.max(last + 1 - first);
        }
        (many > self.most).then_some(many)
    }
}

/// Awards of a pair, and their values by currency; awards without a value are under no currency.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Bought {
    /// Why awards of other processes do not count.
    closed: Option<Unknown>,
    awards: u64,
    values: Few<String, i128>,
    unvalued: u64,
    /// The values in the base currency of the rates.
    in_base: i128,
    /// Values that no rates bring into it.
    apart: u64,
    /// When the awards were made, where that is asked.
    dates: Vec<i64>,
}

impl Bought {
    fn add(&mut self, other: Self) {
        self.closed = weightier(self.closed, other.closed);
        self.awards += other.awards;
        self.unvalued += other.unvalued;
        self.in_base += other.in_base;
        self.apart += other.apart;
        self.dates.extend(other.dates);
        for (currency, value) in other.values {
            *self.values.of(&currency, || 0) += value;
        }
    }

    /// What was bought, in millionths: in the base currency of the rates, or else a number only where there is one currency.
    fn value(&self, converted: bool) -> i128 {
        if converted { self.in_base } else { self.values.values().sum() }
    }
}

/// By buyer and supplier.
type Buyers = Names<Names<Bought>>;

impl Flag for ShareOfBuyer {
    type State = Buyers;

    fn observe(&self, state: &mut Buyers, facts: &Facts<'_>) -> Observed {
        let Some(buyer) = facts.buyer() else { return Observed::Nothing };
        let closed = closed(facts).map(Unknown::Closed);
        let dated = self.rule.most > 0;
        for Pair { text, award, .. } in pairs_of_any(facts) {
            let supplier = text.get(buyer.len() + 1..).unwrap_or_default();
            let own = state.of(buyer).of(supplier);
            if closed.is_some() {
                own.closed = weightier(own.closed, closed);
                continue;
            }
            own.awards += 1;
            if let Some(date) = award.date.filter(|_| dated) {
                own.dates.push(date.local);
            }
            match award.value {
                Some((value, currency)) => {
                    *own.values.of(currency, || 0) += value.millionths();
                    match award.in_base {
                        Some(converted) => own.in_base += converted.amount.millionths(),
                        None => own.apart += 1,
                    }
                }
                None => own.unvalued += 1,
            }
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Buyers, other: Buyers) {
        into.merge(other, |own, suppliers| own.merge(suppliers, Bought::add));
    }

    fn finish(&self, state: Buyers) -> Box<dyn Judge> {
        Box::new(Judged { rule: self.rule, base: self.base.clone(), buyers: state })
    }
}

struct Judged {
    rule: Rule,
    /// The base currency of the rates; empty without rates.
    base: String,
    buyers: Buyers,
}

/// A buyer's awards, and what it spent.
#[derive(Clone, Copy)]
struct Whole {
    awards: u64,
    /// What it spent in one currency, and whether rates brought it into that.
    spent: Option<(i128, bool)>,
}

impl Judged {
    fn look(&self, own: &Bought, whole: Whole) -> Outcome {
        let Whole { awards, spent } = whole;
        if let (0, Some(why)) = (own.awards, own.closed) {
            return why.into();
        }
        let within = self.rule.within(&own.dates);
        if awards < self.rule.least && within.is_none() {
            return Outcome::not_applicable(format!("n<{}", self.rule.least));
        }
        let share = own.awards as f64 / awards as f64;
        let evidence = Evidence::default().with("awards", own.awards).with("awards of the buyer", awards);
        let evidence = match spent {
            Some((spent, converted)) => {
                let evidence = evidence.with("share by value", own.value(converted) as f64 / spent as f64);
                if converted { evidence.with("converted by rates to", &self.base) } else { evidence }
            }
            None => evidence,
        };
        let evidence = match within {
            Some(many) => evidence.with("awards within the days", many).with("most", self.rule.most),
            None => evidence,
        };
        let much = own.awards as f64 > self.rule.share * awards as f64;
        Outcome::flagged_if((own.awards >= self.rule.least && much) || within.is_some()).value(share).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let mut found = Vec::new();
        for (buyer, suppliers) in self.buyers.iter() {
            let awards = suppliers.iter().map(|(_, own)| own.awards).sum();
            let whole = Whole { awards, spent: spent(suppliers) };
            found.extend(suppliers.iter().map(|(supplier, own)| ([buyer, "|", supplier].concat(), (own, whole))));
        }
        in_order(found, |(subject, (own, whole))| {
            let outcome = self.look(own, whole);
            Row { subject_type: Subject::BuyerSupplier, subject, outcome }
        })
    }
}

/// What the buyer spent, where all its awards have a value and these are in one currency, or rates bring them into one.
fn spent(suppliers: &Names<Bought>) -> Option<(i128, bool)> {
    let all = || suppliers.iter().map(|(_, bought)| bought);
    let currency = all().find_map(|bought| bought.values.keys().next())?;
    let converted = !all().all(|bought| bought.values.keys().all(|known| known == currency));
    let adds_up = |bought: &Bought| bought.unvalued == 0 && (!converted || bought.apart == 0);
    let all: i128 = all().all(adds_up).then(|| all().map(|bought| bought.value(converted)).sum())?;
    (all > 0).then_some((all, converted))
}
