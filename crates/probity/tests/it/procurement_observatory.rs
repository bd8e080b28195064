//! The room of procurement in an observatory, through the public door: what `procurement flags` says of files is what the
//! observatory says of the same files, with the same settings, and every reason is walked back to bytes.

use super::program::{place, probity};
use std::collections::BTreeMap;
use std::path::Path;

const TENDER: &str = r#"{"ocid":"ocds-yyyyyy-1","id":"r1","date":"2024-01-01T00:00:00Z","tag":["tender"],"tender":{"status":"active","procurementMethod":"open","procurementMethodDetails":"188","value":{"amount":100,"currency":"KZT"}}}"#;
const AWARD: &str = r#"{"ocid":"ocds-yyyyyy-1","id":"r2","date":"2024-02-01T00:00:00Z","tag":["award"],"tender":{"status":"complete"},"awards":[{"id":"1","status":"active","date":"2024-02-01T00:00:00Z","suppliers":[{"id":"s"}],"value":{"amount":100,"currency":"KZT"}}],"contracts":[{"id":"1","awardID":"1","value":{"amount":100,"currency":"KZT"}}]}"#;
const CONTRACT: &str = r#"{"ocid":"ocds-yyyyyy-1","id":"r3","date":"2024-03-01T00:00:00Z","tag":["contract"],"contracts":[{"id":"1","awardID":"1","value":{"amount":150,"currency":"KZT"}}]}"#;
const SINGLE: &str = r#"{"ocid":"ocds-yyyyyy-1","date":"2024-01-01","buyer":{"identifier":{"id":"7"},"name":"B"},"tender":{"status":"complete","procurementMethod":"open","numberOfTenderers":1},"awards":[{"status":"active","suppliers":[{"name":"S","identifier":{"id":"9"}}]}]}"#;

fn named(text: &str, number: usize) -> String {
    text.replace("yyyyyy-1", &format!("yyyyyy-{number}"))
}

/// Files of all kinds, and what is wrong in files.
fn files(dir: &Path) -> Vec<&'static str> {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let strange =
        |number: usize, x: &str| named(SINGLE, number).replace("\"tender\":{", &format!("\"tender\":{{\"x\":{x},"));
    let compiled = AWARD.replace("[\"award\"]", "[\"compiled\"]").replace("100,", "150,");
    let all: [(&str, Vec<u8>); 6] = [
        ("reverse.jsonl", [CONTRACT, AWARD, TENDER].join("\n").into_bytes()),
        ("package.json", named(&format!("{{\"version\":\"1.1\",\n\"releases\":[\n{TENDER},\n{CONTRACT},\n{AWARD}]}}"), 2).into_bytes()),
        ("record.json", named(&format!("{{\"records\":[{{\"ocid\":\"ocds-yyyyyy-1\",\"compiledRelease\":{compiled},\"releases\":[{TENDER},{AWARD},{CONTRACT}]}}]}}"), 3).into_bytes()),
        ("releases.json", named(&format!("{{\"records\":[{{\"ocid\":\"ocds-yyyyyy-1\",\"releases\":[{AWARD},{TENDER},{CONTRACT}]}}]}}"), 4).into_bytes()),
        ("strange.jsonl", [strange(5, &deep), strange(6, "1e999"), strange(7, "\"\\ud800\""), "no".to_owned()].join("\n").into_bytes()),
        ("latin.jsonl", [named(SINGLE, 8).as_bytes(), b"\n", strange(9, "\"?\"").replace('?', "\u{1}").as_bytes(), b"\n{\"ocid\":\"\xff\"}"].concat()),
    ];
    for (name, bytes) in &all {
        fs_err::write(dir.join(name), bytes).unwrap();
    }
    all.map(|(name, _)| name).to_vec()
}

/// State, value and reason by flag and process.
type Rows = BTreeMap<(String, String), [String; 3]>;

