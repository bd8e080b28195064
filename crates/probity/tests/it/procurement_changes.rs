//! Two runs of the flags side by side, through the command line: every cause of a change is told from the others, and folders
//! that are none are refused.

use super::program::{Ran, place, probity};
use std::path::Path;

/// A tender with two bids and its winner.
fn tender(number: u32, lowest: u32) -> String {
    let bid = |firm: &str, amount: u32| {
        format!(
            r#"{{"status":"valid","tenderers":[{{"id":"{firm}"}}],"value":{{"amount":{amount},"currency":"KZT"}}}}"#
        )
    };
    let bids = [bid("a", lowest), bid("b", 100)].join(",");
    format!(
        r#"{{"ocid":"ocds-aaaaaa-{number}","tender":{{"status":"complete"}},"bids":{{"details":[{bids}]}},"awards":[{{"status":"active","suppliers":[{{"id":"a"}}]}}]}}"#
    )
}

/// A process that says how many took part.
fn counted(number: u32, tenderers: u32) -> String {
    format!(
        r#"{{"ocid":"ocds-aaaaaa-{number}","tender":{{"status":"complete","procurementMethod":"open","numberOfTenderers":{tenderers}}}}}"#
    )
}

/// Discounts of which the last is odd, and a process with two tenderers.
fn usual() -> Vec<String> {
    let mut all: Vec<String> = (1..).zip([90, 88, 91, 89, 87, 92, 55]).map(|(at, low)| tender(at, low)).collect();
    all.push(counted(20, 2));
    all
}

/// Runs flags over releases.
fn flags(dir: &Path, releases: &[String], options: &str, out: &str) {
    fs_err::write(dir.join("x.jsonl"), releases.join("\n") + "\n").unwrap();
    probity(dir, &format!("procurement flags x.jsonl {options} --out {out}")).well();
}

fn changes(dir: &Path, runs: &str) -> Ran {
    probity(dir, &format!("procurement changes {runs}")).well()
}

/// Subject, flag, states, why and what of every change.
fn rows(ran: &Ran) -> Vec<[String; 6]> {
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| [2, 3, 4, 5, 10, 11].map(|at| row[at].to_owned())).collect()
}

fn run(dir: &Path, folder: &str) -> serde_json::Value {
    serde_json::from_str(&fs_err::read_to_string(dir.join(folder).join("run.json")).unwrap()).unwrap()
}

#[test]
fn the_same_run_twice_has_no_changes_and_the_same_bytes_for_any_number_of_threads() {
    let dir = place();
    let more: Vec<String> = usual().into_iter().chain([tender(8, 60), tender(9, 65), counted(21, 1)]).collect();
    for threads in [1, 8] {
        flags(dir.path(), &usual(), &format!("--threads {threads}"), &format!("before{threads}"));
        flags(dir.path(), &more, &format!("--threads {threads}"), &format!("after{threads}"));
        changes(dir.path(), &format!("before{threads} after{threads} --out changes{threads}"));
    }
    let same = changes(dir.path(), "before1 before8");
    assert_eq!((rows(&same).len(), same.out.lines().count()), (0, 1));
    assert_eq!(same.err, "flags raised: 0; withdrawn: 0; other changes: 0\n");
    let files = [
        "before1/run.json",
        "after1/run.json",
        "after1/findings.parquet",
        "changes1/changes.csv",
        "changes1/calibrations.csv",
    ];
    for file in files {
        let bytes = |file: &str| fs_err::read(dir.path().join(file)).unwrap();
        assert!(bytes(file) == bytes(&file.replacen('1', "8", 1)), "{file}");
    }
    let printed = changes(dir.path(), "before1 after1");
    assert_eq!(fs_err::read_to_string(dir.path().join("changes1/changes.csv")).unwrap(), printed.out);
    let calibrations = fs_err::read_to_string(dir.path().join("changes1/calibrations.csv")).unwrap();
    assert!(calibrations.lines().any(|line| line.starts_with("R058,")), "{calibrations}");
    assert!(!calibrations.contains("R018"), "{calibrations}");
}

