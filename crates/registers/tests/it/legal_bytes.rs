//! Official files with damage: whatever the bytes are, no row is lost, no reason is missing, and no suppressed cell
//! keeps a value. The seeds are those of the fuzz targets.
#![allow(clippy::unwrap_used)]

use probity_registers::Input;
use probity_registers::legal::{Context, cases, observations, vintage};
use probity_registers::perception::Report;
use probity_statistics::cube::{Dimension, ObsStatus};
use proptest::prelude::*;

const SEEDS: [&str; 4] = ["legal/cube.csv", "legal/cts.csv", "legal/cng1.csv", "legal/ytd.csv"];

fn seed(name: &str) -> Vec<u8> {
    fs_err::read(format!("{}/../../fuzz/seeds/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A seed with some pieces replaced by others that are likely to hurt.
fn damaged(name: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "",
        ",",
        "\n",
        "\"",
        "-1",
        "<5",
        "≤3",
        ":",
        "x",
        "1e999",
        "0.1234567890123456789",
        "Q",
        "_U",
        "2022-13",
        "KZ-10",
        "\u{feff}",
        "99999999999999999999",
        "А,,,Б,1,2,3,4,5,6",
        "Iso3_code",
        "\r",
        "\0",
    ]);
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..6, pieces), 0..6).prop_map(move |cuts| {
        let mut bytes = seed(name);
        for (at, length, piece) in cuts {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        }
        bytes
    })
}

fn adds_up(report: &Report) {
    assert_eq!(report.read, report.kept + report.rejected, "rows were lost");
    assert!(!report.unusable || report.diagnostics.iter().any(|diagnostic| diagnostic.is_error()));
    assert!(report.unusable || report.rejected <= report.rejects().count() as u64, "a rejected row has no reason");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_files_lose_no_row_and_leak_no_value(bytes in prop::sample::select(SEEDS.to_vec()).prop_flat_map(damaged)) {
        let input = Input::bytes("a.csv", bytes);
        let (reading, records) = observations(&input, &Context::default());
        adds_up(&reading.report);
        prop_assert!(!reading.report.unusable || records.is_empty());
        for record in &records {
            let one = &record.observation;
            prop_assert!(Dimension::ALL.iter().all(|dimension| !one.key.code(*dimension).is_empty()));
            prop_assert!(one.obs_status != ObsStatus::Suppressed || one.value.is_none());
            prop_assert!(one.value.is_none_or(|value| value.to_f64().is_finite()));
        }
        let _ = vintage(&input, &[]);
    }

    #[test]
    fn damaged_cases_never_end_before_they_begin(bytes in damaged("cases/cases.csv")) {
        let reading = cases(&Input::bytes("a.csv", bytes), None);
        adds_up(&reading.report);
        for case in &reading.records {
            prop_assert_eq!(case.end.is_some(), case.outcome.is_some());
            prop_assert!(case.end.is_none_or(|end| end.day() >= case.start.day()));
        }
    }
}

#[test]
fn every_seed_is_read() {
    for name in SEEDS {
        let (reading, records) = observations(&Input::bytes("a.csv", seed(name)), &Context::default());
        assert!(!reading.report.unusable && reading.report.rejected == 0 && !records.is_empty(), "{name}");
    }
}
