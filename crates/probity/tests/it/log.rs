//! The transparency log, packages and notes, as their users run them.

use super::program::{Ran, files, place, probity};
use std::path::Path;

/// A log of these sizes in turn, every partial tile of its edge kept; `office.key`, `office.vkey` and one checkpoint a
/// size lie beside it.
fn log(dir: &Path, name: &str, sizes: &[usize]) {
    if !dir.join("office.key").exists() {
        let made = probity(dir, "log keygen example.org/office --out office.key").well();
        fs_err::write(dir.join("office.vkey"), made.out).unwrap();
    }
    let mut from = 0;
    for size in sizes {
        let entries: Vec<String> = (from..*size).map(|i| format!("{name}-{i}.entry")).collect();
        entries.iter().for_each(|entry| fs_err::write(dir.join(entry), format!("entry {entry}")).unwrap());
        probity(dir, &format!("log append {name} {} --key office.key", entries.join(" "))).well();
        fs_err::copy(dir.join(name).join("checkpoint"), dir.join(format!("{name}.{size}"))).unwrap();
        from = *size;
    }
}

fn last(ran: &Ran) -> &str {
    ran.out.lines().last().unwrap_or_default()
}

#[test]
fn a_log_grows_and_every_kept_checkpoint_is_a_beginning_of_it() {
    let dir = place();
    log(dir.path(), "log", &[0, 1, 3, 255, 256, 258]);
    let ran =
        probity(dir.path(), "log verify log --vkey office.vkey --against log.0 log.1 log.3 log.255 log.256").well();
    assert!(last(&ran).starts_with("ok example.org/office 258 "), "{}", ran.out);
    assert_eq!(ran.out.matches("signed by example.org/office").count(), 6);
    let paths: Vec<String> = files(&dir.path().join("log")).into_keys().collect();
    let expected = "checkpoint tile/0/000 tile/0/001.p/2 tile/1/000.p/1 tile/entries/000 tile/entries/001.p/2";
    assert_eq!(paths.join(" "), expected, "partial tiles go once their full tile is there");
    for index in [0, 255, 256, 257] {
        let proof = probity(dir.path(), &format!("log prove log {index}")).well();
        assert!(proof.out.starts_with(&format!("c2sp.org/tlog-proof@v1\nindex {index}\n")));
    }
    assert_eq!(probity(dir.path(), "log prove log 258").code, 2);
}

#[test]
fn an_empty_log_is_right_and_no_log_is_none() {
    let dir = place();
    log(dir.path(), "log", &[0]);
    let ran = probity(dir.path(), "log verify log").well();
    assert_eq!(last(&ran), "ok example.org/office 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert!(ran.out.contains("signature not checked: no key given (signed by example.org/office)"));
    assert_eq!(probity(dir.path(), "log verify nothing").code, 3);
    assert_eq!(probity(dir.path(), "log prove log 0").code, 2);
}

#[test]
fn a_forked_log_is_refused_with_both_roots() {
    let dir = place();
    log(dir.path(), "log", &[2, 5]);
    log(dir.path(), "fork", &[2, 6]);
    let ran = probity(dir.path(), "log verify fork --vkey office.vkey --against log.2");
    assert_eq!(ran.code, 1);
    let root = |file: &str| fs_err::read_to_string(dir.path().join(file)).unwrap().lines().nth(2).unwrap().to_owned();
    for root in [root("log.2"), root("fork.2")] {
        assert!(ran.out.contains(&root) && ran.err.contains(&root), "{}{}", ran.out, ran.err);
    }
    let ran = probity(dir.path(), "log verify fork --against log.5");
    assert_eq!((ran.code, ran.out.contains("log.5: fork")), (1, true));
    fs_err::copy(dir.path().join("log.2"), dir.path().join("fork/checkpoint")).unwrap();
    assert_eq!(probity(dir.path(), "log verify fork").code, 1);
    fs_err::copy(dir.path().join("fork.2"), dir.path().join("fork/checkpoint")).unwrap();
    let ran = probity(dir.path(), "log verify fork --against fork.6");
    assert_eq!((ran.code, ran.out.contains("entries were taken back")), (1, true), "{}", ran.out);
}

#[test]
fn a_changed_byte_in_any_file_of_a_log_names_the_file() {
    let dir = place();
    log(dir.path(), "log", &[3, 256, 258]);
    let root = dir.path().join("log");
    for (path, bytes) in files(&root) {
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs_err::write(root.join(&path), changed).unwrap();
            let ran = probity(dir.path(), "log verify log --vkey office.vkey");
            assert_eq!((ran.code, ran.err.contains(&path)), (1, true), "{path} at {at}: {}{}", ran.out, ran.err);
        }
        fs_err::write(root.join(&path), bytes).unwrap();
    }
    probity(dir.path(), "log verify log --vkey office.vkey").well();
}

