//! Rank sets through the public door: against sets computed elsewhere, and the laws they must keep.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "helpers of tests are tests")]

use probity_measurement::random::Normals;
use probity_measurement::ranks::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

const SURVEYS: [&str; 6] =
    ["pisa2018_math", "pisa2018_reading", "pisa2018_science", "pisa2022_math", "pisa2022_reading", "pisa2022_science"];

fn rows(path: &str) -> Option<Vec<csv::StringRecord>> {
    let mut reader = csv::Reader::from_path(probity_testkit::reference(path)?).unwrap();
    Some(reader.records().map(Result::unwrap).collect())
}

fn estimates(survey: &str) -> Option<Vec<Estimate>> {
    let read = |row: csv::StringRecord| Estimate {
        unit: row[0].to_owned(),
        estimate: row[1].parse().unwrap(),
        se: row[2].parse().unwrap(),
    };
    Some(rows(&format!("measurement/ranks/{survey}_estimates.csv"))?.into_iter().map(read).collect())
}

/// By unit: rank, marginal bounds, simultaneous bounds.
fn reference_sets(survey: &str) -> Option<BTreeMap<String, [usize; 5]>> {
    let read = |row: csv::StringRecord| (row[0].to_owned(), [1, 2, 3, 4, 5].map(|column| row[column].parse().unwrap()));
    Some(rows(&format!("measurement/ranks/{survey}_csranks.csv"))?.into_iter().map(read).collect())
}

/// Sets in all surveys, and how many of them have both bounds within `tolerance` of the reference.
fn agreement(draws: usize, tolerance: usize) -> Option<(usize, usize)> {
    let (mut all, mut close) = (0, 0);
    for survey in SURVEYS {
        let (estimates, reference) = (estimates(survey)?, reference_sets(survey)?);
        let settings = Settings { coverage: 0.95, draws, seed: 2024, simultaneous: false };
        let both = rank_sets_both(&estimates, &settings).unwrap();
        for (sets, bounds) in [(&both.marginal, 1), (&both.simultaneous, 3)] {
            for set in sets {
                let expected = &reference[&set.unit];
                assert_eq!(set.rank, expected[0], "{survey} {}", set.unit);
                let near = |found: usize, known: usize| found.abs_diff(known) <= tolerance;
                all += 1;
                close += usize::from(near(set.low, expected[bounds]) && near(set.high, expected[bounds + 1]));
            }
        }
    }
    eprintln!("{draws} draws: {close} of {all} sets within {tolerance}");
    Some((all, close))
}

#[test]
fn sets_agree_with_the_reference_at_twenty_thousand_draws() {
    let Some((all, close)) = agreement(20_000, 1) else { return };
    assert!(close as f64 >= 0.97 * all as f64, "{close} of {all}");
    let Some((all, exact)) = agreement(20_000, 0) else { return };
    assert!(exact as f64 >= 0.85 * all as f64, "{exact} of {all}");
}

#[test]
fn sets_are_near_the_reference_at_a_thousand_draws() {
    let Some((all, close)) = agreement(1_000, 2) else { return };
    assert!(close as f64 >= 0.92 * all as f64, "{close} of {all}");
}

fn table(rows: &[(f64, f64)]) -> Vec<Estimate> {
    let name = |i: usize| format!("unit {i:03}");
    rows.iter().enumerate().map(|(i, &(estimate, se))| Estimate { unit: name(i), estimate, se }).collect()
}

/// Share of simulated studies in which the sets hold the truth: (a fixed unit's marginal set, all simultaneous sets).
fn coverage_in_simulations(truth: &[f64], se: &[f64], coverage: f64) -> (f64, f64) {
    let studies = 2_000;
    let mut normals = Normals::new(99);
    let mut noise = vec![0.0; truth.len()];
    let true_rank = |unit: usize| {
        let above = truth.iter().filter(|&&other| other > truth[unit]).count();
        let equal = truth.iter().filter(|&&other| other == truth[unit]).count();
        (1 + above, above + equal)
    };
    let holds = |set: &RankSet, unit: usize| set.low <= true_rank(unit).0 && true_rank(unit).1 <= set.high;
    let (mut one, mut all) = (0, 0);
    for study in 0..studies {
        normals.draw(study, &mut noise);
        let rows: Vec<(f64, f64)> = truth.iter().zip(se).zip(&noise).map(|((t, s), z)| (t + s * z, *s)).collect();
        let settings = Settings { coverage, draws: 500, seed: study, simultaneous: false };
        let both = rank_sets_both(&table(&rows), &settings).unwrap();
        one += usize::from(holds(&both.marginal[2], 2));
        all += usize::from(both.simultaneous.iter().enumerate().all(|(unit, set)| holds(set, unit)));
    }
    (one as f64 / studies as f64, all as f64 / studies as f64)
}

