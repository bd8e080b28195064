//! Packages through the public door: a small one made by hand, checked, changed in every way, and compared.

use super::*;
use crate::log::{self, Act, Checkpoint, Entry};
use crate::note::{Algorithm, Note, SigningKey};
use probity_core::Digest;
use proptest::prelude::*;

const TABLE: &str =
    "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,LOWER_BOUND,OBS_STATUS,CONF_STATUS,REASON\n";

fn key(name: &str) -> SigningKey {
    SigningKey::new(name, Algorithm::Ed25519, &[3; 32]).unwrap()
}

fn table(rows: &str) -> Vec<u8> {
    let rows = rows.split_whitespace().map(|row| format!("dataflow,X,I,{row}\n")).collect::<String>();
    format!("{TABLE}{rows}").into_bytes()
}

fn described(tables: &[(&str, Vec<u8>)]) -> Files {
    let resource = |(path, bytes): &(&str, Vec<u8>)| {
        serde_json::json!({"path": path, "bytes": bytes.len(), "hash": format!("sha256:{}", Digest::of(bytes)),
            "schema": {"primaryKey": ["REF_AREA", "TIME_PERIOD"]}})
    };
    let descriptor = serde_json::json!({"resources": tables.iter().map(resource).collect::<Vec<_>>()});
    let mut files: Files = tables.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.clone())).collect();
    files.insert(DESCRIPTOR.into(), descriptor.to_string().into_bytes());
    files.insert("recipe.toml".into(), b"now = \"2026-11-21\"\n".to_vec());
    files
}

fn statement(files: &Files) -> Statement {
    let manifest = Manifest::of(files).digest();
    let version = version(2026, 1, &manifest);
    Statement { package: "demo".into(), version, manifest, released: "2026-11-21".parse().unwrap() }
}

/// A package that is signed and in a log of three entries.
fn package() -> Files {
    let mut files = described(&[("data/x.csv", table("AAA,2022,1.5,1,A,F, BBB,2022,,,Q,A,disclosure_primary"))]);
    let statement = statement(&files);
    let mut note = Note::new(&statement.to_string()).unwrap();
    note.sign(&key("example.org/office")).unwrap();
    let entries = [b"one".to_vec(), statement.entry().bytes().unwrap(), b"three".to_vec()];
    let growth = log::append(&Files::new(), "example.org/log", None, &entries).unwrap();
    let tiles: Files = growth.files.iter().map(|(tile, bytes)| (tile.path(), bytes.clone())).collect();
    let mut checkpoint = Note::new(&growth.head.to_string()).unwrap();
    checkpoint.sign(&key("example.org/log")).unwrap();
    let proof = log::prove(&tiles, &checkpoint, &growth.head, 1).unwrap();
    files.insert(MANIFEST.into(), Manifest::of(&files).to_string().into_bytes());
    files.insert(NOTE.into(), note.to_string().into_bytes());
    files.insert(PROOF.into(), proof.to_string().into_bytes());
    files
}

fn keys() -> Vec<crate::note::VerifierKey> {
    ["example.org/office", "example.org/log"].map(|name| key(name).verifier()).to_vec()
}

fn wrong(files: &Files) -> Vec<(String, &'static str)> {
    verify(&Present::of(files), &keys()).errors.into_iter().map(|one| (one.path, one.rule.word())).collect()
}

#[test]
fn a_whole_package_is_right_and_its_report_names_everything() {
    let report = verify(&Present::of(&package()), &keys());
    assert_eq!(report.errors, []);
    assert!(report.ok);
    assert_eq!((report.package.as_deref(), report.files, report.signature), (Some("demo"), 3, Signature::Valid));
    assert_eq!(report.signers, ["example.org/office"]);
    let log = report.log.unwrap();
    assert_eq!((log.origin.as_str(), log.index, log.size, log.signature), ("example.org/log", 1, 3, Signature::Valid));
}

