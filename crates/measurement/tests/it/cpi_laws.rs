//! Laws of the index that hold for any data: order never matters, an empty source adds nothing, a better source never
//! lowers the score, and the jackknife error of a mean is its sample error.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // A test stops at the first surprise.

use probity_measurement::cpi::{Centre, EditionRules, Limits, capture, score_edition};
use probity_measurement::panel::{Country, Edition};
use proptest::prelude::*;

const SOURCES: usize = 7;

fn rules() -> EditionRules {
    let (centre, limits) = (Centre::Score, Limits::Exact);
    EditionRules { finite_population: None, z: 1.64, centre, limits, min_sources: 3, coverage: 0.9, assumed: false }
}

/// A score with at most three decimals, or none.
fn score() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        1 => Just(None),
        2 => (0..=100u32).prop_map(|whole| Some(f64::from(whole))),
        2 => (0..=100_000u32).prop_map(|parts| Some(f64::from(parts) / 1000.0)),
    ]
}

fn edition() -> impl Strategy<Value = Edition> {
    prop::collection::vec(prop::collection::vec(score(), SOURCES), 1..12).prop_map(|rows| Edition {
        year: 2020,
        sources: (0..SOURCES).map(|source| format!("s{source}")).collect(),
        countries: rows
            .into_iter()
            .enumerate()
            .map(|(row, scores)| Country { iso3: format!("C{row:02}"), name: String::new(), scores })
            .collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_countries_and_sources_changes_nothing(edition in edition(), turn in 0..SOURCES) {
        let mut other = edition.clone();
        other.countries.reverse();
        other.sources.rotate_left(turn);
        other.countries.iter_mut().for_each(|country| country.scores.rotate_left(turn));
        prop_assert_eq!(score_edition(&other, &rules()), score_edition(&edition, &rules()));
        prop_assert_eq!(capture(&other, &rules()), capture(&edition, &rules()));
    }

    #[test]
    fn a_source_that_covers_nobody_changes_nothing(edition in edition()) {
        let mut other = edition.clone();
        other.sources.push("empty".to_owned());
        other.countries.iter_mut().for_each(|country| country.scores.push(None));
        prop_assert_eq!(score_edition(&other, &rules()), score_edition(&edition, &rules()));
    }

    #[test]
    fn raising_one_source_never_lowers_score_mean_or_bounds(edition in edition(), source in 0..SOURCES, by in 0.0..50.0f64) {
        let mut other = edition.clone();
        let Some(value) = other.countries[0].scores[source] else { return Ok(()) };
        other.countries[0].scores[source] = Some((value + by).min(100.0).max(value).round().max(value));
        let (before, after) = (score_edition(&edition, &rules()), score_edition(&other, &rules()));
        let find = |scored: &probity_measurement::cpi::Scored| scored.scores.iter().find(|row| row.iso3 == "C00").cloned();
        if let (Some(before), Some(after)) = (find(&before), find(&after)) {
            prop_assert!(after.score >= before.score && after.mean >= before.mean && after.rank <= before.rank);
            prop_assert!(after.jack_low >= before.jack_low && after.jack_high >= before.jack_high);
        }
    }

    #[test]
    fn the_jackknife_error_of_the_mean_is_the_sample_error(edition in edition()) {
        for row in score_edition(&edition, &rules()).scores {
            let country = edition.countries.iter().find(|country| country.iso3 == row.iso3).unwrap();
            let values: Vec<f64> = country.scores.iter().flatten().copied().collect();
            let n = values.len() as f64;
            let left_out: Vec<f64> = values.iter().map(|x| (values.iter().sum::<f64>() - x) / (n - 1.0)).collect();
            let centre = left_out.iter().sum::<f64>() / n;
            let squares: f64 = left_out.iter().map(|mean| (mean - centre).powi(2)).sum();
            prop_assert!((((n - 1.0) / n * squares).sqrt() - row.se_sample).abs() < 1e-9);
            let least = left_out.iter().copied().fold(f64::INFINITY, f64::min);
            let most = left_out.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((least - row.jack_low).abs() < 1e-9 && (most - row.jack_high).abs() < 1e-9);
        }
    }

    #[test]
    fn the_score_lies_among_the_reachable_ones_and_every_bound_holds_the_one_before(edition in edition()) {
        for row in score_edition(&edition, &rules()).scores {
            prop_assert!(row.score_low <= row.score && row.score <= row.score_high);
            prop_assert!(row.t_low <= row.mean && row.mean <= row.t_high);
        }
        for reach in capture(&edition, &rules()) {
            let nested = |pair: &[[f64; 2]]| pair[1][0] <= pair[0][0] && pair[0][1] <= pair[1][1];
            prop_assert!(reach.bounds.windows(2).all(nested));
        }
    }
}

#[test]
fn a_mean_on_the_half_rounds_up_even_when_its_parts_are_not_binary_fractions() {
    let country = |iso3: &str, scores: &[f64]| Country {
        iso3: iso3.to_owned(),
        name: String::new(),
        scores: scores.iter().map(|score| Some(*score)).collect(),
    };
    // 0.1 + 0.2 + 1.2 is 1.5 in decimals and 1.5000000000000002 or 1.4999999999999998 in floats, by order.
    let countries = vec![country("AAA", &[0.1, 0.2, 1.2]), country("BBB", &[1.2, 0.1, 0.2])];
    let sources = ["a", "b", "c"].map(str::to_owned).to_vec();
    let scored = score_edition(&Edition { year: 2020, sources, countries }, &rules());
    assert!(scored.scores.iter().all(|row| row.score == 1 && row.mean == 0.5));
}

#[test]
fn countries_with_too_few_sources_are_named_apart_and_zero_is_a_score() {
    let countries = vec![
        Country { iso3: "NAM".to_owned(), name: "Namibia".to_owned(), scores: vec![Some(0.0); 3] },
        Country { iso3: "XXX".to_owned(), name: String::new(), scores: vec![Some(50.0), Some(60.0), None] },
        Country { iso3: "YYY".to_owned(), name: String::new(), scores: vec![Some(f64::NAN), Some(1.0), Some(2.0)] },
    ];
    let sources = ["a", "b", "c"].map(str::to_owned).to_vec();
    let scored = score_edition(&Edition { year: 2020, sources, countries }, &rules());
    assert_eq!((scored.scores.len(), scored.scores[0].score, scored.scores[0].n), (1, 0, 3));
    assert_eq!(
        scored.too_few.iter().map(|few| (few.iso3.as_str(), few.n)).collect::<Vec<_>>(),
        [("XXX", 2), ("YYY", 2)]
    );
}
