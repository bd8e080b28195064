//! A log that was edited offline and signed again with the right key: hashes, chain and signatures fit, and still the rule
//! that the edit breaks is found. And keys that sign for somebody else.

use super::{BASE, EVALUATION, at, key, loads};
use jiff::Timestamp;
use probity_commitments::record::load::{Form, read};
use probity_commitments::rules::{Actors, Fold, NoLibrary, Planned, Shipped, plan};
use probity_store::{Code, Defect, Event, Log, NoCheckpoint, SigningKey, verify};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A log of these drafts, and every defect that verifying finds.
fn recorded(planned: &Planned, edit: impl Fn(&mut Vec<Event>)) -> Vec<Defect> {
    let dir = tempfile::tempdir().unwrap();
    let log = Log::at(dir.path());
    let mut writer = log.write().unwrap();
    let mut events = probity_store::End::default().seal(planned.drafts.clone(), at(), &key()).unwrap();
    edit(&mut events);
    let drafts = events.iter().map(Event::draft).collect();
    writer.append(drafts, at(), &key(), &mut NoCheckpoint).unwrap();
    drop(writer);
    let verified = probity_commitments::rules::verify(
        log.snapshot().unwrap(),
        key().public(),
        Shipped::default(),
        &mut NoCheckpoint,
    )
    .unwrap();
    assert_eq!((verified.ok, verified.events), (verified.defects.is_empty(), planned_count(&log)));
    verified.defects
}

fn planned_count(log: &Log) -> u64 {
    fs_err::read_to_string(log.path()).unwrap().lines().count() as u64
}

/// One act of each kind that a rule is about, none of which breaks it.
const ACTS: &str = include_str!("acts.toml");

/// What somebody does to the events before signing all of them again.
type Edit = fn(&mut Vec<Event>);

/// The first event of a kind with a key.
fn of<'a>(events: &'a mut [Event], kind: &str, key: &str) -> &'a mut Event {
    events.iter_mut().find(|event| event.kind == kind && event.key == key).unwrap()
}

/// Says the same as somebody else, in another role.
fn by(event: &mut Event, actor: &str, role: &str) {
    (event.actor, event.role) = (actor.into(), role.into());
}

fn put(event: &mut Event, member: &str, value: Value) {
    event.record.insert(member.into(), value);
}

/// For every rule, edits that break it.
const EDITS: &[(&str, Edit)] = &[
    ("S1", |log| by(of(log, "status", "M1@2023-12-31"), "clerk", "ministry")),
    ("S1", |log| by(of(log, "status", "M1@2023-12-31"), "sec", "ministry")),
    ("S1", |log| put(of(log, "measure", "M1"), "co_leads", json!(["agency"]))),
    ("S2", |log| by(of(log, "notice", "N1"), "ana", "analyst")),
    ("S2", |log| by(of(log, "evidence", "E1"), "ana", "analyst")),
    ("S3", |log| put(of(log, "notice", "N1"), "kind", json!("progress"))),
    ("S3", |log| put(of(log, "notice", "N1"), "measure", json!("M2"))),
    ("S4", |log| by(of(log, "verdict", &format!("{EVALUATION}/iv@R1")), "ana", "analyst")),
    ("S4", |log| by(of(log, "verdict", &format!("{EVALUATION}/iv@R1")), "council", "rapporteur")),
    ("S4", |log| drop(of(log, "report", "R2").record.remove("plenary"))),
    ("S5", |log| put(of(log, "report", "R2"), "rapporteurs", json!(["LT", "KZ"]))),
    ("S5", |log| put(of(log, "evaluation", EVALUATION), "state", json!("LT"))),
    ("S6", |log| by(of(log, "authorisation", "R1"), "stranger", "head_of_delegation")),
    ("S6", |log| by(of(log, "authorisation", "R1"), "sec", "secretariat")),
    ("S7", |log| by(of(log, "sign", "N1"), "sec", "secretariat")),
    ("S7", |log| by(of(log, "notice", "N1"), "chief", "validating_authority")),
    ("S8", |log| by(log.iter_mut().rfind(|event| event.key == "M2").unwrap(), "focal", "focal_point")),
    ("S8", |log| put(log.iter_mut().rfind(|event| event.key == "M2").unwrap(), "approved_by", json!("focal"))),
    ("S9", |log| put(of(log, "submission", "P1"), "kind", json!("situation_report"))),
    ("S9", |log| by(of(log, "evidence", "E1"), "watcher", "ngo")),
    ("S10", |log| of(log, "status", "M1@2023-12-31").role = "operator".into()),
    ("S10", |log| put(of(log, "actor", "ana"), "to", json!("2024-05-31"))),
    ("S10", |log| put(of(log, "submission", "P1"), "by", json!("moj"))),
    ("C1", |log| log.iter_mut().rfind(|event| event.key == "M2").unwrap().corrects = None),
    ("C1", |log| log.push(log[0].clone())),
    // Approving alone is no correction; a later term is.
    ("C2", |log| {
        let approval = log.iter_mut().rfind(|event| event.key == "M2").unwrap();
        put(approval, "term_to", json!("2025-06-30"));
        by(approval, "chief", "validating_authority");
    }),
    ("R1", |log| log.retain(|event| event.kind != "procedure")),
    ("R1", |log| log.retain(|event| event.key != "N1")),
    ("T1", |log| put(of(log, "report", "R2"), "published", json!("2024-04-30"))),
    ("T1", |log| put(of(log, "report", "R2"), "authorised", json!("2024-05-04"))),
    ("T1", |log| put(of(log, "authorisation", "R1"), "date", json!("2024-03-21"))),
    ("T2", |log| put(of(log, "report", "R1"), "adopted", json!("2022-03-24"))),
    ("T3", |log| put(of(log, "evaluation", EVALUATION), "visit_to", json!("2021-09-06"))),
    ("T3", |log| put(of(log, "measure", "M1"), "term_from", json!("2023-10-01"))),
    ("T4", |log| put(of(log, "verdict", &format!("{EVALUATION}/iv@R1")), "parts", json!({"c": "not"}))),
    ("T4", |log| put(of(log, "report", "R1"), "evaluation", json!("GR4"))),
    ("T5", |log| of(log, "status", "M1@2023-12-31").effective = jiff::civil::date(2024, 6, 2)),
];

