//! Reading what was written: formats that say the same give the same records, tables give back their rows, and
//! arbitrary bytes never bring a reader down.
#![allow(clippy::unwrap_used)]

use crate::common;
use crate::common::{C, workbook};
use probity_core::{Digest, Place, RowView};
use probity_registers::Input;
use probity_registers::perception::{ScoreCell, estimates, governance, panel, plan, published, raw, scores, truth};
use probity_registers::table::{ColumnKind, GROUP_ROWS, TableReader, TableSchema, TableWriter, Value};
use proptest::prelude::*;
use std::io::Write as _;

const CSV: &str = "year,iso3,country,afdb,gi,wjp\n2022,NAM,Namibia,50,,45.25\n2023,NAM,Namibia,51,49,\n2023,KAZ,\"Kazakhstan, Republic\",,35,0\n";

fn plain(cells: &[ScoreCell]) -> Vec<(i16, String, String, f64, u64, u32)> {
    cells
        .iter()
        .map(|c| (c.edition, c.iso3.to_string(), c.source.to_string(), c.value, c.place.row, c.place.column))
        .collect()
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<(i16, String, String, f64, u64, u32)> {
    let reading = scores(&Input::bytes(name, bytes.into()));
    assert!(!reading.report.unusable && reading.report.rejected == 0, "{name}: {}", common::report(&reading.report));
    plain(&reading.records)
}

#[test]
fn every_text_format_and_packing_gives_the_same_records() {
    let expected = read("a.csv", CSV);
    assert_eq!(expected[0], (2022, "NAM".into(), "afdb".into(), 50.0, 2, 4));
    assert_eq!(expected.len(), 6);
    assert_eq!(read("mark.csv", format!("\u{feff}{CSV}")), expected);
    assert_eq!(read("windows.csv", CSV.replace('\n', "\r\n")), expected);
    assert_eq!(read("mac.csv", CSV.replace('\n', "\r")), expected);
    assert_eq!(read("unended.csv", CSV.trim_end()), expected);
    assert_eq!(read("semicolon.csv", CSV.replace("stan, R", "stan R").replace(',', ";")), expected);
    assert_eq!(read("tabs.tsv", CSV.replace("stan, R", "stan R").replace(',', "\t")), expected);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(CSV.as_bytes()).unwrap();
    assert_eq!(read("a.csv.gz", gzip.finish().unwrap()), expected);
    assert_eq!(read("a.csv.zst", zstd::encode_all(CSV.as_bytes(), 1).unwrap()), expected);
    assert_eq!(read("wrong-ending.txt", CSV), expected);
}

#[test]
fn json_gives_the_same_values_with_the_lines_of_its_objects() {
    let objects = [
        r#"{"year":2022,"iso3":"NAM","country":"Namibia","afdb":50,"gi":null,"wjp":45.25}"#,
        r#"{"year":2023,"iso3":"NAM","country":"Namibia","afdb":51,"gi":"49"}"#,
        r#"{"year":"2023","iso3":"KAZ","gi":35,"wjp":0}"#,
    ];
    let lines = read("a.jsonl", objects.join("\n"));
    assert_eq!(lines.iter().map(|c| c.4).collect::<Vec<_>>(), [1, 1, 2, 2, 3, 3]);
    let array = read("a.json", format!("[\n{}\n]", objects.join(",\n")));
    assert_eq!(array.iter().map(|c| c.4).collect::<Vec<_>>(), [2, 2, 3, 3, 4, 4]);
    let values = |cells: &[(i16, String, String, f64, u64, u32)]| {
        cells.iter().map(|c| (c.0, c.1.clone(), c.2.clone(), c.3)).collect::<Vec<_>>()
    };
    assert_eq!(values(&lines), values(&read("a.csv", CSV)));
    assert_eq!(values(&array), values(&lines));
}

#[test]
fn lines_are_counted_over_blank_lines_and_texts_of_several_lines() {
    let text = "year,iso3,country,gi\n\n2023,NAM,\"Nami\nbia\",49\n\n\n2023,KAZ,Kazakhstan,35";
    assert_eq!(read("a.csv", text).iter().map(|c| c.4).collect::<Vec<_>>(), [3, 7]);
    assert_eq!(read("a.csv", text.replace('\n', "\r\n")).iter().map(|c| c.4).collect::<Vec<_>>(), [3, 7]);
}

fn book_rows(header: [&'static str; 8], shift: usize) -> Vec<Vec<C<'static>>> {
    let mut rows: Vec<Vec<C<'static>>> =
        (0..shift).map(|_| vec![C::T("Corruption Perceptions Index 2019: a title")]).collect();
    rows.push(header.map(C::T).into());
    rows.push(vec![C::T("Namibia"), C::T("NAM"), C::N(52.0), C::N(50.0), C::N(49.0), C::X, C::N(0.0), C::N(61.0)]);
    rows.push(vec![C::T("Kazakhstan"), C::T("KAZ"), C::N(34.0), C::X, C::N(35.0), C::N(41.0), C::N(38.0), C::X]);
    rows
}

#[test]
fn a_workbook_is_read_by_content_whatever_the_order_of_sheets_and_the_row_of_the_header() {
    let header = [
        "Country",
        "ISO3",
        "CPI score 2019",
        "African Development Bank CPIA",
        "Global Insight Country Risk Ratings",
        "IMD World Competitiveness Yearbook",
        "PRS International Country Risk Guide",
        "World Justice Project Rule of Law Index",
    ];
    let region = || {
        let mut rows = book_rows(header, 0);
        rows.pop();
        rows
    };
    let notes = || vec![vec![C::T("Notes")]];
    let values = |bytes: Vec<u8>| {
        let reading = scores(&Input::bytes("book.xlsx", bytes));
        assert_eq!(common::text(&reading.report.diagnostics), "");
        reading
            .records
            .iter()
            .map(|c| (c.edition, c.iso3.to_string(), c.source.to_string(), c.value))
            .collect::<Vec<_>>()
    };
    let expected = values(workbook(&[("CPI2019", book_rows(header, 2)), ("Africa", region()), ("Notes", notes())]));
    assert_eq!(expected.len(), 7);
    assert!(expected.contains(&(2019, "NAM".into(), "icrg".into(), 0.0)), "0 is a score where other cells are empty");
    assert_eq!(
        values(workbook(&[("Notes", notes()), ("Africa", region()), ("Anything", book_rows(header, 0))])),
        expected
    );
    let mut untitled = header;
    untitled[2] = "CPI Score";
    assert_eq!(values(workbook(&[("CPI 2019", book_rows(untitled, 0))])), expected, "the year of the sheet's name");
    let mut two = book_rows(header, 1);
    two[0] = ["", "", "CPI", "Sources"].map(C::T).into();
    let names: Vec<C<'static>> =
        ["Country", "ISO3", "score 2019"].into_iter().chain(header[3..].iter().copied()).map(C::T).collect();
    two[1] = names;
    assert_eq!(values(workbook(&[("CPI", two)])), expected, "a header of two rows");
}

#[test]
fn a_panel_saved_as_a_workbook_is_a_panel() {
    let rows = vec![
        ["year", "iso3", "country", "gi"].map(C::T).into(),
        vec![C::N(2023.0), C::T("NAM"), C::T("Namibia"), C::N(49.0)],
    ];
    assert_eq!(read("panel.xlsx", workbook(&[("Sheet1", rows)])), [(2023, "NAM".into(), "gi".into(), 49.0, 2, 4)]);
}

#[test]
fn a_panel_keeps_the_order_of_sources_and_sorts_countries() {
    let reading = scores(&Input::bytes(
        "a.csv",
        "year,iso3,country,wjp,afdb\n2023,NAM,Namibia,1,2\n2023,KAZ,Kazakhstan,,3\n".as_bytes().to_vec(),
    ));
    let edition = &panel(&reading.records).editions[&2023];
    assert_eq!(edition.sources, ["wjp", "afdb"]);
    assert_eq!(edition.countries.iter().map(|c| c.iso3.as_str()).collect::<Vec<_>>(), ["KAZ", "NAM"]);
    assert_eq!(edition.countries[0].scores, [None, Some(3.0)]);
}

#[test]
fn a_table_gives_back_its_rows_with_their_places_and_the_same_bytes_each_time() {
    let schema = TableSchema::new(
        "t",
        &[("name", ColumnKind::Text), ("whole", ColumnKind::Integer), ("value", ColumnKind::Number)],
    );
    let source = Digest::of(b"source");
    let write = || {
        let mut bytes = Vec::new();
        let mut writer = TableWriter::new(&mut bytes, &schema, Some(source)).unwrap();
        for i in 0..(GROUP_ROWS as i64 + 10) {
            let name = format!("row {}", i % 7);
            let value = if i % 3 == 0 { Value::Missing } else { Value::Number(i as f64 / 8.0) };
            let place = Place { sheet: (i % 2 == 0).then(|| "S".to_owned()), row: i as u64 + 2, column: 3 };
            writer.push(&[Value::Text(&name), Value::Integer(i), value], Some(&place)).unwrap();
        }
        assert_eq!(writer.finish().unwrap(), GROUP_ROWS as u64 + 10);
        bytes
    };
    let bytes = write();
    assert_eq!(bytes, write());
    let file = tempfile::NamedTempFile::new().unwrap();
    fs_err::write(file.path(), &bytes).unwrap();
    let table = TableReader::open(file.path(), 4).unwrap();
    assert_eq!(
        (table.schema(), table.source(), table.groups(), table.rows()),
        (&schema, Some(source), 2, GROUP_ROWS as u64 + 10)
    );
    let group = table.group(1, &["value", "name", "whole"]).unwrap();
    let row = group.rows().nth(1).unwrap();
    assert_eq!(
        (row.number(0), row.text(1), row.integer(2), row.import()),
        (Some(65537.0 / 8.0), Some("row 3"), Some(65537), 4)
    );
    assert_eq!(row.origin().place, Place { sheet: None, row: 65539, column: 3 });
    assert_eq!(row.origin().source, source);
    assert!(table.group(0, &["nothing"]).unwrap_err().to_string().contains("name, whole, value"));
    assert!(table.group(2, &["name"]).is_err());
}

#[test]
fn a_table_without_provenance_serves_other_rooms() {
    let schema = TableSchema::new("findings", &[("id", ColumnKind::Text)]);
    let mut bytes = Vec::new();
    let mut writer = TableWriter::new(&mut bytes, &schema, None).unwrap();
    writer.push(&[Value::Text("cpi:score:KAZ:2023")], None).unwrap();
    assert!(writer.push(&[Value::Number(1.0)], None).is_err());
    writer.finish().unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    fs_err::write(file.path(), &bytes).unwrap();
    let table = TableReader::open(file.path(), 0).unwrap();
    assert_eq!((table.schema(), table.source()), (&schema, None));
    assert_eq!(table.group(0, &["id"]).unwrap().rows().next().unwrap().text(0), Some("cpi:score:KAZ:2023"));
}

fn read_all(name: &str, bytes: &[u8]) {
    let input = Input::bytes(name, bytes.to_vec());
    let _ = scores(&input);
    let _ = raw(&input);
    let _ = published(&input);
    let _ = governance(&input, "g", &["a".into()]);
    let _ = plan(&input);
    let _ = truth(&input);
    let _ = estimates(&input);
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_bring_a_reader_down(bytes in proptest::collection::vec(any::<u8>(), 0..600), ending in 0usize..6) {
        read_all(["a.csv", "a.tsv", "a.json", "a.jsonl", "a.xlsx", "a.csv.gz"][ending], &bytes);
    }

    #[test]
    fn damaged_tables_never_bring_a_reader_down(at in 0usize..CSV.len(), byte in any::<u8>(), cut in 0usize..CSV.len()) {
        let mut bytes = CSV.as_bytes().to_vec();
        bytes[at] = byte;
        read_all("a.csv", &bytes);
        read_all("a.csv", &bytes[..cut]);
    }

    #[test]
    fn a_damaged_workbook_never_brings_a_reader_down(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = workbook(&[("CPI 2019", book_rows(["Country", "ISO3", "CPI score 2019", "AFDB", "GI", "IMD", "ICRG", "WJP"], 0))]);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_all("a.xlsx", &bytes);
    }

    #[test]
    fn text_of_a_panel_comes_back_as_it_was_written(values in proptest::collection::vec(proptest::option::of(0u32..=100_000), 1..60)) {
        let codes = probity_registers::perception::countries().all();
        let mut text = "year,iso3,country,gi\n".to_owned();
        for (value, country) in values.iter().zip(codes) {
            text += &format!("2023,{},\"{}\",{}\n", country.iso3, country.name, value.map(|v| (f64::from(v) / 1000.0).to_string()).unwrap_or_default());
        }
        let reading = scores(&Input::bytes("a.csv", text.into_bytes()));
        // Five zeros and more in a full column are refused as "no data".
        let zeros = values.iter().filter(|value| **value == Some(0)).count();
        prop_assume!(zeros < 5);
        let got: Vec<(u64, f64)> = reading.records.iter().map(|cell| (cell.place.row, cell.value)).collect();
        let want: Vec<(u64, f64)> = values.iter().enumerate().filter_map(|(i, value)| value.map(|v| (i as u64 + 2, f64::from(v) / 1000.0))).collect();
        prop_assert_eq!(got, want);
    }
}
