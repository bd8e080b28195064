//! Exact inference through its public door: laws that hold for all counts, and numbers that other programs give.
#![allow(clippy::unwrap_used)] // A test stops at the first surprise.

use probity_statistics::inference::{
    CountError, Kind, Level, Pair, Verdict, clopper_pearson, compare, estimate, garwood, wilson,
};
use proptest::prelude::*;

fn near(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance * expected.abs()
}

fn pair(x1: u64, t1: f64, x0: u64, t0: f64) -> Pair {
    Pair { x1, t1, x0, t0 }
}

#[test]
fn from_two_to_four_is_no_rise() {
    let found = compare(&pair(4, 1.0, 2, 1.0), Level::DEFAULT).unwrap();
    assert_eq!(found.ratio, Some(2.0));
    // 2 (C(6,0) + C(6,1) + C(6,2)) / 2^6.
    assert!(near(found.p, 0.6875, 1e-13), "{}", found.p);
    assert_eq!(found.verdict, Verdict::NoClearChange);
}

/// R 4: qchisq, binom.test, poisson.test.
#[test]
fn the_numbers_are_those_of_r() {
    let ten = garwood(10, Level::DEFAULT);
    assert!(near(ten.low, 4.795_388_696_132_43, 1e-13) && near(ten.high, 18.390_356_042_017_78, 1e-13));
    let few = clopper_pearson(15, 55, Level::DEFAULT);
    assert!(near(few.low, 0.161_379_640_833_43, 1e-12) && near(few.high, 0.409_619_485_344_82, 1e-12));
    let fell = compare(&pair(15, 1.0, 40, 1.0), Level::DEFAULT).unwrap();
    assert!(near(fell.p, 0.001_015_847_194_13, 1e-11));
    assert_eq!(fell.verdict, Verdict::Fell);
}

#[test]
fn a_count_before_of_zero_gives_no_ratio_and_an_interval_without_upper_end() {
    let found = compare(&pair(9, 1.0, 0, 1.0), Level::DEFAULT).unwrap();
    let (low, high) = found.interval.unwrap();
    assert!(found.ratio.is_none() && low > 1.0 && high.is_infinite());
    assert_eq!(found.verdict, Verdict::Rose);
    let nothing = compare(&pair(0, 1.0, 0, 3.0), Level::DEFAULT).unwrap();
    assert_eq!((nothing.ratio, nothing.interval, nothing.p, nothing.p_mid), (None, None, 1.0, 1.0));
}

#[test]
fn millions_and_far_tails_keep_their_digits() {
    // Ten million coins, 31.6 standard deviations down: twice the sum of the binomial terms at 50 digits.
    let found = compare(&pair(4_950_000, 1.0, 5_050_000, 1.0), Level::DEFAULT).unwrap();
    assert!(near(found.p, 2.0 * 8.994_231_212_764_57e-220, 1e-10), "{:e}", found.p);
    let one = clopper_pearson(1, 10_000_000, Level::DEFAULT);
    // 1 - (1 - a/2)^(1/n), the closed form of the lower end at one success.
    assert!(near(one.low, -libm::expm1(libm::log1p(-0.025) / 1e7), 1e-9), "{:e}", one.low);
}

#[test]
fn impossible_counts_are_refused() {
    let level = Level::DEFAULT;
    assert_eq!(estimate(Kind::Wilson, 11, Some(10.0), level), Err(CountError::MoreThanTrials));
    assert_eq!(estimate(Kind::ClopperPearson, 1, None, level), Err(CountError::NoTrials));
    assert_eq!(estimate(Kind::Wilson, 1, Some(2.5), level), Err(CountError::TrialsNotWhole));
    assert_eq!(estimate(Kind::Poisson, 1, Some(0.0), level), Err(CountError::NoExposure));
    assert!(compare(&pair(1, 0.0, 1, 1.0), level).is_err() && compare(&pair(1, 1.0, 1, f64::NAN), level).is_err());
    assert!(Level::new(0.0).is_none() && Level::new(1.0).is_none() && Level::new(f64::NAN).is_none());
}