#[test]
fn sets_hold_the_true_ranks_as_often_as_they_promise() {
    let se = [1.0, 0.5, 1.0, 2.0, 1.0, 0.7];
    // All equal is the hardest case (any rejection is wrong); then a spread; then one exactly known unit.
    let cases = [[0.0; 6], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [0.0, 0.0, 0.0, 4.0, 4.0, 9.0]];
    for truth in cases {
        let (one, all) = coverage_in_simulations(&truth, &se, 0.9);
        eprintln!("{truth:?}: marginal {one}, simultaneous {all}");
        // Three Monte-Carlo standard errors of a share of 0.9 in 2,000, plus that of the 500 draws' quantile.
        assert!(one >= 0.875 && all >= 0.875, "{truth:?}: marginal {one}, simultaneous {all}");
    }
    let (one, all) = coverage_in_simulations(&[0.0; 6], &se, 0.9);
    assert!(all < 0.93 && one < 0.98, "sets that are never wrong are too wide: {one}, {all}");
}

#[test]
fn exactly_known_units_are_told_apart_and_ties_are_not() {
    let sets = |simultaneous| {
        let settings = Settings { simultaneous, draws: 300, ..Settings::default() };
        rank_sets(&table(&[(3.0, 0.0), (1.0, 0.0), (3.0, 0.0), (1.0 + 1e-9, 0.0)]), &settings).unwrap()
    };
    for sets in [sets(false), sets(true)] {
        let found: Vec<_> = sets.iter().map(|set| (set.rank, set.low, set.high, set.expected)).collect();
        assert_eq!(found, [(1, 1, 2, 1.0), (4, 4, 4, 4.0), (1, 1, 2, 1.0), (3, 3, 3, 3.0)]);
        assert_eq!(sets[0].best_probability, 1.0);
    }
}

#[test]
fn one_uncertain_unit_among_known_ones_keeps_them_apart() {
    let settings = Settings { draws: 2_000, ..Settings::default() };
    let both = rank_sets_both(&table(&[(3.0, 0.0), (2.0, 5.0), (1.0, 0.0)]), &settings).unwrap();
    for sets in [&both.marginal, &both.simultaneous] {
        assert_eq!((sets[1].low, sets[1].high), (1, 3));
        assert_eq!((sets[0].low, sets[0].high), (1, 2));
        assert_eq!((sets[2].low, sets[2].high), (2, 3));
    }
    assert!((both.marginal[1].expected - 2.0).abs() < 0.1);
}

#[test]
fn wild_magnitudes_give_sets_and_not_a_crash() {
    let rows = [(1e300, 1e-300), (-1e300, 1e290), (0.0, 0.0), (1e-300, 1e-300), (5.0, 1.0)];
    for simultaneous in [false, true] {
        let settings = Settings { simultaneous, draws: 100, ..Settings::default() };
        for set in rank_sets(&table(&rows), &settings).unwrap() {
            assert!(1 <= set.low && set.low <= set.high && set.high <= 5, "{set:?}");
        }
    }
}

