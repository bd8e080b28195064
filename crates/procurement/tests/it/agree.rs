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

#[test]
fn the_observatory_and_the_files_say_the_same() {
    let named = |text: &str, ocid: &str| text.replace("yyyyyy-1", ocid);
    let one = r#"{"ocid":"ocds-yyyyyy-5","date":"2024-01-01","buyer":{"identifier":{"id":"7"},"name":"B"},"tender":{"status":"complete","procurementMethod":"open","numberOfTenderers":1},"awards":[{"status":"active","suppliers":[{"name":"S","identifier":{"id":"9"}}]}]}"#;
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let odd = format!(
        "{}\n{}\n{}\nnot json\n",
        named(one, "yyyyyy-6").replace("\"tender\":{", &format!("\"tender\":{{\"x\":{deep},")),
        named(one, "yyyyyy-7").replace("\"tender\":{", "\"tender\":{\"x\":1e999,"),
        named(one, "yyyyyy-8").replace("\"tender\":{", "\"tender\":{\"x\":\"\\ud800\","),
    );
    let mut broken = format!("{}\n", named(TENDER, "yyyyyy-9")).into_bytes();
    broken.extend(b"{\"ocid\":\"ocds-yyyyyy-10\",\"tender\":{\"title\":\"\xff\"}}\n");
    let compiled = named(
        &format!(
            r#"{{"records":[{{"ocid":"ocds-yyyyyy-1","compiledRelease":{},"releases":[{TENDER},{AWARD},{CONTRACT}]}}]}}"#,
            AWARD.replace("[\"award\"]", "[\"compiled\"]").replace("100,", "150,")
        ),
        "yyyyyy-2",
    );
    let files: [(&str, Vec<&[u8]>); 9] = [
        ("lines", vec![&[TENDER, AWARD, CONTRACT].join("\n").into_bytes().leak()[..]]),
        ("lines in reverse", vec![&[CONTRACT, AWARD, TENDER].join("\n").into_bytes().leak()[..]]),
        ("two files", vec![CONTRACT.as_bytes(), TENDER.as_bytes(), AWARD.as_bytes()]),
        (
            "a package",
            vec![&format!(r#"{{"version":"1.1","releases":[{AWARD},{CONTRACT},{TENDER}]}}"#).leak().as_bytes()[..]],
        ),
        (
            "a record of releases",
            vec![
                &format!(r#"{{"records":[{{"ocid":"ocds-yyyyyy-1","releases":[{AWARD},{TENDER},{CONTRACT}]}}]}}"#)
                    .leak()
                    .as_bytes()[..],
            ],
        ),
        ("a compiled record with its releases", vec![compiled.as_bytes()]),
        (
            "a compiled record and a release beside it",
            vec![compiled.as_bytes(), named(CONTRACT, "yyyyyy-2").leak().as_bytes()],
        ),
        ("1.0 and what is hard to read", vec![one.as_bytes(), odd.as_bytes(), &broken]),
        ("no dates", vec![&[TENDER, AWARD].join("\n").replace("\"date\"", "\"when\"").into_bytes().leak()[..]]),
    ];
    for (what, files) in files {
        let (ours, theirs) = (of_observatory(&files), of_files(&files));
        assert!(!theirs.is_empty(), "{what}");
        for (key, row) in &theirs {
            assert_eq!(ours.get(key), Some(row), "{what}: {key:?}");
        }
        assert_eq!(ours.len(), theirs.len(), "{what}");
    }
}
