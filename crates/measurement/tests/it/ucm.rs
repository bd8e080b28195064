//! The unobserved components model through the public door: against what the World Bank published, and its laws.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "helpers of tests are tests")]

use probity_measurement::random::Normals;
use probity_measurement::ucm::{Fit, Indicator, Note, Settings, UcmError, fit, one_factor};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

fn read_indicator(path: &Path, representative: &str) -> Indicator {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let sources: Vec<String> = reader.headers().unwrap().iter().skip(1).map(str::to_owned).collect();
    let representative = sources.iter().map(|source| representative.split(' ').any(|code| code == source)).collect();
    let mut indicator = Indicator { sources, representative, ..Indicator::default() };
    for record in reader.records().map(Result::unwrap) {
        indicator.units.push(record[0].to_owned());
        indicator.values.push(record.iter().skip(1).map(|cell| cell.parse().ok()).collect());
    }
    indicator
}

/// The 46 indicator-years, by group.
fn plan() -> Option<Vec<(String, Indicator)>> {
    let folder = probity_testkit::reference("measurement/wgi")?;
    let mut reader = csv::Reader::from_path(folder.join("plan.csv")).unwrap();
    let read = |row: csv::StringRecord| (row[0].to_owned(), read_indicator(&folder.join(&row[1]), &row[2]));
    Some(reader.records().map(|row| read(row.unwrap())).collect())
}

/// By group and unit: n, estimate, se, percentile, low, high.
fn published() -> Option<BTreeMap<(String, String), [f64; 6]>> {
    let mut all = BTreeMap::new();
    for indicator in ["cc", "ge"] {
        let path = probity_testkit::reference(&format!("measurement/wgi/{indicator}_published.csv.gz"))?;
        let bytes = flate2::read::GzDecoder::new(fs_err::File::open(path).unwrap());
        for row in csv::Reader::from_reader(bytes).records().map(Result::unwrap) {
            let numbers = [2, 3, 4, 5, 6, 7].map(|column: usize| row[column].parse().unwrap());
            all.insert((row[0].to_owned(), row[1].to_owned()), numbers);
        }
    }
    Some(all)
}

#[test]
fn the_world_bank_s_estimates_are_reproduced() {
    let (Some(plan), Some(published)) = (plan(), published()) else { return };
    assert_eq!(plan.len(), 46);
    let (mut all, mut equal, mut widest) = (0, [0; 5], [0.0f64; 2]);
    for (group, indicator) in &plan {
        let fit = fit(indicator, &Settings::default()).unwrap();
        for note in &fit.notes {
            eprintln!("{group}: {note}");
        }
        assert_eq!(fit.estimates.len(), indicator.units.len());
        for row in &fit.estimates {
            let known = &published[&(group.clone(), row.unit.clone())];
            assert_eq!(row.n as f64, known[0], "{group} {}", row.unit);
            let mine = [row.estimate, row.se];
            for (value, column) in mine.iter().zip([1, 2]) {
                widest[column - 1] = widest[column - 1].max((value - known[column]).abs());
                equal[column - 1] += usize::from(format!("{value:.2}") == format!("{:.2}", known[column]));
            }
            let percentiles = [row.percentile, row.percentile_low, row.percentile_high];
            for (at, value) in percentiles.iter().enumerate() {
                equal[at + 2] += usize::from((value - known[at + 3]).abs() < 1e-3);
            }
            all += 1;
        }
    }
    assert_eq!(all, published.len());
    let share = equal.map(|count| count as f64 / all as f64);
    eprintln!("{all} rows; widest differences {widest:?}; equal estimate, SE, percentile, low, high: {share:?}");
    assert!(widest[0] <= 1e-3 && widest[1] <= 2e-4, "{widest:?}");
    assert!(share[..3].iter().all(|&share| share >= 0.995), "{share:?}");
}