#[test]
fn a_moved_fence_another_value_and_another_process_are_told_apart() {
    let dir = place();
    let mut later = usual();
    later.pop();
    later.extend([tender(8, 60), tender(9, 65), counted(20, 1), counted(21, 1)]);
    flags(dir.path(), &usual(), "--codes R018,R058", "before");
    flags(dir.path(), &later, "--codes R018,R058", "after");
    let forth = changes(dir.path(), "before after");
    let told = rows(&forth);
    let brief: Vec<String> = told.iter().map(|row| row[..5].join(" ")).collect();
    let expected = [
        "ocds-aaaaaa-20 R018 clear flagged data",
        "ocds-aaaaaa-21 R018  flagged new_subject",
        "ocds-aaaaaa-7 R058 flagged clear calibration",
        "a R058 flagged  calibration",
    ];
    assert_eq!(brief, expected);
    assert_eq!(told[0][5], "/tender/numberOfTenderers: 2 -> 1");
    assert!(told[2][5].starts_with("upper fence: 0.2594"), "{}", told[2][5]);
    assert!(told[2][5].contains("; calibration: "), "{}", told[2][5]);
    assert_eq!(told[2][5], told[3][5], "a tenderer has the cause of its process");
    let summary = "flags raised: 2 (1 new_subject, 1 data); withdrawn: 2 (2 calibration); other changes: 0\n";
    assert_eq!(forth.err, summary);
    let back: Vec<String> = rows(&changes(dir.path(), "after before")).iter().map(|row| row[..5].join(" ")).collect();
    assert!(back.contains(&"ocds-aaaaaa-21 R018 flagged  gone_subject".to_owned()), "{back:?}");
}

#[test]
fn equal_fences_have_equal_identifiers_and_other_parameters_others() {
    let dir = place();
    let id = |folder: &str, code: &str| run(dir.path(), folder)["calibrations"][code]["id"].clone();
    flags(dir.path(), &usual(), "--codes R018,R058", "one");
    // A process without bids is in no fence.
    let more: Vec<String> = usual().into_iter().chain([counted(21, 3)]).collect();
    flags(dir.path(), &more, "--codes R018,R058", "more");
    fs_err::write(dir.path().join("s.toml"), "[R058]\nthreshold = 2\n").unwrap();
    flags(dir.path(), &usual(), "--codes R018,R058 --settings s.toml", "set");
    assert_eq!(id("one", "R058"), id("more", "R058"));
    assert_eq!(id("one", "R058").as_str().map(str::len), Some(16));
    assert_ne!(id("one", "R058"), id("set", "R058"));
    assert!(id("one", "R018").is_null(), "R018 looks at one process at a time");
    let told = rows(&changes(dir.path(), "one set"));
    assert_eq!(told[0][..5].join(" "), "ocds-aaaaaa-7 R058 flagged clear settings");
    assert_eq!(told[0][5], "R058.threshold: none -> 2");
}

#[test]
fn a_pack_named_in_the_settings_is_the_one_named_on_the_command_line() {
    let dir = place();
    fs_err::write(dir.path().join("s.toml"), "packs = [\"kg\"]\n").unwrap();
    for (options, out) in
        [("--pack kg", "option"), ("--settings s.toml", "setting"), ("--pack kg --settings s.toml", "both")]
    {
        flags(dir.path(), &usual(), &format!("--codes R018 {options}"), out);
        assert_eq!(run(dir.path(), out)["packs"], serde_json::json!(["kg"]), "{out}");
    }
    assert_eq!(rows(&changes(dir.path(), "option both")).len(), 0);
}

#[test]
fn changed_settings_are_named_and_what_was_not_asked_for_is_no_new_subject() {
    let dir = place();
    flags(dir.path(), &usual(), "--codes R018", "before");
    fs_err::write(dir.path().join("own.toml"), "[R018]\nmethods = [\"selective\"]\n").unwrap();
    flags(dir.path(), &usual(), "--codes R018 --settings own.toml", "own");
    let told = rows(&changes(dir.path(), "before own"));
    assert_eq!(told[0][..5].join(" "), "ocds-aaaaaa-20 R018 clear not_applicable settings");
    assert!(told[0][5].starts_with("R018.methods: [") && told[0][5].ends_with("-> [\"selective\"]"), "{}", told[0][5]);

    // Settings that flags share come after a published value that is another one, and before what may follow from them.
    let exclude = "[exclude]\nprocurement_method_details = [\"x\"]\n";
    fs_err::write(dir.path().join("shared.toml"), exclude).unwrap();
    let mut later = usual();
    later.pop();
    later.push(counted(20, 1));
    flags(dir.path(), &later, "--codes R018 --settings shared.toml", "shared");
    let told = rows(&changes(dir.path(), "before shared"));
    assert_eq!(told[0][4..], ["data", "/tender/numberOfTenderers: 2 -> 1; also settings"]);
    later.pop();
    let excluded = counted(20, 2).replace("\"numberOf", "\"procurementMethodDetails\":\"x\",\"numberOf");
    later.push(excluded);
    flags(dir.path(), &later, "--codes R018 --settings shared.toml", "excluded");
    let told = rows(&changes(dir.path(), "before excluded"));
    assert_eq!(told[0][4..], ["settings", "exclude.procurement_method_details: none -> [\"x\"]"]);

    flags(dir.path(), &usual(), "--codes R018,R058", "wider");
    let told = rows(&changes(dir.path(), "before wider"));
    let whys: Vec<&str> = told.iter().map(|row| row[5].as_str()).collect();
    assert_eq!(whys, ["R058: not asked for -> asked for"; 2]);
    flags(dir.path(), &usual(), "--codes R018 --pack kz --duplicates last", "policy");
    assert!(rows(&changes(dir.path(), "before policy")).is_empty());
    assert_eq!(run(dir.path(), "policy")["packs"], serde_json::json!(["kz"]));
}

