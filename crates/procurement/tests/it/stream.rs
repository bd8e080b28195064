//! Runs over files: every shape is read, nothing readable is lost, and the bytes do not depend on threads or on how the
//! input is divided into files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::parameter::{Parameters, Validity};
use probity_procurement::flags;
use probity_procurement::run::{Battery, Duplicates, Options, RunError, gather};
use probity_procurement::settings::Settings;
use probity_registers::Input;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// The parameters that the folder of a flag gives, if it has one.
pub fn parameters(code: &str) -> Parameters {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../methods/procurement").join(code).join("method.toml");
    let method: toml::Table = fs_err::read_to_string(path).unwrap_or_default().parse().unwrap();
    let mut all = BTreeMap::new();
    for parameter in method.get("parameter").and_then(toml::Value::as_array).into_iter().flatten() {
        let value = parameter["value"].clone().try_into().unwrap();
        all.insert(parameter["name"].as_str().unwrap().to_owned(), vec![Validity { value, from: None, to: None }]);
    }
    Parameters(all)
}

struct Found {
    findings: Vec<u8>,
    csv: String,
    rejects: String,
    processes: u64,
    faults: usize,
}

fn run(files: &[(&str, Vec<u8>)], duplicates: Duplicates, threads: usize) -> Result<Found, RunError> {
    let settings = Settings::default();
    let chosen: Vec<_> = ["R018", "R048", "R058"].iter().filter_map(|code| flags::definition(code)).collect();
    let battery = Battery::new(&chosen, parameters, &settings).unwrap();
    let inputs: Vec<Input> = files.iter().map(|(name, bytes)| Input::bytes(*name, bytes.clone())).collect();
    let folder = tempfile::tempdir().unwrap();
    let options = Options { settings: &settings, duplicates, threads, folder: folder.path() };
    let mut gathered = gather(&inputs, &battery, options)?;
    let findings = gathered.findings(folder.path(), true)?;
    Ok(Found {
        findings: fs_err::read(findings.parquet.path()).unwrap(),
        csv: fs_err::read_to_string(findings.csv.unwrap().path()).unwrap(),
        processes: gathered.counts.processes,
        faults: gathered.faults.len(),
        rejects: fs_err::read_to_string(gathered.rejects.finish().unwrap().path()).unwrap(),
    })
}

fn one(name: &str, text: &str) -> Found {
    run(&[(name, text.as_bytes().to_vec())], Duplicates::Merge, 2).unwrap()
}

/// The ocids of the rows of R018, and the lines of the rejects.
fn told(found: &Found) -> (Vec<String>, Vec<String>) {
    let column = |line: &str, at: usize| line.split(',').nth(at).unwrap_or_default().to_owned();
    let of = |line: &&str| column(line, 3) == "R018" && column(line, 1) == "process";
    let ocids = found.csv.lines().filter(of).map(|line| column(line, 0)).collect();
    (ocids, found.rejects.lines().skip(1).map(|line| column(line, 1)).collect())
}

fn release(ocid: &str) -> String {
    format!(
        r#"{{"ocid":"{ocid}","date":"2024-01-01T00:00:00Z","tender":{{"procurementMethod":"open","numberOfTenderers":1}}}}"#
    )
}

