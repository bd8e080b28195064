//! Counts of subjects tested against the rate of their markets: how many of a firm's bids won, of a buyer's procedures
//! were direct. A subject that works in several markets is held against their rates in its own proportions.

use super::Compared;
use super::binomial::{at_least, at_most, benjamini_hochberg};
use super::subjects::{Name, Subjects};
use crate::flag::{Evidence, Outcome, Row, Subject};
use crate::network::roster::{Roster, renumbered};
use crate::partial::words::{self, Word};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// Trials and successes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Count {
    /// Trials.
    pub n: u64,
    /// Successes.
    pub k: u64,
}

impl Count {
    pub(super) fn add(&mut self, other: Self) {
        self.n += other.n;
        self.k += other.k;
    }

    fn rate(self) -> f64 {
        self.k as f64 / self.n as f64
    }
}

/// Trials and successes of a subject by the number of the market; most work in a few.
type Markets = Vec<(u32, Count)>;

/// What is known of a subject.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Own {
    markets: Markets,
    unknown: Option<Unknown>,
}

/// Trials and successes of subjects, by market.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    markets: Roster,
    subjects: Subjects<Own>,
}

/// Why a process says nothing of a subject that occurs in it; a subject keeps the weightier of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unknown {
    /// The path of what is missing.
    Missing(#[serde(deserialize_with = "words::word")] Word),
    /// The process counts for no flag, and why.
    Closed(#[serde(deserialize_with = "words::word")] Word),
}

/// Which rates are odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// High ones.
    High,
    /// Low ones.
    Low,
}

/// How subjects are tested.
#[derive(Debug, Clone, Copy)]
pub struct Test {
    /// What the subjects are.
    pub of: Subject,
    /// Which rates are odd.
    pub tail: Tail,
    /// Trials a subject needs.
    pub least: u64,
    /// Trials a market needs; smaller ones are judged by the rate of all.
    pub market_least: u64,
    /// Largest adjusted p-value that is flagged, not included.
    pub alpha: f64,
    /// A rate below which a subject is flagged whatever the test says; nought where there is none.
    pub least_rate: f64,
    /// What a trial is, for evidence.
    pub trials: &'static str,
    /// What a success is, for evidence.
    pub successes: &'static str,
}

impl Tally {
    /// Takes trials of a subject in a market in; `market` is empty where it is unknown. Trials of which there are none say
    /// that the subject is known to have what a trial is made of.
    pub fn add(&mut self, subject: Name<'_>, market: &str, trials: Result<Count, Unknown>) {
        let own = self.subjects.of(subject);
        match trials {
            Ok(count) => add(&mut own.markets, self.markets.number(market), count),
            Err(why) => own.unknown = weightier(own.unknown, Some(why)),
        }
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        let numbers = self.markets.merge(&other.markets);
        let mut subjects = other.subjects;
        for (market, _) in subjects.values_mut().flat_map(|own| &mut own.markets) {
            *market = renumbered(&numbers, *market);
        }
        self.subjects.merge(subjects, |own, other| {
            other.markets.into_iter().for_each(|(market, count)| add(&mut own.markets, market, count));
            own.unknown = weightier(own.unknown, other.unknown);
        });
    }

    /// The answers about all subjects, in the order of their identifiers, and the rates they were held against.
    pub fn test(self, test: &Test) -> (Vec<Row>, Compared) {
        let Self { markets: names, mut subjects } = self;
        // Sums of floats go in the order of the markets' names, whatever order they came in.
        for own in subjects.values_mut() {
            own.markets.sort_unstable_by(|a, b| names.name(a.0).cmp(names.name(b.0)));
        }
        let subjects = subjects.sorted();
        let (markets, all) = by_market(subjects.iter().flat_map(|(_, own)| &own.markets), &names, test.market_least);
        let tested: Vec<(&str, Count, f64, f64)> = subjects
            .iter()
            .map(|(subject, own)| (subject.as_ref(), &own.markets, total(&own.markets)))
            .filter(|(_, _, count)| count.n >= test.least.max(1) && all.n >= test.market_least)
            .map(|(subject, own, count)| {
                let expected = expected(own, &markets, all.rate(), count.n);
                let p = match test.tail {
                    Tail::High => at_least(count.n, count.k, expected),
                    Tail::Low => at_most(count.n, count.k, expected),
                };
                (subject, count, expected, p)
            })
            .collect();
        let adjusted = benjamini_hochberg(&tested.iter().map(|(_, _, _, p)| *p).collect::<Vec<_>>());
        let rates = (all.n >= test.market_least && all.n > 0).then(|| all.rate());
        let mut numbers = vec![("all markets".to_owned(), rates.into_iter().collect())];
        numbers.extend(markets.iter().map(|(market, count)| (named(names.name(*market)), vec![count.rate()])));
        numbers.sort_by(|a, b| a.0.cmp(&b.0));
        numbers.push(largest_flagged(tested.iter().map(|(_, _, _, p)| *p).zip(adjusted.iter().copied()), test.alpha));
        let mut answers: BTreeMap<&str, Outcome> = BTreeMap::new();
        for ((subject, count, expected, p), q) in tested.iter().zip(adjusted) {
            answers.insert(subject, outcome(test, *count, *expected, (*p, q)));
        }
        let notes = json!({
            "trials": all.n, "successes": all.k, "subjects_tested": answers.len(),
            "markets": markets.iter().map(|(market, count)| (names.name(*market), json!([count.n, count.k]))).collect::<BTreeMap<_, _>>(),
        });
        let rows = subjects.iter().map(|(subject, own)| {
            let outcome =
                answers.remove(subject.as_ref()).unwrap_or_else(|| match (total(&own.markets), own.unknown) {
                    (_, Some(why)) if own.markets.is_empty() => why.into(),
                    (count, _) if count.n < test.least => Outcome::not_applicable(format!("n<{}", test.least)),
                    _ => Outcome::insufficient(format!("n<{}", test.market_least)),
                });
            Row { subject_type: test.of, subject: subject.as_ref().to_owned(), outcome }
        });
        (rows.collect(), Compared { notes, numbers })
    }
}

