//! The synthetic world through its public door: it looks like a real perception panel, what is planted can be found,
//! and the same seed makes the same bytes.

use probity_measurement::panel::Panel;
use probity_measurement::world::coverage::{coverage, coverage_by_sources};
use probity_measurement::world::{Governance, Planted, PlantedKind, World, WorldSettings, is_invented};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn world(seed: u64) -> World {
    World::generate(&WorldSettings::seeded(seed))
}

fn planted(world: &World, kind: PlantedKind) -> impl Iterator<Item = &Planted> {
    world.planted.iter().filter(move |planted| planted.kind == kind)
}

fn score(panel: &Panel, year: i16, iso3: &str, source: &str) -> Option<f64> {
    let edition = panel.editions.get(&year)?;
    let column = edition.sources.iter().position(|code| code == source)?;
    edition.countries.iter().find(|country| country.iso3 == iso3)?.scores[column]
}

/// Countries covered by a source in an edition.
fn covered(world: &World, year: i16, source: &str) -> usize {
    world.countries.iter().filter(|country| score(&world.panel, year, &country.iso3, source).is_some()).count()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    (values.iter().map(|v| (v - centre) * (v - centre)).sum::<f64>() / (values.len() - 1) as f64).sqrt()
}

fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let (mx, my) = (mean(x), mean(y));
    let cross: f64 = x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum();
    cross / ((x.len() - 1) as f64 * deviation(x) * deviation(y))
}

/// Slope and intercept of least squares.
fn line(points: &[(f64, f64)]) -> (f64, f64) {
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let (mx, my) = (mean(&x), mean(&y));
    let cross: f64 = points.iter().map(|(a, b)| (a - mx) * (b - my)).sum();
    let square: f64 = x.iter().map(|a| (a - mx) * (a - mx)).sum();
    (cross / square, my - cross / square * mx)
}

/// The line from raw to published values of a source in an edition, clipped values left out.
fn fitted(world: &World, year: i16, source: &str) -> (f64, f64) {
    let pairs = world.countries.iter().filter_map(|country| {
        let raw = score(&world.raw, year, &country.iso3, source)?;
        Some((raw, score(&world.panel, year, &country.iso3, source)?))
    });
    line(&pairs.filter(|(_, published)| (0.5..99.5).contains(published)).collect::<Vec<_>>())
}

#[test]
fn every_source_covers_about_as_many_countries_as_its_like_in_life() {
    for seed in 1..=3 {
        let world = world(seed);
        let bands = [
            ("s01", 172..=180),
            ("s02", 128..=136),
            ("s03", 135..=146),
            ("s04", 168..=178),
            ("s05", 132..=142),
            ("s06", 38..=46),
            ("s07", 64..=72),
            ("s08", 35..=42),
            ("s09", 100..=112),
            ("s10", 61..=68),
            ("s11", 14..=18),
            ("s12", 135..=145),
            ("s13", 0..=0),
        ];
        for (source, band) in bands {
            let count = covered(&world, 2023, source);
            assert!(band.contains(&count), "seed {seed}, {source}: {count}");
        }
        assert_eq!((covered(&world, 2015, "s04"), covered(&world, 2014, "s13") > 25), (0, true));
        assert!(covered(&world, 2012, "s09") > covered(&world, 2023, "s09") + 25);
    }
}

#[test]
fn countries_have_three_to_ten_sources_and_only_the_planted_ones_fewer() {
    for seed in 1..=3 {
        let world = world(seed);
        for (year, edition) in &world.panel.editions {
            let counts: Vec<f64> = edition.countries.iter().map(|c| c.scores.iter().flatten().count() as f64).collect();
            let thin =
                planted(&world, PlantedKind::Thin).filter(|p| (p.editions.0..=p.editions.1).contains(year)).count();
            assert_eq!(counts.iter().filter(|n| **n < 3.0).count(), thin, "seed {seed}, {year}");
            assert!(counts.iter().all(|n| (1.0..=12.0).contains(n)), "seed {seed}, {year}");
            assert!((5.5..=7.5).contains(&mean(&counts)), "seed {seed}, {year}: {}", mean(&counts));
            assert!((1.2..=2.1).contains(&deviation(&counts)), "seed {seed}, {year}: {}", deviation(&counts));
        }
        assert_eq!(planted(&world, PlantedKind::Thin).count(), 5);
    }
}

