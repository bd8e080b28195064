//! Any bytes on any line: the compat commands answer, whatever publishers write, and their answers hold together.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_procurement::compat::{Indicators, Settings, coverage, prepare};
use proptest::prelude::*;
use serde_json::{Value, json};

const SETTINGS: &str = "[R003]\n[R018]\n[R024]\n[R025]\n[R028]\n[R030]\n[R035]\n[R036]\n[R038]\n[R048]\nminimum_contracting_processes = 0\n[R058]\n\
    [R003.procurement_method_details]\nA = 3\n[defaults]\ncurrency = USD\nitem_classification_scheme = S\nbid_status = valid\n\
    award_status = active\nparty_roles = true\n[redactions]\namount = 0|nan|7\norganization_id = 1|x\n\
    [corrections]\naward_status_by_contract_status = true\n[modifications]\nmove_auctions = true\n\
    prefix_buyer_or_procuring_entity_id = B-\nprefix_tenderer_or_supplier_id = T-\nsplit_procurement_method_details = -\n\
    [codelists.bid_status]\nok = valid\n[codelists.award_status]\nok = active\n";

/// A release in which everything that is looked at occurs.
const RELEASE: &str = r#"{"ocid":"o1","tender":{"status":"complete","procurementMethod":"open","procurementMethodDetails":"A - b","numberOfTenderers":1,"tenderPeriod":{"startDate":"2021-01-01T00:00:00Z","endDate":"2021-01-02T00:00:00.5-05:00"},"procuringEntity":{"id":7,"name":"e"}},"buyer":{"id":"b"},"parties":[{"id":"T-1","roles":["x"]},{"id":2}],"auctions":[{"stages":[{"bids":[{"id":3}]}]}],"bids":{"details":[{"status":"valid","date":"2021-02-01","value":{"amount":10.50,"currency":"USD"},"tenderers":[{"id":"1"}],"items":[{"classification":{"id":1}}]},{"status":"disqualified","value":{"amount":1e999},"tenderers":{"id":"\u00e9\ud83d\ude00"}},{"status":"valid","value":{"amount":0,"currency":"EUR"},"tenderers":[{"id":"2"}]}]},"awards":[{"id":1,"status":"ok","suppliers":[{"id":"1"}],"items":[{"classification":{"id":"1010"}},null]}],"contracts":[{"awardID":1,"status":"cancelled"}]}"#;

/// Every command over the lines; gives how many lines `prepare` wrote.
fn survives(settings: &Settings, lines: &[u8]) -> usize {
    let mut indicators = Indicators::new(settings, true);
    let said = indicators.read(lines).unwrap();
    let mut answer = Vec::new();
    indicators.write(&mut answer).unwrap();
    serde_json::from_slice::<Value>(&answer).expect("the answer is JSON");
    let (_, counted) = coverage(lines).unwrap();
    let (mut out, mut rows) = (Vec::new(), Vec::new());
    let prepared = prepare(&settings.preparation, lines, &mut out, &mut rows).unwrap();
    assert_eq!((said.lines, said.passed_over), (counted.lines, counted.passed_over));
    assert!(prepared.passed_over >= said.passed_over && prepared.lines == said.lines);
    let written: Vec<&[u8]> = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let blank =
        lines.split(|byte| *byte == b'\n').filter(|line| line.iter().all(u8::is_ascii_whitespace)).count() as u64;
    let ended = u64::from(lines.is_empty() || lines.ends_with(b"\n"));
    assert_eq!(written.len() as u64 + prepared.passed_over + blank - ended, prepared.lines, "a line was lost");
    for line in &written {
        assert!(line.starts_with(b"{") && std::str::from_utf8(line).is_ok());
    }
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(rows.as_slice());
    assert!(table.byte_records().all(|row| row.is_ok_and(|row| row.len() == 6)));
    written.len()
}

fn settings() -> Settings {
    Settings::parse(SETTINGS).unwrap()
}

/// A small generator of its own: a loop of millions needs no shrinking.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

const PIECES: [&[u8]; 22] = [
    b"null",
    b"true",
    b"1",
    b"1e999",
    b"-0",
    b"\"x\"",
    b"[]",
    b"{}",
    b"[null,[],1]",
    b"\\ud800",
    b"\x00",
    b"\xff",
    b"\"",
    b"\\",
    b"{",
    b"]",
    b",",
    b":",
    b"{\"id\":{}}",
    b"\"valid\"",
    b"\n",
    b"9999999999999999999999999",
];