#[test]
fn loadings_equal_those_of_factanal() {
    let Some(plan) = plan() else { return };
    let (_, indicator) = plan.iter().find(|(group, _)| group == "cc2018").unwrap();
    let used: Vec<usize> = (0..indicator.sources.len()).filter(|&source| indicator.representative[source]).collect();
    let cells: Vec<f64> = used.iter().flat_map(|&a| used.iter().map(move |&b| correlation(indicator, a, b))).collect();
    let factor = one_factor(&cells, (1e-4, 1.0), 1e-6).unwrap();
    let factanal = [0.93489866, 0.90845111, 0.60840599, 0.87592627, 0.96300408, 0.87696207, 0.92304075];
    for (found, known) in factor.loadings.iter().zip(factanal) {
        assert!((found - known).abs() < 1e-7, "{:?}", factor.loadings);
    }
    assert!(factor.heywood.is_empty() && !factor.smoothed && factor.slope < 1e-9);
}

fn correlation(indicator: &Indicator, a: usize, b: usize) -> f64 {
    let pairs: Vec<(f64, f64)> = indicator.values.iter().filter_map(|row| row[a].zip(row[b])).collect();
    let n = pairs.len() as f64;
    let (x, y) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let sum = |f: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(f).sum::<f64>();
    let (xx, yy) = (sum(&|p| (p.0 - x).powi(2)), sum(&|p| (p.1 - y).powi(2)));
    sum(&|p| (p.0 - x) * (p.1 - y)) / (xx * yy).sqrt()
}

#[test]
fn noise_of_the_sources_agrees_with_the_published_replication() {
    let Some(plan) = plan() else { return };
    let (_, indicator) = plan.iter().find(|(group, _)| group == "cc2021").unwrap();
    let fit = fit(indicator, &Settings::default()).unwrap();
    let sigma: BTreeMap<&str, f64> = fit.sources.iter().map(|row| (row.source.as_str(), row.sigma)).collect();
    let known = [("wjp", 0.333), ("prs", 0.416), ("eiu", 0.418), ("bti", 0.456), ("vdm", 0.551), ("gwp", 1.14)];
    // Known to three digits.
    for (source, expected) in known {
        let tolerance = if expected < 1.0 { 0.0006 } else { 0.006 };
        assert!((sigma[source] - expected).abs() < tolerance, "{source}: {} {expected}", sigma[source]);
    }
}

/// 60 units, five representative sources and one other, quality and noise normal; a third of the cells missing.
fn simulated(seed: u64) -> Indicator {
    let loadings = [0.95, 0.9, 0.85, 0.8, 0.6, 0.7];
    let mut normals = Normals::new(seed);
    let mut row = [0.0; 13];
    let mut indicator = Indicator {
        sources: ["a", "b", "c", "d", "e", "z"].map(str::to_owned).to_vec(),
        representative: vec![true, true, true, true, true, false],
        ..Indicator::default()
    };
    for unit in 0..60 {
        normals.draw(unit, &mut row);
        let value = |(k, l): (usize, &f64)| {
            let y = l * row[0] + (1.0 - l * l).sqrt() * row[1 + k];
            (row[7 + k] > -0.43 || k as u64 == unit % 6).then_some(0.5 + 0.1 * y)
        };
        indicator.units.push(format!("u{unit:02}"));
        indicator.values.push(loadings.iter().enumerate().map(value).collect());
    }
    indicator
}

fn fitted(indicator: &Indicator) -> Fit {
    fit(indicator, &Settings::default()).unwrap()
}

/// The indicator with only some sources, all of them representative where `representative` says so.
fn only(indicator: &Indicator, sources: &[usize], representative: &[bool]) -> Indicator {
    Indicator {
        units: indicator.units.clone(),
        sources: sources.iter().map(|&source| indicator.sources[source].clone()).collect(),
        values: indicator.values.iter().map(|row| sources.iter().map(|&source| row[source]).collect()).collect(),
        representative: representative.to_vec(),
    }
}

fn sane(fit: &Fit) {
    assert!(fit.estimates.len() >= 3);
    for row in &fit.estimates {
        assert!(row.estimate.is_finite() && row.se.is_finite() && row.se > 0.0, "{row:?}");
        assert!(0.0 <= row.percentile_low && row.percentile_low <= row.percentile, "{row:?}");
        assert!(row.percentile <= row.percentile_high && row.percentile_high <= 100.0, "{row:?}");
    }
}

