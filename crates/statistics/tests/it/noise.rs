//! The cell-key method against the tables of the peer tool, against its own conditions, and against the record order.

#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first surprise.

use probity_statistics::disclosure::noise::{self, noisy, ptable};
use probity_statistics::disclosure::{Error, Source};
use proptest::prelude::*;

fn table(text: &str) -> Result<noise::Ptable, Error> {
    ptable(&noise::parse("spec.toml", &format!("[ptable]\n{text}"))?)
}

fn close_to_reference(name: &str, spec: &str) {
    let Some(path) = probity_testkit::reference(&format!("publication/ptables/{name}")) else { return };
    let computed = noise::report::ptable(&table(spec).unwrap());
    let mut reference = csv::Reader::from_path(path).unwrap();
    let rows: Vec<csv::StringRecord> = reference.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), computed.rows.len());
    for (row, own) in rows.iter().zip(&computed.rows) {
        for column in 0..6 {
            let (theirs, ours): (f64, f64) = (row[column].parse().unwrap(), own[column].parse().unwrap());
            assert!((theirs - ours).abs() < 1e-6, "{row:?} {own:?}");
        }
    }
}

#[test]
fn the_tables_of_the_peer_tool_are_reproduced() {
    close_to_reference("ptable_D2_V09.csv", "D = 2\nV = 0.9");
    close_to_reference("ptable_D2_V108_js1.csv", "D = 2\nV = 1.08\njs = 1\nmono = [true, true, false, true]");
}

#[test]
fn a_variance_that_is_not_reached_is_left_alone() {
    let row = &table("D = 2\nV = 1").unwrap().rows[1];
    let shares: Vec<f64> = row.entries.iter().map(|entry| (entry.to - entry.from) as f64 / 1e8).collect();
    for (share, expected) in shares.iter().zip([0.366486, 0.366486, 0.167572, 0.099457]) {
        assert!((share - expected).abs() < 1e-6, "{shares:?}");
    }
    let variance: f64 = row.entries.iter().zip(&shares).map(|(entry, p)| (entry.noise * entry.noise) as f64 * p).sum();
    assert!((variance - 0.93188).abs() < 1e-5, "{variance}");
}

#[test]
fn too_small_a_variance_is_an_error_that_says_so() {
    let error = table("D = 3\nV = 1\njs = 2").unwrap_err();
    assert!(matches!(&error, Error::Input(_)) && error.to_string().contains("variance too small"), "{error}");
}

#[test]
fn a_share_of_unchanged_counts_that_cannot_be_had_is_lowered_step_by_step() {
    let row = &table("D = 1\nV = 0.9\npstay = 0.9").unwrap().rows[1];
    let stays = row.entries.iter().find(|entry| entry.noise == 0).unwrap();
    assert_eq!(stays.to - stays.from, 90_000_000);
    let impossible = table("D = 2\nV = 0.3\npstay = 0.1").unwrap();
    assert!(impossible.rows[1].entries.iter().any(|entry| entry.noise == 0 && entry.to - entry.from > 10_000_000));
}

#[test]
fn wrong_settings_are_wrong_usage_and_unknown_keys_have_a_line() {
    for wrong in ["D = 0\nV = 1", "D = 2\nV = -1", "D = 2\nV = 1\nmono = [true]", "D = 2\nV = 1\npstay = 1.5"] {
        assert!(matches!(table(wrong).unwrap_err(), Error::Usage(_)), "{wrong}");
    }
    let Error::Input(fault) = table("D = 2\nV = 1\nvariance = 3").unwrap_err() else { panic!("input") };
    assert_eq!((fault.place.row, fault.file.as_str()), (4, "spec.toml"));
}

fn records(keys: &[(u8, u8, u64)]) -> Source {
    let row = |(index, (a, b, key)): (usize, &(u8, u8, u64))| {
        (index as u64 + 2, vec![format!("r{a}"), format!("s{b}"), format!("0.{:015}", key)])
    };
    let header = ["region", "sex", "key"].map(str::to_owned).to_vec();
    Source { file: "records.csv".into(), header, rows: keys.iter().enumerate().map(row).collect() }
}

proptest! {
    #[test]
    fn every_row_is_without_bias_and_within_its_variance(
        d in 1i64..6, v in 0.3f64..4.0, js in 0i64..3, stay in 0.0f64..0.8
    ) {
        let spec = format!("D = {d}\nV = {:.3}\njs = {js}\npstay = {:.2}", v, stay);
        let Ok(table) = table(&spec) else { return Ok(()) };
        for row in &table.rows[1..] {
            let shares = row.entries.iter().map(|entry| ((entry.to - entry.from) as f64 / 1e8, entry.noise as f64));
            let mean: f64 = shares.clone().map(|(p, v)| p * v).sum();
            let variance: f64 = shares.map(|(p, v)| p * v * v).sum();
            prop_assert!(mean.abs() < 1e-6 && variance < v + 1e-3 + 1e-6, "{spec}: {mean} {variance}");
            prop_assert_eq!(row.entries.last().unwrap().to, 100_000_000);
            prop_assert!(row.entries.iter().all(|entry| entry.published == 0 || i64::from(entry.published) > js));
        }
    }

    #[test]
    fn the_order_of_the_records_changes_nothing(
        keys in prop::collection::vec((0u8..4, 0u8..3, 0u64..1_000_000_000_000_000), 1..60)
    ) {
        let spec = "[ptable]\nD = 2\nV = 0.9\n[cube]\ndimensions = [\"region\", \"sex\"]\nrecord_key = \"key\"";
        let spec = noise::parse("spec.toml", spec).unwrap();
        let table = ptable(&spec).unwrap();
        let columns = spec.cube.unwrap();
        let mut turned = keys.clone();
        turned.reverse();
        let cells = noisy(&records(&keys), &columns, &table, None).unwrap();
        prop_assert_eq!(&cells, &noisy(&records(&turned), &columns, &table, None).unwrap());
        let total: u64 = keys.iter().map(|(_, _, key)| key).sum::<u64>() % 1_000_000_000_000_000;
        let expected: f64 = cells[0].key.parse().unwrap();
        prop_assert!((expected - total as f64 / 1e15).abs() < 1e-15);
        prop_assert!(cells.iter().all(|cell| cell.frequency > 0 || cell.published == 0));
    }
}

#[test]
fn keys_from_identifiers_are_a_keyed_hash() {
    let source = Source {
        file: "records.csv".into(),
        header: vec!["region".into(), "id".into()],
        rows: vec![(2, vec!["A".into(), "what do ya want for nothing?".into()])],
    };
    let spec = "[ptable]\nD = 2\nV = 0.9\n[cube]\ndimensions = [\"region\"]\nrecord_id = \"id\"";
    let spec = noise::parse("spec.toml", spec).unwrap();
    let table = ptable(&spec).unwrap();
    let columns = spec.cube.unwrap();
    let cells = noisy(&source, &columns, &table, Some(b"Jefe")).unwrap();
    // RFC 4231, test case 2: the digest starts 5bdcc146bf60754e.
    let expected = (0x5bdc_c146_bf60_754e_u64 >> 11) as f64 / (1u64 << 53) as f64;
    assert_eq!(cells[0].key.parse::<f64>().unwrap(), expected);
    assert!(matches!(noisy(&source, &columns, &table, None), Err(Error::Usage(_))));
}