fn named(market: &str) -> String {
    format!("market {market}")
}

/// The largest p-value whose adjusted one is still flagged. The adjusted ones rest on the p-values of all subjects, so this
/// is where the others come in: whoever is at or below it is flagged.
pub fn largest_flagged(found: impl Iterator<Item = (f64, f64)>, alpha: f64) -> (String, Vec<f64>) {
    let largest = found.filter(|(_, q)| *q < alpha).map(|(p, _)| p).reduce(f64::max);
    ("largest p flagged".to_owned(), largest.into_iter().collect())
}

/// The counts of every market that is large enough, and of all.
fn by_market<'s>(
    counts: impl Iterator<Item = &'s (u32, Count)>,
    names: &Roster,
    least: u64,
) -> (BTreeMap<u32, Count>, Count) {
    let mut markets: BTreeMap<u32, Count> = BTreeMap::new();
    let mut all = Count::default();
    for (market, count) in counts {
        markets.entry(*market).or_default().add(*count);
        all.add(*count);
    }
    markets.retain(|market, count| !names.name(*market).is_empty() && count.n >= least);
    (markets, all)
}

impl From<Unknown> for Outcome {
    fn from(why: Unknown) -> Self {
        match why {
            Unknown::Missing(path) => Self::missing(path),
            Unknown::Closed(reason) => Self::not_applicable(reason),
        }
    }
}

/// What is missing in a process that counts weighs more than one that does not count.
pub fn weightier(one: Option<Unknown>, other: Option<Unknown>) -> Option<Unknown> {
    one.into_iter().chain(other).min()
}

fn add(markets: &mut Markets, market: u32, count: Count) {
    match markets.iter_mut().find(|(own, _)| *own == market) {
        Some((_, own)) => own.add(count),
        None => markets.push((market, count)),
    }
}

fn total(markets: &Markets) -> Count {
    let mut total = Count::default();
    markets.iter().for_each(|(_, count)| total.add(*count));
    total
}

/// The rate a subject would have if it did as its markets do.
fn expected(own: &Markets, markets: &BTreeMap<u32, Count>, all: f64, n: u64) -> f64 {
    let rate = |market: &u32| markets.get(market).map_or(all, |count| count.rate());
    let sum: f64 = own.iter().map(|(market, count)| count.n as f64 * rate(market)).sum();
    sum / n as f64
}

fn outcome(test: &Test, count: Count, expected: f64, (p, q): (f64, f64)) -> Outcome {
    let evidence = Evidence::default()
        .with(test.trials, count.n)
        .with(test.successes, count.k)
        .with("rate of the markets", expected)
        .with("p", p)
        .with("p adjusted", q)
        .with("alpha", test.alpha);
    let evidence = if test.least_rate > 0.0 { evidence.with("least rate", test.least_rate) } else { evidence };
    Outcome::flagged_if(q < test.alpha || count.rate() < test.least_rate).value(count.rate()).on(evidence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::subjects::Register;
    use probity_core::State;
    use std::sync::Arc;

    fn named<'f>(text: &'f str, register: &'f Arc<Register>) -> Name<'f> {
        Name::new(text, register.numbers([text])[0], register)
    }

    #[test]
    fn a_subject_is_held_against_the_rates_of_its_own_markets() {
        let register = Arc::default();
        let mut tally = Tally::default();
        let mut other = Tally::default();
        // In roads everybody wins half of the time, in software a tenth.
        tally.add(named("roads", &register), "CPV:45", Ok(Count { n: 1000, k: 500 }));
        tally.add(named("software", &register), "CPV:48", Ok(Count { n: 1000, k: 100 }));
        other.add(named("never", &register), "CPV:45", Ok(Count { n: 20, k: 0 }));
        other.add(named("new", &register), "CPV:48", Ok(Count { n: 20, k: 0 }));
        other.add(named("few", &register), "CPV:48", Ok(Count { n: 9, k: 0 }));
        other.add(named("gone", &register), "", Err(Unknown::Closed("cancelled")));
        other.add(named("none", &register), "", Err(Unknown::Closed("cancelled")));
        tally.add(named("none", &register), "", Err(Unknown::Missing("bids/details")));
        tally.merge(other);
        let test = Test {
            of: Subject::Tenderer,
            tail: Tail::Low,
            least: 10,
            market_least: 30,
            alpha: 0.01,
            least_rate: 0.0,
            trials: "bids",
            successes: "wins",
        };
        let (rows, _) = tally.test(&test);
        let states: Vec<_> = rows.iter().map(|row| (row.subject.as_str(), row.outcome.state)).collect();
        let expected = [
            ("few", State::NotApplicable),
            ("gone", State::NotApplicable),
            ("never", State::Flagged),
            ("new", State::Clear),
            ("none", State::Insufficient),
            ("roads", State::Clear),
            ("software", State::Clear),
        ];
        assert_eq!(states, expected);
    }
}
