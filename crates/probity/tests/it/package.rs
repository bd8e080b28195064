//! Packages through the public door: published, checked, computed again; the same bytes under any circumstances, and a
//! package that was changed is found out.

use super::program::{files, panel, place, probity, probity_with};
use std::collections::BTreeSet;
use std::path::Path;
use tempfile::TempDir;

const PUBLISH: &str = "publish --dir o --key key --now 2026-11-21 --out";

/// A place with an assessed observatory `o` and a signing key `key`.
fn assessed(import: &str) -> TempDir {
    let place = place();
    fs_err::write(place.path().join("p.csv"), panel(40)).unwrap();
    for command in ["init o", import, "assess --dir o", "log keygen example.org/test --out key"] {
        probity(place.path(), command).well();
    }
    place
}

fn with_panel() -> TempDir {
    assessed("import perception-scores p.csv --dir o")
}

fn edit(path: &Path, change: impl Fn(&str) -> String) {
    let text = fs_err::read_to_string(path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "nothing was changed");
    fs_err::write(path, changed).unwrap();
}

#[test]
fn a_package_has_its_files_is_verified_and_computed_again_byte_by_byte() {
    let place = with_panel();
    probity(place.path(), &format!("{PUBLISH} p")).well();
    let package = files(&place.path().join("p"));
    let plain: BTreeSet<&str> =
        package.keys().map(String::as_str).filter(|path| !path.starts_with("inputs/")).collect();
    insta::assert_debug_snapshot!(plain);
    assert_eq!(package.keys().filter(|path| path.starts_with("inputs/")).count(), 1);
    let verified = probity(place.path(), "verify p").well();
    assert!(verified.out.contains("signed by example.org/test"), "{}", verified.out);
    let again = probity(place.path(), "rerun p --out again").well();
    let computed = files(&place.path().join("again"));
    assert_eq!(again.out.lines().last().unwrap(), format!("identical: {0} of {0} files", computed.len()));
    assert!(computed.iter().all(|(path, bytes)| package[path] == *bytes));
}

#[test]
fn a_package_has_the_same_bytes_for_any_threads_locale_time_zone_and_directory() {
    let place = with_panel();
    probity_with(place.path(), &format!("{PUBLISH} a --threads 1"), &[("LANG", "C"), ("TZ", "UTC")]).well();
    fs_err::create_dir(place.path().join("else where")).unwrap();
    fs_err::rename(place.path().join("o"), place.path().join("else where/o")).unwrap();
    fs_err::rename(place.path().join("key"), place.path().join("else where/key")).unwrap();
    let circumstances = [("LANG", "kk_KZ.UTF-8"), ("LC_ALL", "kk_KZ.UTF-8"), ("TZ", "Asia/Almaty")];
    probity_with(&place.path().join("else where"), &format!("{PUBLISH} b --threads 8"), &circumstances).well();
    let (one, two) = (files(&place.path().join("a")), files(&place.path().join("else where/b")));
    assert!(one == two, "two packages of the same observatory differ");
    probity_with(&place.path().join("else where"), "rerun b --threads 3", &circumstances).well();
}

#[test]
fn where_the_desk_keeps_its_accounts_is_in_no_package() {
    let place = with_panel();
    let address = "postgres://desk:s3cret@db.example/desk";
    edit(&place.path().join("o/probity.toml"), |text| format!("{text}\n[desk]\ndatabase = \"{address}\"\n"));
    probity(place.path(), &format!("{PUBLISH} p")).well();
    for (path, bytes) in files(&place.path().join("p")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("s3cret"), "{path}");
    }
    probity(place.path(), "rerun p").well();
}

#[test]
fn a_number_that_was_changed_is_named_with_both_values() {
    let place = with_panel();
    probity(place.path(), &format!("{PUBLISH} p")).well();
    let path = place.path().join("p/data/cpi.csv");
    let line =
        fs_err::read_to_string(&path).unwrap().lines().find(|line| line.starts_with("score,")).unwrap().to_owned();
    let cells: Vec<&str> = line.split(',').collect();
    let forged = line.replacen(&format!(",{},", cells[3]), ",99,", 1);
    edit(&path, |text| text.replace(&line, &forged));
    let again = probity(place.path(), "rerun p");
    assert_eq!(again.code, 1);
    let said = format!("data/cpi.csv, {}, OBS_VALUE: published `99`, computed `{}`", cells[..3].join("."), cells[3]);
    assert!(again.out.contains(&said), "{}", again.told());
    let verified = probity(place.path(), "verify p");
    assert_eq!(verified.code, 1);
    assert!(verified.out.contains("data/cpi.csv"), "{}", verified.told());
}

