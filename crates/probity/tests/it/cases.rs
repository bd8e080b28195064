//! Every method's worked examples: the inputs of a case are imported, the method is run, and its findings are those the
//! case expects. What is shown on a method's page is therefore what the program does.

use super::program::{place, probity};
use probity_registers::observatory::REGISTERS;
use std::path::{Path, PathBuf};

fn folders(dir: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        fs_err::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    all.sort();
    all
}

/// `finding → rest of the row` of a method's findings, as the data set has them.
fn found(dir: &Path, method: &str) -> std::collections::BTreeMap<String, Vec<String>> {
    let table = probity(dir, &format!("findings {method} --dir o")).well().out;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[0].clone(), row[1..].to_vec())).collect()
}

fn same(found: &str, expected: &str) -> bool {
    match (found.parse::<f64>(), expected.parse::<f64>()) {
        (Ok(found), Ok(expected)) => (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        _ => found == expected,
    }
}

fn check(method: &str, case: &Path) {
    let dir = place();
    probity(dir.path(), "init o").well();
    for entry in fs_err::read_dir(case).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let register = name.split('.').next().unwrap();
        // A file named after no register is data that a plan of the case names.
        if REGISTERS.iter().any(|known| known.name == register) {
            probity(dir.path(), &format!("import {register} {} --dir o", file.display())).well();
        }
    }
    probity(dir.path(), &format!("assess --dir o --method {method}")).well();
    let found = found(dir.path(), method);
    let mut expected = csv::Reader::from_path(case.join("expected.csv")).unwrap();
    let header = expected.headers().unwrap().clone();
    let mut rows = 0;
    for row in expected.records() {
        let row = row.unwrap();
        let id = format!("{method}:{}:{}:{}", &row[0], &row[1], &row[2]);
        let finding = found.get(&id).unwrap_or_else(|| panic!("{}: no finding {id}", case.display()));
        // The data set has measure, subject, period in front, as the case does.
        for (column, name) in header.iter().enumerate() {
            assert!(
                same(&finding[column], &row[column]),
                "{}: {id}: {name} is `{}`, expected `{}`",
                case.display(),
                &finding[column],
                &row[column]
            );
        }
        rows += 1;
    }
    assert!(rows > 0, "{} expects nothing", case.display());
}

#[test]
fn every_method_gives_what_its_cases_expect() {
    let methods = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../methods");
    let mut run = 0;
    for area in folders(&methods) {
        for method in folders(&area) {
            // Packs of rules are data beside the methods, not methods.
            if !method.join("method.toml").exists() {
                continue;
            }
            let cases = folders(&method.join("cases"));
            assert!(!cases.is_empty(), "{} has no case", method.display());
            // Cases of flags are releases and rows of their own form; the room of procurement runs them.
            for case in cases.into_iter().filter(|case| !case.join("releases.jsonl").exists()) {
                check(&method.file_name().unwrap().to_string_lossy(), &case);
                run += 1;
            }
        }
    }
    assert!(run > 0);
}
