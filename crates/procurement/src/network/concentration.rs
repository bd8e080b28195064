//! How far few hold what many share: Herfindahl and Hirschman's index, the share of the four largest, Gini's coefficient.

/// The sum of squared shares of values above nought: 1 for one supplier, 1/k for k equal ones.
pub fn hhi(values: &[f64]) -> f64 {
    let sorted = ascending(values);
    let total: f64 = sorted.iter().sum();
    sorted.iter().map(|value| value * value).sum::<f64>() / (total * total)
}

/// The share of the four largest.
pub fn c4(values: &[f64]) -> f64 {
    let sorted = ascending(values);
    let total: f64 = sorted.iter().sum();
    sorted.iter().rev().take(4).sum::<f64>() / total
}

/// Small ones first: sums do not depend on the order of names, and lose least.
fn ascending(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Gini's coefficient of values that are nought or more: 0 when all are equal, close to 1 when one has nearly all.
pub fn gini(values: &[f64]) -> f64 {
    let sorted = ascending(values);
    let (n, total) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    if total <= 0.0 {
        return 0.0;
    }
    let weighted: f64 = sorted.iter().enumerate().map(|(before, value)| (2.0 * before as f64 + 1.0 - n) * value).sum();
    weighted / (n * total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_and_a_single_holder_are_the_two_ends() {
        assert_eq!((hhi(&[0.25; 4]), c4(&[0.25; 4]), gini(&[0.25; 4])), (0.25, 1.0, 0.0));
        assert_eq!((hhi(&[1.0]), c4(&[1.0]), gini(&[1.0])), (1.0, 1.0, 0.0));
        assert!((gini(&[0.0, 0.0, 0.0, 1.0]) - 0.75).abs() < 1e-15);
        assert!((c4(&[0.1, 0.3, 0.2, 0.15, 0.25]) - 0.9).abs() < 1e-15);
        assert_eq!(gini(&[]), 0.0);
    }
}
