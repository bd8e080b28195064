//! The forms a dataflow leaves the house in, on a small invented flow with every kind of cell.

use super::*;
use probity_core::Language;
use serde_json::Value;

fn code(id: &str) -> Code {
    Code { id: id.to_owned(), title: codes::same(id) }
}

fn row(key: [&str; 2], value: Option<f64>, obs_status: ObsStatus, reason: &str) -> Observation {
    Observation {
        key: key.map(str::to_owned).to_vec(),
        value,
        interval: value.map(|value| (value - 1.5, f64::INFINITY)),
        unit: "points".to_owned(),
        obs_status,
        conf_status: ConfStatus::Free,
        reason: reason.to_owned(),
        finding: format!("m:score:{}:{}", key[0], key[1]).parse().unwrap(),
    }
}

fn flow() -> Dataflow {
    let dimension = |id: &str, role, codes: &[&str]| Dimension {
        id: id.to_owned(),
        title: title("CONCEPT", id),
        role,
        codes: codes.iter().map(|id| code(id)).collect(),
    };
    Dataflow {
        dataset: "m".to_owned(),
        id: "M".to_owned(),
        version: "1.0.0".to_owned(),
        title: codes::same("Title"),
        description: codes::same("Description"),
        dimensions: vec![
            dimension("REF_AREA", Role::Area, &["XAA", "XAB"]),
            dimension("TIME_PERIOD", Role::Time, &["2021", "2022"]),
        ],
        observations: vec![
            row(["XAA", "2021"], Some(0.0), ObsStatus::Normal, "a,\"b\""),
            row(["XAA", "2022"], None, ObsStatus::Missing, "missing"),
            row(["XAB", "2022"], Some(0.1 + 0.2), ObsStatus::Break, ""),
        ],
    }
}

#[test]
fn the_plain_table_quotes_only_what_it_must_and_leaves_absent_cells_empty() {
    let flow = flow();
    let table = canonical_csv(&flow, &flow.rows());
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[1], "XAA,2021,0,-1.5,,points,A,F,\"a,\"\"b\"\"\",m:score:XAA:2021");
    assert_eq!(lines[2], "XAA,2022,,,,points,O,F,missing,m:score:XAA:2022");
    assert!(lines[3].starts_with("XAB,2022,0.30000000000000004,"));
    assert!(table.ends_with('\n') && !table.contains('\r'));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert!(reader.records().all(|record| record.unwrap().len() == lines[0].split(',').count()));
}

#[test]
fn sdmx_csv_says_structure_and_action_and_is_otherwise_the_plain_table() {
    let flow = flow();
    let (plain, sdmx) = (canonical_csv(&flow, &flow.rows()), sdmx_csv(&flow, &flow.rows()));
    for (plain, sdmx) in plain.lines().zip(sdmx.lines()).skip(1) {
        assert_eq!(sdmx, format!("dataflow,PROBITY:M(1.0.0),I,{plain}"));
    }
    assert!(sdmx.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,"));
}

#[test]
fn json_stat_counts_cells_in_rows_and_has_no_value_where_there_is_none() {
    let flow = flow();
    let document = jsonstat(&flow, &flow.rows(), Language::En);
    assert_eq!(document["size"], serde_json::json!([2, 2]));
    assert_eq!(document["value"]["0"], 0.0);
    assert_eq!((document["value"].get("1"), &document["status"]["1"]), (None, &Value::from("O")));
    assert_eq!(document["status"].get("2"), None, "a cell nobody speaks of has no status either");
    assert_eq!(document["value"]["3"], 0.1 + 0.2);
}

#[test]
fn sdmx_json_points_into_its_lists_and_lists_only_what_occurs() {
    let flow = flow();
    let rows: Vec<&Observation> = flow.observations.iter().skip(1).collect();
    let document = sdmx_json(&flow, &rows, "2026-11-21");
    let structure = &document["data"]["structures"][0];
    let periods = structure["dimensions"]["observation"][1]["values"].as_array().unwrap();
    assert_eq!(periods.len(), 1, "only 2022 occurs in these rows");
    let observations = document["data"]["dataSets"][0]["observations"].as_object().unwrap();
    assert_eq!(observations["0:0"][0], Value::Null);
    let status = observations["0:0"][4].as_u64().unwrap() as usize;
    assert_eq!(structure["attributes"]["observation"][3]["values"][status]["id"], "O");
}

#[test]
fn every_code_of_the_structure_has_names_in_three_languages() {
    let document = structure(&[flow()], "2026-11-21");
    for list in document["data"]["codelists"].as_array().unwrap() {
        for code in list["codes"].as_array().unwrap() {
            assert_eq!(code["names"].as_object().unwrap().keys().collect::<Vec<_>>(), ["en", "kk", "ru"], "{code}");
        }
    }
    assert_eq!(document["data"]["dataStructures"][0]["id"], "M");
}

#[test]
fn procurement_leaves_the_house_as_counts_with_a_dimension_for_each_part_of_a_subject() {
    let records = crate::gallery::tenders::shown();
    let flows = all(&records);
    let ids = |flow: &Dataflow| flow.dimensions.iter().map(|dimension| dimension.id.clone()).collect::<Vec<_>>();
    let layouts: Vec<(&str, Vec<String>)> = flows.iter().map(|flow| (flow.id.as_str(), ids(flow))).collect();
    let expected = [
        ("FIELD_COVERAGE", &["MEASURE", "FIELD", "PUBLISHER", "PERIOD"][..]),
        ("FLAG_RATES", &["MEASURE", "FLAG", "SUBJECT_TYPE", "PUBLISHER", "PERIOD"]),
        ("MARKET_CONCENTRATION", &["MEASURE", "MARKET", "PERIOD"]),
    ];
    let expected = expected.map(|(id, dimensions)| (id, dimensions.iter().map(|own| (*own).to_owned()).collect()));
    assert_eq!(layouts, expected, "findings about single processes and firms are no data sets");
    for flow in &flows {
        let keys: std::collections::BTreeSet<&Vec<String>> = flow.observations.iter().map(|row| &row.key).collect();
        assert_eq!(keys.len(), records.of(&flow.dataset).count(), "{}: every finding has a key of its own", flow.id);
    }
    let code = |dimension: &str, code: &str| {
        let dimension = flows[1].dimensions.iter().find(|own| own.id == dimension).unwrap();
        dimension.codes.iter().find(|own| own.id == code).unwrap().title.clone()
    };
    assert_eq!(code("FLAG", "R018").en, format!("R018 {}", records.methodologies["R018"].title.en));
    assert_eq!(code("PUBLISHER", "_T").kk, "Барлық жариялаушы");
    assert_eq!(code("PERIOD", "all").ru, "Весь период");
}