#[test]
fn every_shape_gives_its_releases() {
    let (a, b, c) = (release("a"), release("b"), release("c"));
    let pretty = format!("[\n  {a},\n  {b},\n  {c}\n]");
    let shapes = [
        format!("{a}\n{b}\n{c}\n"),
        format!("\u{feff}{a}\r\n\n  {b}\n{c}"),
        format!("[{a},{b},{c}]"),
        pretty.clone(),
        format!("{a}{b} {c}"),
        format!("{a}\n{b}{c}\n"),
        format!("{a}\n{b} [{c}]{{\"releases\":[]}}"),
        format!("{a}\n{b}{{\n\"releases\":[{c}]}}"),
        format!(r#"{{"uri":"x","releases":[{a},{b},{c}]}}"#),
        format!("{{\n\"uri\":\"x\",\n\"releases\":[\n{a},\n{b},\n{c}\n]\n}}\n"),
        format!(
            "{{\n\"records\":[{{\"ocid\":\"a\",\"compiledRelease\":{a}}},\n{{\"ocid\":\"b\",\"releases\":[{b}]}},{{\"ocid\":\"c\",\"releases\":[{c},{c}]}}]}}"
        ),
        format!("{a}\n[{b}]\n{{\"releases\":[{c}]}}"),
        format!("{a}\n{{\n  \"releases\":\n[{b},{c}]\n}}\n"),
    ];
    for shape in shapes {
        let found = one("x.json", &shape);
        let (ocids, rejects) = told(&found);
        assert_eq!(ocids, ["a", "b", "c"], "{shape}\n{}", found.rejects);
        assert!(rejects.is_empty() && found.faults == 0, "{shape}\n{}", found.rejects);
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(pretty.as_bytes()).unwrap();
    let zstd = zstd::encode_all(format!("{a}\n{b}").as_bytes(), 1).unwrap();
    let files = [("x.json.gz", gzip.finish().unwrap()), ("y.jsonl.zst", zstd)];
    assert_eq!(told(&run(&files[..1], Duplicates::Merge, 1).unwrap()).0, ["a", "b", "c"]);
    assert_eq!(told(&run(&files, Duplicates::Merge, 2).unwrap()).0, ["a", "b", "c"]);
}

#[test]
fn what_cannot_be_read_costs_nothing_else() {
    let (a, b) = (release("a"), release("b"));
    let mut bytes = format!("{a}\n{{\"ocid\":\"lost\",\"x\":[1,\n").into_bytes();
    bytes.extend_from_slice(
        b"{\"ocid\":\"bad\",\"title\":\"\xFF\"}\n\0\n{\"id\":1}\n7\n\"text\"\nnull\n{\"ocid\":7,\"tender\":1e999}\n",
    );
    bytes.extend_from_slice(
        format!("{{\"ocid\":\"e\",\"bids\":{}{}}}\n{b}", "[".repeat(10_000), "]".repeat(10_000)).as_bytes(),
    );
    let found = run(&[("x.jsonl", bytes)], Duplicates::Merge, 2).unwrap();
    let (ocids, rejects) = told(&found);
    assert_eq!(ocids, ["7", "a", "b", "e"], "{}", found.rejects);
    assert_eq!(rejects, ["2", "3", "4", "5", "6", "7", "8"]);
    assert_eq!(found.faults, 0);
    assert!(found.rejects.contains("x.jsonl,2,lost,"), "{}", found.rejects);
    // Behind one another on a line, the broken one in the middle and the rest that is none cost themselves only.
    let found = one("x.jsonl", &format!("{a}\n {b}{{\"ocid\" \"lost\"}}{} tail of words\n", release("c")));
    let (ocids, rejects) = told(&found);
    assert_eq!((ocids, rejects), (vec!["a".into(), "b".into(), "c".into()], vec!["2".into(), "2".into()]));
    assert!(found.rejects.contains("at column"), "{}", found.rejects);
}

#[test]
fn a_file_that_is_no_json_is_a_fault_and_the_others_are_read() {
    let files = [("x.jsonl", release("a").into_bytes()), ("y.jsonl.gz", b"\x50\x4b nothing\nof this".to_vec())];
    let found = run(&files, Duplicates::Merge, 2).unwrap();
    assert_eq!((found.faults, told(&found).0), (1, vec!["a".to_owned()]));
}

#[test]
fn what_comes_before_the_break_of_a_packed_file_counts() {
    let names: Vec<String> = (0..2000).map(|at| format!("p{at:05}")).collect();
    let lines: String = names.iter().fold(String::new(), |all, name| all + &release(name) + "\n");
    let package = format!("{{\n\"releases\":[\n{}\n]}}\n", lines.trim_end().replace('\n', ",\n"));
    for text in [lines, package] {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        let whole = gzip.finish().unwrap();
        let half = whole.get(..whole.len() / 2).unwrap().to_vec();
        let found = run(&[("x.json.gz", half)], Duplicates::Merge, 2).unwrap();
        let (ocids, rejects) = told(&found);
        assert!(ocids.len() > 500 && ocids.len() < 1500, "{}", ocids.len());
        assert_eq!(ocids, names[..ocids.len()]);
        assert!(found.faults == 0 && rejects.len() <= 2, "{}", found.rejects);
        assert!(found.rejects.contains("cannot be read from here on"), "{}", found.rejects);
        // Of a file that breaks off at once nothing is left.
        let none = run(&[("x.json.gz", whole.get(..20).unwrap().to_vec())], Duplicates::Merge, 1).unwrap();
        assert_eq!((none.faults, told(&none).0.len()), (1, 0));
    }
}

fn releases(count: usize) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        let (ocid, tenderers) = (at * 7919 % 100_003, at % 3);
        let pad = "x".repeat(at % 700);
        let _ = writeln!(text, r#"{{"ocid":"ocds-p-{ocid:06}","pad":"{pad}","tender":{{"procurementMethod":"open","numberOfTenderers":{tenderers}}}}}"#);
        text
    })
}