#[test]
fn what_the_publisher_publishes_elsewhere_is_its_own_cause() {
    let dir = place();
    let release = |number: u32, documents: &str| {
        format!(
            r#"{{"ocid":"ocds-aaaaaa-{number}","tender":{{"status":"complete","procurementMethod":"open","tenderPeriod":{{"startDate":"2024-05-02T00:00:00Z"}},"documents":[{documents}]}}}}"#
        )
    };
    let other = r#"{"id":"1","documentType":"biddingDocuments"}"#;
    let notice = r#"{"id":"1","documentType":"tenderNotice","datePublished":"2024-05-01T00:00:00Z"}"#;
    flags(dir.path(), &[release(1, other)], "--codes R004", "before");
    flags(dir.path(), &[release(1, other), release(2, notice)], "--codes R004", "after");
    let told = rows(&changes(dir.path(), "before after"));
    let expected = ["publisher", "never_published:tender/documents/documentType=tenderNotice"];
    assert_eq!((told.len(), told[0][3].as_str(), &told[0][4..]), (1, "flagged", &expected.map(str::to_owned)[..]));
}

#[test]
fn a_buyer_whose_own_processes_are_others_is_data() {
    let dir = place();
    let of = |number: u32, buyer: &str, method: &str| {
        format!(
            r#"{{"ocid":"ocds-aaaaaa-{number}","buyer":{{"id":"{buyer}"}},"tender":{{"status":"complete","procurementMethod":"{method}"}}}}"#
        )
    };
    let before: Vec<String> = (0..140).map(|at| of(at, if at < 40 { "B" } else { "C" }, "open")).collect();
    let after: Vec<String> = before.iter().cloned().chain((140..180).map(|at| of(at, "B", "direct"))).collect();
    flags(dir.path(), &before, "--codes R013", "before");
    flags(dir.path(), &after, "--codes R013", "after");
    let told = rows(&changes(dir.path(), "before after"));
    assert_eq!(told[0][..5].join(" "), "B R013 clear flagged data");
    assert!(told[0][5].contains("processes: 40 -> 80"), "{}", told[0][5]);
}

#[test]
fn a_folder_that_holds_no_findings_of_this_layout_is_refused_and_what_to_do_is_said() {
    let dir = place();
    flags(dir.path(), &usual(), "--codes R018", "good");
    flags(dir.path(), &usual()[..3], "--codes R018", "bad");
    let told = |runs: &str| {
        let ran = probity(dir.path(), &format!("procurement changes {runs}"));
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
        assert!(ran.err.contains("hint: "), "{}", ran.err);
        ran.err
    };
    let path = |file: &str| dir.path().join("bad").join(file);
    assert!(
        told("good nowhere").contains("`nowhere` holds no findings of `procurement flags`: there is no `run.json`")
    );
    let record = fs_err::read(path("run.json")).unwrap();
    let table = fs_err::read(path("findings.parquet")).unwrap();

    fs_err::write(path("run.json"), "{}").unwrap();
    assert!(told("good bad").contains("`bad/run.json`: missing field `program`"));
    let old = String::from_utf8(record.clone()).unwrap().replace("\"calibrations\"", "\"others\"");
    fs_err::write(path("run.json"), old).unwrap();
    assert!(told("bad good").contains("`bad/run.json`: missing field `calibrations`"));
    fs_err::copy(dir.path().join("good/run.json"), path("run.json")).unwrap();
    assert!(told("good bad").contains("`bad/findings.parquet`: it has 3 rows, and `run.json` beside it is about 8"));

    fs_err::write(path("run.json"), record).unwrap();
    fs_err::write(path("findings.parquet"), &table[..table.len() / 2]).unwrap();
    assert!(told("good bad").contains("bad/findings.parquet"));
    fs_err::remove_file(path("findings.parquet")).unwrap();
    assert!(told("good bad").contains("there is no `findings.parquet`"));
}
