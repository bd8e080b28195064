//! Merging and the conversion of goszakup through the command line: forms of input, exit codes, and that one bad process
//! costs no other.

use super::program::{Ran, place, probity};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A run of the program that reads `input` from standard input.
fn fed(dir: &Path, arguments: &str, input: &[u8]) -> Ran {
    let mut program = Command::new(env!("CARGO_BIN_EXE_probity"));
    program.args(arguments.split_whitespace()).current_dir(dir).env("NO_COLOR", "1");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

const ONE: &str = r#"{"ocid":"o-1","id":"1","date":"2024-01-01","tag":["tender"],"tender":{"id":"t","title":"a"}}"#;
const TWO: &str = r#"{"ocid":"o-1","id":"2","date":"2024-01-02","tag":["tender"],"tender":{"id":"t","title":"b"}}"#;
const OTHER: &str =
    r#"{"ocid":"o-2","id":"1","date":"2024-01-01","tag":["tender"],"tender":{"id":"t","value":{"amount":1.50}}}"#;
const MERGED: &str = concat!(
    r#"{"tag":["compiled"],"id":"o-1-2024-01-02","date":"2024-01-02","ocid":"o-1","tender":{"id":"t","title":"b"}}"#,
    "\n",
    r#"{"tag":["compiled"],"id":"o-2-2024-01-01","date":"2024-01-01","ocid":"o-2","tender":{"id":"t","value":{"amount":1.50}}}"#,
    "\n"
);

#[test]
fn releases_merge_alike_from_packages_records_arrays_lines_and_packed_files() {
    let dir = place();
    let write = |name: &str, text: &str| fs_err::write(dir.path().join(name), text).unwrap();
    write("package.json", &format!("{{\"uri\":\"x\",\"version\":\"1.1\",\n\"releases\":[{ONE},\n{OTHER},{TWO}]}}"));
    write(
        "record.json",
        &format!(r#"{{"records":[{{"ocid":"o-1","releases":[{TWO},{ONE}]}},{{"ocid":"o-2","releases":[{OTHER}]}}]}}"#),
    );
    write("array.json", &format!("[{TWO},{ONE},{OTHER}]"));
    write("lines.jsonl", &format!("{TWO}\n\n{OTHER}\n{ONE}\n"));
    write("behind.json", &format!("{TWO}{OTHER} {ONE}"));
    write(
        "linked.json",
        &format!(r#"{{"ocid":"o-1","releases":[{{"url":"x","date":"2024-01-01"}}],"compiledRelease":{TWO}}}{OTHER}"#),
    );
    let file = fs_err::File::create(dir.path().join("packed.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    packed.write_all(format!("{ONE}\n{TWO}\n{OTHER}\n").as_bytes()).unwrap();
    packed.finish().unwrap();
    for name in ["package.json", "record.json", "array.json", "lines.jsonl", "behind.json", "packed.gz", "linked.json"]
    {
        let ran = probity(dir.path(), &format!("procurement merge {name}")).well();
        assert_eq!(ran.out, MERGED, "{name}");
        assert_eq!(ran.err.contains("linked"), name == "linked.json", "{}", ran.err);
    }
    write("merged.jsonl", MERGED.lines().next().unwrap());
    write("new.jsonl", &format!("{}\n{OTHER}", TWO.replace("01-02", "01-03").replace("\"b\"", "\"c\"")));
    let ran = probity(dir.path(), "procurement merge --into merged.jsonl new.jsonl").well();
    assert!(
        ran.out.starts_with(&MERGED.lines().next().unwrap().replace("01-02", "01-03").replace("\"b\"", "\"c\"")),
        "{}",
        ran.out
    );
}

#[test]
fn version_1_0_has_rules_of_its_own() {
    let dir = place();
    let release = r#"{"ocid":"o-1","date":"2024-01-01","awards":[{"id":"1","suppliers":[{"name":"a"},{"name":"b"}]}],"tender":{"items":[{"id":"1","additionalClassifications":[{"id":"x"}]}]}}"#;
    let other = release.replace("01-01", "01-02").replace("\"a\"", "\"c\"");
    for version in ["1.0", "1.1"] {
        let text = format!(r#"{{"version":"{version}","releases":[{release},{other}]}}"#);
        fs_err::write(dir.path().join("p.json"), text).unwrap();
        let ran = probity(dir.path(), "procurement merge p.json").well();
        // In 1.1 suppliers are matched by `id`, and these have none; in 1.0 the list is replaced.
        assert_eq!(ran.out.matches("\"name\"").count(), if version == "1.0" { 2 } else { 4 }, "{version} {}", ran.out);
    }
}

#[test]
fn one_process_that_cannot_be_merged_costs_no_other_and_is_named() {
    let dir = place();
    let bad = r#"{"ocid":"o-3","id":"9","date":"2024-01-01","tender":"x"}"#;
    let worse = r#"{"ocid":"o-3","id":"10","date":"2024-01-02","tender":{"id":"t"}}"#;
    let lines = format!(
        "{ONE}\n{bad}\n{TWO}\n{worse}\n{OTHER}\n{{\"id\":1}}\n7\n{{\"ocid\":\"o-4\",\n{{\"ocid\":\"o-5\"}}\n{{\"ocid\":\"o-5\"}}\n"
    );
    fs_err::write(dir.path().join("x.jsonl"), lines).unwrap();
    let ran = probity(dir.path(), "procurement merge x.jsonl");
    assert_eq!((ran.code, ran.out.as_str()), (3, MERGED), "{}", ran.err);
    for said in [
        "x.jsonl:4",
        "release `10` of `o-3`",
        "`tender` is an object here, but a string",
        "x.jsonl:6",
        "x.jsonl:7",
        "x.jsonl:8",
        "`date`",
        "1 line or document cannot be read, 2 parts of the input cannot be used, 2 of 4 processes cannot be merged; the rest was merged",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    assert_eq!(probity(dir.path(), "procurement merge absent.json").code, 3);
    fs_err::write(dir.path().join("schema.json"), "{\"properties\":{\"a\":{\"$ref\":\"#/x\"}}}").unwrap();
    assert_eq!(probity(dir.path(), "procurement merge --schema schema.json x.jsonl").code, 3);
    assert_eq!(probity(dir.path(), "procurement merge").code, 2);
}

#[test]
fn announcements_of_goszakup_come_out_as_releases_and_a_debarment_register() {
    let dir = place();
    let input = r#"{"data":{"TrdBuy":[{"numberAnno":"1-1","publishDate":"2024-01-01 10:00:00","biinSupplier":"010203100012"},{"totalSum":5,"countLots":1}],
        "Rnu":[{"pid":1,"supplierBiin":"180540000033","supplierNameRu":"ТОО «А», Б","startDate":"2024-01-01","endDate":null}]}}"#;
    fs_err::write(dir.path().join("a.json"), input).unwrap();
    let ran = probity(dir.path(), "procurement goszakup a.json --debarments rnu.csv").well();
    assert_eq!(ran.out.lines().count(), 1);
    assert!(ran.err.contains("goszakup-reject") && ran.err.contains("goszakup-person"), "{}", ran.err);
    assert!(!ran.told().contains("010203100012"));
    let table = fs_err::read_to_string(dir.path().join("rnu.csv")).unwrap();
    assert_eq!(table, "id,name,from,to,source,number\nKZ-BIN-180540000033,\"ТОО «А», Б\",2024-01-01,,KZ-RNU,1\n");
    fs_err::write(dir.path().join("key"), "short").unwrap();
    assert_eq!(probity(dir.path(), "procurement goszakup a.json --key key").code, 2);
    fs_err::write(dir.path().join("key"), "sixteen bytes or more").unwrap();
    let ran = probity(dir.path(), "procurement goszakup a.json --key key").well();
    assert!(
        ran.out.contains("\"tenderers\":[{\"id\":\"KZ-IIN-") && !ran.told().contains("010203100012"),
        "{}",
        ran.told()
    );
    fs_err::write(dir.path().join("b.json"), "<html>").unwrap();
    let ran = probity(dir.path(), "procurement goszakup b.json a.json");
    assert_eq!((ran.code, ran.out.lines().count()), (3, 1));
}

#[test]
fn a_dash_is_standard_input() {
    let dir = place();
    fs_err::write(dir.path().join("a.jsonl"), ONE).unwrap();
    let lines = format!("{TWO}\n{OTHER}\n");
    let ran = fed(dir.path(), "procurement merge a.jsonl -", lines.as_bytes()).well();
    assert_eq!(ran.out, MERGED);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(format!("{ONE}\n{lines}").as_bytes()).unwrap();
    assert_eq!(fed(dir.path(), "procurement merge -", &packed.finish().unwrap()).well().out, MERGED);
    let buy = br#"{"numberAnno":"1-1","totalSum":5,"publishDate":"2024-01-01 10:00:00"}"#;
    let ran = fed(dir.path(), "procurement goszakup -", buy).well();
    assert!(ran.out.starts_with(r#"{"ocid":"ocds-kz-goszakup-1-1""#), "{}", ran.out);
    let ran = fed(dir.path(), "procurement merge -", b"");
    assert!(ran.code == 3 && ran.err.contains("`-` cannot be used; nothing was written"), "{}", ran.err);
}

#[test]
fn a_member_with_escapes_in_its_name_is_the_same_member_and_a_blank_ocid_is_none() {
    let dir = place();
    let escaped = ONE.replace("\"ocid\"", r#""\u006fcid""#);
    fs_err::write(dir.path().join("a.json"), format!(r#"{{"r\u0065leases":[{escaped},{TWO},{OTHER}]}}"#)).unwrap();
    assert_eq!(probity(dir.path(), "procurement merge a.json").well().out, MERGED);
    fs_err::write(dir.path().join("b.jsonl"), format!("{}\n", ONE.replace("o-1", "  "))).unwrap();
    let ran = probity(dir.path(), "procurement merge b.jsonl");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
    for said in ["b.jsonl:1", "does not say its process", "1 part of the input cannot be used; nothing could be merged"]
    {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
}

#[test]
fn the_last_line_of_merge_tells_broken_lines_from_processes_that_cannot_be_merged() {
    let dir = place();
    let broken = r#"{"ocid":"o-3","date":"2024-01-01","x":01}"#;
    let half = r#"{"ocid":"o-2","date":"2024-01-02","x":01}"#;
    for (lines, said) in [
        (vec![ONE, TWO, OTHER, broken], "1 line or document cannot be read; the rest was merged"),
        (vec![broken, "{\"ocid\":", "{]"], "3 lines or documents cannot be read; nothing could be merged"),
        (
            vec![ONE, OTHER, half, broken, "7"],
            "2 lines or documents cannot be read, 1 part of the input cannot be used, 1 of 2 processes cannot be merged; the rest was merged",
        ),
        (vec![OTHER, r#"{"ocid":"o-2"}"#], "1 of 1 process cannot be merged; nothing could be merged"),
    ] {
        fs_err::write(dir.path().join("a.jsonl"), lines.join("\n")).unwrap();
        let ran = probity(dir.path(), "procurement merge a.jsonl");
        assert_eq!((ran.code, ran.err.lines().last()), (3, Some(format!("error: {said}").as_str())), "{}", ran.err);
        let told = "`o-2` is not merged, because 1 of its 2 releases cannot be read";
        assert_eq!(ran.err.contains(told), lines.contains(&half), "{}", ran.err);
    }
    fs_err::write(dir.path().join("a.json"), "<html>").unwrap();
    let ran = probity(dir.path(), "procurement goszakup a.json");
    assert!(ran.err.contains("nothing of `a.json` could be read; nothing could be converted"), "{}", ran.err);
}

#[test]
fn a_directory_in_place_of_a_file_is_answered_with_what_is_in_it() {
    let dir = place();
    fs_err::create_dir(dir.path().join("folder")).unwrap();
    for (name, pattern) in [("README.md", "folder/*.csv"), ("b.jsonl", "folder/*.jsonl"), ("a.json.gz", "folder/*.gz")]
    {
        fs_err::write(dir.path().join("folder").join(name), "{}").unwrap();
        for command in
            ["procurement merge folder/", "procurement goszakup folder/./", "procurement flags --out x folder"]
        {
            let ran = probity(dir.path(), command);
            assert!(ran.code == 3 && ran.err.contains(&format!("such as {pattern}")), "{command}: {}", ran.err);
        }
    }
}
