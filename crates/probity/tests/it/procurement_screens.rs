//! Screens through the command line: tables about bids, rivals and links from a few hundred invented tenders, whatever the
//! number of threads, and labels that can and cannot be used.

use super::program::{files, place, probity};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Tenders of three buyers with four bidders each, of ten; every fifth is rigged: bids stand close and firm 0 wins.
fn releases(n: usize) -> String {
    let mut text = String::new();
    for at in 0..n {
        let rigged = at % 5 == 0;
        let firms: Vec<usize> =
            if rigged { vec![0, 1, 2, 3] } else { (0..4).map(|own| (at * 7 + own * 3) % 10).collect() };
        let price = |own: usize| 1000 + at * 13 + if rigged { own * 5 } else { (own * (at * 31 % 97 + 11)) % 400 };
        let bids: Vec<String> = firms.iter().enumerate().map(|(own, firm)| bid(*firm, price(own))).collect();
        let award = format!(
            r#"{{"id":"1","status":"active","suppliers":[{{"id":"f{}"}}],"value":{{"amount":{},"currency":"KZT"}}}}"#,
            firms[0],
            price(0)
        );
        let buyer = if rigged { 0 } else { at % 3 };
        writeln!(
            text,
            r#"{{"ocid":"ocds-zzzzzz-{at:04}","date":"2024-03-01T00:00:00Z","buyer":{{"id":"b{buyer}"}},"tender":{{"status":"complete"}},"bids":{{"details":[{}]}},"awards":[{award}]}}"#,
            bids.join(",")
        )
        .unwrap();
    }
    text
}

fn bid(firm: usize, price: usize) -> String {
    format!(
        r#"{{"id":"{firm}","status":"valid","tenderers":[{{"id":"f{firm}"}}],"value":{{"amount":{price},"currency":"KZT"}}}}"#
    )
}

