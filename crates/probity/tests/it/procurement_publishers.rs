//! Data of several publishers: organisations whose identifiers name no register are told apart by publisher, the others are
//! one organisation wherever they occur, and data of one publisher keep the names they are published with.

use super::program::{place, probity};
use std::collections::BTreeSet;
use std::path::Path;

/// A process of a buyer.
fn process(publisher: &str, number: u32, buyer: &str) -> String {
    format!(
        r#"{{"ocid":"ocds-{publisher}-{number}","date":"2024-01-01T00:00:00Z","buyer":{buyer},"tender":{{"status":"complete","procurementMethod":"open"}}}}"#
    )
}

const LOCAL: &str = r#"{"id":"7"}"#;
const REGISTERED: &str = r#"{"id":"9","identifier":{"scheme":"KZ-BIN","id":"990140000483"}}"#;
const SAME: &str = r#"{"id":"KZ-BIN-990140000483"}"#;

/// The buyers that R013 has rows about.
fn buyers(dir: &Path, files: &str) -> BTreeSet<String> {
    probity(dir, &format!("procurement flags {files} --codes R013 --csv --out flags")).well();
    let mut reader = csv::Reader::from_path(dir.join("flags/findings.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap).filter(|row| &row[1] == "buyer");
    rows.map(|row| row[2].to_owned()).collect()
}

fn publishers(dir: &Path) -> u64 {
    let run = fs_err::read_to_string(dir.join("flags/run.json")).unwrap();
    let run: serde_json::Value = serde_json::from_str(&run).unwrap();
    run["counts"]["publishers"].as_u64().unwrap()
}

/// Two files of one publisher each.
fn files(dir: &Path) -> [&'static str; 2] {
    let one = [process("aaaaaa", 1, LOCAL), process("aaaaaa", 2, REGISTERED)];
    let other = [process("bbbbbb", 1, LOCAL), process("bbbbbb", 2, SAME)];
    for (name, lines) in [("a.jsonl", one), ("b.jsonl", other)] {
        fs_err::write(dir.join(name), lines.join("\n") + "\n").unwrap();
    }
    ["a.jsonl", "b.jsonl"]
}

#[test]
fn equal_identifiers_of_two_publishers_are_two_buyers_and_one_number_of_a_register_is_one() {
    let dir = place();
    let [a, b] = files(dir.path());
    assert_eq!(buyers(dir.path(), a), ["7", "9"].map(str::to_owned).into());
    assert_eq!(publishers(dir.path()), 1);
    let expected = ["KZ-BIN-990140000483", "ocds-aaaaaa:7", "ocds-bbbbbb:7"].map(str::to_owned).into();
    for (first, second, threads) in [(a, b, 1), (b, a, 8)] {
        assert_eq!(buyers(dir.path(), &format!("{first} {second} --threads {threads}")), expected);
        assert_eq!(publishers(dir.path()), 2);
    }
}

#[test]
fn ocids_without_a_registered_prefix_are_of_one_publisher() {
    let dir = place();
    let lines = ["x-1", "y-2-3", "z"].map(|ocid| process("aaaaaa", 1, LOCAL).replace("ocds-aaaaaa-1", ocid));
    fs_err::write(dir.path().join("x.jsonl"), lines.join("\n")).unwrap();
    assert_eq!(buyers(dir.path(), "x.jsonl"), ["7".to_owned()].into());
}

#[test]
fn an_observatory_of_several_publishers_calls_organisations_as_a_run_over_the_files_does() {
    let dir = place();
    let [a, b] = files(dir.path());
    probity(dir.path(), "init o").well();
    probity(dir.path(), &format!("import ocds {a} {b} --dir o")).well();
    probity(dir.path(), "assess --dir o").well();
    let found = probity(dir.path(), "findings R013 --dir o").well().out;
    let mut reader = csv::Reader::from_reader(found.as_bytes());
    let rows = reader.records().map(Result::unwrap).filter(|row| &row[1] == "buyer");
    let subjects: BTreeSet<String> = rows.map(|row| row[2].replace("%3A", ":")).collect();
    assert_eq!(subjects, buyers(dir.path(), &format!("{a} {b}")));
}