#[test]
fn impossible_input_is_refused_with_the_unit_named() {
    let refuse = |rows: &[(f64, f64)], settings: &Settings| rank_sets(&table(rows), settings).unwrap_err().to_string();
    let usual = Settings::default();
    assert!(refuse(&[(1.0, -1.0)], &usual).contains("unit 000"));
    assert!(refuse(&[(1.0, 0.0), (f64::NAN, 1.0)], &usual).contains("unit 001"));
    assert!(refuse(&[], &Settings { coverage: 1.0, ..usual.clone() }).contains("coverage"));
    assert!(refuse(&[(1.0, 1.0)], &Settings { draws: 0, ..usual.clone() }).contains("draw"));
    let mut twice = table(&[(1.0, 1.0), (2.0, 1.0)]);
    twice[1].unit = twice[0].unit.clone();
    assert_eq!(rank_sets(&twice, &usual), Err(RankError::Twice("unit 000".to_owned())));
    assert_eq!(rank_sets(&[], &usual), Ok(vec![]));
}

#[test]
fn tiers_rise_only_where_a_difference_is_significant() {
    let rows = table(&[(10.0, 1.0), (9.0, 1.0), (7.5, 1.0), (6.9, 1.0), (0.0, 0.0), (0.0, 0.0), (-0.1, 0.0)]);
    // 1.645 * sqrt(2) = 2.33: 7.5 is below 10 by more, 6.9 is not clearly below 7.5.
    assert_eq!(significant_tiers(&rows, 0.9), [1, 1, 2, 2, 3, 3, 4]);
    let sets = rank_sets(&rows, &Settings { simultaneous: true, ..Settings::default() }).unwrap();
    assert!(tau_best(&sets, 1).contains(&"unit 000") && !tau_best(&sets, 1).contains(&"unit 004"));
    assert_eq!(tau_best(&sets, 7).len(), 7);
}

#[test]
fn the_probability_of_being_above_is_a_probability_of_both() {
    let rows = table(&[(1.0, 1.0), (0.0, 1.0), (2.0, 0.0), (2.0, 0.0), (1.0, 0.0)]);
    assert!((probability_above(&rows[0], &rows[1]) - 0.760_249_938_906_523_2).abs() < 1e-12);
    assert!((probability_above(&rows[0], &rows[1]) + probability_above(&rows[1], &rows[0]) - 1.0).abs() < 1e-15);
    assert_eq!(probability_above(&rows[2], &rows[3]), 0.5);
    assert_eq!((probability_above(&rows[2], &rows[4]), probability_above(&rows[4], &rows[2])), (1.0, 0.0));
}

fn tables() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((-10.0..10.0f64, prop_oneof![Just(0.0), 0.01..3.0f64]), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn the_same_seed_gives_the_same_sets_whatever_the_order_of_rows(rows in tables(), turn in 0usize..12) {
        let settings = Settings { draws: 200, ..Settings::default() };
        let straight = rank_sets_both(&table(&rows), &settings).unwrap();
        prop_assert_eq!(&rank_sets_both(&table(&rows), &settings).unwrap(), &straight);
        let mut turned = table(&rows);
        turned.reverse();
        turned.rotate_left(turn % rows.len());
        let mut both = rank_sets_both(&turned, &settings).unwrap();
        both.marginal.sort_by(|a, b| a.unit.cmp(&b.unit));
        both.simultaneous.sort_by(|a, b| a.unit.cmp(&b.unit));
        prop_assert_eq!(both, straight);
    }

    #[test]
    fn another_unit_of_measure_changes_no_set(rows in tables()) {
        // A power of two and no shift: exact in floating point, so the sets must be equal, not merely close.
        let settings = Settings { draws: 200, simultaneous: true, ..Settings::default() };
        let scaled: Vec<(f64, f64)> = rows.iter().map(|&(x, s)| (x * 1024.0, s * 1024.0)).collect();
        prop_assert_eq!(rank_sets(&table(&rows), &settings), rank_sets(&table(&scaled), &settings));
    }

    #[test]
    fn ranks_lie_in_their_marginal_sets_and_those_in_the_simultaneous_ones(rows in tables()) {
        let both = rank_sets_both(&table(&rows), &Settings { draws: 200, ..Settings::default() }).unwrap();
        for (one, all) in both.marginal.iter().zip(&both.simultaneous) {
            prop_assert!(one.low <= one.rank && one.rank <= one.high, "{:?}", one);
            prop_assert!(1.0 <= one.expected && one.expected <= rows.len() as f64);
            prop_assert_eq!(one.expected, all.expected);
        }
    }
}
