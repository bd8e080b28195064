//! The keys of an observatory and of those who sign for themselves.

use super::{NOW, load, log, recorded, verified};
use crate::program::{files, place, probity};
use serde_json::json;

#[cfg(unix)]
#[test]
fn a_new_observatory_has_a_key_that_only_its_owner_reads() {
    use std::os::unix::fs::PermissionsExt;
    let dir = place();
    probity(dir.path(), "init o").well();
    let mode = fs_err::metadata(dir.path().join("o/keys/log.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let configuration = fs_err::read_to_string(dir.path().join("o/probity.toml")).unwrap();
    assert!(configuration.contains("[keys]\nlog = \"ed25519:"), "{configuration}");
    let before = files(dir.path());
    probity(dir.path(), "init o").well();
    assert!(files(dir.path()) == before, "a key is made once");
    probity(dir.path(), "init p").well();
    assert_ne!(files(&dir.path().join("p"))["keys/log.key"], files(&dir.path().join("o"))["keys/log.key"]);
}

#[test]
fn an_observatory_made_before_there_was_a_log_says_what_to_do_and_then_works() {
    let dir = place();
    probity(dir.path(), "init o").well();
    fs_err::remove_dir_all(dir.path().join("o/keys")).unwrap();
    let file = dir.path().join("o/probity.toml");
    let text = fs_err::read_to_string(&file).unwrap();
    let old = text.split("\n# The public half").next().unwrap().trim_end().to_owned();
    fs_err::write(&file, &old).unwrap();
    let ran = probity(dir.path(), "commitments verify --dir o");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("[keys] log") && ran.err.contains("`probity init o`"), "{}", ran.err);
    probity(dir.path(), "init o").well();
    assert!(fs_err::read_to_string(&file).unwrap().starts_with(&old), "the rest stays as it is");
    assert_eq!(verified(dir.path()).0, 0);
}

#[test]
fn without_its_secret_key_an_observatory_verifies_and_records_nothing() {
    let dir = recorded();
    fs_err::remove_file(dir.path().join("o/keys/log.key")).unwrap();
    assert_eq!(verified(dir.path()).0, 0);
    let ran = probity(dir.path(), &format!("commitments load base.toml --dir o --now {NOW}"));
    assert_eq!((ran.code, ran.err.contains("keys/log.key")), (4, true), "{}", ran.told());
    probity(dir.path(), "commitments keygen --out o/keys/log.key").well();
    let ran = probity(dir.path(), &format!("commitments load base.toml --dir o --now {NOW}"));
    assert_eq!((ran.code, ran.err.contains("not the key")), (3, true), "{}", ran.told());
}

#[test]
fn an_actor_signs_with_the_key_in_its_record_and_with_no_other() {
    let dir = recorded();
    let public = probity(dir.path(), "commitments keygen --out watch.key").well().out.trim().to_owned();
    let shadow = json!({"kind": "submission", "actor": "watcher", "role": "ngo", "record":
        {"id": "U1", "kind": "shadow", "by": "watch", "received": "2024-05-01", "text": {"en": "x"}}});
    fs_err::write(dir.path().join("e.json"), shadow.to_string()).unwrap();
    let before = log(dir.path());
    let record = format!("commitments record e.json --dir o --now {NOW} --key watch.key");
    let ran = probity(dir.path(), &record);
    assert_eq!((ran.code, ran.err.contains("error[S10]")), (1, true), "{}", ran.told());
    assert!(log(dir.path()) == before);
    let actor = format!(
        "[[actor]]\nactor = \"sec\"\nrole = \"secretariat\"\ncorrects = \"its key\"\nid = \"watcher\"\nbody = \"watch\"\n\
         roles = [\"ngo\"]\npublic_key = \"{public}\"\n"
    );
    assert_eq!(load(dir.path(), &actor).code, 0);
    probity(dir.path(), &record).well();
    assert_eq!(verified(dir.path()).0, 0);
    let event = shadow.to_string().replace("watcher", "ana").replace("U1", "U2").replace("ngo", "analyst");
    fs_err::write(dir.path().join("e.json"), event).unwrap();
    let ran = probity(dir.path(), &record);
    assert_eq!((ran.code, ran.err.contains("error[S10]")), (1, true), "{}", ran.told());
}
