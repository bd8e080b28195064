//! What recording does besides asking the rules: pins provisions, writes all or none, and keeps what was known when.

use super::{BASE, at, key, loads};
use probity_commitments::record::load::{Form, read};
use probity_commitments::rules::{Fold, Library, NoLibrary, Shipped, plan};
use probity_core::Digest;
use probity_store::{Log, NoCheckpoint};

struct OneAct;

impl Library for OneAct {
    fn pin(
        &self,
        provision: &probity_commitments::record::evidence::Provision,
        at: jiff::civil::Date,
    ) -> Option<Digest> {
        (provision.work.as_str() == "/kz/act/2015/401").then(|| Digest::of(at.to_string().as_bytes()))
    }
}

#[test]
fn a_provision_is_pinned_when_it_is_recorded_or_the_load_is_refused_with_4() {
    let text = |work: &str| {
        format!(
            "[[evidence]]\nactor = \"sec\"\nrole = \"secretariat\"\nid = \"E1\"\non = [\"benchmark:x\"]\nkind = \"provision\"\nfrom = 2023-02-01\nprovision = {{ work = \"{work}\", eid = \"art_5\" }}\n"
        )
    };
    let planned = |work: &str| {
        let entries = read("load.toml", &text(work), Form::Toml).unwrap();
        plan(&mut Fold::new(Shipped::default()), entries, 0, at(), None, &OneAct)
    };
    let pinned = planned("/kz/act/2015/401").unwrap();
    assert_eq!(pinned.drafts[0].record["provision"]["sha256"], Digest::of(b"2023-02-01").to_string());
    let refused = planned("/kz/act/1999/1").unwrap_err();
    assert_eq!((refused.exit, refused.diagnostics[0].code.as_str()), (4, "provision-absent"));
    assert_eq!(refused.diagnostics[0].place.row, 8);
}

#[test]
fn a_file_is_loaded_all_or_none_and_what_it_prints_is_the_contract() {
    use probity_commitments::rules::{LoadError, Recording, load, rehearse};
    let dir = tempfile::tempdir().unwrap();
    let log = Log::at(dir.path().join("commitments"));
    let (key, observatory) = (key(), key().public().clone());
    let run = |text: &str, check: bool| {
        let entries = read("load.toml", text, Form::Toml).unwrap();
        let recording = Recording {
            at: at(),
            key: &key,
            observatory: &observatory,
            shipped: Shipped::default(),
            library: &NoLibrary,
        };
        match check {
            true => rehearse(log.snapshot().unwrap(), entries, recording, &mut NoCheckpoint),
            false => load(&mut log.write().unwrap(), entries, recording, &mut NoCheckpoint),
        }
    };
    let bytes = || fs_err::read(log.path()).unwrap_or_default();
    let rehearsed = run(BASE, true).unwrap();
    assert!(!dir.path().join("commitments").exists(), "a dry run writes nothing");
    let loaded = run(BASE, false).unwrap();
    assert_eq!(loaded, rehearsed, "a dry run says what the real one does");
    let printed = serde_json::to_value(&loaded).unwrap();
    let count = printed["appended"].as_u64().unwrap();
    let names: Vec<&String> = printed.as_object().unwrap().keys().collect();
    assert_eq!(names, ["appended", "first", "head", "last", "warnings"]);
    assert_eq!((printed["first"].as_u64(), printed["last"].as_u64()), (Some(0), Some(count - 1)));
    let before = bytes();
    assert!(matches!(run(BASE, false), Err(LoadError::Refused(_))));
    assert_eq!(bytes(), before, "a refused file leaves the log its bytes");
    let verified = probity_commitments::rules::verify(
        log.snapshot().unwrap(),
        &observatory,
        Shipped::default(),
        &mut NoCheckpoint,
    );
    let verified = serde_json::to_value(verified.unwrap()).unwrap();
    assert_eq!(verified["ok"], true);
    assert_eq!(verified["head"], printed["head"]);
    assert_eq!(verified["defects"], serde_json::json!([]));
}

#[test]
fn what_was_known_on_a_day_is_what_had_been_recorded_by_its_end() {
    use probity_commitments::rules::replay;
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Log::at(dir.path()).write().unwrap();
    let planned = loads(&[BASE]).unwrap();
    let later = "2024-06-02T00:00:00Z".parse().unwrap();
    let evening = "2024-06-01T23:59:59Z".parse().unwrap();
    let mut rest = planned.drafts;
    let first = rest.drain(..3).collect();
    let second = rest.drain(..2).collect();
    for (drafts, when) in [(first, at()), (second, evening), (rest, later)] {
        writer.append(drafts, when, &key(), &mut NoCheckpoint).unwrap();
    }
    let known = |day: Option<jiff::civil::Date>| {
        let mut count = 0;
        let mut lines = writer.snapshot().unwrap().lines;
        replay(&mut lines, day, Shipped::default(), key().public(), &mut NoCheckpoint, |_, _| count += 1).unwrap();
        count
    };
    assert_eq!(known(Some(jiff::civil::date(2024, 5, 31))), 0);
    assert_eq!(known(Some(jiff::civil::date(2024, 6, 1))), 5);
    assert_eq!(known(None), writer.next_seq());
}