#[test]
fn what_was_accepted_verifies() {
    assert_eq!(recorded(&loads(&[&format!("{BASE}{ACTS}")]).unwrap(), |_| {}), []);
}

#[test]
fn an_edit_signed_with_the_stolen_key_still_breaks_the_rule_and_verify_names_it() {
    let planned = loads(&[&format!("{BASE}{ACTS}")]).unwrap();
    for (at, (rule, edit)) in EDITS.iter().enumerate() {
        let found = recorded(&planned, edit);
        let named = |it: &Defect| it.message.starts_with(&format!("{rule}: "));
        // The thief has the key: nothing but the rules can give him away.
        assert!(found.iter().all(|it| it.code == Code::V9) && found.iter().any(named), "{rule}, edit {at}: {found:#?}");
    }
}

#[test]
fn every_rule_has_an_edit_that_breaks_it() {
    let edited: BTreeSet<&str> = EDITS.iter().map(|(rule, _)| *rule).collect();
    let rules =
        ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "C1", "C2", "R1", "T1", "T2", "T3", "T4", "T5"];
    assert_eq!(edited, BTreeSet::from(rules));
}

#[test]
fn what_is_no_record_at_all_is_found_too() {
    let planned = loads(&[BASE]).unwrap();
    let foreign = recorded(&planned, |events| events[0].kind = "moon".into());
    assert!(foreign.iter().any(|it| it.message == "record: `moon` is not a kind of record"), "{foreign:?}");
    let renamed = recorded(&planned, |events| events[0].key = "moon".into());
    assert!(renamed.iter().any(|it| it.message == "record: the key is `moon`, the record has `greco`"), "{renamed:?}");
}

fn actor_file(own: &SigningKey) -> String {
    format!(
        "[[body]]\nid = \"greco\"\nkind = \"international\"\nnames = \"GRECO\"\nactor = \"op\"\nrole = \"operator\"\n\
         [[actor]]\nid = \"sec\"\nbody = \"greco\"\nroles = [\"secretariat\"]\npublic_key = \"{}\"\nto = 2024-06-30\nactor = \"op\"\nrole = \"operator\"\n",
        own.public()
    )
}

#[test]
fn a_key_signs_for_its_actor_only_and_only_in_its_time() {
    let own = SigningKey::new(&[9; 32]);
    let actor = actor_file(&own);
    let entries = read("load.toml", &actor, Form::Toml).unwrap();
    let planned = plan(&mut Fold::new(Shipped::default()), entries, 0, at(), None, &NoLibrary).unwrap();
    let late: Timestamp = "2024-07-01T00:00:00Z".parse().unwrap();
    let again = |actor: &str| {
        let text = "[[body]]\nid = \"x\"\nkind = \"ngo\"\nnames = \"x\"\nrole = \"secretariat\"\n";
        let entries = read("load.toml", &format!("{text}actor = \"{actor}\"\n"), Form::Toml).unwrap();
        let mut fold = Fold::new(Shipped::default());
        let first = read("load.toml", &actor_file(&own), Form::Toml).unwrap();
        plan(&mut fold, first, 0, at(), None, &NoLibrary).unwrap();
        (
            plan(&mut fold.clone(), entries.clone(), 2, at(), Some(own.public().signer()), &NoLibrary).is_ok(),
            plan(&mut fold, entries, 2, at(), Some(key().public().signer()), &NoLibrary).is_ok(),
        )
    };
    assert_eq!(again("sec"), (true, false), "signing with another's key is refused before it is recorded");
    for (who, when, expected) in [("sec", at(), vec![]), ("other", at(), vec![Code::V6]), ("sec", late, vec![Code::V6])]
    {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Log::at(dir.path()).write().unwrap();
        writer.append(planned.drafts.clone(), at(), &key(), &mut NoCheckpoint).unwrap();
        let mut draft = planned.drafts[0].clone();
        (draft.actor, draft.role, draft.key) = (who.into(), "secretariat".into(), "x".into());
        writer.append(vec![draft], when, &own, &mut NoCheckpoint).unwrap();
        let mut snapshot = writer.snapshot().unwrap();
        let mut found = Vec::new();
        let signers = Actors::new(key().public().clone());
        verify(&mut snapshot.lines, signers, (&mut NoCheckpoint, None), |_| vec![], |it| found.push(it.code)).unwrap();
        assert_eq!(found, expected, "{who} {when}");
    }
}