#[test]
fn without_a_key_everything_but_the_signature_is_checked() {
    let report = verify(&Present::of(&package()), &[]);
    assert!(report.ok);
    assert_eq!((report.signature, report.signers), (Signature::NotChecked, vec!["example.org/office".to_owned()]));
    let report = verify(&Present::of(&package()), &keys()[..1]);
    assert_eq!((report.ok, report.log.unwrap().signature), (true, Signature::NotChecked), "the log's key is not known");
    let stranger = [SigningKey::new("example.org/office", Algorithm::Ed25519, &[4; 32]).unwrap().verifier()];
    let report = verify(&Present::of(&package()), &stranger);
    assert_eq!((report.ok, report.signature), (false, Signature::Invalid));
    assert_eq!((report.errors[0].path.as_str(), report.errors[0].rule), (NOTE, Rule::Signature));
}

#[test]
fn what_is_missing_or_too_much_is_named() {
    for path in ["data/x.csv", DESCRIPTOR, "recipe.toml", MANIFEST, NOTE] {
        let mut files = package();
        files.remove(path);
        assert!(wrong(&files).contains(&(path.to_owned(), "missing")), "{path}");
    }
    let mut files = package();
    files.remove(PROOF);
    assert_eq!(wrong(&files), [], "a package need not be logged");
    files.insert("data/y.csv".into(), b"a\n".to_vec());
    assert_eq!(wrong(&files), [("data/y.csv".to_owned(), "extra"), ("data/y.csv".to_owned(), "descriptor")]);
    let odd = Present { odd: vec!["data/link.csv".into()], ..Present::of(&package()) };
    assert_eq!(
        verify(&odd, &[]).errors[0].to_string(),
        "data/link.csv: plain-file: is no plain file; a package has plain files only"
    );
}

#[test]
fn a_release_resigned_by_its_publisher_must_still_agree_with_itself() {
    let mut files = package();
    files.insert("data/x.csv".into(), table("AAA,2022,9,1,A,F,"));
    files.insert(MANIFEST.into(), Manifest::of(&files).to_string().into_bytes());
    let found = wrong(&files);
    let expected = [(MANIFEST, "statement"), ("data/x.csv", "descriptor"), ("data/x.csv", "descriptor")];
    assert_eq!(found, expected.map(|(path, rule)| (path.to_owned(), rule)));
}

#[test]
fn a_proof_of_another_release_is_noticed() {
    let mut files = package();
    let growth = log::append(&Files::new(), "example.org/log", None, &[b"other".to_vec()]).unwrap();
    let tiles: Files = growth.files.iter().map(|(tile, bytes)| (tile.path(), bytes.clone())).collect();
    let mut checkpoint = Note::new(&growth.head.to_string()).unwrap();
    checkpoint.sign(&key("example.org/log")).unwrap();
    assert!(Checkpoint::parse(checkpoint.text()).is_ok());
    files.insert(PROOF.into(), log::prove(&tiles, &checkpoint, &growth.head, 0).unwrap().to_string().into_bytes());
    assert_eq!(wrong(&files), [(PROOF.to_owned(), "log")]);
}

#[test]
fn a_proof_without_the_signature_of_a_log_one_knows_is_refused() {
    let mut files = package();
    let proof = String::from_utf8(files[PROOF].clone()).unwrap();
    files.insert(PROOF.into(), proof.replace("— example.org/log ", "— example.org/lag ").into_bytes());
    assert_eq!(wrong(&files), [(PROOF.to_owned(), "signature")]);
}

#[test]
fn a_list_that_is_spelt_otherwise_is_refused_with_its_line() {
    let digest = Digest::of(b"");
    let good = format!("{digest}  a\n{digest}  b/c d\n");
    assert_eq!(Manifest::parse(good.as_bytes()).unwrap().to_string(), good);
    assert_eq!(Manifest::parse(b"").unwrap().files().len(), 0);
    let upper = digest.to_string().to_uppercase();
    let cases = [
        (1, format!("{digest} a\n")),
        (1, format!("{digest}  a")),
        (1, format!("{upper}  a\n")),
        (2, format!("{digest}  b\n{digest}  a\n")),
        (2, format!("{digest}  a\n{digest}  a\n")),
        (1, format!("{digest}  ../a\n")),
        (1, format!("{digest}  /a\n")),
        (1, format!("{digest}  a\\b\n")),
        (1, format!("{digest}  a//b\n")),
        (1, format!("{digest}  MANIFEST.note\n")),
        (1, "\n".to_owned()),
    ];
    for (line, text) in cases {
        assert_eq!(Manifest::parse(text.as_bytes()).unwrap_err().line, line, "{text}");
    }
}

