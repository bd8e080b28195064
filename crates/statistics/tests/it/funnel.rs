//! The funnel through its public door: what must hold for any set of cases, and ratios of totals.
#![allow(clippy::unwrap_used)] // A test stops at the first surprise.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use probity_statistics::cube::{Stage, UnitCount};
use probity_statistics::funnel::{Case, Funnel, Question, StageCount, UnitMix, Words, funnel, ratios};
use probity_statistics::inference::Level;
use proptest::prelude::*;

const START: Date = date(2020, 1, 1);

fn asked(cut: Date, times: &[u32]) -> Question {
    Question { cut, times: times.to_vec(), level: Level::DEFAULT }
}

fn day(days: i32) -> Date {
    START.checked_add(days.days()).unwrap()
}

/// Cases of one day: days until the end and the way it ended, or nothing.
fn cases(ends: &[Option<(i32, usize)>]) -> Vec<Case> {
    let mut words = Words::default();
    let mut case = |end: &Option<(i32, usize)>| Case {
        cohort: words.once("2020"),
        start: START,
        end: end.map(|(days, how)| (day(days), words.once(["a", "b", "c"][how]))),
    };
    ends.iter().map(&mut case).collect()
}

fn share(funnel: &Funnel, outcome: &str, time: u32) -> f64 {
    let row = |row: &&probity_statistics::funnel::Incidence| {
        &*row.cohort == "2020" && &*row.outcome == outcome && row.time == time
    };
    funnel.incidence.iter().find(row).unwrap().share.unwrap().value
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn without_censoring_the_shares_are_plain_proportions_with_their_error(
        ends in prop::collection::vec((0..400i32, 0..3usize), 1..60), time in 0..400u32,
    ) {
        let found = funnel(&cases(&ends.iter().copied().map(Some).collect::<Vec<_>>()), &asked(day(400), &[time]));
        for row in found.incidence.iter().filter(|row| &*row.cohort == "2020") {
            let reached = ends.iter().filter(|(days, how)| {
                *days as u32 <= time && ["a", "b", "c"][*how] == &*row.outcome
            }).count() as f64;
            let (n, found) = (ends.len() as f64, row.share.unwrap());
            let p = reached / n;
            prop_assert!((found.value - p).abs() < 1e-12);
            prop_assert!((found.se - (p * (1.0 - p) / n).sqrt()).abs() < 1e-7, "{} {}", found.se, (p * (1.0 - p) / n).sqrt());
            prop_assert!(found.low <= found.value && found.value <= found.high && row.complete);
        }
    }

    #[test]
    fn the_shares_of_all_outcomes_and_of_open_cases_are_one(
        ends in prop::collection::vec(prop::option::of((0..300i32, 0..3usize)), 1..60), cut in 1..300i32,
    ) {
        let found = funnel(&cases(&ends), &asked(day(cut), &[cut as u32]));
        let mut open = 1.0;
        let mut days: Vec<i32> = ends.iter().flatten().map(|end| end.0).filter(|days| *days <= cut).collect();
        days.sort_unstable();
        days.dedup();
        for t in days {
            let at = |end: &&Option<(i32, usize)>| end.is_none_or(|end| end.0 >= t);
            let ended = ends.iter().flatten().filter(|end| end.0 == t).count() as f64;
            open *= 1.0 - ended / ends.iter().filter(at).count() as f64;
        }
        let outcomes = found.incidence.iter().filter(|row| &*row.cohort == "2020");
        let reached: f64 = outcomes.map(|row| row.share.unwrap().value).sum();
        prop_assert!((reached + open - 1.0).abs() < 1e-12, "{reached} {open}");
    }

    #[test]
    fn the_order_of_the_cases_changes_no_bit(
        ends in prop::collection::vec(prop::option::of((0..300i32, 0..3usize)), 1..40),
    ) {
        let (forth, mut back) = (cases(&ends), cases(&ends));
        back.reverse();
        let question = asked(day(250), &[30, 90, 200]);
        prop_assert_eq!(funnel(&forth, &question), funnel(&back, &question));
    }
}

