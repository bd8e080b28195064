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

/// Columns of a CSV by name, by the value of the first.
fn by(csv_text: &str, key: &str, columns: [&str; 3]) -> std::collections::BTreeMap<String, [String; 3]> {
    let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|own| own == name).unwrap();
    let row = |row: csv::StringRecord| (row[at(key)].to_owned(), columns.map(|name| row[at(name)].to_owned()));
    reader.records().map(|found| row(found.unwrap())).collect()
}

#[test]
fn the_risk_index_of_an_observatory_is_that_of_the_screens() {
    let dir = place();
    let release = |n: usize| {
        let (method, bidders, day) = (["open", "selective", "direct"][n % 3], 1 + n % 4, 2 + n % 20);
        format!(
            r#"{{"ocid":"ocds-aaaaaa-{n}","date":"2024-02-01T00:00:00Z","tender":{{"procurementMethod":"{method}","numberOfTenderers":{bidders},"documents":[{{"documentType":"tenderNotice"}}],"tenderPeriod":{{"startDate":"2024-01-01T00:00:00Z","endDate":"2024-01-{day:02}T00:00:00Z"}}}},"contracts":[{{"id":"c","amendments":[{{"id":1}}]}}]}}"#
        )
    };
    let releases: Vec<String> = (0..60).map(release).collect();
    fs_err::write(dir.path().join("x.jsonl"), releases.join("\n")).unwrap();
    probity(dir.path(), "procurement screens x.jsonl --out s").well();
    probity(dir.path(), "init o").well();
    probity(dir.path(), "import ocds x.jsonl --dir o").well();
    probity(dir.path(), "assess --dir o --method corruption-risk-index").well();
    let found = probity(dir.path(), "findings corruption-risk-index --dir o").well().out;
    let index: String = found
        .lines()
        .filter(|line| line.starts_with("finding,") || line.contains(":cri:"))
        .fold(String::new(), |text, line| text + line + "\n");
    let screened = fs_err::read_to_string(dir.path().join("s/cri.csv")).unwrap();
    let (screened, index) =
        (by(&screened, "ocid", ["cri", "low", "high"]), by(&index, "subject", ["value", "low", "high"]));
    assert_eq!(screened.len(), 60);
    assert!(screened.values().any(|row| !row[0].is_empty() && row[1] < row[2]), "{screened:?}");
    assert_eq!(screened, index);
    assert!(found.lines().any(|line| line.starts_with("corruption-risk-index:mean:_T:all,")), "{found}");
}

#[test]
fn every_release_says_in_which_file_and_at_which_byte_it_begins() {
    let dir = place();
    let package = r#" { "releases": [ {"ocid":"ocds-cccccc-1","id":"é"},
      {"ocid":"ocds-cccccc-2","id":"a,b"} ], "publisher": {} }"#;
    let record = r#"{"records":[{"ocid":"ocds-dddddd-1","releases":[{"ocid":"ocds-dddddd-1","id":1,"date":"2024-01-01T00:00:00Z"}, {"ocid":"ocds-dddddd-1","id":2,"date":"2024-01-02T00:00:00Z"}]}]}"#;
    let files = [("x.jsonl", RELEASES), ("p.json", package), ("r.json", record)];
    files.iter().for_each(|(name, text)| fs_err::write(dir.path().join(name), text).unwrap());
    for (threads, out) in [(1, "one"), (8, "eight")] {
        probity(dir.path(), &format!("procurement flags x.jsonl p.json r.json --threads {threads} --out {out}")).well();
    }
    let [one, eight] = ["one", "eight"].map(|out| fs_err::read(dir.path().join(out).join("releases.csv")).unwrap());
    assert_eq!(one, eight);
    let mut seen = Vec::new();
    for row in csv::Reader::from_reader(&one[..]).into_records().map(Result::unwrap) {
        let text = files.iter().find(|(name, _)| *name == &row[2]).unwrap().1;
        let (line, offset): (usize, usize) = (row[3].parse().unwrap(), row[4].parse().unwrap());
        let release: serde_json::Value =
            serde_json::Deserializer::from_str(&text[offset..]).into_iter().next().unwrap().unwrap();
        let id = match &release["id"] {
            serde_json::Value::String(id) => id.clone(),
            serde_json::Value::Null => String::new(),
            other => other.to_string(),
        };
        assert_eq!((release["ocid"].as_str().unwrap(), id.as_str()), (&row[0], &row[1]));
        // A package is told by the line on which its text begins or by that of the release itself.
        assert!(line <= text[..offset].matches('\n').count() + 1, "{row:?}");
        seen.push(row[1].to_owned());
    }
    assert_eq!(seen, ["r1", "", "1", "2", "é", "a,b", "1", "2"]);
}
