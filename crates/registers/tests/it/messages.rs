//! Every message about a faulty file, as a person will read it. A changed wording shows here.
#![allow(clippy::unwrap_used)]

use crate::common;
use crate::common::{C, reading, report, scores_text, workbook};
use insta::assert_snapshot;
use probity_registers::Input;
use probity_registers::perception::{estimates, governance, plan, published, raw, scores, truth};

const HEADER: &str = "year,iso3,country,afdb,gi,wjp\n";

fn panel(rows: &str) -> String {
    scores_text("panel.csv", format!("{HEADER}{rows}"))
}

#[test]
fn a_missing_column_is_named_with_what_was_found() {
    assert_snapshot!("column_missing_slip", scores_text("panel.csv", "year,iso,country,gi\n2023,KAZ,Kazakhstan,35\n"));
    assert_snapshot!("column_missing_two", scores_text("panel.csv", "jahr,land,gi\n2023,KAZ,35\n"));
    assert_snapshot!("header_is_data", scores_text("panel.csv", "2023,KAZ,35,36,40\n2023,DNK,90,91,93\n"));
    assert_snapshot!(
        "duplicate_column",
        scores_text("panel.csv", "year,iso3,country,gi,GI\n2023,KAZ,Kazakhstan,35,35\n")
    );
    assert_snapshot!(
        "same_source_twice",
        scores_text("panel.csv", "year,iso3,country,gi,Global Insight\n2023,KAZ,Kazakhstan,35,35\n")
    );
    assert_snapshot!(
        "no_source",
        scores_text("panel.csv", "year,iso3,country,score,rank\n2023,KAZ,Kazakhstan,39,93\n")
    );
    assert_snapshot!(
        "unknown_source",
        scores_text("panel.csv", "year,iso3,country,gi,vdme,Region\n2023,KAZ,Kazakhstan,35,30,ECA\n")
    );
}

#[test]
fn texts_that_are_no_numbers_have_hints_of_their_own() {
    assert_snapshot!(
        "numbers",
        panel(
            "2023,KAZ,Kazakhstan,,\"12,5\",40\n2023,DNK,Denmark,,NA,40\n2023,FRA,France,,n/a,40\n2023,DEU,Germany,,1 234,40\n2023,ITA,Italy,,NaN,40\n\
         2023,ESP,Spain,,inf,40\n2023,PRT,Portugal,,45%,40\n2023,GRC,Greece,,high,40\n2023,TUR,Turkey,,#N/A,40\n2023,NAM,Namibia,,49,50\n"
        )
    );
    assert_snapshot!(
        "out_of_range",
        panel("2023,KAZ,Kazakhstan,,350,40\n2023,DNK,Denmark,,-999,40\n2023,NAM,Namibia,,100,0\n")
    );
}

#[test]
fn a_country_twice_in_a_year_names_both_lines() {
    assert_snapshot!(
        "duplicate_row",
        panel(
            "2023,KAZ,Kazakhstan,,35,40\n2023,DNK,Denmark,,83,90\n\n2023,KAZ,Kazakhstan,,36,41\n2022,KAZ,Kazakhstan,,36,41\n"
        )
    );
}

#[test]
fn years_and_codes_are_checked() {
    assert_snapshot!(
        "years",
        panel("23,KAZ,Kazakhstan,,35,40\n,DNK,Denmark,,83,90\n2023.5,FRA,France,,1,2\n2023,NAM,Namibia,,49,\n")
    );
    assert_snapshot!(
        "codes",
        panel(
            "2023,kaz,Kazakhstan,,35,40\n2023,,Namibia,,49,50\n2023,KAX,Kazakhstan,,35,40\n2023,QQ,Nowhere,,35,40\n2023,Denmark,Denmark,,83,90\n\
         2023,ROM,Romania,,35,40\n2022,ROM,Romania,,35,40\n2023,XKX,Kosovo,,35,40\n2023,XAA,Aurelia,,35,40\n"
        )
    );
}

#[test]
fn structure_faults_are_told() {
    assert_snapshot!(
        "ragged",
        panel("2023,KAZ,Kazakhstan,,35\n2023,KOR,Korea, South,,35,40\n2023,NAM,Namibia,,49,50\n")
    );
    assert_snapshot!(
        "unclosed_quote",
        panel("2023,NAM,Namibia,,49,50\n2023,KAZ,\"Kazakhstan,,35,40\n2023,DNK,Denmark,,83,90\n")
    );
    assert_snapshot!("header_only", panel(""));
    assert_snapshot!("empty", scores_text("panel.csv", ""));
    assert_snapshot!("blank", scores_text("panel.csv", "\n\n"));
    assert_snapshot!("all_bad", panel("2023,KAZ,Kazakhstan,,a,b\n"));
    let zeros: String = ["KAZ", "DNK", "FRA", "DEU", "ITA", "ESP", "PRT"]
        .iter()
        .enumerate()
        .map(|(i, code)| format!("2023,{code},,{},{},40\n", if i < 6 { 0 } else { 7 }, i * 5))
        .collect();
    assert_snapshot!("zero_for_missing", panel(&zeros));
}

