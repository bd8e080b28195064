//! Official files and the cube itself, read through the public door: what becomes an observation, what is refused.
#![allow(clippy::unwrap_used)]

use crate::common::{C, report, workbook};
use probity_core::RowView;
use probity_registers::legal::{Context, Layout, Record, cases, layout, observations};
use probity_registers::{Input, Observatory};
use probity_statistics::cube::{ConfStatus, Dimension, ObsStatus};
use std::collections::BTreeMap;

const HEADER: &str = "FREQ,REF_AREA,STAGE,UNIT_COUNT,OFFENCE,ACTOR_TYPE,OFFICIAL_LEVEL,BODY,LEAD_AGENCY,SEX,AGE,CITIZENSHIP,SECTOR,SEVERITY,SANCTION,TIME_PERIOD,OBS_VALUE,CURRENCY,UNIT_MULT,OBS_STATUS,CONF_STATUS,COUNTING_RULE,SOURCE_FORM,SOURCE_FILE,SOURCE_CELL,METHOD_REF,COMMENT\n";

/// A row of the cube: area, period, value, the two statuses.
fn cell(area: &str, period: &str, value: &str, obs: &str, conf: &str) -> String {
    format!("A,{area},REGISTERED,OFFENCES,0703,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,{period},{value},,0,{obs},{conf},,,,,,\n")
}

fn read(name: &str, bytes: impl Into<Vec<u8>>, context: &Context) -> (String, Vec<Record>) {
    let (reading, records) = observations(&Input::bytes(name, bytes.into()), context);
    (report(&reading.report), records)
}

fn cts(rows: Vec<Vec<C<'_>>>) -> Vec<u8> {
    let header = ["Iso3_code", "Country", "Region", "Subregion", "Indicator", "Dimension", "Category", "Sex", "Age"];
    let header = header.into_iter().chain(["Year", "Unit of measurement", "VALUE", "Source"]).map(C::T).collect();
    let all = vec![vec![C::T("UNODC")], vec![C::T("16/05/2024")], header];
    workbook(&[("data", all.into_iter().chain(rows).collect())])
}

fn cts_row<'a>(area: &'a str, category: &'a str, year: f64, unit: &'a str, value: C<'a>) -> Vec<C<'a>> {
    let texts = [area, "Name", "R", "S", "Offences", "by type of offence", category, "Total", "Total"];
    texts.into_iter().map(C::T).chain([C::N(year), C::T(unit), value, C::T("CTS")]).collect()
}

fn cng1(sheets: &mut Vec<Vec<C<'static>>>) {
    sheets.push(vec![C::T("Форма № СНГ-1")]);
    let head = (1..=6).map(|n| C::N(f64::from(n)));
    sheets.push([C::T("А"), C::X, C::X, C::T("Б")].into_iter().chain(head).collect());
    for row in 1..=32 {
        let values = (1..=6).map(|column| C::N(f64::from(row * 10 + column)));
        sheets.push([C::T("Вид"), C::X, C::X, C::N(f64::from(row))].into_iter().chain(values).collect());
    }
}

#[test]
fn a_workbook_of_un_cts_is_recognised_and_its_bounds_are_suppressed_cells() {
    let book = cts(vec![
        cts_row("KAZ", "Corruption", 2017.0, "Counts", C::N(2452.0)),
        cts_row("KAZ", "Corruption", 2017.0, "Rate per 100,000 population", C::N(13.3880693519465)),
        cts_row("KAZ", "Theft: of a motorized vehicle", 2017.0, "Counts", C::T("&lt;5")),
        cts_row("KAZ", "Corruption", 2017.0, "Counts", C::N(1.0)),
        cts_row("KAZ", "Corruption", 2018.0, "Counts", C::T("many")),
        cts_row("KAZ", "Corruption", 2019.0, "Counts", C::N(-3.0)),
        cts_row("KAZ", "Corruption", 2020.0, "Counts", C::T(":")),
    ]);
    assert_eq!(layout(&Input::bytes("a.xlsx", book.clone())).unwrap(), Layout::UnodcCts);
    let (told, records) = read("a.xlsx", book, &Context::default());
    assert!(told.starts_with("usable: read 7, kept 4, rejected 3"), "{told}");
    for code in ["duplicate-row", "number-expected", "negative"] {
        assert!(told.contains(&format!("error[{code}]")), "{told}");
    }
    let first = &records[0].observation;
    assert_eq!(first.key.to_string(), "A.KAZ.REGISTERED.OFFENCES.0703._T._T._T._T._T._T._T._T._T._T.2017");
    assert_eq!((first.source_cell.as_str(), first.method_ref.as_str()), ("data!L4", "2024-05-16"));
    assert_eq!(records[1].observation.value.unwrap().to_string(), "13.3880693519465");
    let bound = &records[2].observation;
    assert_eq!(
        (bound.value, bound.obs_status, bound.conf_status),
        (None, ObsStatus::Suppressed, ConfStatus::SmallCounts)
    );
    assert!(bound.comment.contains("[1,4]"), "{}", bound.comment);
    assert_eq!(bound.key.code(Dimension::Offence), "CTS_THEFT_OF_A_MOTORIZED_VEHICLE");
    assert_eq!(records[3].observation.obs_status, ObsStatus::Missing);
}