#[test]
fn one_and_two_representative_sources_still_give_estimates_and_say_so() {
    let data = simulated(4);
    let one = fitted(&only(&data, &[0, 1, 5], &[true, false, false]));
    sane(&one);
    assert!(one.notes.contains(&Note::OneRepresentative("a".to_owned())), "{:?}", one.notes);
    let two = fitted(&only(&data, &[0, 1, 5], &[true, true, false]));
    sane(&two);
    assert!(two.notes.contains(&Note::TwoRepresentatives), "{:?}", two.notes);
    assert!((two.sources[0].sigma - two.sources[1].sigma).abs() < 1e-12);
}

#[test]
fn a_duplicated_source_is_a_heywood_case_and_no_crash() {
    let mut data = simulated(5);
    data.sources.push("copy".to_owned());
    data.representative.push(true);
    data.values.iter_mut().for_each(|row| row.push(row[0]));
    let fit = fitted(&data);
    sane(&fit);
    assert!(fit.notes.iter().any(|note| matches!(note, Note::Heywood(_))), "{:?}", fit.notes);
}

#[test]
fn contradictory_correlations_are_smoothed_with_a_note() {
    // a agrees with b, b with c, but where a and c meet they disagree: no complete data can do that.
    let mut data = Indicator { representative: vec![true; 3], ..Indicator::default() };
    data.sources = ["a", "b", "c"].map(str::to_owned).to_vec();
    for i in 0..8 {
        let x = f64::from(i);
        data.values.push(vec![Some(x), Some(x + 0.3 * libm::sin(x * 2.5)), None]);
        data.values.push(vec![None, Some(x), Some(x + 0.3 * libm::sin(x * 1.7))]);
        data.values.push(vec![Some(x), None, Some(7.0 - x + 0.3 * libm::sin(x * 3.1))]);
    }
    data.units = (0..24).map(|unit| format!("{unit:02}")).collect();
    let fit = fitted(&data);
    sane(&fit);
    assert!(fit.notes.contains(&Note::Smoothed), "{:?}", fit.notes);
}

#[test]
fn useless_sources_and_unseen_units_are_left_out_with_a_note() {
    let mut data = simulated(6);
    let clean = fitted(&data);
    for (unit, row) in data.values.iter_mut().enumerate() {
        row.push(Some(0.1));
        row.push((unit < 2).then_some(unit as f64));
        row.push(None);
    }
    data.sources.extend(["constant", "rare", "silent"].map(str::to_owned));
    data.representative.extend([true, false, true]);
    data.units.push("nowhere".to_owned());
    data.values.push(vec![None; 9]);
    let fit = fitted(&data);
    assert_eq!(fit.estimates, clean.estimates);
    assert_eq!(fit.sources, clean.sources);
    let rare = Note::TooFewUnits { source_code: "rare".to_owned(), units: 2 };
    let silent = Note::TooFewUnits { source_code: "silent".to_owned(), units: 0 };
    let constant = Note::NoVariance("constant".to_owned());
    for note in [rare, silent, constant, Note::NoSource(vec!["nowhere".to_owned()])] {
        assert!(fit.notes.contains(&note), "{note} not in {:?}", fit.notes);
    }
    assert_eq!(fit.notes.iter().filter(|note| note.to_string().contains("`constant`")).count(), 1);
}

#[test]
fn a_narrow_source_whose_units_differ_less_than_their_noise_is_not_corrected() {
    let mut data = simulated(7);
    let first = fitted(&only(&data, &[0, 1, 2, 3, 4], &[true; 5]));
    let mut order: Vec<_> = first.estimates.iter().map(|row| (row.estimate, row.unit.clone())).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let middle: Vec<&String> = order[28..33].iter().map(|(_, unit)| unit).collect();
    for (at, (unit, row)) in data.units.iter().zip(&mut data.values).enumerate() {
        row[5] = middle.contains(&unit).then_some(at as f64 % 7.0);
    }
    let fit = fitted(&data);
    sane(&fit);
    assert!(fit.notes.contains(&Note::Uncorrected("z".to_owned())), "{:?}", fit.notes);
}

#[test]
fn representative_sources_that_never_meet_are_not_correlated() {
    let mut data = only(&simulated(8), &[0, 1, 2, 3], &[true; 4]);
    for (unit, row) in data.values.iter_mut().enumerate() {
        if unit < 20 { row[0] = None } else { row[3] = None }
    }
    let fit = fitted(&data);
    sane(&fit);
    let expected = Note::NothingInCommon { kept: "a".to_owned(), moved: "d".to_owned() };
    assert!(fit.notes.contains(&expected), "{:?}", fit.notes);
    assert_eq!(fit.sources.iter().filter(|row| row.representative).count(), 3);
}