#[test]
fn threads_and_files_do_not_change_a_byte() {
    let text = releases(30_000);
    let whole = run(&[("x.jsonl", text.clone().into_bytes())], Duplicates::Merge, 1).unwrap();
    assert_eq!(whole.processes, 30_000);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let four: Vec<(&str, Vec<u8>)> =
        lines.chunks(8_000).zip(["a", "b", "c", "d"]).map(|(part, name)| (name, part.concat().into_bytes())).collect();
    let array = format!("{{\"releases\":[{}]}}", text.trim_end().replace('\n', ",\n"));
    let package = [("x.json", array.into_bytes())];
    for threads in [1, 2, 8] {
        for files in [&four[..], &[("x.jsonl", text.clone().into_bytes())], &package] {
            let found = run(files, Duplicates::Merge, threads).unwrap();
            assert!(found.findings == whole.findings, "{threads} threads, {} files", files.len());
            assert_eq!(found.csv, whole.csv);
        }
    }
}

#[test]
fn releases_of_one_process_are_one_process_wherever_they_stand() {
    let new = r#"{"ocid":"ocds-p-000000","id":"n","date":"2024-03-01T00:00:00Z","tag":["tender"],"tender":{"numberOfTenderers":1}}"#;
    let old = r#"{"ocid":"ocds-p-000000","id":"o","date":"2024-02-01T00:00:00Z","tag":["tender"],"tender":{"procurementMethod":"open","numberOfTenderers":9}}"#;
    let text = releases(9_000).lines().filter(|line| !line.contains("p-000000")).collect::<Vec<_>>().join("\n");
    let file = |text: String| vec![("x.jsonl", text.into_bytes())];
    let near = run(&file(format!("{new}\n{old}\n{text}")), Duplicates::Merge, 2).unwrap();
    let far = run(&file(format!("{new}\n{text}\n{old}")), Duplicates::Merge, 1).unwrap();
    assert_eq!((near.processes, far.processes), (9_000, 9_000));
    assert!(near.findings == far.findings);
    assert!(near.csv.contains("ocds-p-000000,process,ocds-p-000000,R018,flagged,1,"));
    let last = run(&file(format!("{new}\n{text}\n{old}")), Duplicates::Last, 2).unwrap();
    assert!(last.csv.contains("ocds-p-000000,process,ocds-p-000000,R018,clear,9,"));
    let refused = run(&file(format!("{new}\n{text}\n{old}")), Duplicates::Error, 2);
    let places = "occurs 2 times: x.jsonl:1, x.jsonl:9001";
    assert!(matches!(refused, Err(error @ RunError::Repeated { .. }) if error.to_string().ends_with(places)));
}

/// Any JSON, the objects among it more often with an ocid than not.
fn value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::{Value, json};
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("tender"),
        Just("bids"),
        Just("awards"),
        Just("id"),
        Just("details"),
        Just("value"),
        Just("amount"),
        Just("date"),
        Just("items"),
        Just("status"),
        Just("suppliers"),
        Just("tag"),
        Just("parties"),
        Just("other"),
    ];
    let inner = leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone().prop_map(str::to_owned), inner, 0..4).prop_map(|map| json!(map)),
        ]
    });
    (inner, prop::option::of(0..40u8)).prop_map(|(mut value, ocid)| {
        if let (Some(object), Some(ocid)) = (value.as_object_mut(), ocid) {
            object.insert("ocid".to_owned(), json!(format!("p-{ocid}")));
        }
        value
    })
}

