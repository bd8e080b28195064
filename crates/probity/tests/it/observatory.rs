//! From file to finding and back: import, assess, reuse, explain.

use super::program::{files, panel, place, probity};
use tempfile::TempDir;

/// The text with digests replaced: they change with every word of a method's folder.
fn without_digests(text: &str) -> String {
    let digest = |word: &str| word.len() >= 12 && word.chars().all(|letter| letter.is_ascii_hexdigit());
    let words = text.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric());
    let shown = |word: &str| {
        let plain = word.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
        if digest(plain) { word.replace(plain, "DIGEST") } else { word.to_owned() }
    };
    words.map(shown).collect()
}

fn assessed() -> TempDir {
    let dir = place();
    fs_err::write(dir.path().join("p.csv"), panel(12)).unwrap();
    for command in ["init o", "import perception-scores p.csv --dir o", "assess --dir o"] {
        probity(dir.path(), command).well();
    }
    dir
}

#[test]
fn a_second_assessment_reuses_every_run() {
    let dir = assessed();
    let before = files(&dir.path().join("o"));
    let again = probity(dir.path(), "assess --dir o").well();
    assert!(again.out.contains("cpi: reused"), "{}", again.out);
    assert!(!again.out.contains("computed"), "{}", again.out);
    assert!(files(&dir.path().join("o")) == before);
}

#[test]
fn what_is_already_there_can_be_imported_and_demonstrated_again() {
    let dir = assessed();
    let before = files(&dir.path().join("o"));
    let again = probity(dir.path(), "import perception-scores p.csv --dir o").well();
    assert!(again.out.contains("already imported"), "{}", again.out);
    assert!(files(&dir.path().join("o")) == before);
    probity(dir.path(), "demo --dir d --no-serve").well();
    let made = files(&dir.path().join("d"));
    probity(dir.path(), "demo --dir d --no-serve").well();
    assert!(files(&dir.path().join("d")) == made);
}

#[cfg(unix)]
#[test]
fn written_files_are_as_readable_as_any_the_user_makes() {
    use std::os::unix::fs::PermissionsExt;
    let dir = assessed();
    probity(dir.path(), "index cpi --sources p.csv --edition 2018 --out out").well();
    let mode = |file: &str| fs_err::metadata(dir.path().join(file)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("out/scores.csv"), mode("p.csv"));
    assert_eq!(mode("o/catalogue.json"), mode("p.csv"));
}

#[test]
fn a_changed_parameter_is_another_run() {
    let dir = assessed();
    let file = dir.path().join("o/probity.toml");
    let text = fs_err::read_to_string(&file).unwrap() + "\n[parameters.cpi]\nmin_sources = 4\n";
    fs_err::write(&file, text).unwrap();
    let again = probity(dir.path(), "assess --dir o").well();
    assert!(again.out.contains("cpi: computed"), "{}", again.out);
}

#[test]
fn a_parameter_that_does_not_exist_is_refused_with_those_that_do() {
    let dir = assessed();
    let file = dir.path().join("o/probity.toml");
    let text = fs_err::read_to_string(&file).unwrap() + "\n[parameters.cpi]\nmin_source = 4\n";
    fs_err::write(&file, text).unwrap();
    let ran = probity(dir.path(), "assess --dir o");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("min_source") && ran.err.contains("min_sources"), "{}", ran.err);
}

#[test]
fn a_parameter_out_of_its_bounds_is_refused_with_what_it_has_to_be() {
    let dir = assessed();
    let file = dir.path().join("o/probity.toml");
    let text = fs_err::read_to_string(&file).unwrap();
    for wrong in ["0", "\"many\"", "2.5"] {
        fs_err::write(&file, format!("{text}\n[parameters.cpi]\nmin_sources = {wrong}\n")).unwrap();
        let ran = probity(dir.path(), "assess --dir o");
        assert_eq!(ran.code, 3, "{wrong}");
        assert!(
            ran.err.contains("`[parameters.cpi] min_sources` has to be a whole number of at least 2"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn a_finding_is_explained_down_to_the_cells_of_its_source() {
    let dir = assessed();
    let ran = probity(dir.path(), "explain cpi:score:XAB:2018 --dir o").well();
    insta::assert_snapshot!(without_digests(&ran.out));
}

#[test]
fn a_source_changed_behind_the_observatory_is_noticed() {
    let dir = assessed();
    let sources = dir.path().join("o/sources");
    let source = fs_err::read_dir(&sources).unwrap().next().unwrap().unwrap().path();
    let changed = fs_err::read_to_string(&source).unwrap().replace("Example 1,", "Example 1,9");
    fs_err::write(&source, changed).unwrap();
    let ran = probity(dir.path(), "explain cpi:score:XAB:2018 --dir o");
    assert_ne!(ran.code, 0, "{}", ran.told());
}

#[test]
fn a_finding_that_does_not_exist_is_wrong_usage() {
    let dir = assessed();
    assert_eq!(probity(dir.path(), "explain cpi:score:ZZZ:2018 --dir o").code, 2);
    assert_eq!(probity(dir.path(), "explain nonsense --dir o").code, 2);
}

#[test]
fn explaining_before_assessing_says_what_to_do() {
    let dir = place();
    probity(dir.path(), "init o").well();
    let ran = probity(dir.path(), "explain cpi:score:XAB:2018 --dir o");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("probity assess"), "{}", ran.err);
}
