//! Cardinal's own fixtures and its answer for a real file. The fixtures come with the source distribution of its Python
//! package, which is fetched by the test and never kept in this repository; out of reach, the test says so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)] // A test stops at the first surprise.

use probity_procurement::compat::{Indicators, Settings, coverage, prepare};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The fixtures of the source distribution, unpacked; fetched once.
fn fixtures() -> Option<PathBuf> {
    static FETCHED: OnceLock<Option<PathBuf>> = OnceLock::new();
    FETCHED.get_or_init(fetched).clone()
}

fn fetched() -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cardinal");
    let unpacked = place.join("ocdscardinal-0.0.8/tests/fixtures");
    if unpacked.join("prepare").is_dir() {
        return Some(unpacked);
    }
    fs_err::create_dir_all(&place).unwrap();
    let packed = place.join("ocdscardinal-0.0.8.tar.gz");
    if !packed.is_file() {
        let wanted = ["download", "--no-deps", "--no-binary", ":all:", "ocdscardinal==0.0.8", "-q", "-d"];
        let _ = Command::new("pip").args(wanted).arg(&place).output();
    }
    let done = Command::new("tar").arg("xzf").arg(&packed).arg("-C").arg(&place).output();
    if !packed.is_file() || !done.is_ok_and(|done| done.status.success()) {
        eprintln!("SKIPPED: the source distribution of ocdscardinal 0.0.8 is out of reach of `pip download`");
        return None;
    }
    Some(unpacked)
}

/// The fixtures of a kind, by their names, with the file of lines.
fn of(kind: &str) -> Option<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(fixtures()?.join(kind)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            found.push((path.file_stem().unwrap().to_string_lossy().into_owned(), path));
        }
    }
    found.sort();
    Some(found)
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs_err::read(path).unwrap()).unwrap()
}

