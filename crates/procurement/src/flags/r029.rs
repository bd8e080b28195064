//! # What it finds
//! Amounts of a buyer, a bidder or a market whose first digits do not follow Benford's law.
//! # Why it matters
//! Amounts that grew by themselves begin with 1 far more often than with 9; amounts that somebody made up, rounded or kept
//! below a limit do not. A reason to look at the amounts, no more: fixed prices and tariffs break the law as well.
//! # Formula
//!     MAD = mean over d = 1…9 of |share of first digit d - log10(1 + 1/d)|
//!     up to 0.006 close, up to 0.012 acceptable, up to 0.015 marginal, above: flagged
//!     chi2 = n · sum (share - expected)² / expected with 8 degrees of freedom and its p are shown, and decide nothing
//!     buyers and markets: values of active awards, else the sum of quantity × unit price; bidders: prices of submitted bids
//! # Exclusions
//! Fewer than 300 amounts; amounts of nought and placeholders; cancelled and excluded processes (a subject of no others is
//! `cancelled` or `excluded`).
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R029; Nigrini, Benford's Law (2012), bands of the
//! mean absolute deviation of first digits. Chi-square rejects every real data set once it is large.

use super::awarded::{Awarded, whatever_became_of_it};
use super::{Closed, Occurs};
use crate::compare::names::Names;
use crate::compare::subjects::Subjects;
use crate::compare::{count, number};
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Row, Rows, Subject, erase};
use crate::process::amount::Amount;
use serde::{Deserialize, Serialize};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R029",
    of: &[Subject::Buyer, Subject::Tenderer, Subject::Market],
    source: include_str!("r029.rs"),
    build: |setup| {
        let bands = Bands {
            close: number(setup, "close")?,
            acceptable: number(setup, "acceptable")?,
            marginal: number(setup, "marginal")?,
        };
        Ok(erase(Benford { least: count(setup, "min_amounts")?, bands }))
    },
};

#[derive(Debug, Clone, Copy)]
struct Bands {
    close: f64,
    acceptable: f64,
    marginal: f64,
}

struct Benford {
    least: u64,
    bands: Bands,
}

/// How often each first digit from 1 to 9 was seen.
type Digits = [u64; 9];

/// What is kept of a subject.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Kept {
    occurs: Occurs,
    digits: Digits,
}

#[derive(Default, Serialize, Deserialize)]
struct Seen {
    buyers: Subjects<Kept>,
    markets: Names<Kept>,
    tenderers: Subjects<Kept>,
}

fn add(kept: &mut Kept, closed: Option<Closed>, amounts: impl IntoIterator<Item = Amount>) {
    kept.occurs.see(closed);
    for digit in amounts.into_iter().filter_map(first_digit) {
        kept.digits.get_mut(digit - 1).into_iter().for_each(|count| *count += 1);
    }
}

impl Flag for Benford {
    type State = Seen;

    fn observe(&self, state: &mut Seen, facts: &Facts<'_>) -> Observed {
        let closed = Closed::of(facts);
        let open = closed.is_none();
        let awards = whatever_became_of_it(facts);
        let values = |award: &Awarded<'_>| award.value.map(|(value, _)| value).filter(|_| open);
        if let Some(buyer) = facts.buyer_name() {
            add(state.buyers.of(buyer), closed, awards.iter().filter_map(values));
        }
        for award in awards {
            award.markets.iter().for_each(|market| add(state.markets.of(market), closed, values(award)));
        }
        let price = |at: &usize| facts.settings.price(*facts.bid(*at)?.value.amount.get()?);
        for own in facts.participants() {
            let bids = if open { own.bids } else { &[] };
            add(state.tenderers.of(own.name), closed, bids.iter().filter_map(price));
        }
        Observed::Nothing
    }

    fn merge(&self, into: &mut Seen, other: Seen) {
        let sum = |own: &mut Kept, other: Kept| {
            own.occurs.merge(other.occurs);
            own.digits.iter_mut().zip(other.digits).for_each(|(own, count)| *own += count);
        };
        into.buyers.merge(other.buyers, sum);
        into.markets.merge(other.markets, sum);
        into.tenderers.merge(other.tenderers, sum);
    }

