//! What publishers say elsewhere than most do - bids in the stages of auctions, estimated values of OCDS 1.2, histories in
//! versioned releases - reaches the flags, and evidence points to where it stands.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use super::stream::parameters;
use probity_procurement::flags;
use probity_procurement::run::{Battery, Duplicates, Options, gather};
use probity_procurement::settings::Settings;
use probity_registers::Input;

/// Findings, rejects and counts of what is odd, of one file.
fn run(text: &str, threads: usize) -> (String, String, Vec<(String, u64)>) {
    let settings = Settings::default();
    let chosen: Vec<_> = ["R028", "R031", "R069"].iter().filter_map(|code| flags::definition(code)).collect();
    let battery = Battery::new(&chosen, parameters, &settings).unwrap();
    let inputs = [Input::bytes("a.json", text.as_bytes().to_vec())];
    let folder = tempfile::tempdir().unwrap();
    let options = Options { settings: &settings, duplicates: Duplicates::Merge, threads, folder: folder.path() };
    let mut gathered = gather(&inputs, &battery, options).unwrap();
    let findings = gathered.findings(folder.path(), true).unwrap();
    let odd = gathered.verdicts.anomalies.counts();
    let odd = odd.map(|(problem, path, count)| (format!("{problem} {path}"), count)).collect();
    let csv = fs_err::read_to_string(findings.csv.unwrap().path()).unwrap();
    (csv, fs_err::read_to_string(gathered.rejects.finish().unwrap().path()).unwrap(), odd)
}

/// The row of a process about a flag.
fn row<'c>(csv: &'c str, ocid: &str, code: &str) -> &'c str {
    csv.lines().find(|line| line.starts_with(&format!("{ocid},process,{ocid},{code},"))).unwrap()
}

#[test]
fn equal_bids_of_an_auction_are_flagged_where_they_stand() {
    let bid = |id: &str, amount: u32| {
        format!(
            r#"{{"id":"{id}","status":"valid","tenderers":[{{"id":"{id}"}}],"value":{{"amount":{amount},"currency":"KZT"}}}}"#
        )
    };
    let stages = |second: u32| {
        let (a, b, late) = (bid("a", 5), bid("b", 5), bid("b", second));
        format!(r#""auctions":[{{"stages":[{{"bids":[{a},{b}]}},{{"bids":[{late}]}}]}}]"#)
    };
    let equal = format!(r#"{{"ocid":"e",{}}}"#, stages(5));
    let apart = format!(r#"{{"ocid":"d",{}}}"#, stages(4));
    let (csv, _, odd) = run(&format!("{equal}\n{apart}\n"), 1);
    let flagged = row(&csv, "e", "R028");
    assert!(flagged.starts_with("e,process,e,R028,flagged,2,"), "{flagged}");
    for pointer in ["/auctions/0/stages/0/bids/0/value/amount", "/auctions/0/stages/1/bids/0/value/amount"] {
        assert!(flagged.contains(pointer), "{flagged}");
    }
    assert!(row(&csv, "d", "R028").starts_with("d,process,d,R028,clear,"), "b went on to another price");
    assert!(!csv.contains("/bids/details") && odd.is_empty(), "{csv}");
}

#[test]
fn an_estimated_value_is_the_estimate() {
    let text = r#"{"ocid":"v","tender":{"finalStatus":"complete","estimatedValue":{"amount":100,"currency":"KZT"}},
        "awards":[{"id":"1","status":"active","suppliers":[{"id":"s"}],"value":{"amount":100,"currency":"KZT"}}]}"#;
    let (csv, ..) = run(&text.replace('\n', " "), 1);
    let flagged = row(&csv, "v", "R031");
    assert!(flagged.starts_with("v,process,v,R031,flagged,1,"), "{flagged}");
    assert!(flagged.contains("/tender/estimatedValue/amount") && !flagged.contains("/tender/value"), "{flagged}");
}

#[test]
fn a_versioned_release_is_the_history_of_its_process() {
    let versioned = |ocid: &str| {
        let version = |n: u32, value: &str| {
            format!(
                r#"{{"releaseID":"{n}","releaseDate":"2024-0{n}-01T00:00:00Z","releaseTag":["contract"],"value":{value}}}"#
            )
        };
        let (first, second, currency) = (version(1, "100"), version(2, "200"), version(1, "\"KZT\""));
        format!(
            r#""versionedRelease":{{"ocid":"{ocid}","contracts":[{{"id":"1","value":{{"amount":[{first},{second}],"currency":[{currency}]}}}}]}}"#
        )
    };
    let compiled = |ocid: &str| {
        format!(
            r#""compiledRelease":{{"ocid":"{ocid}","contracts":[{{"id":"1","value":{{"amount":200,"currency":"KZT"}}}}]}}"#
        )
    };
    let linked = r#""releases":[{"url":"https://example.org/1"},{"url":"https://example.org/2"}]"#;
    let records = [
        format!(r#"{{"ocid":"a",{},{}}}"#, compiled("a"), versioned("a")),
        format!(r#"{{"ocid":"b",{}}}"#, versioned("b")),
        format!(r#"{{"ocid":"c",{},{linked}}}"#, compiled("c")),
        r#"{"ocid":"d","versionedRelease":{"ocid":"d"}}"#.to_owned(),
    ];
    let (csv, rejects, _) = run(&format!(r#"{{"records":[{}]}}"#, records.join(",")), 1);
    for ocid in ["a", "b"] {
        let flagged = row(&csv, ocid, "R069");
        assert!(flagged.starts_with(&format!("{ocid},process,{ocid},R069,flagged,1,")), "{flagged}");
    }
    assert!(row(&csv, "c", "R069").contains("single_version"), "{csv}");
    let said: Vec<&str> = rejects.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
    assert_eq!(said, ["c", "d"], "{rejects}");
    assert!(rejects.contains("2 of 2 releases of the record are linked"), "{rejects}");
}

#[test]
fn what_is_odd_is_counted_alike_by_any_number_of_threads() {
    let odd = r#""tender":{"value":{"amount":0}},"bids":{"details":[{"value":{"amount":-1}},{"value":{"amount":1.23456789}}]},"buyer":"x""#;
    let line = |n: usize| match n % 3 {
        0 => format!(r#"{{"ocid":"o{n}",{odd}}}"#),
        _ => format!(r#"{{"ocid":"o{n}","tender":{{"value":{{"amount":1,"currency":"KZT"}}}}}}"#),
    };
    let padding = " ".repeat(1 << 16);
    let text: String = (0..300).map(|n| format!("{}{padding}\n", line(n))).collect();
    let (.., one) = run(&text, 1);
    let expected = [
        ("negative /bids/details[]/value/amount", 100),
        ("not_an_object /buyer", 100),
        ("rounded /bids/details[]/value/amount", 100),
        ("zero /tender/value/amount", 100),
    ];
    assert_eq!(one, expected.map(|(what, count)| (what.to_owned(), count)));
    assert_eq!(one, run(&text, 3).2);
}