#[test]
fn missing_sources_are_not_missing_at_random() {
    let world = world(3);
    let level_of = |source: &str| {
        let has = world.countries.iter().filter(|country| score(&world.panel, 2023, &country.iso3, source).is_some());
        mean(&has.map(|country| world.level(2023, &country.iso3).unwrap()).collect::<Vec<_>>())
    };
    // Banks see poor countries, the second product of s05's publisher sees rich ones.
    assert!(level_of("s07") + 8.0 < level_of("s01") && level_of("s06") > level_of("s01") + 12.0);
}

#[test]
fn the_mean_of_the_sources_follows_the_truth_closely_but_not_perfectly() {
    for seed in 1..=4 {
        let world = world(seed);
        for (year, edition) in &world.panel.editions {
            let (means, levels): (Vec<f64>, Vec<f64>) = edition
                .countries
                .iter()
                .map(|c| {
                    (
                        mean(&c.scores.iter().flatten().copied().collect::<Vec<_>>()),
                        world.level(*year, &c.iso3).unwrap(),
                    )
                })
                .unzip();
            let r = correlation(&means, &levels);
            assert!((0.9..0.99).contains(&r), "seed {seed}, {year}: {r}");
            assert!((40.0..47.0).contains(&mean(&levels)) && (17.0..21.0).contains(&deviation(&levels)), "seed {seed}");
            assert!((18.0..22.0).contains(&deviation(&means)), "seed {seed}, {year}: {}", deviation(&means));
        }
    }
}

#[test]
fn planted_breaks_are_found_by_a_line_through_raw_and_published_values_and_nothing_else_is() {
    let world = world(11);
    let mut found = BTreeSet::new();
    for source in &world.sources {
        for year in 2013..=2023 {
            if !source.active(year) || !source.active(year - 1) {
                continue;
            }
            let (before, after) = (fitted(&world, year - 1, source.code), fitted(&world, year, source.code));
            let at = |map: (f64, f64), raw: f64| (map.1 + map.0 * raw).clamp(0.0, 100.0);
            let moved = |raw: f64| (at(after, raw) - at(before, raw)).abs();
            if moved(source.scale.low).max(moved(source.scale.high)) >= 1.0 {
                found.insert((source.code.to_owned(), year));
            }
            let truth = source.map(year);
            assert!((after.0 / truth.slope - 1.0).abs() < 0.01, "{} {year}: {after:?} {truth:?}", source.code);
        }
    }
    let breaks = planted(&world, PlantedKind::ScaleBreak).map(|p| (p.source.clone().unwrap(), p.editions.0)).collect();
    assert_eq!(found, breaks);
    let expected = [("s02", 2016), ("s02", 2017), ("s07", 2016), ("s07", 2017)];
    assert_eq!(found, expected.map(|(source, year)| (source.to_owned(), year)).into());
}

#[test]
fn planted_reforms_and_declines_are_true_by_exactly_their_size() {
    for seed in 1..=3 {
        let world = world(seed);
        let changes: Vec<&Planted> =
            planted(&world, PlantedKind::Reform).chain(planted(&world, PlantedKind::Decline)).collect();
        assert_eq!(changes.len(), 10);
        for change in changes {
            let iso3 = change.country.as_deref().unwrap();
            let moved = world.level(2023, iso3).unwrap() - world.level(2012, iso3).unwrap();
            assert!((moved - change.size).abs() < 1e-9, "{change:?}: {moved}");
            assert!((8.0..=15.0).contains(&change.size.abs()));
        }
    }
}