    fn finish(&self, state: Seen) -> Box<dyn Judge> {
        let row = |subject_type, subject: &str, own: &Kept| Row {
            subject_type,
            subject: subject.to_owned(),
            outcome: own.occurs.nowhere().unwrap_or_else(|| self.judge(&own.digits)),
        };
        let of = |kind, all: Subjects<Kept>| {
            all.sorted().into_iter().map(move |(name, own)| row(kind, &name, &own)).collect::<Vec<_>>()
        };
        let mut rows = of(Subject::Buyer, state.buyers);
        rows.extend(state.markets.iter().map(|(name, own)| row(Subject::Market, name, own)));
        rows.extend(of(Subject::Tenderer, state.tenderers));
        Box::new(Verdict(rows))
    }
}

impl Benford {
    fn judge(&self, digits: &Digits) -> Outcome {
        let n: u64 = digits.iter().sum();
        if n < self.least.max(1) {
            return Outcome::not_applicable(format!("n<{}", self.least));
        }
        let (mad, chi2) = distances(digits, n as f64);
        let band = match mad {
            _ if mad <= self.bands.close => "close",
            _ if mad <= self.bands.acceptable => "acceptable",
            _ if mad <= self.bands.marginal => "marginal",
            _ => "nonconforming",
        };
        let evidence = Evidence::default()
            .with("n", n)
            .with("first digits 1 to 9", digits.map(|count| count.to_string()).join(" "))
            .with("conformity", band)
            .with("chi2", chi2)
            .with("p of chi2", upper_tail_8(chi2));
        Outcome::flagged_if(mad > self.bands.marginal).value(mad).on(evidence)
    }
}

/// The mean absolute deviation and chi-square of first digits.
fn distances(digits: &Digits, n: f64) -> (f64, f64) {
    let (mut deviation, mut chi2) = (0.0, 0.0);
    for (digit, count) in (1..).zip(digits) {
        let expected = libm::log10(1.0 + 1.0 / f64::from(digit));
        let distance = *count as f64 / n - expected;
        deviation += distance.abs();
        chi2 += distance * distance / expected;
    }
    (deviation / 9.0, n * chi2)
}

/// P(X > x) for chi-square with 8 degrees of freedom: the closed form for even degrees (Abramowitz and Stegun 26.4.5).
fn upper_tail_8(x: f64) -> f64 {
    let half = x / 2.0;
    libm::exp(-half) * (1.0 + half * (1.0 + half / 2.0 * (1.0 + half / 3.0)))
}

/// The first digit that is not nought.
fn first_digit(amount: Amount) -> Option<usize> {
    let rest = amount.millionths().unsigned_abs();
    let power = 10_u128.pow(rest.checked_ilog10()?);
    usize::try_from(rest / power).ok()
}

struct Verdict(Vec<Row>);

impl Judge for Verdict {
    fn rows(&self) -> Rows<'_> {
        Box::new(self.0.iter().cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_agrees_with_printed_tables() {
        // Upper 5 % and 1 % points of chi-square with 8 degrees of freedom.
        assert!((upper_tail_8(15.507_313_055_865_453) - 0.05).abs() < 1e-12);
        assert!((upper_tail_8(20.090_235_029_663_233) - 0.01).abs() < 1e-12);
    }

    #[test]
    fn first_digits_are_read_from_the_exact_amount() {
        let digit = |text: &str| first_digit(Amount::parse(text).expect("an amount"));
        assert_eq!(digit("319820.54"), Some(3));
        assert_eq!(digit("0.0075"), Some(7));
        assert_eq!(digit("0"), None);
    }

    #[test]
    fn a_thousand_powers_of_two_conform() {
        let mut digits = [0; 9];
        let mut value = 1.0_f64;
        for _ in 0..1000 {
            let first = format!("{value:e}").bytes().next().map(|byte| usize::from(byte - b'1'));
            digits[first.expect("a digit")] += 1;
            value *= 2.0;
        }
        let (mad, chi2) = distances(&digits, 1000.0);
        assert!(mad < 0.001 && upper_tail_8(chi2) > 0.99, "{mad} {chi2}");
    }
}