#[test]
fn a_statement_has_five_lines_and_a_version_of_its_list() {
    let good = statement(&package()).to_string();
    assert_eq!(Statement::parse(&good).unwrap().to_string(), good);
    for (line, from, to) in [
        (1, "package/v1", "package/v2"),
        (2, "demo", ""),
        (3, "2026.1-", "2026.1-0"),
        (3, "2026.1-", "26.1-"),
        (4, "sha256:", "sha256: "),
        (5, "released 2026-11-21", "released 2026"),
        (5, "released 2026-11-21", "released 2026-11-31"),
        (1, "released 2026-11-21\n", "released 2026-11-21\nmore\n"),
    ] {
        assert_eq!(Statement::parse(&good.replace(from, to)).unwrap_err().line, line, "{to}");
    }
}

#[test]
fn every_kind_of_change_between_two_versions_is_named() {
    let old = described(&[(
        "data/x.csv",
        table(
            "AAA,2022,1.5,1,A,F, BBB,2022,,,Q,A,disclosure_primary CCC,2022,7,6,A,F, DDD,2022,3,2,P,F,provisional \
             EEE,2022,2,1,A,F, FFF,2022,4.0,1,A,F, GGG,2022,9,8,A,F, HHH,2022,0,0,A,F,",
        ),
    )]);
    let new = described(&[
        (
            "data/x.csv",
            table(
                "AAA,2022,1.6,1,A,F, BBB,2022,2,1,A,F, CCC,2022,,,Q,D,disclosure_secondary DDD,2022,3,2,A,F, FFF,2022,4,1,A,F, \
                 GGG,2022,,,O,F,missing HHH,2022,0,0,A,F, III,2022,5,4,A,F,",
            ),
        ),
        ("data/y.csv", table("AAA,2022,,,Q,A,disclosure_primary")),
    ]);
    let changes = diff(&old, &new).unwrap();
    let told: Vec<String> = changes
        .iter()
        .map(|one| {
            [&one.file, &one.key, one.kind.word(), &one.before, &one.after, &one.reason].map(String::from).join(",")
        })
        .collect();
    let expected = [
        "data/x.csv,AAA|2022,revised,1.5,1.6,",
        "data/x.csv,BBB|2022,opened,,2,LOWER_BOUND – → 1; OBS_STATUS Q → A; CONF_STATUS A → F; REASON disclosure_primary → –",
        "data/x.csv,CCC|2022,suppressed,7,,LOWER_BOUND 6 → –; OBS_STATUS A → Q; CONF_STATUS F → D; REASON – → disclosure_secondary",
        "data/x.csv,DDD|2022,revised,3,3,OBS_STATUS P → A; REASON provisional → –",
        "data/x.csv,EEE|2022,removed,2,,",
        "data/x.csv,GGG|2022,revised,9,,LOWER_BOUND 8 → –; OBS_STATUS A → O; REASON – → missing",
        "data/x.csv,III|2022,added,,5,",
        "data/y.csv,AAA|2022,added,,,OBS_STATUS Q; CONF_STATUS A; REASON disclosure_primary",
    ];
    assert_eq!(told, expected);
    assert_eq!(diff(&new, &new).unwrap(), []);
}

#[test]
fn a_table_without_its_key_or_with_a_key_twice_is_not_compared() {
    let twice = described(&[("data/x.csv", table("AAA,2022,1,1,A,F, AAA,2022,2,1,A,F,"))]);
    let error = diff(&twice, &package()).unwrap_err();
    assert_eq!(error.to_string(), "data/x.csv of the first package: line 3: the key AAA|2022 occurs twice");
    let less = described(&[("data/x.csv", b"REF_AREA,OBS_VALUE\nAAA,1\n".to_vec())]);
    assert!(diff(&package(), &less).unwrap_err().to_string().contains("REF_AREA, TIME_PERIOD"));
    let plain = |text: &str| Files::from([("data/p.csv".to_owned(), text.as_bytes().to_vec())]);
    let changes = diff(&plain("id,name,n\n1,a,2\n2,b,3\n"), &plain("id,name,n\n1,a,4\n")).unwrap();
    assert_eq!((changes[0].before.as_str(), changes[0].after.as_str()), ("n=2", "n=4"));
    assert_eq!((changes[1].kind, changes[1].before.as_str()), (ChangeKind::Removed, "name=b; n=3"));
}