#[test]
fn impossible_input_is_refused_in_words() {
    let data = simulated(9);
    let refuse = |change: &dyn Fn(&mut Indicator)| {
        let mut changed = data.clone();
        change(&mut changed);
        fit(&changed, &Settings::default()).unwrap_err()
    };
    assert_eq!(refuse(&|d| d.representative.fill(false)), UcmError::NoRepresentative);
    assert_eq!(refuse(&|d| d.units[1] = "u00".to_owned()), UcmError::Twice("u00".to_owned()));
    assert!(refuse(&|d| d.values[3][2] = Some(f64::NAN)).to_string().contains("`u03`"));
    assert!(matches!(refuse(&|d| _ = d.values[3].pop()), UcmError::Shape { found: 5, expected: 6, .. }));
    assert!(matches!(refuse(&|d| _ = d.units.pop()), UcmError::Lengths { .. }));
    let settings = Settings { uniqueness: (0.5, 0.1), ..Settings::default() };
    assert!(matches!(fit(&data, &settings), Err(UcmError::Setting { name: "uniqueness", .. })));
    assert_eq!(one_factor(&[1.0; 9], (0.5, 0.1), 1e-6), None);
    assert_eq!(refuse(&|d| *d = Indicator::default()), UcmError::NoRepresentative);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn the_order_of_units_and_sources_changes_nothing(seed in 0u64..1_000, turn in 0usize..60, swap in 0usize..6) {
        let data = simulated(seed);
        let straight = fitted(&data);
        let mut turned = data;
        turned.units.rotate_left(turn);
        turned.values.rotate_left(turn);
        turned.sources.rotate_left(swap);
        turned.representative.rotate_left(swap);
        turned.values.iter_mut().for_each(|row| row.rotate_left(swap));
        let mut fit = fitted(&turned);
        fit.estimates.sort_by(|a, b| a.unit.cmp(&b.unit));
        fit.sources.sort_by(|a, b| a.source.cmp(&b.source));
        prop_assert_eq!(fit, straight);
    }

    #[test]
    fn another_unit_of_measure_of_a_source_changes_no_estimate(
        seed in 0u64..1_000, source in 0usize..6, scale in 0.01..500.0f64, shift in -100.0..100.0f64
    ) {
        let data = simulated(seed);
        let mut other = data.clone();
        other.values.iter_mut().for_each(|row| row[source] = row[source].map(|value| shift + scale * value));
        for (a, b) in fitted(&data).estimates.iter().zip(&fitted(&other).estimates) {
            prop_assert!((a.estimate - b.estimate).abs() < 1e-7 && (a.se - b.se).abs() < 1e-7, "{:?} {:?}", a, b);
        }
    }

    #[test]
    fn estimates_are_standardised_and_one_more_source_narrows_them(seed in 0u64..1_000) {
        let fit = fitted(&simulated(seed));
        sane(&fit);
        let n = fit.estimates.len() as f64;
        let mean = fit.estimates.iter().map(|row| row.estimate).sum::<f64>() / n;
        let variance = fit.estimates.iter().map(|row| (row.estimate - mean).powi(2)).sum::<f64>() / (n - 1.0);
        prop_assert!(mean.abs() < 1e-10 && (variance - 1.0).abs() < 1e-10);
        let most = fit.estimates.iter().filter(|row| row.n == 6).map(|row| row.se).fold(0.0, f64::max);
        prop_assert!(fit.estimates.iter().filter(|row| row.n < 6).all(|row| row.se > most));
    }

    #[test]
    fn no_pattern_of_missing_cells_breaks_the_fit(
        cells in prop::collection::vec(prop::option::weighted(0.6, -3i8..3), 60), flags in prop::collection::vec(any::<bool>(), 5)
    ) {
        let indicator = Indicator {
            units: (0..12).map(|unit| format!("{unit:02}")).collect(),
            sources: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
            values: cells.chunks(5).map(|row| row.iter().map(|cell| cell.map(f64::from)).collect()).collect(),
            representative: flags,
        };
        if let Ok(fit) = fit(&indicator, &Settings::default()) {
            sane(&fit);
        }
    }
}
