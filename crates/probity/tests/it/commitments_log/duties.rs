//! Segregation of duties: each rule is broken once through `load`, once through `record`, and once by somebody who has
//! stolen the observatory's key and writes the log himself. The first two are refused, the third is found.

use super::{NOW, log, recorded, verified};
use crate::program::probity;
use probity_commitments::record::{Kind, Record};
use probity_store::{Checkpoint, Draft, Log, SignedCheckpoint, SigningKey};
use serde_json::{Map, Value, json};
use std::path::Path;

/// The rule, and an act that breaks it: kind, actor, role, record.
fn acts() -> Vec<(&'static str, &'static str, &'static str, &'static str, Value)> {
    let status = |value: &str, measure: &str| json!({"measure": measure, "cutoff": "2024-03-31", "value": value});
    let report = |state: &str| {
        json!({"id": "R2", "evaluation": "E", "kind": "second_compliance", "adopted": "2024-05-20", "plenary": "97",
               "rapporteurs": [state]})
    };
    let measure = json!({"id": "M5", "names": {"en": "x"}, "lead": "moj", "term_to": "2025-01-01",
                         "state": "approved", "approved_by": "focal"});
    vec![
        ("S1", "status", "clerk", "ministry", status("partly", "M1")),
        ("S1", "status", "clerk", "analyst", status("partly", "M1")),
        ("S2", "status", "focal", "analyst", status("partly", "M1")),
        ("S3", "status", "ana", "analyst", status("implemented", "M2")),
        ("S4", "verdict", "ana", "analyst", json!({"recommendation": "E/v", "report": "R1", "value": "not"})),
        ("S4", "report", "focal", "focal_point", report("GR")),
        ("S5", "report", "sec", "secretariat", report("KZ")),
        ("S6", "authorisation", "stranger", "head_of_delegation", json!({"report": "R1", "date": "2024-05-01"})),
        ("S6", "authorisation", "sec", "secretariat", json!({"report": "R1", "date": "2024-05-01"})),
        ("S7", "sign", "focal", "validating_authority", json!({"notice": "N1", "date": "2024-05-01"})),
        ("S8", "measure", "focal", "focal_point", measure),
        ("S9", "withdraw", "watcher", "ngo", json!({"of": "evidence:D1", "reason": "no"})),
        (
            "S9",
            "submission",
            "watcher",
            "ngo",
            json!({"id": "U1", "kind": "progress_report", "by": "watch",
                                                      "received": "2024-05-01", "measure": "M1"}),
        ),
        ("S10", "status", "ana", "focal_point", status("partly", "M1")),
        ("C1", "body", "sec", "secretariat", json!({"id": "kz", "kind": "state", "names": {"en": "KZ"}})),
    ]
}

/// The members of a record together with the envelope, as a load file has them.
fn tree(kind: &str, actor: &str, role: &str, record: &Value) -> Value {
    let mut members = record.clone();
    members["actor"] = actor.into();
    members["role"] = role.into();
    json!({ kind: [members] })
}

#[test]
fn who_may_not_say_something_is_refused_by_load_and_by_record() {
    let dir = recorded();
    let before = log(dir.path());
    for (rule, kind, actor, role, record) in acts() {
        let event = json!({"kind": kind, "actor": actor, "role": role, "record": record});
        fs_err::write(dir.path().join("e.json"), event.to_string()).unwrap();
        fs_err::write(dir.path().join("l.json"), tree(kind, actor, role, &record).to_string()).unwrap();
        for command in ["load l.json", "record e.json"] {
            let ran = probity(dir.path(), &format!("commitments {command} --dir o --now {NOW}"));
            assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{rule} {command}: {}", ran.told());
            assert!(ran.err.contains(&format!("error[{rule}]")), "{rule} {command}: {}", ran.err);
            let file = command.split(' ').nth(1).unwrap();
            assert!(ran.err.contains(&format!("{file}:1")), "{rule} {command}: {}", ran.err);
        }
    }
    assert!(log(dir.path()) == before);
}

/// Appends an event as a thief would: with the right key, the right chain and the right checkpoint, asking nobody.
fn forge(dir: &Path, draft: Draft) {
    let key = SigningKey::parse(&fs_err::read_to_string(dir.join("o/keys/log.key")).unwrap()).unwrap();
    let origin = format!("probity/commitments/{}", key.public().signer());
    let mut checkpoint = SignedCheckpoint::signing(&origin, &key).unwrap();
    let mut writer = Log::at(dir.join("o/commitments")).write().unwrap();
    let mut lines = writer.snapshot().unwrap().lines;
    while let Some(line) = lines.next_line().unwrap() {
        checkpoint.line(line.bytes);
    }
    writer.append(vec![draft], NOW.parse().unwrap(), &key, &mut checkpoint).unwrap();
}

fn draft(kind: &str, actor: &str, role: &str, record: &Map<String, Value>, corrects: Option<&str>) -> Draft {
    let typed = Record::read(Kind::named(kind).unwrap(), record).unwrap();
    Draft {
        actor: actor.to_owned(),
        role: role.to_owned(),
        kind: kind.to_owned(),
        key: typed.key(),
        effective: jiff::civil::date(2024, 5, 20),
        source: String::new(),
        corrects: corrects.map(str::to_owned),
        record: typed.members(),
    }
}

#[test]
fn a_stolen_key_signs_but_the_rule_that_is_broken_is_found() {
    for (rule, kind, actor, role, record) in acts() {
        let dir = recorded();
        forge(dir.path(), draft(kind, actor, role, record.as_object().unwrap(), None));
        let (code, codes, said) = verified(dir.path());
        assert_eq!(code, 1, "{rule}");
        assert!(codes.iter().all(|code| code == "V9"), "{said}");
        let messages: Vec<&str> =
            said["defects"].as_array().unwrap().iter().map(|defect| defect["message"].as_str().unwrap()).collect();
        assert!(messages.iter().any(|message| message.starts_with(&format!("{rule}:"))), "{rule}: {messages:?}");
    }
}

#[test]
fn a_correction_by_another_role_is_refused_and_found() {
    let dir = recorded();
    let record = json!({"id": "N1", "measure": "M1", "kind": "progress", "sent": "2023-08-17", "text": "not yet"});
    let event = json!({"kind": "notice", "actor": "clerk", "role": "ministry", "corrects": "a slip", "record": record});
    fs_err::write(dir.path().join("e.json"), event.to_string()).unwrap();
    let ran = probity(dir.path(), &format!("commitments record e.json --dir o --now {NOW}"));
    assert_eq!((ran.code, ran.err.contains("error[C2]")), (1, true), "{}", ran.told());
    let event =
        json!({"kind": "notice", "actor": "focal", "role": "focal_point", "corrects": "a slip", "record": record});
    fs_err::write(dir.path().join("e.json"), event.to_string()).unwrap();
    probity(dir.path(), &format!("commitments record e.json --dir o --now {NOW}")).well();
    assert_eq!(verified(dir.path()).0, 0);
    forge(dir.path(), draft("notice", "clerk", "ministry", record.as_object().unwrap(), Some("a slip")));
    let (code, _, said) = verified(dir.path());
    assert_eq!((code, said.to_string().contains("C2:")), (1, true), "{said}");
}