#[test]
fn a_captured_source_differs_from_the_same_world_without_capture_only_where_it_is_planted() {
    let settings = WorldSettings::seeded(5);
    let honest = World::generate(&WorldSettings { capture: None, ..settings.clone() });
    let captured = World::generate(&settings);
    let planted: Vec<&Planted> = planted(&captured, PlantedKind::Capture).collect();
    assert_eq!(planted.iter().map(|p| p.size).collect::<Vec<_>>(), [18.0, 12.0]);
    assert_eq!((&honest.truth, &honest.error_free), (&captured.truth, &captured.error_free));
    for (year, edition) in &captured.raw.editions {
        for country in &edition.countries {
            for source in &edition.sources {
                let before = score(&honest.panel, *year, &country.iso3, source);
                let after = score(&captured.panel, *year, &country.iso3, source);
                let hit = planted.iter().find(|p| {
                    p.country.as_deref() == Some(&country.iso3)
                        && p.source.as_deref() == Some(source)
                        && p.editions.0 <= *year
                });
                // Integers, and four decimals of a scale that is mapped with a slope of 112.
                let inflation = after.zip(before).map_or(0.0, |(a, b)| a - b);
                let size = hit.map_or(0.0, |p| p.size);
                assert!(
                    (inflation - size).abs() <= if hit.is_some() { 1.0 } else { 0.0 },
                    "{} {year} {source}",
                    country.iso3
                );
                assert_eq!(before.is_some(), after.is_some());
            }
        }
    }
}

#[test]
fn the_latent_level_is_not_the_mean_of_error_free_values() {
    let world = world(2);
    let gaps: Vec<f64> = world.error_free.editions[&2023]
        .countries
        .iter()
        .map(|c| mean(&c.scores.iter().flatten().copied().collect::<Vec<_>>()) - world.level(2023, &c.iso3).unwrap())
        .collect();
    assert!(deviation(&gaps) > 0.5 && gaps.iter().all(|gap| gap.abs() < 10.0), "{}", deviation(&gaps));
}

#[test]
fn naive_t_intervals_cover_most_truths_and_coverage_says_how_surely() {
    let world = world(4);
    let rows: Vec<(usize, f64, f64, f64)> = world.panel.editions[&2019]
        .countries
        .iter()
        .filter_map(|country| {
            let values: Vec<f64> = country.scores.iter().flatten().copied().collect();
            let half = 2.0 * deviation(&values) / (values.len() as f64).sqrt();
            let level = world.level(2019, &country.iso3)?;
            (values.len() >= 3).then(|| (values.len(), mean(&values) - half, mean(&values) + half, level))
        })
        .collect();
    let all = coverage(&rows.iter().map(|&(_, low, high, truth)| (low, high, truth)).collect::<Vec<_>>());
    let share = all.share.unwrap();
    assert!((0.6..0.99).contains(&share) && all.low < share && share < all.high, "{all:?}");
    assert_eq!(coverage_by_sources(&rows).values().map(|group| group.covered).sum::<u32>(), all.covered);
}

#[test]
fn the_same_seed_makes_the_same_bytes_and_another_seed_others() {
    let texts = |seed| {
        let world = world(seed);
        [world.scores_csv(), world.raw_csv(), world.truth_csv(), world.governance_csv(2020).unwrap()]
    };
    let (first, again, other) = (texts(8), texts(8), texts(9));
    assert_eq!(first, again);
    assert!(first.iter().zip(&other).all(|(a, b)| a != b));
}

#[test]
fn published_scores_are_integers_except_in_the_two_unrounded_editions() {
    let world = world(6);
    for (year, edition) in &world.panel.editions {
        let values: Vec<f64> = edition.countries.iter().flat_map(|c| c.scores.iter().flatten().copied()).collect();
        let whole = values.iter().filter(|v| v.fract() == 0.0).count();
        assert_eq!(whole == values.len(), ![2021, 2023].contains(year), "{year}");
    }
    let decimals = |cell: &str| cell.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let longest = world.scores_csv().lines().flat_map(|row| row.split(',').map(decimals).collect::<Vec<_>>()).max();
    assert_eq!(longest, Some(5));
}

