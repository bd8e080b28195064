//! The log of commitments as its users meet it: files and events in, one line of JSON out, every broken rule named, and a
//! log that keeps its bytes whenever anything is wrong.

mod attached;
mod crash;
mod duties;
mod keys;
mod tamper;

use super::program::{Ran, files, place, probity};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// When everything of the base file is recorded.
pub const NOW: &str = "2024-06-01T09:00:00Z";

/// Bodies, actors, an evaluation, a programme: what every test stands on.
pub const BASE: &str = r#"
[defaults]
actor = "sec"
role = "secretariat"
source = "a letter"

[[body]]
id = "greco"
kind = "international"
names = { en = "GRECO" }
[[body]]
id = "kz"
kind = "state"
state = "KZ"
names = { en = "Kazakhstan", kk = "Қазақстан", authoritative = "en" }
[[body]]
id = "agency"
kind = "agency"
state = "KZ"
names = { en = "Agency" }
[[body]]
id = "moj"
kind = "ministry"
state = "KZ"
names = { en = "Ministry of Justice" }
[[body]]
id = "gr"
kind = "state"
state = "GR"
names = { en = "Greece" }
[[body]]
id = "watch"
kind = "ngo"
names = { en = "Watch" }

[[actor]]
id = "sec"
body = "greco"
roles = ["secretariat"]
[[actor]]
id = "focal"
body = "agency"
roles = ["focal_point", "analyst", "validating_authority"]
[[actor]]
id = "clerk"
body = "moj"
roles = ["ministry", "analyst"]
[[actor]]
id = "ana"
body = "agency"
roles = ["analyst"]
[[actor]]
id = "head"
body = "kz"
roles = ["head_of_delegation"]
[[actor]]
id = "stranger"
body = "gr"
roles = ["head_of_delegation"]
[[actor]]
id = "watcher"
body = "watch"
roles = ["ngo"]

[[evaluation]]
id = "E"
procedure = "greco"
state = "KZ"
recommendations = 27
[[programme]]
id = "concept"
version = "2022"
names = { en = "Concept" }
from = 2022-01-01
to = 2026-12-31
[[measure]]
id = "M1"
programme = "concept@2022"
names = { en = "Draft a law" }
lead = "moj"
term_to = 2023-09-30
recommendations = ["E/iv"]
[[measure]]
id = "M2"
programme = "concept@2022"
names = { en = "Train people" }
lead = "moj"
term_to = 2024-09-30
[[report]]
id = "R0"
evaluation = "E"
kind = "evaluation"
adopted = 2022-03-25
plenary = 90
[[report]]
id = "R1"
evaluation = "E"
kind = "compliance"
adopted = 2024-03-22
plenary = 96
[[verdict]]
recommendation = "E/iv"
report = "R1"
value = "partly"
[[notice]]
actor = "focal"
role = "focal_point"
id = "N1"
measure = "M1"
kind = "result"
sent = 2023-08-17
text = "done"
evidence = ["D1"]
[[evidence]]
actor = "focal"
role = "focal_point"
id = "D1"
on = ["measure:M1"]
kind = "document"
document = { title = "the law" }
"#;

/// An observatory `o` with the base file in its log.
pub fn recorded() -> TempDir {
    let dir = place();
    probity(dir.path(), "init o").well();
    fs_err::write(dir.path().join("base.toml"), BASE).unwrap();
    probity(dir.path(), &format!("commitments load base.toml --dir o --now {NOW}")).well();
    dir
}

/// Loads a text as the file `more.toml`.
pub fn load(dir: &Path, text: &str) -> Ran {
    fs_err::write(dir.join("more.toml"), text).unwrap();
    probity(dir, &format!("commitments load more.toml --dir o --now {NOW}"))
}

/// The bytes of the log and its checkpoint.
pub fn log(dir: &Path) -> (Vec<u8>, Vec<u8>) {
    let read = |name: &str| fs_err::read(dir.join("o/commitments").join(name)).unwrap_or_default();
    (read("events.jsonl"), read("checkpoint"))
}

