//! The invented country's statistics: the same on every machine, plausible, and never given out unprotected.
#![allow(clippy::unwrap_used)] // A test stops at the first surprise.

use probity_statistics::world::{LegalWorld, Settings};
use std::collections::BTreeMap;

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn small() -> LegalWorld {
    LegalWorld::generate(&Settings { years: (2018, 2020), cases: 400, ..Settings::of("XAA") })
}

#[test]
fn the_same_settings_give_the_same_bytes() {
    assert_eq!(small().files().unwrap(), small().files().unwrap());
    let other = Settings { seed: [1; 32], years: (2018, 2018), cases: 3, ..Settings::of("XAA") };
    assert_ne!(LegalWorld::generate(&other).cases_csv(), small().cases_csv());
}

#[test]
fn a_withheld_cell_holds_no_number_and_small_numbers_are_withheld() {
    let cube = small().cube_csv().unwrap();
    let (mut withheld, mut breaks, mut provisional) = (0, 0, 0);
    for row in rows(&cube) {
        let (value, crossed) = (&row["OBS_VALUE"], ["SUSPECTED", "CONVICTED"].contains(&row["STAGE"].as_str()));
        match row["OBS_STATUS"].as_str() {
            "Q" => {
                assert!(value.is_empty() && row["CONF_STATUS"] != "F");
                withheld += 1;
                continue;
            }
            "B" => breaks += 1,
            "P" => provisional += 1,
            _ => {}
        }
        let count: u64 = value.parse().unwrap();
        assert!(count == 0 || count >= if crossed { 5 } else { 3 }, "{row:?}");
        assert!(row["REF_AREA"].starts_with("XAA"));
    }
    assert!(withheld > 50 && breaks > 50 && provisional > 100, "{withheld} {breaks} {provisional}");
}

#[test]
fn the_cases_are_open_or_ended_in_one_of_several_ways() {
    let told = rows(&small().cases_csv());
    let outcomes: std::collections::BTreeSet<&str> = told.iter().map(|row| row["outcome"].as_str()).collect();
    assert_eq!(outcomes.into_iter().collect::<Vec<_>>(), ["", "ACQUITTED", "CONVICTED", "TERMINATED"]);
    assert!(told.iter().all(|row| row["end"].is_empty() == row["outcome"].is_empty()));
    assert!(told.iter().all(|row| row["end"].is_empty() || row["start"] <= row["end"]));
}