fn mutated(dice: &mut Dice, line: &mut Vec<u8>) {
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(line.len() + 1);
        let end = (at + dice.roll(12)).min(line.len());
        match dice.roll(9) {
            0 => drop(line.drain(at..end)),
            1 => drop(line.splice(at..end, PIECES[dice.roll(PIECES.len())].iter().copied())),
            2..=6 => {
                // A whole value exchanged, so that the line stays JSON more often.
                if let Some(colon) = line[at.min(line.len())..].iter().position(|byte| *byte == b':') {
                    let start = at + colon + 1;
                    let stop = line[start..].iter().position(|byte| matches!(byte, b',' | b'}')).unwrap_or(0);
                    drop(line.splice(start..start + stop, PIECES[dice.roll(9)].iter().copied()));
                }
            }
            7 => {
                let copy: Vec<u8> = line[at.min(line.len())..end].to_vec();
                drop(line.splice(at..at, copy));
            }
            _ => {
                if let Some(byte) = line.get_mut(at) {
                    *byte ^= 1 << dice.roll(8);
                }
            }
        }
    }
}

/// Runs so many mutated lines.
fn loops(executions: usize, seed: u64) {
    let (settings, mut dice, mut written) = (settings(), Dice(seed), 0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        // Fifty lines a run: starting a run costs more than a line.
        for _ in 0..executions / 50 {
            let mut lines = Vec::new();
            for _ in 0..50 {
                let mut line = RELEASE.as_bytes().to_vec();
                mutated(&mut dice, &mut line);
                lines.append(&mut line);
                lines.push(b'\n');
            }
            written += survives(&settings, &lines);
        }
    });
    assert!(written * 5 > executions, "too few lines were still objects: {written} of {executions}");
}

#[test]
fn twenty_thousand_mutated_lines_are_survived() {
    loops(20_000, 0x9e37_79b9_7f4a_7c15);
}

#[test]
#[ignore = "minutes; run with --release -- --ignored"]
fn two_million_mutated_lines_are_survived() {
    loops(2_000_000, 0xdead_beef_cafe_f00d);
}

#[test]
fn known_horrors_are_survived() {
    let settings = settings();
    let deep = format!("{{\"ocid\":\"x\",\"bids\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let long = format!("{{\"ocid\":\"{}\",\"bids\":{{\"details\":[{{\"status\":\"valid\"}}]}}}}", "a".repeat(9 << 20));
    for (line, objects) in [
        (r#"{"ocid":"x","bids":"x","awards":[1,null,[]]}"#, 1),
        (
            r#"{"ocid":{"a":[1]},"buyer":{"id":{}},"tender":[],"bids":{"details":[1,null,[],{"value":{"amount":1e999}}]}}"#,
            1,
        ),
        (r#"{"ocid":"x","bids":{"details":[{"status":"valid","tenderers":{"id":[]}}]},"x":"\ud800"}"#, 0),
        ("{\"ocid\":\"\u{0}\"}", 0),
        (r#"{"ocid":"\u0000","tender":{"tenderPeriod":{"startDate":"é","endDate":1}}}"#, 1),
        (&deep, 0),
        (&long, 1),
        ("", 0),
    ] {
        assert_eq!(survives(&settings, line.as_bytes()), objects);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let keys = proptest::sample::select(vec![
        "ocid",
        "tender",
        "bids",
        "details",
        "awards",
        "status",
        "value",
        "amount",
        "currency",
        "tenderers",
        "suppliers",
        "id",
        "items",
        "classification",
        "scheme",
        "parties",
        "roles",
        "buyer",
        "procuringEntity",
        "contracts",
        "awardID",
        "auctions",
        "stages",
        "tenderPeriod",
        "startDate",
        "endDate",
        "date",
        "numberOfTenderers",
        "procurementMethodDetails",
        "procurementMethod",
        "",
    ]);
    let texts =
        proptest::sample::select(vec!["valid", "active", "USD", "x", "1", "", "2021-01-01T00:00:00Z", "\u{0}é\"\\"]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_u8..3).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        texts.prop_map(Value::from),
    ];
    leaf.prop_recursive(8, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(keys.clone().prop_map(str::to_owned), inner, 0..8)
                .prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn any_json_is_survived(values in proptest::collection::vec(any_json(), 0..4)) {
        let lines: Vec<String> = values.iter().map(Value::to_string).collect();
        let objects = values.iter().filter(|value| value.is_object()).count();
        prop_assert_eq!(survives(&settings(), lines.join("\n").as_bytes()), objects);
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        // Bytes that begin as packed ones do are refused when they are not.
        prop_assume!(!bytes.starts_with(b"\x1f\x8b") && !bytes.starts_with(b"\x28\xb5\x2f\xfd"));
        survives(&settings(), &bytes);
    }
}