fn indicators(settings: &Settings, map: bool, lines: &[u8]) -> Value {
    let mut indicators = Indicators::new(settings, map);
    indicators.read(lines).unwrap();
    let mut out = Vec::new();
    indicators.write(&mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

/// A fixture's name says its settings: `R003-threshold-10`, `R018`, `R003-procurement_method_details-x-5-y-10`.
fn settings_of(name: &str) -> Settings {
    let name = name.replace('+', "|");
    let mut words = name.split('-');
    let code = words.next().unwrap();
    let rest: Vec<&str> = words.collect();
    let own = match rest.as_slice() {
        [] | [_] => format!("[{code}]\n"),
        [key, value] => format!("[{code}]\n{key} = {value}\n"),
        [section, pairs @ ..] => {
            let lines: String = pairs.chunks(2).map(|pair| format!("{} = {}\n", pair[0], pair[1])).collect();
            format!("[{code}.{section}]\n{lines}")
        }
    };
    let shared = "no_price_comparison_procurement_methods = NPC\n[exclusions]\nprocurement_method_details = EXC\n";
    Settings::parse(&format!("{shared}{own}")).unwrap()
}

#[test]
fn cardinals_fixtures_of_indicators_give_its_results() {
    let Some(fixtures) = of("indicators") else { return };
    assert_eq!(fixtures.len(), 15);
    for (name, path) in fixtures {
        let mut answer = indicators(&settings_of(&name), false, &fs_err::read(&path).unwrap());
        answer.as_object_mut().unwrap().remove("Meta");
        assert_eq!(answer, json(&path.with_extension("expected")), "{name}");
    }
}

#[test]
fn cardinals_fixtures_of_coverage_give_its_counts() {
    let Some(fixtures) = of("coverage") else { return };
    assert_eq!(fixtures.len(), 35);
    for (name, path) in fixtures {
        let (counts, _) = coverage(fs_err::File::open(&path).unwrap()).unwrap();
        assert_eq!(serde_json::to_value(counts).unwrap(), json(&path.with_extension("expected")), "{name}");
    }
}

#[test]
fn cardinals_fixtures_of_prepare_give_its_lines_and_rows() {
    let Some(fixtures) = of("prepare") else { return };
    assert_eq!(fixtures.len(), 9);
    for (name, path) in fixtures {
        let settings = Settings::parse(&fs_err::read_to_string(path.with_extension("ini")).unwrap()).unwrap();
        let (mut out, mut rows) = (Vec::new(), Vec::new());
        prepare(&settings.preparation, fs_err::File::open(&path).unwrap(), &mut out, &mut rows).unwrap();
        let text = |path: PathBuf| fs_err::read_to_string(path);
        assert_eq!(String::from_utf8(out).unwrap(), text(path.with_extension("output")).unwrap(), "{name}");
        if let Ok(expected) = text(path.with_extension("errors")) {
            assert_eq!(String::from_utf8(rows).unwrap(), expected, "{name}");
        }
    }
}

/// Arrays of maps in order; theirs is free.
fn ordered(mut answer: Value) -> Value {
    for entries in answer["Maps"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        for list in entries.as_object_mut().into_iter().flat_map(Map::values_mut).filter_map(Value::as_array_mut) {
            list.sort_by_key(ToString::to_string);
        }
    }
    answer
}

fn alike(ours: &Value, theirs: &Value, path: &str) {
    match (ours, theirs) {
        (Value::Object(one), Value::Object(two)) => {
            let keys = |of: &Map<String, Value>| of.keys().cloned().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(keys(one), keys(two), "{path}");
            one.iter().for_each(|(key, value)| alike(value, &two[key], &format!("{path}/{key}")));
        }
        (Value::Number(one), Value::Number(two)) => {
            let (one, two) = (one.as_f64().unwrap(), two.as_f64().unwrap());
            assert!((one - two).abs() <= 1e-12 * two.abs().max(1.0), "{path}: {one} is not {two}");
        }
        _ => assert_eq!(ours, theirs, "{path}"),
    }
}

#[test]
fn ten_thousand_real_processes_give_cardinals_answer_maps_included() {
    let data = |name: &str| probity_testkit::reference(&format!("procurement/{name}"));
    let (Some(lines), Some(settings), Some(expected)) =
        (data("dominican_republic_10000.jsonl.gz"), data("cardinal/default.ini"), data("cardinal/raw_default.json.gz"))
    else {
        return;
    };
    let settings = Settings::parse(&fs_err::read_to_string(settings).unwrap()).unwrap();
    let answer = indicators(&settings, true, &fs_err::read(lines).unwrap());
    let expected =
        serde_json::from_reader(flate2::read::GzDecoder::new(fs_err::File::open(expected).unwrap())).unwrap();
    alike(&ordered(answer), &ordered(expected), "");
}

#[test]
fn the_answer_is_the_same_bytes_for_any_number_of_threads() {
    let codes = "R003 R018 R024 R025 R028 R030 R035 R036 R038 R048 R058";
    let text: String = codes.split(' ').map(|code| format!("[{code}]\n")).collect();
    let settings = Settings::parse(&text).unwrap();
    for silent in [0, 25_000] {
        let lines = lines(silent);
        let of = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let mut indicators = Indicators::new(&settings, true);
                indicators.read(lines.as_bytes()).unwrap();
                let mut out = Vec::new();
                indicators.write(&mut out).unwrap();
                out
            })
        };
        let one = of(1);
        assert!(one.len() > 100_000);
        assert!([2, 3, 8].into_iter().all(|threads| of(threads) == one), "{silent}");
    }
}

/// Every process has two lines far from each other, which say unlike things of it. The first bids that are compared come
/// behind the silent lines, and each block has bids in another currency than theirs.
fn lines(silent: usize) -> String {
    let mut lines = String::new();
    for number in 0..60_000 {
        let currency = if number < silent + 2 || number % 3 == 0 { "USD" } else { "DOP" };
        let bid = |who: usize, amount: usize, status: &str| {
            let status = if number < silent { "invited" } else { status };
            format!(
                r#"{{"status":"{status}","tenderers":[{{"id":"T{who}"}}],"value":{{"amount":{amount},"currency":"{currency}"}}}}"#
            )
        };
        lines.push_str(&format!(
            r#"{{"ocid":"o{}","buyer":{{"id":"B{}"}},"awards":[{{"status":"active","suppliers":[{{"id":"T{}"}}]}}],"bids":{{"details":[{},{},{}]}},"x":"{}"}}"#,
            number % 30_000, number % 7, number % 11, bid(number % 11, 100 + number % 13, "valid"),
            bid(number % 5 + 20, 110 + number % 17, "valid"), bid(3, 90 + number % 40, "disqualified"), "-".repeat(200),
        ));
        lines.push('\n');
    }
    lines
}