#[test]
fn what_happens_after_the_cut_is_unknown() {
    let told = cases(&[Some((10, 0)), Some((50, 1)), Some((90, 2)), None]);
    let found = funnel(&told, &asked(day(60), &[30, 60, 61]));
    assert_eq!(share(&found, "a", 30), 0.25);
    assert_eq!(share(&found, "b", 60), 0.25);
    assert!(found.incidence.iter().all(|row| &*row.outcome != "c"));
    let beyond: Vec<_> = found.incidence.iter().filter(|row| row.time == 61).collect();
    assert!(beyond.iter().all(|row| row.share.is_none() && !row.complete && row.at_risk == 0));
    let (all, cohort) = (&found.durations[0], &found.durations[1]);
    assert_eq!((&*all.cohort, &*cohort.cohort, cohort.n, cohort.events), ("_T", "2020", 4, 2));
    assert_eq!(cohort.median, Some(50));
}

#[test]
fn the_band_of_the_share_still_open_is_zero_where_nothing_is_open() {
    let told = cases(&[Some((10, 0)), Some((20, 1)), Some((30, 0))]);
    let found = &funnel(&told, &asked(day(100), &[30])).durations[0];
    assert_eq!((found.median, found.low, found.high), (Some(20), Some(10), Some(30)));
}

#[test]
fn a_share_is_incomplete_while_the_youngest_case_could_not_be_followed_so_long() {
    let mut told = cases(&[Some((10, 0)), None]);
    told[1].start = day(100);
    let found = funnel(&told, &asked(day(150), &[50, 51, 151]));
    let rows: Vec<_> = found.incidence.iter().filter(|row| &*row.cohort == "_T").collect();
    assert_eq!(rows.iter().map(|row| row.complete).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(rows.iter().map(|row| row.share.is_some()).collect::<Vec<_>>(), [true, true, false]);
    assert!(funnel(&told, &asked(day(-1), &[30])).incidence.is_empty());
}

fn count(stage: Stage, unit: UnitCount, count: f64) -> StageCount {
    StageCount { period: "2022".into(), stage, unit, count }
}

#[test]
fn completed_cases_can_exceed_registered_ones() {
    let counts = [
        count(Stage::Completed, UnitCount::Offences, 90.0),
        count(Stage::Registered, UnitCount::Offences, 83.0),
        count(Stage::Suspended, UnitCount::Offences, 5.0),
    ];
    let (found, _) = ratios(&counts, UnitMix::Refused).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].stage, found[0].previous, found[0].ratio),
        (Stage::Completed, Stage::Registered, Some(90.0 / 83.0))
    );
}

#[test]
fn stages_that_count_unlike_things_give_no_ratio_unless_that_is_asked_for() {
    let counts =
        [count(Stage::Registered, UnitCount::Offences, 83.0), count(Stage::Convicted, UnitCount::Persons, 40.0)];
    let refused = ratios(&counts, UnitMix::Refused).unwrap_err().to_string();
    assert!(refused.contains("OFFENCES") && refused.contains("PERSONS"), "{refused}");
    let (mixed, _) = ratios(&counts, UnitMix::Allowed).unwrap();
    assert!(mixed.len() == 1 && mixed[0].mixed);
    let more = [&counts[..], &[count(Stage::Completed, UnitCount::Offences, 90.0)]].concat();
    let (like, unlike) = ratios(&more, UnitMix::Refused).unwrap();
    assert!(like.len() == 1 && (like[0].stage, like[0].previous) == (Stage::Completed, Stage::Registered));
    assert!(unlike.len() == 1 && unlike[0].stage == Stage::Convicted);
}

#[test]
fn alternatives_are_compared_with_the_stage_before_them_and_not_with_each_other() {
    let persons = |stage, n| count(stage, UnitCount::Persons, n);
    let counts = [persons(Stage::SentToCourt, 50.0), persons(Stage::Convicted, 40.0), persons(Stage::Acquitted, 2.0)];
    let (found, _) = ratios(&counts, UnitMix::Refused).unwrap();
    assert!(found.len() == 2 && found.iter().all(|ratio| ratio.previous == Stage::SentToCourt));
    assert_eq!(
        ratios(&[persons(Stage::Suspected, 0.0), persons(Stage::Charged, 1.0)], UnitMix::Refused).unwrap().0[0].ratio,
        None
    );
}
