//! An observatory and a run over files are two ways to one answer: the same bytes give every process the same state, value
//! and reason from every flag.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use crate::stream::parameters;
use probity_core::suite::Source;
use probity_core::{Digest, Suite as _};
use probity_procurement::flags;
use probity_procurement::run::{Battery, Duplicates, Options, gather};
use probity_procurement::settings::Settings;
use probity_procurement::suite::{Procurement, REGISTER, plain};
use probity_registers::Input;
use std::collections::BTreeMap;

/// By flag and process: state, value, reason.
type Rows = BTreeMap<(String, String), (String, Option<f64>, String)>;

fn of_files(files: &[&[u8]]) -> Rows {
    let settings = Settings::default();
    let battery = Battery::new(&flags::ALL.iter().collect::<Vec<_>>(), parameters, &settings).unwrap();
    let inputs: Vec<Input> = files.iter().map(|bytes| Input::bytes("f.json", *bytes)).collect();
    let folder = tempfile::tempdir().unwrap();
    let options = Options { settings: &settings, duplicates: Duplicates::Merge, threads: 2, folder: folder.path() };
    let found = gather(&inputs, &battery, options).unwrap().findings(folder.path(), true).unwrap();
    let mut reader = csv::Reader::from_path(found.csv.unwrap().path()).unwrap();
    let rows = reader.records().map(Result::unwrap).filter(|row| &row[1] == "process");
    rows.map(|row| {
        ((row[3].to_owned(), row[0].to_owned()), (row[4].to_owned(), row[5].parse().ok(), row[8].to_owned()))
    })
    .collect()
}

fn of_observatory(files: &[&[u8]]) -> Rows {
    let source = |bytes: &&[u8]| Source {
        register: REGISTER.to_owned(),
        digest: Digest::of(bytes),
        name: String::new(),
        bytes: (*bytes).into(),
    };
    let sources: Vec<Source> = files.iter().map(source).collect();
    let asked = flags::ALL.iter().map(|flag| (flag.code.to_owned(), parameters(flag.code))).collect();
    let found = Procurement::new(|_| true).compute(&sources, "", &asked).unwrap();
    let rows = found.into_values().flatten().filter(|own| own.id.measure == "process");
    rows.map(|own| ((own.id.method, plain(&own.id.subject)), (own.state.word().to_owned(), own.value, own.reason)))
        .collect()
}

const TENDER: &str = r#"{"ocid":"ocds-yyyyyy-1","id":"r1","date":"2024-01-01T00:00:00Z","tag":["tender"],"tender":{"status":"active","procurementMethod":"open","value":{"amount":100,"currency":"KZT"}}}"#;
const AWARD: &str = r#"{"ocid":"ocds-yyyyyy-1","id":"r2","date":"2024-02-01T00:00:00Z","tag":["award"],"tender":{"status":"complete"},"awards":[{"id":"1","status":"active","suppliers":[{"id":"s"}],"value":{"amount":100,"currency":"KZT"}}],"contracts":[{"id":"1","awardID":"1","value":{"amount":100,"currency":"KZT"}}]}"#;
const CONTRACT: &str = r#"{"ocid":"ocds-yyyyyy-1","id":"r3","date":"2024-03-01T00:00:00Z","tag":["contract"],"contracts":[{"id":"1","awardID":"1","value":{"amount":150,"currency":"KZT"}}]}"#;
const SINGLE: &str = r#"{"ocid":"ocds-yyyyyy-1","date":"2024-01-01","buyer":{"identifier":{"id":"7"},"name":"B"},"tender":{"status":"complete","procurementMethod":"open","numberOfTenderers":1},"awards":[{"status":"active","suppliers":[{"name":"S","identifier":{"id":"9"}}]}]}"#;

fn named(text: &str, number: usize) -> String {
    text.replace("yyyyyy-1", &format!("yyyyyy-{number}"))
}

/// A record of the publisher's compiled release and the releases it was compiled from.
fn compiled() -> String {
    let compiled = AWARD.replace("[\"award\"]", "[\"compiled\"]").replace("100,", "150,");
    let record =
        format!(r#"{{"ocid":"ocds-yyyyyy-1","compiledRelease":{compiled},"releases":[{TENDER},{AWARD},{CONTRACT}]}}"#);
    named(&format!(r#"{{"records":[{record}]}}"#), 2)
}

/// JSON that is hard to read: nested deeply, a number too large, half a character, no JSON, no UTF-8.
fn strange() -> Vec<u8> {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let with =
        |number: usize, x: &str| named(SINGLE, number).replace("\"tender\":{", &format!("\"tender\":{{\"x\":{x},"));
    let lines = [with(6, &deep), with(7, "1e999"), with(8, "\"\\ud800\""), "not json".to_owned(), named(TENDER, 9)];
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend(b"\n{\"ocid\":\"ocds-yyyyyy-10\",\"tender\":{\"title\":\"\xff\"}}\n");
    bytes
}

#[test]
fn the_observatory_and_the_files_say_the_same() {
    let lines = |texts: &[&str]| texts.join("\n").into_bytes();
    let text = |text: &str| text.as_bytes().to_vec();
    let cases = [
        ("lines", vec![lines(&[TENDER, AWARD, CONTRACT])]),
        ("lines in reverse", vec![lines(&[CONTRACT, AWARD, TENDER])]),
        ("several files", vec![text(CONTRACT), text(TENDER), text(AWARD)]),
        ("a package", vec![text(&format!(r#"{{"version":"1.1","releases":[{AWARD},{CONTRACT},{TENDER}]}}"#))]),
        (
            "a record",
            vec![text(&format!(r#"{{"records":[{{"ocid":"a","releases":[{AWARD},{TENDER},{CONTRACT}]}}]}}"#))],
        ),
        ("a compiled record with its releases", vec![text(&compiled())]),
        ("a compiled record and a release beside it", vec![text(&compiled()), text(&named(CONTRACT, 2))]),
        ("1.0 and what is hard to read", vec![text(SINGLE), strange()]),
        ("releases without dates", vec![text(&[TENDER, AWARD].join("\n").replace("\"date\"", "\"when\""))]),
    ];
    for (what, files) in cases {
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let (ours, theirs) = (of_observatory(&files), of_files(&files));
        assert!(!theirs.is_empty(), "{what}");
        for (key, row) in &theirs {
            assert_eq!(ours.get(key), Some(row), "{what}: {key:?}");
        }
        assert_eq!(ours.len(), theirs.len(), "{what}");
    }
}