/// Verifies: the exit code, and the codes of the defects.
pub fn verified(dir: &Path) -> (i32, Vec<String>, Value) {
    let ran = probity(dir, "commitments verify --dir o");
    let said: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.told()));
    let defects = said["defects"].as_array().unwrap();
    let codes = defects.iter().map(|defect| defect["code"].as_str().unwrap().to_owned()).collect();
    assert_eq!(said["ok"], json!(ran.code == 0), "{}", ran.told());
    (ran.code, codes, said)
}

fn lines(dir: &Path) -> Vec<Value> {
    let (bytes, _) = log(dir);
    String::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_is_loaded_verifies_and_both_say_so_as_the_contract_has_it() {
    let dir = place();
    probity(dir.path(), "init o").well();
    fs_err::write(dir.path().join("base.toml"), BASE).unwrap();
    assert_eq!(verified(dir.path()).2, json!({"events": 0, "ok": true, "head": "0".repeat(64), "defects": []}));
    let ran = probity(dir.path(), &format!("commitments load base.toml --dir o --now {NOW}")).well();
    assert_eq!((ran.out.lines().count(), ran.err.as_str()), (1, ""));
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    let events = lines(dir.path());
    let last = events.last().unwrap();
    assert_eq!((&said["first"], &said["last"]), (&json!(0), &last["seq"]));
    assert_eq!((&said["appended"], &said["head"]), (&json!(events.len()), &last["hash"]));
    assert_eq!(said["warnings"], json!([]));
    let (_, _, verified) = verified(dir.path());
    assert_eq!(verified, json!({"events": events.len(), "ok": true, "head": last["hash"], "defects": []}));
}

#[test]
fn an_event_has_the_time_of_recording_and_the_day_on_which_the_fact_holds() {
    let dir = recorded();
    let events = lines(dir.path());
    let effective = |kind: &str| {
        let event = events.iter().rfind(|event| event["kind"] == kind).unwrap();
        assert_eq!(event["at"], json!(NOW));
        event["effective"].as_str().unwrap().to_owned()
    };
    assert_eq!(effective("report"), "2024-03-22");
    assert_eq!(effective("verdict"), "2024-03-22", "of its report");
    assert_eq!(effective("notice"), "2023-08-17");
    assert_eq!(effective("body"), "2024-06-01", "the day of recording");
    let before = log(dir.path());
    let more =
        "[[body]]\nactor = \"sec\"\nrole = \"secretariat\"\nid = \"x\"\nkind = \"ngo\"\nnames = { en = \"X\" }\n";
    fs_err::write(dir.path().join("more.toml"), more).unwrap();
    let ran = probity(dir.path(), "commitments load more.toml --dir o --now 2024-05-31T09:00:00Z");
    assert_eq!((ran.code, log(dir.path()) == before), (3, true), "{}", ran.told());
    assert!(ran.err.contains("2024-06-01T09:00:00Z") && ran.err.contains("hint"), "{}", ran.err);
    let future = format!("{more}effective = 2024-06-02\n");
    let ran = load(dir.path(), &future);
    assert_eq!((ran.code, ran.err.contains("error[T5]")), (3, true), "{}", ran.told());
}

#[test]
fn a_file_loaded_twice_is_refused_and_the_log_keeps_its_bytes() {
    let dir = recorded();
    let before = log(dir.path());
    let again = probity(dir.path(), &format!("commitments load base.toml --dir o --now {NOW}"));
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    let count = lines(dir.path()).len();
    assert_eq!(again.err.matches("error[C1]").count(), count, "every record, not only the first twenty");
    assert!(again.err.contains("base.toml:8:") && again.err.contains("id = \"greco\""), "{}", again.err);
    assert!(log(dir.path()) == before);
}

#[test]
fn a_dry_run_says_what_the_real_one_does_and_writes_nothing() {
    let dir = place();
    probity(dir.path(), "init o").well();
    fs_err::write(dir.path().join("base.toml"), BASE).unwrap();
    let before = files(dir.path());
    let check = probity(dir.path(), &format!("commitments load base.toml --dir o --check --now {NOW}")).well();
    assert!(files(dir.path()) == before && !dir.path().join("o/commitments").exists());
    let real = probity(dir.path(), &format!("commitments load base.toml --dir o --now {NOW}")).well();
    assert_eq!(check.out, real.out);
    let again = probity(dir.path(), &format!("commitments load base.toml --dir o --check --now {NOW}"));
    assert_eq!((again.code, again.out.as_str()), (1, ""));
}

#[test]
fn all_or_none_of_a_file_is_recorded() {
    let dir = recorded();
    let before = log(dir.path());
    let ran = load(
        dir.path(),
        "[defaults]\nactor = \"sec\"\nrole = \"secretariat\"\n\
         [[body]]\nid = \"good\"\nkind = \"ngo\"\nnames = { en = \"Good\" }\n\
         [[verdict]]\nrecommendation = \"E/v\"\nreport = \"nowhere\"\nvalue = \"partly\"\n\
         [[report]]\nid = \"R9\"\nevaluation = \"E\"\nkind = \"addendum\"\nadopted = 2023-01-01\nplenary = 1\n",
    );
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.told());
    for told in ["error[R1]", "more.toml:10:", "nowhere", "error[T2]", "more.toml:16:", "2023-01-01"] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    assert!(log(dir.path()) == before);
}

