//! Tables of a star schema and the screens of quality through the command line: what comes out of a few releases written
//! by hand, and that threads change nothing.

use super::program::{place, probity};
use std::path::Path;

/// One process with everything, one with wrong kinds, one in two releases.
const RELEASES: &str = concat!(
    r#"{"ocid":"ocds-aaaaaa-1","id":"r1","date":"2024-05-01T00:00:00Z","tag":["compiled"],"buyer":{"id":"B","name":"Office"},"parties":[{"id":"B","name":"The Office","roles":["buyer"]},{"id":"S1","roles":["tenderer","supplier"],"beneficialOwners":[{"id":"o"}],"shareholders":[{"shareholder":{"id":"h"},"shareholding":0.25}]}],"tender":{"id":"t1","status":"complete","procurementMethod":"open","numberOfTenderers":1,"tenderers":[{"id":"S1"},{"id":"S2"}],"tenderPeriod":{"startDate":"2024-02-10","endDate":"2024-02-01T10:00:00+05:00"},"items":[{"id":"1","quantity":2.5}],"documents":[{"id":"d","documentType":"tenderNotice"}],"lots":[{"id":"l"}]},"bids":{"details":[{"id":"b","status":"valid","tenderers":[{"id":"S2"},{"id":"S1"}],"value":{"amount":"1 234,5","currency":"KZT"}}]},"awards":[{"id":"a","status":"active","date":"2024-03-01","value":{"amount":100,"currency":"KZT"},"suppliers":[{"id":"S1"}]}],"contracts":[{"id":"c","awardID":"a","value":{"amount":90,"currency":"KZT"},"implementation":{"transactions":[{"id":"p","value":{"amount":95,"currency":"KZT"}}]}},{"id":"d","awardID":"none"}]}"#,
    "\n",
    r#"{"ocid":"ocds-aaaaaa-2","date":7,"tender":"x","awards":[1,{"id":{},"value":{"amount":"much"}}],"bids":{"details":"none"}}"#,
    "\n",
    r#"{"ocid":"ocds-bbbbbb-1","id":"1","date":"2024-01-01T00:00:00Z","tag":["tender"],"tender":{"id":"t3","value":{"amount":10,"currency":"KZT"}}}"#,
    "\n",
    r#"{"ocid":"ocds-bbbbbb-1","id":"2","date":"2024-01-02T00:00:00Z","tag":["tenderUpdate"],"tender":{"id":"t3","value":{"amount":12,"currency":"KZT"}}}"#,
    "\n",
);

fn listing(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&fs_err::read_to_string(folder.join("tables.json")).unwrap()).unwrap()
}

#[test]
fn every_table_has_the_rows_that_the_releases_have() {
    let dir = place();
    fs_err::write(dir.path().join("x.jsonl"), RELEASES).unwrap();
    for (threads, out) in [(1, "one"), (8, "eight")] {
        probity(dir.path(), &format!("procurement tables x.jsonl --threads {threads} --out {out}")).well();
    }
    let listing = listing(&dir.path().join("one"));
    let tables = listing["tables"].as_array().unwrap();
    let rows: Vec<(&str, u64)> = tables
        .iter()
        .map(|table| (table["name"].as_str().unwrap(), table["rows"].as_u64().unwrap()))
        .filter(|(name, _)| *name != "publishes")
        .collect();
    let expected = [
        ("process", 3),
        ("party", 2),
        ("owner", 2),
        ("tenderer", 2),
        ("lot", 1),
        ("item", 1),
        ("bid", 1),
        ("bid_party", 2),
        ("bid_statistic", 0),
        ("award", 2),
        ("award_supplier", 1),
        ("contract", 2),
        ("amendment", 0),
        ("transaction", 1),
        ("milestone", 0),
        ("document", 1),
        ("enquiry", 0),
        ("fee", 0),
        ("related_process", 0),
        ("subcontractor", 0),
        ("version", 2),
        // date, tender, bids/details, awards[0], awards[1]/id, awards[1]/value/amount
        ("anomaly", 6),
    ];
    assert_eq!(rows, expected);
    for table in tables {
        let name = format!("{}.parquet", table["name"].as_str().unwrap());
        let bytes = |out: &str| fs_err::read(dir.path().join(out).join(&name)).unwrap();
        assert!(bytes("one") == bytes("eight"), "{name}");
    }
}

#[test]
fn a_value_that_the_release_contradicts_is_listed_and_takes_the_answer_from_its_flags() {
    let dir = place();
    fs_err::write(dir.path().join("x.jsonl"), RELEASES).unwrap();
    fs_err::write(dir.path().join("off.toml"), "[quality]\nwithhold = false\n").unwrap();
    let command = "procurement flags x.jsonl --codes R018,R004,R068 --csv --duplicates last";
    probity(dir.path(), &format!("{command} --threads 1 --out one")).well();
    probity(dir.path(), &format!("{command} --threads 8 --out eight")).well();
    probity(dir.path(), &format!("{command} --settings off.toml --out off")).well();
    let read = |name: &str| fs_err::read_to_string(dir.path().join(name)).unwrap();
    let quality = read("one/quality.csv");
    assert_eq!(quality, read("eight/quality.csv"));
    let told: Vec<(&str, &str, &str)> = quality
        .lines()
        .skip(1)
        .filter_map(|row| {
            let mut cells = row.split(',');
            let (line, _, path, indexes) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
            Some((line, path, indexes))
        })
        .collect();
    let expected = [
        ("1", "/tender/tenderPeriod", ""),
        ("1", "/contracts[]/implementation/transactions", "0"),
        ("1", "/tender/numberOfTenderers", ""),
        ("1", "/contracts[]/awardID", "1"),
        ("1", "/buyer/name", ""),
        ("1", "/tender/tenderers[]/id", "1"),
        ("1", "/bids/details[]/tenderers[]/id", "0.0"),
    ];
    assert_eq!(told, expected, "{quality}");
    let state = |folder: &str, code: &str| {
        let findings = read(&format!("{folder}/findings.csv"));
        let key = format!("ocds-aaaaaa-1,process,ocds-aaaaaa-1,{code},");
        let row = findings.lines().find_map(|row| row.strip_prefix(&key)).unwrap().to_owned();
        let cells: Vec<&str> = row.split(',').collect();
        (cells[0].to_owned(), cells[4].to_owned())
    };
    let said = |state: &str, reason: &str| (state.to_owned(), reason.to_owned());
    assert_eq!(state("one", "R018"), said("insufficient", "inconsistent:tender/numberOfTenderers"));
    assert_eq!(state("off", "R018"), said("flagged", ""));
    // The sum of payments is what R068 is about.
    assert_eq!(state("one", "R068").0, "flagged");
}