#[test]
fn tables_read_back_with_the_columns_the_commands_ask_for() {
    let world = world(7);
    let text = world.scores_csv();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!((&header[..4], header.len()), (&["year", "iso3", "country", "s01"].map(str::to_owned)[..], 16));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 12 * 180);
    for row in rows.iter().step_by(97) {
        let cell: Option<f64> = row[5].parse().ok();
        assert_eq!(cell, score(&world.panel, row[0].parse().unwrap(), &row[1], "s03"));
    }
    assert!(world.raw_csv().starts_with("year,iso3,s01,") && world.truth_csv().starts_with("year,iso3,level\n2012,X"));
    assert!(world.governance_csv(2014).unwrap().starts_with("unit,s01,s02,s03,s05,"));
    assert!(world.governance_csv(2011).is_none());
}

#[test]
fn names_are_invented_distinct_and_written_in_three_languages() {
    let world = world(10);
    let mut seen = BTreeSet::new();
    for country in &world.countries {
        let name = &country.name;
        assert!(is_invented(&name.en), "{}", name.en);
        assert!(
            name.en.is_ascii() && name.ru.chars().chain(name.kk.chars()).all(|c| ('\u{400}'..='\u{52f}').contains(&c))
        );
        assert!(seen.insert(name.en.clone()) && seen.insert(name.ru.clone()), "{}", name.en);
        assert!(!name.en.starts_with("Country"));
    }
    // Russian has none of Kazakh's own letters; some Kazakh names do.
    let own = |text: &str| text.to_lowercase().chars().any(|c| "әғқңөұүһі".contains(c));
    assert!(world.countries.iter().any(|c| own(&c.name.kk)) && !world.countries.iter().any(|c| own(&c.name.ru)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn every_world_keeps_its_promises(seed in any::<u64>(), countries in 0usize..400, first in 2000i16..2016, length in 0i16..14, noise in 0.0f64..3.0) {
        let settings = WorldSettings { countries, first, last: first + length, noise, ..WorldSettings::seeded(seed) };
        let world = World::generate(&settings);
        prop_assert_eq!(world.countries.len(), countries.clamp(60, 300));
        let codes: BTreeSet<&str> = world.countries.iter().map(|c| c.iso3.as_str()).collect();
        prop_assert_eq!(codes.len(), world.countries.len());
        prop_assert!(world.countries.iter().all(|c| is_invented(&c.name.en) && !c.name.en.starts_with("Country")));
        prop_assert!(codes.iter().all(|code| code.len() == 3 && ("XAA"..="XZZ").contains(code) && *code != "XKX"));
        prop_assert_eq!(world.truth.len(), world.countries.len() * world.panel.editions.len());
        prop_assert!(world.truth.values().all(|level| (0.0..=100.0).contains(level)));
        for panel in [&world.panel, &world.error_free] {
            let mut values = panel.editions.values().flat_map(|e| &e.countries).flat_map(|c| c.scores.iter().flatten());
            prop_assert!(values.all(|value| (0.0..=100.0).contains(value)));
        }
        for edition in world.raw.editions.values() {
            for country in &edition.countries {
                let written = world.sources.iter().zip(&country.scores).all(|(source, raw)| {
                    let scale = source.scale;
                    raw.is_none_or(|raw| (scale.low..=scale.high).contains(&raw) && scale.write(raw) == raw)
                });
                prop_assert!(written);
            }
        }
        let unit = |governance: &Governance| governance.units.iter().all(|u| u.values.iter().flatten().all(|v| (0.0..=1.0).contains(v)));
        prop_assert!(world.governance.values().all(unit));
        prop_assert!(world.governance.values().all(|g| g.representative_codes().len() >= 5));
    }
}
