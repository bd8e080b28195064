//! Quantiles of draws. Every simulation of this crate ends in "the value that so many per cent of the draws stay
//! below"; one definition (type 7 of Hyndman and Fan 1996, the default of R) keeps those numbers comparable.

/// The type 7 quantile of `values` at `share` (0–1), in the unit of the values: linear between the order statistics
/// around position `(n - 1) * share`. Reorders `values`, which is faster than sorting them. `None` when there are none.
///
/// NaN sorts above every number; a share outside 0–1 is taken as 0 or 1.
pub fn quantile<T: Copy + Into<f64>>(values: &mut [T], share: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let position = last as f64 * share.clamp(0.0, 1.0);
    let below = (position.floor() as usize).min(last);
    let (_, &mut low, above) = values.select_nth_unstable_by(below, |a, b| (*a).into().total_cmp(&(*b).into()));
    let low: f64 = low.into();
    let fraction = position - below as f64;
    if fraction <= 0.0 || above.is_empty() {
        return Some(low);
    }
    let next = above.iter().map(|&value| value.into()).fold(f64::INFINITY, f64::min);
    Some(low + fraction * (next - low))
}

#[cfg(test)]
mod tests {
    use super::quantile;
    use proptest::prelude::*;

    #[test]
    fn quantiles_agree_with_the_default_of_r() {
        // R: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), c(0, .1, .5, .9, 1))
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        for (share, expected) in [(0.0, 1.0), (0.1, 1.0), (0.5, 3.5), (0.9, 6.9), (1.0, 9.0)] {
            let found = quantile(&mut values.clone(), share).unwrap();
            assert!((found - expected).abs() < 1e-12, "{share}: {found}");
        }
    }

    #[test]
    fn no_values_have_no_quantile() {
        assert_eq!(quantile::<f64>(&mut [], 0.5), None);
    }

    proptest! {
        #[test]
        fn selection_gives_what_sorting_gives(mut values in prop::collection::vec(-1e6f32..1e6, 1..200), share in 0.0..=1.0f64) {
            let mut sorted: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
            sorted.sort_by(f64::total_cmp);
            let position = (sorted.len() - 1) as f64 * share;
            let (low, high) = (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
            let expected = low + (position - position.floor()) * (high - low);
            prop_assert!((quantile(&mut values, share).unwrap() - expected).abs() <= 1e-9 * expected.abs().max(1.0));
        }
    }
}
