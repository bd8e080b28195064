//! The methods' folders are what a reader is shown; the defaults in code must be the values written there.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use probity_measurement::{ranks, ucm};

/// The value of a parameter that does not change over time.
fn value(method: &str, name: &str) -> f64 {
    let path = format!("{}/../../methods/measurement/{method}/method.toml", env!("CARGO_MANIFEST_DIR"));
    let file: toml::Table = fs_err::read_to_string(path).unwrap().parse().unwrap();
    let rows = file["parameter"].as_array().unwrap();
    let found: Vec<_> = rows.iter().filter(|row| row["name"].as_str() == Some(name)).collect();
    assert_eq!(found.len(), 1, "{method} {name}");
    let value = &found[0]["value"];
    value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64)).unwrap()
}

#[test]
fn the_model_s_defaults_are_those_of_its_folder() {
    let settings = ucm::Settings::default();
    let of = |name| value("ucm", name);
    assert_eq!((settings.z, settings.reliability_floor), (of("z"), of("reliability_floor")));
    assert_eq!(settings.uniqueness, (of("uniqueness_min"), of("uniqueness_max")));
    assert_eq!((settings.min_units as f64, settings.min_eigenvalue), (of("min_units"), of("min_eigenvalue")));
}

#[test]
fn the_rank_sets_defaults_are_those_of_their_folder() {
    let settings = ranks::Settings::default();
    let of = |name| value("rank-sets", name);
    assert_eq!((settings.coverage, settings.draws as f64), (of("coverage"), of("draws")));
    assert_eq!(settings.seed as f64, of("seed"));
}