#[test]
fn a_release_is_looked_up_by_note_or_hash() {
    let files = package();
    let statement = statement(&package().into_iter().filter(|(path, _)| !path.starts_with(MANIFEST)).collect());
    let release =
        Known { statement: statement.clone(), signers: vec!["example.org/office".into()], log_index: Some(1) };
    let act = |act| Entry { act: Some(act), version: "2026.2-0".into(), ..statement.entry() };
    let corrected = act(Act::Correction { supersedes: statement.version.clone(), reason: "unit".into() });
    let retracted = act(Act::Retraction { supersedes: statement.version.clone(), reason: "wrong".into() });
    let ask = |text: &str, entries: &[Entry]| known(text, std::slice::from_ref(&release), entries, &keys());
    let note = String::from_utf8(files[NOTE].clone()).unwrap();
    let answer = ask(&note, &[]).unwrap();
    assert_eq!((answer.standing, answer.agrees), (Standing::Valid, Some(true)));
    assert_eq!(answer.signed, Signed::Valid { signers: vec!["example.org/office".into()] });
    assert_eq!(ask(&note.trim_end().replace('\n', "\r\n"), &[]).unwrap().agrees, Some(true), "as a form sends it");
    let answer = ask(&format!(" sha256:{}\n", statement.manifest), std::slice::from_ref(&corrected)).unwrap();
    assert_eq!(answer.standing, Standing::Corrected { by: "2026.2-0".into(), reason: "unit".into() });
    assert_eq!((answer.agrees, answer.signed), (None, Signed::NotChecked));
    let answer = ask(&statement.manifest.to_string(), &[retracted, corrected]).unwrap();
    assert_eq!(answer.standing, Standing::Retracted { reason: "wrong".into() });
    assert_eq!(ask(&Digest::of(b"?").to_string(), &[]).unwrap().standing, Standing::Unknown);
    let forged = ask(&note.replace("demo", "Demo"), &[]).unwrap();
    assert_eq!(forged.agrees, Some(false));
    assert!(matches!(forged.signed, Signed::Invalid { .. }));
    assert!(matches!(ask("hello", &[]), Err(NotUnderstood::Form(_))));
}

proptest! {
    #[test]
    fn a_flipped_bit_in_any_file_is_named(which in 0usize..100, at in 0usize..10_000, bit in 0u8..8) {
        let mut files = package();
        let path = files.keys().nth(which % files.len()).unwrap().clone();
        let bytes = files.get_mut(&path).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assume!(path != PROOF || at_matters(&files, at));
        prop_assert!(wrong(&files).iter().any(|(found, _)| *found == path), "{path} at {at}: {:?}", wrong(&files));
    }

    #[test]
    fn lists_and_statements_read_back_what_they_write(text in "(\\PC|\n){0,120}") {
        if let Ok(manifest) = Manifest::parse(text.as_bytes()) {
            prop_assert_eq!(manifest.to_string(), text.clone());
        }
        if let Ok(statement) = Statement::parse(&text) {
            prop_assert_eq!(statement.to_string(), text);
        }
    }
}

/// A change in the name or the identifier of the checkpoint's only signature makes it one of an unknown key: then the
/// report says that the signature was not checked, which is right.
fn at_matters(files: &Files, at: usize) -> bool {
    let proof = &files[PROOF];
    let line = proof.windows(4).rposition(|four| four == [b'\n', 0xe2, 0x80, 0x94]).unwrap_or(proof.len());
    let name_and_id = line + 5..line + 5 + "example.org/log".len() + 1 + 6;
    !name_and_id.contains(&at)
}
