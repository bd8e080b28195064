//! Quantiles of type 8 of Hyndman and Fan (1996), unbiased for the median whatever the distribution. Flags and the
//! reference implementation use this one; type 7, the default of most software, gives other fences.

/// The values in ascending order; NaN last.
pub fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The quantile at `share` (0–1) of values in ascending order: linear between the order statistics around position
/// h = (n + 1/3)·share + 1/3, counted from 1. `None` when there are none.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let position = (sorted.len() as f64 + 1.0 / 3.0) * share + 1.0 / 3.0;
    let below = position.floor();
    if below < 1.0 {
        return Some(first);
    }
    if below >= sorted.len() as f64 {
        return Some(last);
    }
    let (low, high) = (*sorted.get(below as usize - 1)?, *sorted.get(below as usize)?);
    Some(low + (position - below) * (high - low))
}

/// The median of values in ascending order.
pub fn median(sorted: &[f64]) -> Option<f64> {
    quantile(sorted, 0.5)
}

/// The median of the distances from `centre`.
pub fn median_distance(values: &[f64], centre: f64) -> Option<f64> {
    median(&sorted(values.iter().map(|value| (value - centre).abs()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_type_8_of_r() {
        // R: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), c(0, .05, .25, .5, .75, 1), type = 8)
        let values = sorted(vec![3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0]);
        let expected = [
            (0.0, 1.0),
            (0.05, 1.0),
            (0.25, 1.416_666_666_666_666_7),
            (0.5, 3.5),
            (0.75, 5.583_333_333_333_333),
            (1.0, 9.0),
        ];
        for (share, expected) in expected {
            let found = quantile(&values, share).expect("values");
            assert!((found - expected).abs() < 1e-12, "{share}: {found}");
        }
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[7.0], 0.9), Some(7.0));
        assert_eq!(median_distance(&[1.0, 2.0, 4.0], 2.0), Some(1.0));
    }
}