#[test]
fn what_an_unfinished_append_left_is_swept() {
    let dir = place();
    log(dir.path(), "log", &[3]);
    log(dir.path(), "other", &[3, 9]);
    for tile in ["tile/0/000.p/9", "tile/entries/000.p/9"] {
        fs_err::copy(dir.path().join("other").join(tile), dir.path().join("log").join(tile)).unwrap();
    }
    let ran = probity(dir.path(), "log append log log-0.entry --key office.key").well();
    assert!(ran.err.contains("swept 2 tiles"), "{}", ran.err);
    assert!(last(&probity(dir.path(), "log verify log --vkey office.vkey --against log.3").well()).contains(" 4 "));
}

#[test]
fn a_log_goes_on_with_its_own_key_only_and_keys_are_never_overwritten() {
    let dir = place();
    log(dir.path(), "log", &[1]);
    assert_eq!(probity(dir.path(), "log keygen example.org/office --out office.key").code, 3);
    probity(dir.path(), "log keygen example.org/office --out second.key").well();
    probity(dir.path(), "log keygen example.org/other --out other.key").well();
    assert_eq!(probity(dir.path(), "log append log log-0.entry --key second.key").code, 1);
    assert_eq!(probity(dir.path(), "log append log log-0.entry --key other.key").code, 3);
    assert_eq!(probity(dir.path(), "log append log log-0.entry --key office.vkey").code, 3);
    assert_eq!(probity(dir.path(), "log verify log --vkey office.key").code, 3, "a secret key is no verifier key");
    #[cfg(unix)]
    {
        let mode = fs_err::metadata(dir.path().join("office.key")).unwrap();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode.permissions()) & 0o777, 0o600);
    }
}

#[test]
fn a_witness_signs_only_what_goes_on_from_what_it_signed() {
    let dir = place();
    log(dir.path(), "log", &[2, 5]);
    log(dir.path(), "fork", &[2, 6]);
    let made = probity(dir.path(), "log keygen w.example.org --witness --out w.key").well();
    fs_err::write(dir.path().join("w.vkey"), made.out).unwrap();
    let sign = "--key w.key --vkey office.vkey --now 2026-11-21T12:00:00Z --against log.2";
    let signed = probity(dir.path(), &format!("log cosign log/checkpoint {sign} --log log")).well().out;
    fs_err::write(dir.path().join("log/checkpoint"), signed).unwrap();
    let ran = probity(dir.path(), "log verify log --vkey office.vkey --vkey w.vkey").well();
    assert!(
        ran.out.contains("seen by w.example.org (key ") && ran.out.contains("at 2026-11-21T12:00:00Z"),
        "{}",
        ran.out
    );
    let ran = probity(dir.path(), &format!("log cosign fork/checkpoint {sign} --log fork"));
    assert_eq!((ran.code, ran.out.as_str(), ran.err.contains("fork at size 2")), (1, "", true), "{}", ran.err);
    assert_eq!(probity(dir.path(), "log cosign log/checkpoint --key office.key --now 2026-11-21T12:00:00Z").code, 2);
}

#[test]
fn proofs_are_checked_as_a_table_and_what_is_no_proof_is_named() {
    let dir = place();
    let write = |name: &str, text: &str| fs_err::write(dir.path().join(name), text).unwrap();
    let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    write("b.json", &format!(r#"{{"leafIdx":0,"treeSize":1,"root":"{empty}","leafHash":"{empty}","proof":[]}}"#));
    write("a.json", &format!(r#"{{"size1":0,"size2":1,"root1":"{empty}","root2":"{empty}","proof":null}}"#));
    let ran = probity(dir.path(), "log check b.json a.json").well();
    assert_eq!(
        ran.out,
        "file,kind,valid,reason\na.json,consistency,false,consistency with an empty tree proves nothing\n\
         b.json,inclusion,true,\n"
    );
    write("c.json", "{}");
    let ran = probity(dir.path(), "log check c.json b.json");
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.contains("c.json")), (3, 2, true));
}

#[test]
fn a_note_is_checked_and_its_text_printed() {
    let dir = place();
    log(dir.path(), "log", &[1]);
    let ran = probity(dir.path(), "verify log/checkpoint --vkey office.vkey").well();
    assert!(ran.out.starts_with("example.org/office\n1\n") && !ran.out.contains('—'), "{}", ran.out);
    let text = fs_err::read_to_string(dir.path().join("log/checkpoint")).unwrap();
    fs_err::write(dir.path().join("changed"), text.replacen("\n1\n", "\n2\n", 1)).unwrap();
    let ran = probity(dir.path(), "verify changed --vkey office.vkey");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.contains("does not fit the text")), (1, "", true), "{}", ran.err);
    let ran = probity(dir.path(), "verify changed --vkey office.vkey --format json");
    assert!(ran.code == 1 && ran.out.contains(r#""ok":false"#) && ran.out.contains(r#""text":null"#), "{}", ran.out);
    let ran = probity(dir.path(), "verify log/checkpoint --format json").well();
    assert!(ran.out.contains(r#""signature":"not_checked","signers":["example.org/office"]"#), "{}", ran.out);
    assert_eq!(probity(dir.path(), "verify office.vkey").code, 1);
    assert_eq!(probity(dir.path(), "verify nothing").code, 3);
    assert_eq!(probity(dir.path(), "verify changed --vkey nothing").code, 2);
}