#[test]
fn encodings_are_named_with_the_remedy() {
    let utf16: Vec<u8> = format!("\u{feff}{HEADER}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_snapshot!("utf16", scores_text("panel.csv", utf16));
    let bare: Vec<u8> =
        format!("{HEADER}2023,KAZ,Kazakhstan,,35,40\n").encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_snapshot!("utf16_without_mark", scores_text("panel.csv", bare));
    let latin = [HEADER.as_bytes(), b"2023,DNK,Denmark,,83,90\n2023,CIV,C\xF4te d'Ivoire,39,37,26\n"].concat();
    assert_snapshot!("latin1", scores_text("panel.csv", latin));
    let cyrillic = [HEADER.as_bytes(), b"2023,KAZ,\xCA\xE0\xE7\xE0\xF5\xF1\xF2\xE0\xED,,35,40\n"].concat();
    assert_snapshot!("cyrillic", scores_text("panel.csv", cyrillic));
    assert_snapshot!("nul", panel("2023,DNK,Denmark,,83,90\n2023,KAZ,Kazakh\0stan,,35,40\n"));
}

#[test]
fn packed_files_that_are_cut_off_are_refused() {
    use std::io::Write as _;
    let rows: String = (1990..2090).map(|year| format!("{year},KAZ,Kazakhstan,,35,{}.5\n", year % 83)).collect();
    let content = format!("{HEADER}{rows}");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(content.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    assert_snapshot!("gzip_cut", scores_text("panel.csv.gz", &gzip[..gzip.len() / 2]));
    let zstd = zstd::encode_all(content.as_bytes(), 3).unwrap();
    assert_snapshot!("zstd_cut", scores_text("panel.csv.zst", &zstd[..zstd.len() - 4]));
    let bomb = zstd::encode_all(format!("[{}]", " ".repeat(65 << 20)).as_bytes(), 1).unwrap();
    assert_snapshot!("bomb", scores_text("panel.json.zst", bomb));
}

#[test]
fn a_file_of_nothing_but_bad_rows_is_given_up_in_bounded_memory() {
    let text = scores_text("panel.csv", format!("{HEADER}{}", "2023,KAZ,Kazakhstan,,35\n".repeat(150_000)));
    assert!(text.starts_with("0 records; unusable: read 100000, kept 0, rejected 100000"));
    assert!(text.contains("error[too-many-rejects]") && text.lines().count() < 200);
}

#[test]
fn files_that_are_not_there_and_directories_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("sources.csv"), "x").unwrap();
    fs_err::write(folder.path().join("none.csv"), "").unwrap();
    let tell = |path: &std::path::Path| {
        let fault = Input::open(path).unwrap_err();
        common::text(&[fault]).replace(&folder.path().display().to_string(), "DIR")
    };
    assert_snapshot!("no_such_file", tell(&folder.path().join("source.csv")));
    assert_snapshot!("directory", tell(folder.path()));
    assert_snapshot!("empty_file", tell(&folder.path().join("none.csv")));
}

#[test]
fn json_faults_are_told() {
    assert_snapshot!(
        "json_broken",
        scores_text("p.json", "[{\"year\": 2023, \"iso3\": \"KAZ\", \"gi\": 35},\n{\"year\": 2023,")
    );
    assert_snapshot!(
        "json_lines",
        scores_text(
            "p.jsonl",
            "{\"year\": 2023, \"iso3\": \"KAZ\", \"gi\": 35}\n{\"year\": 2023, \"iso3\": \"NAM\"\n{\"year\": 2023, \"iso3\": \"DNK\", \"gi\": {\"v\": 83}}\n\
         {\"year\": 2023, \"iso3\": \"FRA\", \"gi\": \"69,5\", \"wjp\": null}\n"
        )
    );
}

fn sources_header<'a>() -> Vec<C<'a>> {
    ["Country", "ISO3", "CPI Score 2019", "Rank", "AFDB", "BF (SGI)", "IMD", "ICRG", "WEF"].map(C::T).into()
}