/// The chance of an outcome, by multiplication: another way than the program's.
fn probability(n: u64, k: u64, share: f64) -> f64 {
    let ways = (0..k).fold(1.0, |ways, i| ways * (n - i) as f64 / (i + 1) as f64);
    ways * share.powi(k as i32) * (1.0 - share).powi((n - k) as i32)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn an_interval_holds_its_estimate_and_a_higher_level_holds_a_lower_one(
        x in 0..5000u64, more in 0..5000u64, level in 0.5..0.999f64,
    ) {
        let n = (x + more).max(1);
        let x = x.min(n);
        let (narrow, wide) = (Level::new(level).unwrap(), Level::new(level + (1.0 - level) / 2.0).unwrap());
        for interval in [|x, n, level| garwood(if n > 0 { x } else { 0 }, level), wilson, clopper_pearson] {
            let (narrow, wide) = (interval(x, n, narrow), interval(x, n, wide));
            prop_assert!(narrow.low <= narrow.value && narrow.value <= narrow.high, "{narrow:?}");
            prop_assert!(wide.low <= narrow.low && narrow.high <= wide.high, "{narrow:?} in {wide:?}");
        }
    }

    #[test]
    fn the_ends_of_a_proportion_mirror_those_of_its_rest(x in 0..3000u64, rest in 1..3000u64) {
        let n = x + rest;
        for interval in [wilson, clopper_pearson] {
            let (one, other) = (interval(x, n, Level::DEFAULT), interval(rest, n, Level::DEFAULT));
            prop_assert!((one.low + other.high - 1.0).abs() < 1e-12);
            prop_assert!((0.0..=1.0).contains(&one.low) && (0.0..=1.0).contains(&one.high));
        }
    }

    #[test]
    fn the_probability_is_the_sum_of_all_outcomes_that_are_no_likelier(
        x1 in 0..40u64, x0 in 0..40u64, t1 in 0.1..10.0f64, t0 in 0.1..10.0f64,
    ) {
        prop_assume!(x1 + x0 > 0);
        let (n, share) = (x1 + x0, t1 / (t1 + t0));
        let limit = probability(n, x1, share) * (1.0 + 1e-7);
        let sum: f64 = (0..=n).map(|k| probability(n, k, share)).filter(|chance| *chance <= limit).sum();
        let found = compare(&pair(x1, t1, x0, t0), Level::DEFAULT).unwrap();
        prop_assert!((found.p - sum.min(1.0)).abs() < 1e-9 * sum, "{} {sum}", found.p);
    }

    #[test]
    fn exchanging_now_and_before_turns_everything_around(
        x1 in 1..3000u64, x0 in 1..3000u64, t1 in 0.1..10.0f64, t0 in 0.1..10.0f64,
    ) {
        let there = compare(&pair(x1, t1, x0, t0), Level::DEFAULT).unwrap();
        let back = compare(&pair(x0, t0, x1, t1), Level::DEFAULT).unwrap();
        let (one, other) = (there.interval.unwrap(), back.interval.unwrap());
        prop_assert!(near(there.p, back.p, 1e-9) && near(there.p_mid, back.p_mid, 1e-9));
        prop_assert!(near(one.0 * other.1, 1.0, 1e-9) && near(one.1 * other.0, 1.0, 1e-9));
        let turned = match there.verdict {
            Verdict::Rose => Verdict::Fell,
            Verdict::Fell => Verdict::Rose,
            Verdict::NoClearChange => Verdict::NoClearChange,
        };
        prop_assert_eq!(back.verdict, turned);
    }

    /// Each end of the exact interval is the share at which the count is just not surprising on that side.
    #[test]
    fn the_interval_is_the_dual_of_the_one_sided_tests(x in 1..60u64, rest in 1..60u64) {
        let n = x + rest;
        let found = clopper_pearson(x, n, Level::DEFAULT);
        let at_least: f64 = (x..=n).map(|k| probability(n, k, found.low)).sum();
        let at_most: f64 = (0..=x).map(|k| probability(n, k, found.high)).sum();
        prop_assert!((at_least - 0.025).abs() < 1e-9 && (at_most - 0.025).abs() < 1e-9, "{at_least} {at_most}");
    }
}
