//! The area under the ROC curve: how well a number tells cases from others. It is the probability that a case drawn at random
//! has the larger value, with ties as one half, and needs no threshold and no distribution.

use super::Level;
use libm::exp;
use probity_core::special::normal;

/// An area with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Auc {
    /// P(case > other) + P(case = other) / 2: 1 when all cases are larger, 0.5 when they are mixed, 0 when all are smaller.
    pub value: f64,
    /// Both ends of its interval; `None` where the variance is nought, as it is when one class is larger throughout or all
    /// values are equal, so that nothing is known about how far to trust it.
    pub interval: Option<(f64, f64)>,
}

/// The area for the values of cases and of others; `None` with fewer than two of either, or with a value that is no number.
///
/// The variance is that of DeLong, DeLong and Clarke-Pearson (1988), in O(n log n) as Sun and Xu (2014) have it. The interval
/// is symmetric on the logit scale: symmetric ends of the area itself leave 0 to 1, and where the area is 0.95 and there are
/// 20 values a class those of 95 % hold it 85 times in 100, those of the logit 96 times.
pub fn auc(cases: &[f64], others: &[f64], level: Level) -> Option<Auc> {
    if cases.len() < 2 || others.len() < 2 || cases.iter().chain(others).any(|value| value.is_nan()) {
        return None;
    }
    let (cases, others) = (sorted(cases), sorted(others));
    let (of_cases, of_others) = (ranks(&cases, &others), ranks(&others, &cases));
    let pairs = cases.len() as f64 * others.len() as f64;
    // Both sums are whole numbers; one division each.
    let half_wins = |ranks: &[u64]| ranks.iter().sum::<u64>() as f64 / (2.0 * pairs);
    let (value, rest) = (half_wins(&of_cases), half_wins(&of_others));
    let variance = spread(&of_cases, others.len()) + spread(&of_others, cases.len());
    let interval = (variance > 0.0 && value > 0.0 && rest > 0.0).then(|| {
        let half = -normal::quantile(level.tail()) * variance.sqrt() / (value * rest);
        let end = |by: f64| 1.0 / (1.0 + rest / value * exp(by));
        (end(half), end(-half))
    });
    Some(Auc { value, interval })
}