#[test]
fn workbook_faults_are_told() {
    assert_snapshot!("xls", scores_text("old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0].to_vec()));
    assert_snapshot!("not_a_workbook", scores_text("book.xlsx", "year,iso3\n"));
    let whole = workbook(&[("CPI 2019", vec![sources_header()])]);
    assert_snapshot!("book_cut", scores_text("book.xlsx", whole[..whole.len() / 2].to_vec()));
    let other = workbook(&[
        ("Notes", vec![vec![C::T("Methodology")]]),
        (
            "Table",
            vec![
                vec![C::T("Country"), C::T("Population"), C::T("GDP")],
                vec![C::T("Kazakhstan"), C::N(20e6), C::N(1.0)],
            ],
        ),
    ]);
    assert_snapshot!("sheet_missing", scores_text("book.xlsx", other.clone()));
    assert_snapshot!("sheet_missing_published", reading(&published(&Input::bytes("book.xlsx", other))));
    let rows = vec![
        vec![C::T("Corruption Perceptions Index 2019")],
        sources_header(),
        vec![C::T("Kazakhstan"), C::T("KAZ"), C::N(34.0), C::N(113.0), C::X, C::X, C::N(42.0), C::N(41.0), C::T("n/a")],
        vec![C::T("Atlantis"), C::X, C::N(50.0), C::N(50.0), C::X, C::X, C::N(42.0), C::N(41.0), C::X],
        vec![C::T("Kosovo"), C::T("LWI"), C::N(36.0), C::N(101.0), C::X, C::X, C::N(42.0), C::E("#N/A"), C::X],
        vec![C::T("Denmark"), C::T("DNK"), C::N(87.0), C::N(1.0), C::X, C::N(97.0), C::N(188.0), C::N(92.0), C::X],
        vec![C::T("Namibia"), C::T("NAM"), C::N(52.0), C::N(56.0), C::N(50.0), C::X, C::X, C::N(50.0), C::N(0.0)],
        vec![C::T("Global average"), C::X, C::N(43.0)],
    ];
    assert_snapshot!("book_rows", scores_text("book.xlsx", workbook(&[("CPI 2019", rows)])));
}

#[test]
fn other_readers_speak_alike() {
    let input = |text: &str| Input::bytes("file.csv", text.as_bytes().to_vec());
    assert_snapshot!(
        "published",
        reading(&published(&input(
            "year,iso3,n,score,se,ci_low,ci_high,rank\n2023,KAZ,9,39,1.5,36,42,93\n2023,DNK,8,,2,,,\n2023,FRA,2.5,71,-1,70,73,20\n2023,NAM,7,49,2,52,46,59\n2023,KAZ,9,39,1.5,36,42,93\n"
        )))
    );
    assert_snapshot!(
        "published_long",
        reading(&published(&input(
            "\"iso2c\",\"year\",\"value\"\n\"NA\",2010,4.4\n\"KZ\",2010,NA\n\"KZ\",2012,28\n\"XQ\",2012,28\n\"DK\",2010,93\n"
        )))
    );
    assert_snapshot!("published_wide", reading(&published(&Input::bytes("w.csv", b"country,2010,2011,2012\nKazakhstan,2.9,2.7,2.8\nC\xF4te d'Ivoire,2.2,2.2,2.9\nIvory Coast,2.1,0.0,0.0\nAtlantis,1,1,1\n".to_vec()))));
    assert_snapshot!(
        "governance",
        reading(&governance(
            &input("unit,eiu,gcs\nROM,0.5,#N/A\nKAZ,1.5,..\nKAZ,0.2,\n,1,1\n"),
            "cc2021",
            &["prs".into()]
        ))
    );
    assert_snapshot!(
        "governance_rows",
        reading(&governance(
            &input("unit,eiu,gcs\nROM,0.5,#N/A\nKAZ,1.5,..\nROM,0.2,\n,1,1\n"),
            "cc2021",
            &["eiu".into()]
        ))
    );
    assert_snapshot!(
        "plan",
        reading(&plan(&input("group,sources,representative\ncc1,a.csv,eiu gcs\ncc1,b.csv,\n,c.csv,\ncc2,,\n")))
    );
    assert_snapshot!("raw", reading(&raw(&input("year,iso3,eiu,cpia\n2012,AFG,0.0,0.3\n2012,ALB,-4,\n2012,ALB,1,\n"))));
    assert_snapshot!("truth", reading(&truth(&input("year,iso3,level\n2020,XAA,40.5\n2020,XAB,\n"))));
    assert_snapshot!(
        "estimates",
        reading(&estimates(&input("unit,estimate,se\nA,1.5,0.1\nA,2,0.1\nB,2,-1\n,1,1\nC,x,y\n")))
    );
}

#[test]
fn a_report_names_the_file_and_never_panics_on_an_unknown_kind() {
    let noise: Vec<u8> = (0u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect();
    let reading = scores(&Input::bytes("noise.csv", noise));
    assert!(reading.report.unusable && reading.records.is_empty());
    assert!(report(&reading.report).contains("noise.csv"));
}
