//! Broken inputs: each gets a message a statistician understands, and nothing is half-written.

use super::program::{Ran, panel, place, probity};
use std::io::Write;

/// Runs `index cpi` on `bytes` under `name`, and checks that no output directory came to be.
fn cpi(name: &str, bytes: &[u8]) -> Ran {
    let dir = place();
    fs_err::write(dir.path().join(name), bytes).unwrap();
    let ran = probity(dir.path(), &format!("index cpi --sources {name} --edition 2018 --out out"));
    assert_eq!(ran.code == 0, dir.path().join("out/scores.csv").exists(), "{}", ran.told());
    let left = fs_err::read_dir(dir.path()).unwrap().count();
    assert_eq!(left, if ran.code == 0 { 2 } else { 1 }, "something half-written is left");
    ran
}

fn refused(name: &str, bytes: &[u8]) -> String {
    let ran = cpi(name, bytes);
    assert_eq!(ran.code, 3, "{}", ran.told());
    ran.told()
}

/// A good panel of four countries with one text replaced.
fn with(from: &str, to: &str) -> Vec<u8> {
    let good = panel(4);
    assert!(good.contains(from), "the panel has no `{from}`:\n{good}");
    good.replacen(from, to, 1).into_bytes()
}

macro_rules! messages {
    ($($name:ident: $file:expr, $bytes:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(refused($file, $bytes.as_ref()));
        }
    )*};
}

messages! {
    a_wrong_column_is_named_with_the_one_it_may_be: "p.csv", with("iso3", "iso_code");
    a_missing_year_column_is_named: "p.csv", with("year,", "edition_of,");
    a_text_in_a_number_is_quoted_with_its_line_and_column: "p.csv", with("Example 1,18,", "Example 1,n/a,");
    a_decimal_comma_is_explained: "p.csv", with("Example 1,18,", "Example 1,\"31,5\",");
    a_duplicate_country_names_both_lines: "p.csv", with("2018,XAC,", "2018,XAB,");
    a_missing_year_in_a_row_is_named: "p.csv", with("2018,XAC,", ",XAC,");
    a_year_that_is_no_year_is_refused: "p.csv", with("2018,XAC,", "20l8,XAC,");
    a_missing_code_is_named: "p.csv", with("2018,XAC,", "2018,,");
    an_unknown_code_is_refused_with_a_near_one: "p.csv", with("2018,XAC,", "2018,KAX,");
    a_score_over_one_hundred_is_refused: "p.csv", with("Example 2,20,", "Example 2,131,");
    not_a_number_as_a_word_is_refused: "p.csv", with("Example 1,18,", "Example 1,NaN,");
    a_header_without_rows_is_refused: "p.csv", b"year,iso3,country,a1,a2,a3\n";
    an_empty_file_is_refused: "p.csv", b"";
    a_row_with_too_many_cells_is_named: "p.csv", with("2018,XAC,", "2018,XAC,,,,,,,,");
    a_column_that_is_there_twice_is_named: "p.csv", with("a2", "a1");
    a_panel_without_sources_is_refused: "p.csv", b"year,iso3,country\n2018,XAA,Example\n";
    a_nul_byte_is_named_with_its_line: "p.csv", with("Example 2", "Exam\0ple 2");
    latin_1_is_recognised: "p.csv", with("Example 2", "Example \u{1}").iter().map(|b| if *b == 1 { 0xE9 } else { *b }).collect::<Vec<u8>>();
    utf_16_is_recognised: "p.csv", panel(4).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    a_truncated_gzip_is_recognised: "p.csv.gz", { let whole = gzip(panel(40).as_bytes()); whole[..whole.len() / 2].to_vec() };
    zero_in_place_of_missing_is_suspected: "p.csv", zeros();
    a_file_that_is_no_workbook_is_refused: "p.xlsx", b"year,iso3\n";
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A panel in which somebody wrote 0 for "no data".
fn zeros() -> Vec<u8> {
    let rows = panel(40);
    let full =
        |line: &str| line.split(',').map(|cell| if cell.is_empty() { "0" } else { cell }).collect::<Vec<_>>().join(",");
    rows.lines().map(|line| full(line) + "\n").collect::<String>().into_bytes()
}

#[test]
fn old_country_codes_are_understood_and_said() {
    let text = panel(4).replace("XAB", "ROM").replace("XAC", "ZAR").replace("XAD", "KSV");
    let ran = cpi("p.csv", text.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.told());
    insta::assert_snapshot!(ran.told());
}

#[test]
fn a_file_that_is_not_there_and_a_directory_are_told_apart() {
    let dir = place();
    fs_err::create_dir(dir.path().join("folder")).unwrap();
    let told = ["missing.csv", "folder"].map(|file| {
        let ran = probity(dir.path(), &format!("index cpi --sources {file} --edition 2018 --out out"));
        assert_eq!(ran.code, 3);
        ran.told()
    });
    insta::assert_snapshot!(told.join("\n---\n"));
}

#[test]
fn an_edition_that_the_file_lacks_is_input_that_is_missing() {
    let dir = place();
    fs_err::write(dir.path().join("p.csv"), panel(4)).unwrap();
    let ran = probity(dir.path(), "index cpi --sources p.csv --edition 1999 --out out");
    assert_eq!(ran.code, 4);
    insta::assert_snapshot!(ran.told());
}

#[test]
fn an_import_keeps_the_good_rows_and_lists_the_bad_ones() {
    let dir = place();
    fs_err::write(dir.path().join("p.csv"), with("Example 1,18,", "Example 1,n/a,")).unwrap();
    probity(dir.path(), "init o").well();
    let ran = probity(dir.path(), "import perception-scores p.csv --dir o").well();
    insta::assert_snapshot!(ran.told());
    insta::assert_snapshot!(
        fs_err::read_to_string(dir.path().join("o/registers/perception-scores/rejects.csv")).unwrap()
    );
}

#[test]
fn a_file_that_cannot_be_used_leaves_the_observatory_as_it_was() {
    let dir = place();
    fs_err::write(dir.path().join("good.csv"), panel(4)).unwrap();
    fs_err::write(dir.path().join("bad.csv"), with("iso3", "code")).unwrap();
    probity(dir.path(), "init o").well();
    let before = super::program::files(&dir.path().join("o"));
    let ran = probity(dir.path(), "import perception-scores good.csv bad.csv --dir o");
    assert_eq!(ran.code, 3);
    assert_eq!(super::program::files(&dir.path().join("o")), before);
    insta::assert_snapshot!(ran.told());
}
