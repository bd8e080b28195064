//! JSON-stat 2.0: a cube whose cells stand in one list in the order of the dimensions. Cells without a value are left
//! out of `value` and named in `status`, so that nothing can be read as zero.

use super::{ATTRIBUTES, Code, Dataflow, Observation, Role};
use probity_core::Language;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The rows as a JSON-stat data set with labels in `language`. Only codes that occur in the rows are listed.
pub fn jsonstat(flow: &Dataflow, rows: &[&Observation], language: Language) -> Value {
    let used: Vec<Vec<&Code>> = (0..flow.dimensions.len()).map(|position| codes(flow, rows, position)).collect();
    let places: Vec<BTreeMap<&str, u64>> =
        used.iter().map(|codes| codes.iter().map(|code| code.id.as_str()).zip(0..).collect()).collect();
    let sizes: Vec<u64> = used.iter().map(|codes| codes.len() as u64).collect();
    let (mut values, mut status, mut more) = (Map::new(), Map::new(), Map::new());
    for row in rows {
        let Some(place) = place(row, &places, &sizes) else { continue };
        let place = place.to_string();
        if let Some(value) = row.value {
            values.insert(place.clone(), value.into());
        }
        status.insert(place.clone(), row.obs_status.code().into());
        more.insert(place, super::table::attributes(row).to_vec().into());
    }
    let ids: Vec<&str> = flow.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
    json!({
        "version": "2.0",
        "class": "dataset",
        "label": flow.title.get(language),
        "source": super::AGENCY,
        "id": ids,
        "size": sizes,
        "role": roles(flow),
        "dimension": dimensions(flow, &used, language),
        "value": values,
        "status": status,
        "extension": {"structure": flow.structure_id(), "attributes": ATTRIBUTES, "observations": more},
    })
}

/// The codes of a dimension that occur in the rows, in the order of the code list.
pub fn codes<'a>(flow: &'a Dataflow, rows: &[&Observation], position: usize) -> Vec<&'a Code> {
    let used: BTreeSet<&str> = rows.iter().map(|row| row.key[position].as_str()).collect();
    flow.dimensions[position].codes.iter().filter(|code| used.contains(code.id.as_str())).collect()
}

/// The cell's number, row-major; `None` when the product of sizes is beyond what a number can count.
fn place(row: &Observation, places: &[BTreeMap<&str, u64>], sizes: &[u64]) -> Option<u64> {
    let mut place: u64 = 0;
    for ((code, known), size) in row.key.iter().zip(places).zip(sizes) {
        place = place.checked_mul(*size)?.checked_add(*known.get(code.as_str())?)?;
    }
    Some(place)
}

fn roles(flow: &Dataflow) -> Value {
    let mut roles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for dimension in &flow.dimensions {
        let role = match dimension.role {
            Role::Time => "time",
            Role::Area => "geo",
            Role::Other if dimension.id == "MEASURE" => "metric",
            Role::Other => continue,
        };
        roles.entry(role).or_default().push(&dimension.id);
    }
    json!(roles)
}

fn dimensions(flow: &Dataflow, used: &[Vec<&Code>], language: Language) -> Value {
    let category = |codes: &Vec<&Code>| {
        let index: Vec<&str> = codes.iter().map(|code| code.id.as_str()).collect();
        let label: Map<String, Value> =
            codes.iter().map(|code| (code.id.clone(), code.title.get(language).into())).collect();
        json!({"index": index, "label": label})
    };
    let named = flow.dimensions.iter().zip(used).map(|(dimension, codes)| {
        let value = json!({"label": dimension.title.get(language), "category": category(codes)});
        (dimension.id.clone(), value)
    });
    Value::Object(named.collect())
}
