//! Digit preference: counts that somebody counted end in every digit about equally often; counts that somebody rounded
//! or made up do not. Chi-square of the last digits of counts of 100 and more, where the law of first digits no longer
//! shows.

use super::families::counts;
use crate::cube::Observation;
use probity_core::Decimal;
use serde_json::{Value, json};
use std::cmp::Ordering;

/// Smallest count looked at.
const LEAST: i64 = 100;
/// Fewer counts than this say nothing (the expected frequencies would be below 5).
const ENOUGH: u64 = 50;

/// The check.
pub(super) fn preference(observations: &[Observation]) -> Value {
    let mut digits = [0u64; 10];
    for value in observations.iter().filter(|one| counts(one)).filter_map(|one| one.value) {
        let large = value.compare(Decimal::integer(LEAST)) != Ordering::Less;
        let text = value.to_string();
        if let Some(digit) = text.bytes().last().filter(|_| large && value.is_integer() && !text.contains('.')) {
            digits[usize::from(digit.saturating_sub(b'0')).min(9)] += 1;
        }
    }
    let n: u64 = digits.iter().sum();
    if n < ENOUGH {
        return json!({ "tested": n, "digits": digits, "reason": "too few counts" });
    }
    let expected = n as f64 / 10.0;
    let chi2: f64 = digits.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum();
    json!({ "tested": n, "digits": digits, "chi2": chi2, "df": 9, "p": upper_tail_9(chi2) })
}

/// P(X > x) for chi-square with 9 degrees of freedom: the closed form for odd degrees (Abramowitz and Stegun 26.4.4).
fn upper_tail_9(x: f64) -> f64 {
    let half = x / 2.0;
    let mut term = libm::sqrt(half) / libm::tgamma(1.5);
    let mut sum = term;
    for j in 1..4 {
        term *= half / (f64::from(j) + 0.5);
        sum += term;
    }
    libm::erfc(libm::sqrt(half)) + libm::exp(-half) * sum
}

#[cfg(test)]
mod tests {
    use super::upper_tail_9;

    #[test]
    fn the_tail_agrees_with_printed_tables() {
        // Upper 5 % and 1 % points of chi-square with 9 degrees of freedom.
        assert!((upper_tail_9(16.918_977_604_620_45) - 0.05).abs() < 1e-12);
        assert!((upper_tail_9(21.665_994_333_461_924) - 0.01).abs() < 1e-12);
        assert_eq!(upper_tail_9(0.0), 1.0);
    }
}