#[test]
fn tables_and_trees_are_loaded_as_toml_is() {
    let dir = recorded();
    let text = "id,programme,names.en,lead,co_leads,term_to,actor,role\nM8,concept@2022,Publish,moj,agency;kz,2025-01-31,focal,focal_point\n";
    fs_err::write(dir.path().join("m.csv"), text).unwrap();
    let ran = probity(dir.path(), "commitments load m.csv --dir o");
    assert_eq!(ran.code, 2, "{}", ran.told());
    probity(dir.path(), &format!("commitments load m.csv --kind measure --dir o --now {NOW}")).well();
    assert_eq!(lines(dir.path()).last().unwrap()["record"]["co_leads"], json!(["agency", "kz"]));
    let tree = json!({"defaults": {"actor": "sec", "role": "secretariat"},
        "body": [{"id": "b9", "kind": "court", "names": {"en": "Court"}}]});
    fs_err::write(dir.path().join("t.json"), tree.to_string()).unwrap();
    probity(dir.path(), &format!("commitments load t.json --dir o --now {NOW}")).well();
    let broken = dir.path().join("broken.json");
    fs_err::write(&broken, "{\"body\": [\n  {\"id\": \"b10\", \"knd\": \"court\"}\n]}").unwrap();
    let ran = probity(dir.path(), "commitments load broken.json --dir o");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("broken.json:2"), "{}", ran.err);
    assert_eq!(verified(dir.path()).0, 0);
}

#[test]
fn a_directory_that_is_no_observatory_is_exit_4_for_every_command() {
    let dir = place();
    fs_err::write(dir.path().join("base.toml"), BASE).unwrap();
    fs_err::write(dir.path().join("e.json"), "{}").unwrap();
    for command in ["load base.toml", "record e.json", "verify"] {
        let ran = probity(dir.path(), &format!("commitments {command} --dir nowhere"));
        assert_eq!(ran.code, 4, "{command}: {}", ran.told());
        assert!(ran.err.contains("probity init"), "{}", ran.err);
    }
    assert!(!dir.path().join("nowhere").exists());
}

#[test]
fn a_provision_that_nobody_pinned_and_no_library_has_is_exit_4() {
    let dir = recorded();
    let before = log(dir.path());
    let ran = load(
        dir.path(),
        "[[evidence]]\nactor = \"focal\"\nrole = \"focal_point\"\nid = \"P1\"\non = [\"measure:M1\"]\n\
         kind = \"provision\"\nprovision = { work = \"/akn/kz/act/2015/410-v\", eid = \"art_5\" }\n",
    );
    assert_eq!((ran.code, log(dir.path()) == before), (4, true), "{}", ran.told());
    for told in ["/akn/kz/act/2015/410-v", "more.toml:7", "law import", "sha256"] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
}