fn of_flags(dir: &Path, files: &str, more: &str) -> Rows {
    probity(dir, &format!("procurement flags {files} --out flags --csv {more}")).well();
    let mut reader = csv::Reader::from_path(dir.join("flags/findings.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap).filter(|row| &row[1] == "process");
    rows.map(|row| ((row[3].to_owned(), row[0].to_owned()), [4, 5, 8].map(|at| row[at].to_owned()))).collect()
}

fn of_observatory(dir: &Path) -> Rows {
    let mut rows = Rows::new();
    for code in (1..=73).map(|number| format!("R{number:03}")) {
        let found = probity(dir, &format!("findings {code} --dir o")).well().out;
        for row in
            csv::Reader::from_reader(found.as_bytes()).records().map(Result::unwrap).filter(|row| &row[1] == "process")
        {
            rows.insert((code.clone(), row[2].to_owned()), [4, 5, 8].map(|at| row[at].to_owned()));
        }
    }
    rows
}

#[test]
fn flags_and_the_observatory_say_the_same_of_the_same_files() {
    let dir = place();
    let dir = dir.path();
    let files = files(dir).join(" ");
    fs_err::write(dir.join("debarred.csv"), "id,name,from,to,source\ns,S,2023-01-01,2025-01-01,list\n").unwrap();
    let settings =
        "packs = [\"kz\"]\n[registers]\ndebarred = \"debarred.csv\"\n[R018]\nmethods = [\"open\", \"direct\"]\n";
    fs_err::write(dir.join("settings.toml"), settings).unwrap();
    probity(dir, "init o").well();
    let said = probity(dir, &format!("import ocds {files} --dir o")).well();
    assert!(said.out.contains("record.json: read 4, kept 4"), "a record has its history: {}", said.out);
    assert!(said.out.contains("strange.jsonl: read 4, kept 3, rejected 1"), "{}", said.out);
    let rejects = fs_err::read_to_string(dir.join("o/registers/ocds/rejects.csv")).unwrap();
    assert!(rejects.contains("latin.jsonl") && rejects.contains("encoding"), "{rejects}");
    probity(dir, "import ocds-tables debarred.csv --dir o").well();
    probity(dir, "assess --dir o").well();
    assert_eq!(of_observatory(dir), of_flags(dir, &files, ""));
    // The same settings change both, and nothing else.
    let configuration = dir.join("o/probity.toml");
    let own = settings.replace("[", "[procurement.").replace("= [procurement.", "= [");
    let text = fs_err::read_to_string(&configuration).unwrap();
    fs_err::write(&configuration, format!("{text}\n[procurement]\n{own}")).unwrap();
    probity(dir, "assess --dir o").well();
    let (ours, theirs) = (of_observatory(dir), of_flags(dir, &files, "--settings settings.toml"));
    assert_eq!(ours, theirs);
    let answer = |code: &str, number: usize| ours[&(code.to_owned(), format!("ocds-yyyyyy-{number}"))].clone();
    assert_eq!(answer("R031", 1)[0], "flagged", "the parts of a process are one process");
    assert_eq!(answer("R046", 1)[0], "flagged", "the supplier is debarred");
    assert_eq!(answer("R028", 1), ["not_applicable", "", "excluded"].map(str::to_owned), "the pack leaves it out");
}

#[test]
fn a_reason_is_walked_back_to_the_release_that_gives_it() {
    let dir = place();
    let dir = dir.path();
    fs_err::write(dir.join("reverse.jsonl"), [CONTRACT, AWARD, TENDER].join("\n")).unwrap();
    for command in ["init o", "import ocds reverse.jsonl --dir o", "assess --dir o"] {
        probity(dir, command).well();
    }
    let award = CONTRACT.len() + 1;
    let told = probity(dir, "explain R031:process:ocds-yyyyyy-1:2024 --dir o").well().out;
    let place = format!("at reverse.jsonl, byte {award} /awards/0");
    assert!(told.contains(&place), "the award stands in the second line, not in the newest release: {told}");
    let told = probity(dir, "explain R069:process:ocds-yyyyyy-1:2024 --dir o").well().out;
    let before = told.lines().find(|line| line.contains("before = 100")).unwrap();
    assert!(before.starts_with("computed ") && !before.contains("holds"), "{before}");
    let told = probity(dir, "explain R031:process:ocds-yyyyyy-1:2024 --dir o --format json").well().out;
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let holds: Vec<_> = told["evidence"].as_array().unwrap().iter().map(|own| own["holds"].as_bool()).collect();
    assert!(holds.contains(&Some(true)) && holds.contains(&None), "{holds:?}");
}

#[test]
fn a_table_that_changed_is_computed_with_and_travels_with_the_package() {
    let dir = place();
    let dir = dir.path();
    fs_err::write(dir.join("r.jsonl"), format!("{TENDER}\n{AWARD}\n")).unwrap();
    probity(dir, "init o").well();
    probity(dir, "import ocds r.jsonl --dir o --licence CC0-1.0").well();
    let configuration = dir.join("o/probity.toml");
    let text = fs_err::read_to_string(&configuration).unwrap();
    fs_err::write(&configuration, format!("{text}\n[procurement.registers]\ndebarred = \"list.csv\"\n")).unwrap();
    let missing = probity(dir, "assess --dir o --method R046");
    assert_eq!(missing.code, 3, "{}", missing.err);
    assert!(missing.err.contains("list.csv") && missing.err.contains("import ocds-tables"), "{}", missing.err);
    let state = |id: &str| {
        fs_err::write(dir.join("list.csv"), format!("id,name,from,to,source\n{id},S,,,list\n")).unwrap();
        probity(dir, "import ocds-tables list.csv --dir o --licence CC0-1.0").well();
        let said = probity(dir, "assess --dir o --method R046 --method flag-rates").well().out;
        assert!(said.lines().all(|line| line.contains(": computed")), "{said}");
        probity(dir, "findings R046 --dir o").well().out.contains(",flagged,")
    };
    assert!(!state("z") && state("s"), "the latest table of a name counts");
    probity(dir, "log keygen example.org/test --out key").well();
    probity(dir, "publish --dir o --key key --now 2026-11-21 --out p").well();
    let again = probity(dir, "rerun p").well().out;
    assert!(again.starts_with("identical"), "{again}");
}
