//! How often intervals cover the truth, with an honest interval of that share itself: a method whose 90 % intervals
//! cover 85 of 100 truths has not been shown to fall short. Needs a world with a known truth.

use std::collections::BTreeMap;

/// How often intervals covered their truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Intervals that contain the truth, ends included.
    pub covered: u32,
    /// All intervals.
    pub total: u32,
    /// `covered / total`; `None` without intervals.
    pub share: Option<f64>,
    /// Lower end of the exact 95 % interval of the share; 0 without intervals.
    pub low: f64,
    /// Upper end of it; 1 without intervals.
    pub high: f64,
}

/// Coverage of `(low, high, truth)`. An interval with an end that is not a number counts as not covering: a method
/// that gives no interval must be left out by the caller, and be told.
///
/// `low` and `high` are Clopper and Pearson's (1934) and hold for intervals with independent errors. Errors persist
/// over editions and are shared by countries through a source's tilt, so give one edition of a world at a time, or
/// pool over worlds with different seeds; pooled editions of one world make the interval of the share too narrow.
pub fn coverage(intervals: &[(f64, f64, f64)]) -> Coverage {
    let covered = intervals.iter().filter(|(low, high, truth)| low <= truth && truth <= high).count();
    let covered = u32::try_from(covered).unwrap_or(u32::MAX);
    let total = u32::try_from(intervals.len()).unwrap_or(u32::MAX);
    let (low, high) = clopper_pearson(covered, total);
    let share = (total > 0).then(|| f64::from(covered) / f64::from(total));
    Coverage { covered, total, share, low, high }
}

/// Coverage by number of sources, from `(sources, low, high, truth)`.
pub fn coverage_by_sources(intervals: &[(usize, f64, f64, f64)]) -> BTreeMap<usize, Coverage> {
    let mut groups: BTreeMap<usize, Vec<(f64, f64, f64)>> = BTreeMap::new();
    for &(sources, low, high, truth) in intervals {
        groups.entry(sources).or_default().push((low, high, truth));
    }
    groups.into_iter().map(|(sources, group)| (sources, coverage(&group))).collect()
}

/// The exact 95 % interval of a share of `covered` among `total`: all p with P(X >= covered) > 0.025 and
/// P(X <= covered) > 0.025.
pub fn clopper_pearson(covered: u32, total: u32) -> (f64, f64) {
    let covered = covered.min(total);
    (lower_end(covered, total), 1.0 - lower_end(total - covered, total))
}

/// The p at which `successes` or more have probability 0.025; 0 for no successes.
fn lower_end(successes: u32, total: u32) -> f64 {
    if successes == 0 {
        return 0.0;
    }
    // The tail grows with p; at successes/total it is near one half, far above 0.025.
    let (mut low, mut high) = (0.0, f64::from(successes) / f64::from(total));
    // 60 halvings leave less than a float's spacing.
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if upper_tail(successes, total, middle) < 0.025 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// P(X >= successes) of the binomial, for 0 < p <= successes/total: the terms fall from the first on.
fn upper_tail(successes: u32, total: u32, p: f64) -> f64 {
    let (k, n) = (f64::from(successes), f64::from(total));
    let choose = libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    let failures = if successes == total { 0.0 } else { (n - k) * libm::log1p(-p) };
    let mut term = libm::exp(choose + k * libm::log(p) + failures);
    let mut sum = term;
    for j in successes..total {
        term *= f64::from(total - j) / (f64::from(j) + 1.0) * (p / (1.0 - p));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// SciPy 1.x, `scipy.stats.binomtest(k, n).proportion_ci(0.95, "exact")`.
    const SCIPY: [(u32, u32, f64, f64); 6] = [
        (0, 20, 0.0, 0.16843347098308548),
        (20, 20, 0.8315665290169145, 1.0),
        (17, 20, 0.6210731734547044, 0.9679290628144552),
        (162, 180, 0.8465649683471653, 0.9396495982195368),
        (1, 3, 0.008403758659612647, 0.9057006759492866),
        (1900, 2160, 0.8651584955777504, 0.8930615283493196),
    ];

    #[test]
    fn the_interval_of_a_share_is_clopper_and_pearsons() {
        for (k, n, low, high) in SCIPY {
            let (our_low, our_high) = clopper_pearson(k, n);
            assert!((our_low - low).abs() < 1e-9 && (our_high - high).abs() < 1e-9, "{k}/{n}: {our_low} {our_high}");
        }
    }

    #[test]
    fn ends_count_as_covered_and_missing_ends_do_not() {
        let result = coverage(&[(1.0, 2.0, 2.0), (1.0, 2.0, 2.1), (f64::NAN, 2.0, 1.0), (0.0, 1.0, 0.5)]);
        assert_eq!((result.covered, result.total, result.share), (2, 4, Some(0.5)));
        let none = coverage(&[]);
        assert_eq!((none.total, none.share, none.low, none.high), (0, None, 0.0, 1.0));
    }

    #[test]
    fn groups_by_number_of_sources_add_up_to_the_total() {
        let rows = [(3, 0.0, 1.0, 0.5), (3, 0.0, 1.0, 2.0), (7, 0.0, 1.0, 1.0)];
        let groups = coverage_by_sources(&rows);
        assert_eq!(groups[&3].share, Some(0.5));
        assert_eq!(groups.values().map(|group| group.total).sum::<u32>(), 3);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share(total in 1u32..3000, part in 0.0f64..=1.0) {
            let covered = (f64::from(total) * part) as u32;
            let (low, high) = clopper_pearson(covered, total);
            let share = f64::from(covered) / f64::from(total);
            prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
        }
    }
}
