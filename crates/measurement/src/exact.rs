//! Scores as exact decimals. A published mean is rounded from what the publishers wrote down, so every sum of scores
//! is a sum of decimals: it does not depend on the order of sources and does not lose the half on which rounding turns.

use crate::panel::Country;
use probity_core::Decimal;

/// No index has a scale this long; below it, sums of scores multiplied by three counts stay far inside 128 bits.
const LARGEST: f64 = 1e9;

/// A score as the decimal it was written as. Numbers with more decimals than a [`Decimal`] keeps are cut to 15, far
/// below any publisher's precision; `None` for what is no score at all (not finite, or beyond [`LARGEST`]).
pub(crate) fn decimal(value: f64) -> Option<Decimal> {
    if value.is_nan() || value.abs() > LARGEST {
        return None;
    }
    Decimal::from_shortest(value).or_else(|| Decimal::parse(&format!("{value:.15}")))
}

/// The available scores of a country, in the order of the sources.
pub(crate) fn available(country: &Country) -> Vec<Decimal> {
    country.scores.iter().filter_map(|score| decimal((*score)?)).collect()
}

/// Sum of squared deviations from `mean`. Squares are added in order of size, so the result is the same bits for any
/// order and either sign of `values`, and exactly 0 when all values are equal.
pub(crate) fn squared_deviations(values: &[Decimal], mean: f64) -> f64 {
    let deviation = |value: &Decimal| value.to_f64() - mean;
    let mut squares: Vec<f64> = values.iter().map(|value| deviation(value) * deviation(value)).collect();
    squares.sort_by(f64::total_cmp);
    squares.iter().sum()
}

/// The standard error of the mean of `values`, from the sample standard deviation (divisor n - 1). `None` below two
/// values, where a sample says nothing about its spread.
pub(crate) fn standard_error(values: &[Decimal]) -> Option<f64> {
    let n = u32::try_from(values.len()).ok().filter(|n| *n >= 2)?;
    let squares = squared_deviations(values, Decimal::sum(values).divide(n));
    Some((squares / f64::from(n - 1) / f64::from(n)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_scale_holds_is_no_score_and_long_decimals_are_cut() {
        assert!([f64::NAN, f64::INFINITY, -1e10].iter().all(|value| decimal(*value).is_none()));
        assert_eq!(
            decimal(1.234_567_890_123_456_7e-5).map(|value| value.to_string()),
            Some("0.000012345678901".to_owned())
        );
    }
}
