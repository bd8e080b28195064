//! Files of evidence at the command line: kept beside the log with the event that names them, and missed when they go.

use super::{NOW, log, recorded, verified};
use crate::program::{files, probity};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// Of no file here.
const DIGEST: &str = "c0d76b8bd0e8d3ecf2ae8ca3ee8dfd4a6bf5d54d5b6e7f8b6c5f3a2f0d0d9b11";

fn observatory() -> TempDir {
    let dir = recorded();
    fs_err::write(dir.path().join("minutes.pdf"), "minutes\n").unwrap();
    event(dir.path(), "e.json", "E-file", &json!({ "title": { "en": "Minutes" } }));
    dir
}

fn event(dir: &Path, name: &str, id: &str, document: &Value) {
    let record = json!({ "id": id, "on": ["measure:M1"], "kind": "document", "document": document });
    let event = json!({ "kind": "evidence", "actor": "focal", "role": "focal_point", "record": record });
    fs_err::write(dir.join(name), event.to_string()).unwrap();
}

fn kept(dir: &Path) -> Vec<String> {
    files(&dir.join("o/commitments/evidence")).into_keys().collect()
}

fn attach(dir: &Path, more: &str) -> crate::program::Ran {
    probity(dir, &format!("commitments record e.json --attach minutes.pdf --dir o --now {NOW} {more}"))
}

#[test]
fn a_file_is_kept_with_the_event_that_names_it_and_missed_when_it_goes() {
    let dir = observatory();
    attach(dir.path(), "--check").well();
    assert_eq!(kept(dir.path()), Vec::<String>::new(), "a rehearsal keeps nothing");
    attach(dir.path(), "").well();
    let [digest] = kept(dir.path()).try_into().unwrap();
    let text = String::from_utf8(log(dir.path()).0).unwrap();
    let said =
        format!(r#""document":{{"file":"minutes.pdf","media_type":"application/pdf","sha256":"{digest}","size":8,"#);
    assert!(text.lines().last().unwrap().contains(&said), "{text}");
    assert_eq!(verified(dir.path()).0, 0);

    let file = dir.path().join("o/commitments/evidence").join(&digest);
    fs_err::write(&file, "minutez\n").unwrap();
    let (code, codes, said) = verified(dir.path());
    let message = said["defects"][0]["message"].as_str().unwrap();
    assert!(
        code == 1 && codes == ["V10"] && message.contains("`E-file`") && message.contains("has other bytes"),
        "{said}"
    );
    fs_err::remove_file(&file).unwrap();
    let (code, codes, said) = verified(dir.path());
    assert!(code == 1 && codes == ["V10"] && said.to_string().contains("is not there"), "{said}");
}

#[test]
fn what_a_rule_refuses_or_is_another_file_leaves_nothing() {
    let dir = observatory();
    attach(dir.path(), "").well();
    let before = (log(dir.path()), kept(dir.path()));
    fs_err::write(dir.path().join("minutes.pdf"), "other minutes\n").unwrap();
    let twice = attach(dir.path(), "");
    assert!(twice.code == 1 && twice.err.contains("C1"), "{}", twice.told());
    event(dir.path(), "e.json", "E-2", &json!({ "sha256": DIGEST }));
    let other = attach(dir.path(), "");
    assert!(other.code == 3 && other.err.contains("is not the file of evidence `E-2`"), "{}", other.told());
    event(dir.path(), "e.json", "E-2", &json!({ "sha256": DIGEST, "size": 8 }));
    let absent = probity(dir.path(), &format!("commitments record e.json --dir o --now {NOW}"));
    assert!(absent.code == 3 && absent.err.contains("--attach FILE"), "{}", absent.told());
    fs_err::write(
        dir.path().join("e.json"),
        r#"{"kind":"withdraw","actor":"focal","role":"focal_point","record":{"of":"evidence:D1","reason":"x"}}"#,
    )
    .unwrap();
    let nothing = attach(dir.path(), "");
    assert!(nothing.code == 2 && nothing.err.contains("--attach keeps the document of evidence"), "{}", nothing.told());
    assert!((log(dir.path()), kept(dir.path())) == before);
}