#[test]
fn the_form_cng1_gives_one_hundred_and_ninety_two_cells_with_their_units() {
    let mut rows = Vec::new();
    cng1(&mut rows);
    let book = workbook(&[("other name", rows)]);
    let areas = BTreeMap::from([("Akmola.xlsx".to_owned(), "KZ-11".to_owned())]);
    let context = Context { areas, period: Some("2022".parse().unwrap()), ..Context::default() };
    let (told, records) = read("dir/Akmola.xlsx", book.clone(), &context);
    assert!(told.starts_with("usable: read 192, kept 192, rejected 0"), "{told}");
    let key = |at: usize| records[at].observation.key.to_string();
    assert_eq!(key(0), "A.KZ-11.REGISTERED.OFFENCES._T._T._T._T._T._T._T._T._T._T._T.2022");
    assert_eq!(key(1), "A.KZ-11.REGISTERED.OFFENCES._T.VICTIM_CIS._T._T._T._T._T._T._T._T._T.2022");
    assert_eq!(key(27 * 6 + 3), "A.KZ-11.COMPLETED.OFFENCES.07031._T._T._T._T._T._T.CIS._T._T._T.2022");
    assert_eq!(key(27 * 6 + 5), "A.KZ-11.SUSPECTED.PERSONS.07031._T._T._T._T._T._T._T._T._T._T.2022");
    assert_eq!(records[27 * 6].observation.source_cell, "other name!E30");
    let (told, records) = read("Akmola.xlsx", book, &Context::default());
    assert!(told.contains("warning[period-missing]"), "{told}");
    assert_eq!(records[0].observation.key.code(Dimension::RefArea), "Akmola");
    assert_eq!(records[0].observation.key.code(Dimension::TimePeriod), "_U");
}

#[test]
fn a_cube_that_still_holds_a_suppressed_value_is_refused_as_a_whole_and_the_value_is_not_repeated() {
    for (obs, conf) in [("Q", "A"), ("A", "D"), ("Q", "F"), ("A", "N")] {
        let text = format!("{HEADER}{}{}", cell("XAA", "2021", "7", "A", "F"), cell("XAA", "2022", "4321", obs, conf));
        let (told, records) = read("cube.csv", text, &Context::default());
        assert!(told.starts_with("unusable") && told.contains("error[suppressed-value]"), "{told}");
        assert!(records.is_empty() && !told.contains("4321"), "{told}");
    }
    let extra = format!("{}raw_value\n", HEADER.trim_end().to_owned() + ",");
    let (told, _) =
        read("cube.csv", extra + &cell("XAA", "2022", "", "Q", "A").replace('\n', ",3\n"), &Context::default());
    assert!(told.contains("error[column-unknown]") && told.contains("raw_value"), "{told}");
}

#[test]
fn a_row_of_the_cube_that_contradicts_itself_is_rejected_and_the_others_are_kept() {
    let rows = [
        cell("XAA", "2020", "5", "A", "F"),
        cell("XAA", "2020", "6", "A", "F"),
        cell("XAA", "2021", "", "A", "F"),
        cell("XAA", "2022", "3", "O", "F"),
        cell("XAA", "2022-01", "3", "A", "F"),
        cell("", "2022", "3", "A", "F"),
        cell("XAA", "2023", "-3", "A", "F"),
        cell("XAA", "2024", "", "Q", "A"),
        cell("KZ-10", "2021", "3", "A", "F"),
    ];
    let (told, records) = read("cube.csv", HEADER.to_owned() + &rows.concat(), &Context::default());
    assert!(told.starts_with("usable: read 9, kept 3, rejected 6"), "{told}");
    for code in ["duplicate-row", "value-missing", "value-unexpected", "frequency", "dimension-blank", "negative"] {
        assert!(told.contains(&format!("error[{code}]")), "{code}: {told}");
    }
    assert!(told.contains("warning[area-outside-dates]"), "{told}");
    assert_eq!(records.len(), 3);
}

