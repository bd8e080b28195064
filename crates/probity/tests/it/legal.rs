//! Official files of legal statistics through the command line: as a cube, judged, and compared with another vintage.

use super::program::{place, probity};
use probity_testkit::reference;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const CTS: &str = "publication/unodc_cts_corruption_release_2024-05-16.xlsx";
const HEADER: &str = "Iso3_code,Country,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,VALUE,Source\n";

/// A text file in the layout of the UNODC portal with these categories, years, units and values of one country.
fn cts(rows: &[(&str, u16, &str, &str)]) -> String {
    let row = |(category, year, unit, value): &(&str, u16, &str, &str)| {
        format!("XAA,Aland,Offences,by type of offence,{category},Total,Total,{year},\"{unit}\",{value},CTS\n")
    };
    format!("UNODC\n03/02/2025\n{HEADER}{}", rows.iter().map(row).collect::<String>())
}

/// The rows of a CSV as maps.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut csv = csv::Reader::from_path(path).unwrap();
    csv.deserialize().map(Result::unwrap).collect()
}

fn quality(dir: &Path, arguments: &str) -> (i32, Value) {
    let ran = probity(dir, &format!("stats quality {arguments}"));
    (ran.code, serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err)))
}

#[test]
fn a_cube_is_sorted_keeps_its_cells_and_lists_what_it_could_not_read() {
    let dir = place();
    let rows = [
        ("Corruption", 2022, "Counts", "30"),
        ("Corruption", 2021, "Counts", "<5"),
        ("Corruption", 2020, "Counts", "about 7"),
        ("Corruption", 2022, "Rate per 100,000 population", "1.250"),
    ];
    fs_err::write(dir.path().join("b.csv"), cts(&rows)).unwrap();
    let ran = probity(dir.path(), "stats cube b.csv --out cube").well();
    assert_eq!(ran.out, "b.csv: unodc-cts, 4 read, 3 kept, 1 rejected\n");
    let cube = table(&dir.path().join("cube/cube.csv"));
    let part = |row: &BTreeMap<String, String>| {
        ["UNIT_COUNT", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "SOURCE_CELL", "METHOD_REF"]
            .map(|name| row[name].clone())
            .join(" ")
    };
    let told: Vec<String> = cube.iter().map(part).collect();
    assert_eq!(
        told,
        [
            "OFFENCES 2021  Q A 5:10 2025-02-03",
            "OFFENCES 2022 30 A F 4:10 2025-02-03",
            "RATE 2022 1.25 A F 7:10 2025-02-03"
        ]
    );
    assert!(cube[0]["COMMENT"].contains("[1,4]"));
    let rejects = table(&dir.path().join("cube/rejects.csv"));
    assert_eq!((rejects[0]["cell"].as_str(), rejects[0]["rule"].as_str()), ("6:10", "number-expected"));
    let again = probity(dir.path(), "stats cube b.csv b.csv --out twice").well();
    assert!(again.out.ends_with("2 files: 8 read, 3 kept, 5 rejected\n"), "{}", again.out);
    let read_back = probity(dir.path(), "stats cube cube/cube.csv --out back").well();
    assert!(read_back.out.contains("cube, 3 read, 3 kept, 0 rejected"), "{}", read_back.out);
    assert_eq!(
        fs_err::read(dir.path().join("cube/cube.csv")).unwrap(),
        fs_err::read(dir.path().join("back/cube.csv")).unwrap()
    );
}

#[test]
fn a_comma_too_many_never_moves_a_value_to_another_column() {
    let dir = place();
    fs_err::write(dir.path().join("a.csv"), cts(&[("Corruption", 2020, "Counts", "1,234")])).unwrap();
    fs_err::write(dir.path().join("b.csv"), cts(&[("Corruption", 2020, "Counts", "1234")])).unwrap();
    let ran = probity(dir.path(), "stats cube a.csv --out cube");
    assert!(ran.code == 3 && ran.err.contains("ragged-row"), "{}", ran.told());
    let ran = probity(dir.path(), "diff a.csv b.csv");
    assert!(ran.code == 3 && ran.err.contains("a.csv:4"), "{}", ran.told());
}

#[test]
fn a_file_of_no_layout_and_a_wrong_option_are_refused() {
    let dir = place();
    fs_err::write(dir.path().join("a.csv"), "x,y\n1,2\n").unwrap();
    assert_eq!(probity(dir.path(), "stats cube a.csv --out o").code, 3);
    assert_eq!(probity(dir.path(), "stats cube a.csv --layout kz --out o").code, 2);
    assert_eq!(probity(dir.path(), "stats cube a.csv --period 22 --out o").code, 2);
    assert!(!dir.path().join("o").exists());
}