fn sorted(values: &[f64]) -> Vec<f64> {
    // Plus nought makes −0 the 0 that it equals.
    let mut values: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Of each value, twice the number of others below it and once that of its equals.
fn ranks(values: &[f64], others: &[f64]) -> Vec<u64> {
    let rank = |value: &f64| {
        let (below, not_above) =
            (others.partition_point(|own| own < value), others.partition_point(|own| own <= value));
        (below + not_above) as u64
    };
    values.iter().map(rank).collect()
}

/// The variance of the mean of a class's ranks, as shares of the other class.
fn spread(ranks: &[u64], others: usize) -> f64 {
    let n = ranks.len() as f64;
    let mean = ranks.iter().sum::<u64>() as f64 / n;
    let squares: f64 = ranks.iter().map(|rank| (*rank as f64 - mean).powi(2)).sum();
    squares / (n - 1.0) / n / (2.0 * others as f64).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(cases: &[f64], others: &[f64]) -> Auc {
        auc(cases, others, Level::DEFAULT).expect("two values of each")
    }

    #[test]
    fn a_small_sample_has_the_area_and_the_interval_worked_out_by_hand() {
        // Of 20 pairs 15 are won and one is tied; DeLong's variance is 143/4800 (fractions of Python).
        let found = of(&[8.0, 6.0, 5.0, 4.0], &[7.0, 5.0, 3.0, 2.0, 1.0]);
        assert_eq!(found.value, 0.775);
        let (low, high) = found.interval.expect("an interval");
        assert!((low - 0.331_085_413_215_474_74).abs() < 1e-14 && (high - 0.959_952_026_785_105_6).abs() < 1e-14);
    }

    #[test]
    fn what_no_variance_can_be_told_of_has_no_interval() {
        let apart = [of(&[3.0, 4.0], &[1.0, 2.0]), of(&[1.0, 2.0], &[3.0, 4.0]), of(&[0.0, -0.0], &[0.0, 0.0])];
        assert_eq!(apart.map(|own| own.value), [1.0, 0.0, 0.5]);
        assert!(apart.iter().all(|own| own.interval.is_none()));
        assert_eq!(auc(&[1.0], &[1.0, 2.0], Level::DEFAULT), None);
        assert_eq!(auc(&[1.0, f64::NAN], &[1.0, 2.0], Level::DEFAULT), None);
        assert_eq!(of(&[1.0, f64::INFINITY], &[1.0, 2.0]).value, 0.625);
    }

    #[test]
    fn the_interval_holds_the_true_area_about_as_often_as_it_says() {
        use rand::{Rng as _, SeedableRng as _};
        let mut random = rand_chacha::ChaCha8Rng::from_seed([7; 32]);
        let mut uniform = || (random.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0;
        // The larger of k uniform draws beats one with probability k / (k + 1): 0.9 for k = 9.
        let mut held = 0;
        for _ in 0..1000 {
            let cases: Vec<f64> = (0..25).map(|_| (0..9).map(|_| uniform()).fold(0.0, f64::max)).collect();
            let others: Vec<f64> = (0..40).map(|_| uniform()).collect();
            held += i32::from(of(&cases, &others).interval.is_some_and(|(low, high)| low <= 0.9 && 0.9 <= high));
        }
        // Three standard deviations of 950 are 21.
        assert!((929..=985).contains(&held), "{held} of 1000");
    }

    /// The definition: every pair compared.
    fn by_pairs(cases: &[f64], others: &[f64]) -> (f64, f64) {
        let beats = |x: f64, y: f64| if x > y { 1.0 } else { f64::from(u8::from(x == y)) / 2.0 };
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let of_cases: Vec<f64> =
            cases.iter().map(|x| mean(&others.iter().map(|y| beats(*x, *y)).collect::<Vec<_>>())).collect();
        let of_others: Vec<f64> =
            others.iter().map(|y| mean(&cases.iter().map(|x| beats(*x, *y)).collect::<Vec<_>>())).collect();
        let area = mean(&of_cases);
        let variance = |values: &[f64]| {
            let n = values.len() as f64;
            values.iter().map(|value| (value - area).powi(2)).sum::<f64>() / (n - 1.0) / n
        };
        (area, variance(&of_cases) + variance(&of_others))
    }

    proptest! {
        #[test]
        fn ranks_give_what_comparing_every_pair_gives(
            cases in proptest::collection::vec(0_u8..12, 2..20),
            others in proptest::collection::vec(0_u8..12, 2..20),
        ) {
            let [cases, others] = [cases, others].map(|own| own.into_iter().map(f64::from).collect::<Vec<f64>>());
            let (area, variance) = by_pairs(&cases, &others);
            let (found, mirrored) = (of(&cases, &others), of(&others, &cases));
            prop_assert!((found.value - area).abs() < 1e-12);
            prop_assert!((found.value + mirrored.value - 1.0).abs() < 1e-12);
            if let (Some((low, high)), Some(mirror)) = (found.interval, mirrored.interval) {
                let logit = |share: f64| libm::log(share / (1.0 - share));
                let half = 1.959_963_984_540_054 * variance.sqrt() / (area * (1.0 - area));
                prop_assert!((logit(low) - logit(area) + half).abs() < 1e-9);
                prop_assert!((logit(high) - logit(area) - half).abs() < 1e-9);
                prop_assert!((low + mirror.1 - 1.0).abs() < 1e-12 && 0.0 <= low && high <= 1.0);
            } else {
                prop_assert!(variance < 1e-12 || area.min(1.0 - area) < 1e-12);
            }
        }
    }
}