#[test]
fn arrays_are_followed_as_deep_in_a_line_as_in_a_document_and_deeper_ones_are_rejected() {
    for text in ["[[[[[]]]]]", "[[[[[\n]]]]]", "[[[[[{\"ocid\":\"a\"}]]]]]", "[[[[[\n{\"ocid\":\"a\"}]]]]]"] {
        assert_eq!(told(&one("a.json", text)), (Vec::new(), vec!["1".to_owned()]), "{text}");
    }
    for text in ["[[[[]]]]", "[[[[\n]]]]"] {
        assert_eq!(told(&one("a.json", text)), (Vec::new(), Vec::new()), "{text}");
    }
    for text in ["[[[[{\"ocid\":\"a\"}]]]]", "[[[[\n{\"ocid\":\"a\"}]]]]"] {
        assert_eq!(told(&one("a.json", text)), (vec!["a".to_owned()], Vec::new()), "{text}");
    }
}

#[test]
fn what_stands_behind_something_else_on_a_line_is_read_as_on_a_line_of_its_own() {
    assert_eq!(told(&one("a.json", "2[]")), (Vec::new(), vec!["1".to_owned()]));
    assert_eq!(told(&one("a.json", "2[[{\"ocid\":\"a\"}]]")), (vec!["a".to_owned()], vec!["1".to_owned()]));
    let on_lines = one("a.json", "2 {\"ocid\":\"b\"} [\n{\"ocid\":\"a\"}]3");
    assert_eq!(told(&on_lines), (vec!["a".to_owned(), "b".to_owned()], vec!["1".to_owned(), "2".to_owned()]));
}

#[test]
fn a_package_loses_the_broken_release_and_says_where_it_is_broken() {
    let package =
        "{\n \"releases\": [\n  {\"ocid\": \"a\"},\n  {\"ocid\": \"b\", \"id\": 1,},\n  {\"ocid\": \"c\"}\n ]\n}\n";
    assert_eq!(told(&one("a.json", package)), (vec!["a".to_owned(), "c".to_owned()], vec!["4".to_owned()]));
    let package = package.replace("1,}", "NaN}");
    assert_eq!(told(&one("a.json", &package)), (vec!["a".to_owned(), "c".to_owned()], vec!["4".to_owned()]));
    let package = package.replace("NaN}", "1 \"x\": 2}");
    assert_eq!(told(&one("a.json", &package)), (vec!["a".to_owned(), "c".to_owned()], vec!["4".to_owned()]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_line_is_lost(lines in prop::collection::vec(value(), 0..30), threads in 1..4usize) {
        let mut text = String::new();
        let mut ocids = std::collections::BTreeSet::new();
        for (at, line) in lines.iter().enumerate() {
            if let Some(ocid) = line.get("ocid") {
                ocids.insert(ocid.as_str().unwrap().to_owned());
            }
            // Some stand behind one another on a line.
            text += &format!("{line}{}", if at % 3 == 1 { " " } else { "\n" });
        }
        let found = run(&[("x.jsonl", text.into_bytes())], Duplicates::Merge, threads).unwrap();
        prop_assert_eq!(told(&found).0, ocids.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn any_bytes_are_read_without_a_crash(bytes in prop::collection::vec(prop_oneof![
        Just(b"{\"ocid\":\"a\"".to_vec()), Just(b"{".to_vec()), Just(b"}".to_vec()), Just(b"[".to_vec()), Just(b"]".to_vec()),
        Just(b"\n".to_vec()), Just(b",".to_vec()), Just(b"\"releases\":[".to_vec()), Just(b"\"records\":[".to_vec()),
        Just(b"\"".to_vec()), Just(b"\\".to_vec()), Just(b"\xFF".to_vec()), Just(b"\0".to_vec()), Just(b":1".to_vec()),
        Just(b"{\"ocid\":\"b\"}\n".to_vec()),
    ], 0..40)) {
        let bytes = bytes.concat();
        prop_assert!(run(&[("x.json", bytes)], Duplicates::Merge, 2).is_ok());
    }
}
