//! CSV on the Web: metadata that stand beside a table and say what its columns are, in three languages.

use super::codes::title;
use super::{Dataflow, canonical_header, sdmx_header};
use probity_core::Text;
use serde_json::{Map, Value, json};

/// The metadata of a flow's table at `url`, relative to the metadata. `sdmx` says that it is SDMX-CSV.
pub fn csvw(flow: &Dataflow, url: &str, sdmx: bool) -> Value {
    let header = if sdmx { sdmx_header(flow) } else { canonical_header(flow) };
    let columns: Vec<Value> = header.iter().map(|name| column(flow, name)).collect();
    let key: Vec<&str> = flow.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": languages(&flow.title),
        "dc:description": languages(&flow.description),
        "dc:license": {"@id": crate::dataflow::LICENCE_URL},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": true},
        "tableSchema": {"columns": columns, "primaryKey": key},
    })
}

fn column(flow: &Dataflow, name: &str) -> Value {
    let dimension = flow.dimensions.iter().find(|dimension| dimension.id == name);
    let text = dimension.map_or_else(|| title("CONCEPT", name), |dimension| dimension.title.clone());
    // The name comes first: validators compare it with the header; the other titles are what people read.
    let titles = json!({"und": name, "en": text.en, "kk": text.kk, "ru": text.ru});
    let mut column = Map::new();
    column.insert("name".to_owned(), name.into());
    column.insert("titles".to_owned(), titles);
    let datatype = if is_number(name) { "number" } else { "string" };
    column.insert("datatype".to_owned(), datatype.into());
    if dimension.is_some() || matches!(name, "STRUCTURE" | "STRUCTURE_ID" | "ACTION" | "OBSERVATION") {
        column.insert("required".to_owned(), true.into());
    }
    Value::Object(column)
}

/// Whether a column holds numbers.
pub fn is_number(name: &str) -> bool {
    matches!(name, "OBS_VALUE" | "LOWER_BOUND" | "UPPER_BOUND")
}

/// A text as values with their language.
pub fn languages(text: &Text) -> Value {
    json!([
        {"@value": text.en, "@language": "en"},
        {"@value": text.kk, "@language": "kk"},
        {"@value": text.ru, "@language": "ru"},
    ])
}