fn rows(dir: &Path, table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(dir.join(table)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn tables_of_screens_are_the_same_bytes_for_any_number_of_threads_and_order_of_files() {
    let dir = place();
    let all = releases(400);
    let (first, second) = all.split_at(all.match_indices('\n').nth(150).unwrap().0 + 1);
    fs_err::write(dir.path().join("all.jsonl"), &all).unwrap();
    fs_err::write(dir.path().join("first.jsonl"), first).unwrap();
    fs_err::write(dir.path().join("second.jsonl"), second).unwrap();
    fs_err::write(dir.path().join("known.csv"), "ocid,label\nocds-zzzzzz-0000,1\nocds-zzzzzz-0005,1\n").unwrap();
    let tables = |inputs: &str, threads: usize, out: &str| {
        let command = format!("procurement screens {inputs} --labels known.csv --threads {threads} --out {out}");
        probity(dir.path(), &command).well();
        files(&dir.path().join(out))
    };
    let mut one = tables("all.jsonl", 1, "one");
    assert!(one == tables("all.jsonl", 8, "eight"));
    // Only `run.json` says in which files the input was.
    let run = one.remove("run.json").unwrap();
    let run: serde_json::Value = serde_json::from_slice(&run).unwrap();
    assert_eq!((&run["inputs"][0]["file"], &run["labels"]["file"]), (&"all.jsonl".into(), &"known.csv".into()));
    let mut parts = tables("second.jsonl first.jsonl", 3, "parts");
    parts.remove("run.json").unwrap();
    assert!(one == parts, "names and sums do not depend on the order of files");
    let header = String::from_utf8_lossy(&one["screens.csv"]).lines().next().unwrap().to_owned();
    assert_eq!(header, "ocid,lot,n,cv,spd,diffp,rd,rdnor,rdalt,kurt,skew,ks");
}

#[test]
fn the_planted_winner_its_buyer_and_the_screens_that_tell_its_tenders_are_found() {
    let dir = place();
    fs_err::write(dir.path().join("x.jsonl"), releases(400)).unwrap();
    let labels: String = (0..400)
        .map(|at| format!("ocds-zzzzzz-{at:04},{}\n", if at % 5 == 0 { "collusive" } else { "competitive" }))
        .collect();
    fs_err::write(dir.path().join("known.csv"), format!("ocid,label\n{labels}")).unwrap();
    probity(dir.path(), "procurement screens x.jsonl --labels known.csv --out out").well();
    let out = dir.path().join("out");
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().unwrap();
    let wins = rows(&out, "wins.csv");
    // Firms 0 and 2 only meet in rigged tenders.
    let against = |loser: &str| wins.iter().find(|row| row["winner"] == "f0" && row["loser"] == loser).unwrap();
    assert!(number(against("f2"), "tenders") >= 80.0 && number(against("f2"), "q") < 1e-6);
    let links = rows(&out, "links.csv");
    let sum: f64 = links.iter().map(|row| number(row, "awards")).sum();
    assert!(links.iter().all(|row| number(row, "all") == sum && number(row, "p") <= number(row, "q")));
    let own = links.iter().find(|row| row["buyer"] == "b0" && row["supplier"] == "f0").unwrap();
    assert!(number(own, "awards") > number(own, "expected") && number(own, "q") < 1e-6, "{own:?}");
    let auc = rows(&out, "auc.csv");
    let cv = auc.iter().find(|row| row["screen"] == "cv").unwrap();
    assert_eq!((cv["positive"].as_str(), cv["negative"].as_str()), ("80", "320"));
    assert!(number(cv, "high") < 0.2 && number(cv, "low") < number(cv, "auc"), "{cv:?}");
    let rounds = rows(&out, "rounds.csv");
    assert_eq!(rounds.len(), 400);
    // The first tender has bids of 1000, 1005, 1010 and 1015.
    assert_eq!((rounds[0]["n"].as_str(), rounds[0]["round"].as_str(), rounds[0]["share"].as_str()), ("4", "1", "0.25"));
}

#[test]
fn labels_that_cannot_be_used_are_told_with_place_and_remedy() {
    let dir = place();
    fs_err::write(dir.path().join("x.jsonl"), releases(10)).unwrap();
    let run = |labels: &str| {
        fs_err::write(dir.path().join("known.csv"), labels).unwrap();
        probity(dir.path(), "procurement screens x.jsonl --labels known.csv --out out")
    };
    insta::assert_snapshot!(run("ocid,collusive\nocds-zzzzzz-0000,1\n").told());
    assert!(!dir.path().join("out").exists(), "nothing is written before the labels are read");
    let rows = "ocid,lot,label\nocds-zzzzzz-0000,,yes\nocds-zzzzzz-0001,,0\nocds-zzzzzz-0001,,1\nocds-gone,2,1\n";
    insta::assert_snapshot!(run(rows).told());
    assert!(run("ocid,label\n").well().err.contains("`known.csv` has no label that can be used"));
    let missing = probity(dir.path(), "procurement screens x.jsonl --labels nowhere.csv --out out");
    assert_eq!(missing.code, 3);
    assert!(missing.err.contains("nowhere.csv"), "{}", missing.err);
}

#[test]
fn without_labels_no_screen_is_tried_and_what_an_earlier_run_left_goes() {
    let dir = place();
    fs_err::write(dir.path().join("x.jsonl"), releases(10)).unwrap();
    fs_err::write(dir.path().join("known.csv"), "ocid,label\nocds-zzzzzz-0000,1\n").unwrap();
    probity(dir.path(), "procurement screens x.jsonl --labels known.csv --out out").well();
    assert_eq!(rows(&dir.path().join("out"), "auc.csv").len(), 9);
    probity(dir.path(), "procurement screens x.jsonl --out out").well();
    assert_eq!(
        fs_err::read_to_string(dir.path().join("out/auc.csv")).unwrap(),
        "screen,positive,negative,auc,low,high\n"
    );
}