#[test]
fn the_report_says_which_checks_fail_and_ends_with_one_only_for_errors() {
    let dir = place();
    let good = [
        ("Corruption", 2020, "Counts", "100"),
        ("Corruption: Bribery", 2020, "Counts", "40"),
        ("Corruption: Other acts of corruption", 2020, "Counts", "50"),
        ("Corruption", 2021, "Counts", "301"),
        ("Corruption: Bribery", 2021, "Counts", "302"),
        ("Corruption: Other acts of corruption", 2021, "Counts", "0"),
        ("Corruption: Bribery", 2022, "Counts", "3"),
        ("Corruption", 2023, "Counts", "3"),
        ("Corruption", 2020, "Rate per 100,000 population", "10"),
        ("Corruption: Bribery", 2020, "Rate per 100,000 population", "4.2"),
    ];
    fs_err::write(dir.path().join("good.csv"), cts(&good)).unwrap();
    let (code, report) = quality(dir.path(), "good.csv --to 2024");
    assert_eq!(code, 0);
    let checks = &report["checks"];
    let of = |name: &str, fields: &[&str]| {
        fields.iter().map(|field| checks[name][*field].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(of("additivity", &["tested", "equal", "over", "under"]), [2, 0, 1, 1]);
    assert_eq!(checks["additivity"]["items"][0]["difference"], 10);
    assert_eq!(of("part_exceeds_total", &["tested", "failed"]), [4, 1]);
    assert_eq!(of("orphan_parts", &["failed"]), [1]);
    assert_eq!(of("jumps", &["tested", "failed"]), [1, 1]);
    assert_eq!(of("small_cells", &["one_to_four", "zero"]), [1, 0]);
    assert_eq!(of("implied_population", &["tested", "failed"]), [1, 1]);
    assert_eq!(checks["coverage"], serde_json::json!({ "2020": 1, "2021": 1, "2023": 1 }));
    assert_eq!(report["release"], "2025-02-03");
    assert_eq!(report["sims"].as_array().unwrap().len(), 19);
    let bad = [
        good[0],
        good[0],
        ("Fraud", 2020, "Counts", "-1"),
        ("Fraud", 2021, "Counts", "x"),
        ("Fraud", 2022, "Counts", "<5"),
    ];
    fs_err::write(dir.path().join("bad.csv"), cts(&bad)).unwrap();
    let (code, report) = quality(dir.path(), "bad.csv");
    assert_eq!(code, 1);
    assert_eq!(report["failed"], serde_json::json!(["duplicates", "negative", "non_numeric"]));
    assert_eq!(report["checks"]["non_numeric"]["failed"], 2);
    let bound = [good[0], ("Fraud", 2022, "Counts", "<5")];
    fs_err::write(dir.path().join("bound.csv"), cts(&bound)).unwrap();
    assert_eq!(quality(dir.path(), "bound.csv").0, 0, "a bound is readable");
}

#[test]
fn a_vintage_is_compared_with_an_earlier_one_by_value_and_by_mean_revision() {
    let dir = place();
    let write = |name: &str, rows: &[(&str, u16, &str, &str)]| fs_err::write(dir.path().join(name), cts(rows)).unwrap();
    write(
        "a.csv",
        &[("Corruption", 2020, "Counts", "100"), ("Corruption", 2021, "Counts", "50"), ("Fraud", 2020, "Counts", "7")],
    );
    write(
        "b.csv",
        &[
            ("Corruption", 2020, "Counts", "125"),
            ("Corruption", 2021, "Counts", "50.0"),
            ("Fraud", 2020, "Counts", "<8"),
            ("Fraud", 2021, "Counts", "9"),
        ],
    );
    let told = probity(dir.path(), "diff a.csv b.csv").well().out;
    let key = "XAA|Offences|by type of offence";
    assert_eq!(
        told,
        format!(
            "key,change,before,after,reason\n{key}|Corruption|Total|Total|2020|Counts,revised,100,125,\n\
             {key}|Fraud|Total|Total|2020|Counts,suppressed,7,<8,disclosure_primary\n\
             {key}|Fraud|Total|Total|2021|Counts,added,,9,\n"
        )
    );
    let (_, report) = quality(dir.path(), "b.csv --reference a.csv");
    assert_eq!(report["checks"]["revisions"]["mar"], 0.1);
    assert_eq!(report["checks"]["revisions"]["added"], 1);
    fs_err::write(dir.path().join("x.csv"), "r,n\na,1\n").unwrap();
    fs_err::write(dir.path().join("y.csv"), "r,n\na,2\n").unwrap();
    assert_eq!(probity(dir.path(), "diff x.csv y.csv").code, 3);
    assert_eq!(
        probity(dir.path(), "diff x.csv y.csv --key r").well().out,
        "key,change,before,after,reason\na,revised,1,2,\n"
    );
    assert_eq!(probity(dir.path(), "diff a.csv x.csv --key Year").code, 3);
}

#[test]
fn the_real_release_gives_the_published_numbers_of_kazakhstan() {
    let Some(book) = reference(CTS) else { return };
    let dir = place();
    let ran = probity(dir.path(), &format!("stats cube {} --out cube", book.display())).well();
    assert!(ran.out.ends_with("22754 read, 22754 kept, 0 rejected\n"), "{}", ran.out);
    let cube = table(&dir.path().join("cube/cube.csv"));
    let value = |unit: &str, offence: &str, year: &str| {
        let is = |row: &&BTreeMap<String, String>| {
            row["REF_AREA"] == "KAZ"
                && row["UNIT_COUNT"] == unit
                && row["OFFENCE"] == offence
                && row["TIME_PERIOD"] == year
        };
        cube.iter().find(is).unwrap()["OBS_VALUE"].parse::<f64>().unwrap()
    };
    assert_eq!([value("OFFENCES", "0703", "2017"), value("OFFENCES", "0703", "2020")], [2452.0, 2193.0]);
    assert_eq!([value("OFFENCES", "07031", "2017"), value("OFFENCES", "07031", "2020")], [1245.0, 1237.0]);
    assert!(
        (value("RATE", "0703", "2017") - 13.388).abs() < 5e-4 && (value("RATE", "0703", "2020") - 11.555).abs() < 5e-4
    );
    let (code, report) = quality(dir.path(), &book.display().to_string());
    assert_eq!((code, report["rows"].as_u64()), (0, Some(22754)));
    let populations = report["checks"]["implied_population"]["populations"].as_array().unwrap();
    let kaz: Vec<i64> = populations
        .iter()
        .filter(|one| one["ref_area"] == "KAZ")
        .map(|one| one["population"].as_i64().unwrap())
        .collect();
    assert_eq!(kaz, [18_314_814, 18_979_243]);
    assert_eq!(report["checks"]["registered_release"]["verdict"], "registered");
    // Packed again, the same data have other bytes.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &fs_err::read(&book).unwrap()).unwrap();
    fs_err::write(dir.path().join("copy.xlsx.gz"), packed.finish().unwrap()).unwrap();
    let (_, copy) = quality(dir.path(), "copy.xlsx.gz");
    assert_eq!(copy["checks"]["registered_release"]["verdict"], "altered_copy");
}

#[test]
fn the_real_forms_of_ten_regions_agree_with_what_others_derived_from_them() {
    let Some(folder) = reference("publication/kz_cng1") else { return };
    let dir = place();
    let derived = table(&folder.join("derived_row28_bribery.csv"));
    let files: Vec<String> =
        derived.iter().map(|row| folder.join(format!("{}.XLSX", row["region"])).display().to_string()).collect();
    let ran = probity(dir.path(), &format!("stats cube {} --period 2022 --out cube", files.join(" "))).well();
    assert!(ran.out.ends_with("10 files: 1920 read, 1920 kept, 0 rejected\n"), "{}", ran.out);
    let cube = table(&dir.path().join("cube/cube.csv"));
    let value = |region: &str, wanted: &[(&str, &str)]| {
        let is = |row: &&BTreeMap<String, String>| {
            row["REF_AREA"] == region && wanted.iter().all(|(name, code)| row[*name] == *code)
        };
        let found: Vec<_> = cube.iter().filter(is).collect();
        assert_eq!(found.len(), 1, "{region} {wanted:?}");
        found[0]["OBS_VALUE"].clone()
    };
    let columns: [(&str, &[(&str, &str)]); 6] = [
        ("registered", &[("STAGE", "REGISTERED"), ("ACTOR_TYPE", "_T")]),
        ("of_which_against_CIS_citizens", &[("STAGE", "REGISTERED"), ("ACTOR_TYPE", "VICTIM_CIS")]),
        ("cases_completed", &[("STAGE", "COMPLETED"), ("CITIZENSHIP", "_T")]),
        ("by_CIS_citizens", &[("STAGE", "COMPLETED"), ("CITIZENSHIP", "CIS")]),
        ("first_interrupted", &[("STAGE", "SUSPENDED")]),
        ("persons_identified", &[("STAGE", "SUSPECTED"), ("UNIT_COUNT", "PERSONS")]),
    ];
    for row in &derived {
        for (name, wanted) in columns {
            let wanted: Vec<(&str, &str)> = wanted.iter().copied().chain([("OFFENCE", "07031")]).collect();
            assert_eq!(value(&row["region"], &wanted), row[name], "{} {name}", row["region"]);
        }
    }
    let (code, report) = quality(dir.path(), &format!("{} --period 2022", files[0]));
    assert_eq!((code, report["checks"]["part_exceeds_total"]["tested"].as_u64()), (0, Some(76)));
}