#[test]
fn another_version_of_the_program_or_a_missing_input_is_refused_by_name() {
    let place = with_panel();
    probity(place.path(), &format!("{PUBLISH} p")).well();
    let inputs = place.path().join("p/inputs");
    let input = fs_err::read_dir(&inputs).unwrap().next().unwrap().unwrap();
    let name = input.file_name().into_string().unwrap();
    fs_err::remove_file(input.path()).unwrap();
    let missing = probity(place.path(), "rerun p");
    assert_eq!(missing.code, 4);
    assert!(missing.err.contains(&name), "{}", missing.err);
    let given = probity(place.path(), "rerun p --inputs .").well();
    assert!(given.out.starts_with("identical: "), "an input is recognised by its digest");
    edit(&place.path().join("p/recipe.toml"), |text| text.replace("version = \"0.1.0\"", "version = \"9.9.9\""));
    let other = probity(place.path(), "rerun p --inputs .");
    assert_eq!(other.code, 4);
    assert!(other.err.contains("9.9.9"), "{}", other.err);
}

#[test]
fn a_withheld_source_is_named_and_a_confidential_one_is_not() {
    let open = assessed("import perception-scores p.csv --dir o --withhold --from https://example.org/p.csv");
    probity(open.path(), &format!("{PUBLISH} p")).well();
    let package = files(&open.path().join("p"));
    assert!(!package.keys().any(|path| path.starts_with("inputs/")));
    let recipe = String::from_utf8(package["recipe.toml"].clone()).unwrap();
    assert!(recipe.contains("access = \"withheld\"") && recipe.contains("https://example.org/p.csv"), "{recipe}");

    let secret = assessed("import perception-scores p.csv --dir o --confidential");
    probity(secret.path(), &format!("{PUBLISH} p")).well();
    let package = files(&secret.path().join("p"));
    let digest = fs_err::read_dir(secret.path().join("o/sources")).unwrap().next().unwrap().unwrap();
    let digest = digest.file_name().into_string().unwrap();
    for (path, bytes) in &package {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(&digest) && !text.contains("p.csv\""), "{path} tells of the confidential file");
    }
    assert_eq!(probity(secret.path(), "serve --dir o --port 0").code, 2, "pages would show the confidential cells");
    assert_eq!(probity(secret.path(), "export --dir o --out www").code, 2);
    let catalogue = fs_err::read_to_string(secret.path().join("o/catalogue.json")).unwrap();
    let catalogue: serde_json::Value = serde_json::from_str(&catalogue).unwrap();
    let salt = catalogue["imports"][0]["terms"]["passing"]["confidential"]["salt"].as_str().unwrap();
    let recipe = String::from_utf8(package["recipe.toml"].clone()).unwrap();
    let commitment = recipe.split("commitment = \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(!recipe.contains(salt), "the salt must stay in the observatory");
    assert_eq!(probity(secret.path(), "rerun p").code, 4);
    let supplied = secret.path().join("supplied");
    fs_err::create_dir(&supplied).unwrap();
    fs_err::copy(secret.path().join("p.csv"), supplied.join("x")).unwrap();
    fs_err::write(supplied.join("salts.json"), format!("{{\"{commitment}\":\"{salt}\"}}")).unwrap();
    probity(secret.path(), "rerun p --inputs supplied").well();
}