#[test]
fn year_to_date_sums_become_months_and_a_fall_is_a_revision() {
    let text = "period,ytd,OFFENCE\n2023-01,10,07031\n2023-02,25,07031\n2023-03,22,07031\n2023-04,30,07031\n";
    let (told, records) = read("three.csv", text, &Context::default());
    assert!(told.starts_with("usable: read 4, kept 4, rejected 0"), "{told}");
    let values: Vec<Option<String>> =
        records.iter().map(|record| record.observation.value.map(|value| value.to_string())).collect();
    assert_eq!(values, [Some("10".into()), Some("15".into()), None, Some("8".into())]);
    assert_eq!(records[2].observation.comment, "revision: the sum of the year fell by 3");
    assert_eq!(records[0].observation.key.code(Dimension::Freq), "M");
}

#[test]
fn cases_are_checked_day_by_day() {
    let text = "case,start,end,outcome\na,2022-01-05,2022-03-01,CONVICTED\nb,2022-02-01,,\nc,2022-02-31,,\n\
                d,2022-05-01,2022-04-01,CONVICTED\ne,2022-05-01,2022-06-01,\nf,2022-05-01,,CONVICTED\na,2022-01-01,,\ng,2022,,\n";
    let reading = cases(&Input::bytes("cases.csv", text.as_bytes().to_vec()), None);
    let told = report(&reading.report);
    assert!(told.starts_with("usable: read 8, kept 2, rejected 6"), "{told}");
    for code in ["date", "end-before-start", "outcome-missing", "end-missing", "duplicate-row"] {
        assert!(told.contains(&format!("error[{code}]")), "{code}: {told}");
    }
    assert_eq!(reading.records[1].cohort, "2022");
    let short = cases(&Input::bytes("cases.csv", b"case,start,cohort\na,2022-01-05,spring\n".to_vec()), None);
    assert_eq!((short.records[0].cohort.as_str(), short.records[0].end), ("spring", None));
}

#[test]
fn the_registers_hold_what_was_read_and_refuse_a_form_without_its_period() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs_err::write(&path, bytes).unwrap();
        path
    };
    let mut observatory = Observatory::init(&folder.path().join("o")).unwrap();
    let book = write("b.xlsx", &cts(vec![cts_row("KAZ", "Corruption", 2017.0, "Counts", C::N(2452.0))]));
    let cube = write("cube.csv", (HEADER.to_owned() + &cell("XAA", "2022", "", "Q", "A")).as_bytes());
    assert!(observatory.import("legal-statistics", &[book, cube]).unwrap().committed);
    let partitions = observatory.partitions("legal-statistics").unwrap();
    let columns = ["ref_area", "obs_value", "unit_mult", "obs_status"];
    let group = partitions[0].group(0, &columns).unwrap();
    let row = group.rows().next().unwrap();
    assert_eq!(
        (row.text(0), row.number(1), row.integer(2), row.text(3)),
        (Some("KAZ"), Some(2452.0), Some(0), Some("A"))
    );
    assert_eq!(row.origin().place.to_string(), "data!L4");
    let group = partitions[1].group(0, &columns).unwrap();
    let row = group.rows().next().unwrap();
    assert_eq!((row.number(1), row.text(3)), (None, Some("Q")));
    let mut rows = Vec::new();
    cng1(&mut rows);
    let form = write("form.xlsx", &workbook(&[("R1", rows)]));
    let report = observatory.import("legal-statistics", &[form]).unwrap();
    assert!(report.refused() && report.diagnostics().any(|told| told.code == "period-missing"));
    let leak = write("leak.csv", (HEADER.to_owned() + &cell("XAA", "2022", "3", "Q", "A")).as_bytes());
    assert!(observatory.import("legal-statistics", &[leak]).unwrap().refused());
    let cases = write("cases.csv", b"case,start,end,outcome\na,2022-01-05,,\n");
    assert!(observatory.import("cases", &[cases]).unwrap().committed);
    let group = observatory.partitions("cases").unwrap()[0].group(0, &["case", "end", "cohort"]).unwrap();
    let row = group.rows().next().unwrap();
    assert_eq!((row.text(0), row.text(1), row.text(2)), (Some("a"), None, Some("2022")));
}