#[test]
fn suppressed_missing_and_zero_are_three_things_in_the_cube_of_a_package() {
    let place = place();
    let columns = "FREQ,REF_AREA,STAGE,UNIT_COUNT,OFFENCE,ACTOR_TYPE,OFFICIAL_LEVEL,BODY,LEAD_AGENCY,SEX,AGE,CITIZENSHIP,\
        SECTOR,SEVERITY,SANCTION,TIME_PERIOD,OBS_VALUE,CURRENCY,UNIT_MULT,OBS_STATUS,CONF_STATUS,COUNTING_RULE,\
        SOURCE_FORM,SOURCE_FILE,SOURCE_CELL,METHOD_REF,COMMENT";
    let row = |offence: &str, value: &str, status: &str, conf: &str| {
        let totals = "_T,".repeat(10);
        format!("A,XAA,REGISTERED,OFFENCES,{offence},{totals}2022,{value},,0,{status},{conf},,,,,,\n")
    };
    let rows = [row("0703", "0", "A", "F"), row("07031", "", "Q", "A"), row("07039", "", "O", "F")].concat();
    fs_err::write(place.path().join("cube.csv"), format!("{columns}\n{rows}")).unwrap();
    let commands =
        ["init o", "import legal-statistics cube.csv --dir o", "assess --dir o", "log keygen example.org/t --out key"];
    commands.iter().for_each(|command| drop(probity(place.path(), command).well()));
    probity(place.path(), &format!("{PUBLISH} p")).well();
    let table = fs_err::read_to_string(place.path().join("p/data/recorded.csv")).unwrap();
    assert!(table.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,"), "{table}");
    let line = |offence: &str| table.lines().find(|line| line.contains(&format!(",{offence},"))).unwrap().to_owned();
    assert!(line("0703").contains(",2022,0,"), "{table}");
    assert!(line("07031").contains(",2022,,,,offences,Q,A,disclosure_primary,"), "{table}");
    assert!(line("07039").contains(",2022,,,,offences,O,F,missing,"), "{table}");
    probity(place.path(), "rerun p").well();
}

/// Forty invented awards of two buyers, one release a line.
fn releases() -> String {
    let release = |n: usize| {
        serde_json::json!({
            "ocid": format!("ocds-xa0000-{n}"), "id": "1", "tag": ["award"], "date": "2024-03-01T00:00:00Z",
            "buyer": {"id": format!("buyer-{}", n % 2)},
            "tender": {
                "id": "1", "status": "complete", "procurementMethod": "open", "numberOfTenderers": 1 + n % 3,
                "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "45000000"}}],
            },
            "awards": [{
                "id": "1", "status": "active", "date": "2024-02-01T00:00:00Z", "value": {"amount": 100 + n, "currency": "KZT"},
                "suppliers": [{"id": format!("firm-{}", n % 5)}],
            }],
        })
    };
    (0..40).map(|n| format!("{}\n", release(n))).collect()
}

#[test]
fn an_observatory_of_releases_alone_is_published_and_its_people_stay_at_home() {
    let place = place();
    fs_err::create_dir(place.path().join("given")).unwrap();
    fs_err::write(place.path().join("given/r.jsonl"), releases()).unwrap();
    let keygen = "log keygen example.org/test --out key";
    for command in ["init o", "import ocds given/r.jsonl --dir o", "assess --dir o", keygen] {
        probity(place.path(), command).well();
    }
    let published = probity(place.path(), &format!("{PUBLISH} p")).well();
    assert!(published.err.contains("r.jsonl"), "the source that is left out is named: {}", published.err);
    probity(place.path(), "verify p").well();
    let package = files(&place.path().join("p"));
    assert!(package.contains_key("data/flag-rates.csv"), "{:?}", package.keys());
    for (path, bytes) in &package {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("firm-3") && !text.contains("ocds-xa0000-7"), "{path} names a firm or a process");
    }
    let again = probity(place.path(), "rerun p --inputs given").well();
    assert!(again.out.lines().last().is_some_and(|line| line.starts_with("identical: ")), "{}", again.out);
}

#[test]
fn an_observatory_with_newer_data_than_findings_is_not_published() {
    let place = with_panel();
    fs_err::write(place.path().join("q.csv"), panel(10)).unwrap();
    probity(place.path(), "import perception-scores q.csv --dir o").well();
    let refused = probity(place.path(), &format!("{PUBLISH} p"));
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("older than the data") && !place.path().join("p").exists(), "{}", refused.err);
}

#[test]
fn a_directory_with_something_in_it_is_left_alone() {
    let place = with_panel();
    fs_err::create_dir(place.path().join("p")).unwrap();
    probity(place.path(), &format!("{PUBLISH} p")).well();
    let refused = probity(place.path(), &format!("{PUBLISH} p"));
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("not empty"), "{}", refused.err);
}
