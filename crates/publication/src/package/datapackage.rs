//! `datapackage.json`: Frictionless Data Package v2. `fieldsMatch` is left out, because the prose of the standard says
//! text, its profile says list, and validators follow the one or the other; `version` is left out, because the
//! package's version is made of the hash of a manifest that names this file.

use super::Files;
use super::release::Facts;
use crate::dataflow::{Dataflow, LICENCE_URL, canonical_header, is_number, sdmx_header, title};
use probity_core::Digest;
use serde_json::{Map, Value, json};

const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The descriptor.
pub fn datapackage(facts: &Facts<'_>, files: &Files) -> Value {
    let release = facts.release;
    json!({
        "$schema": PROFILE,
        "name": release.name(),
        "title": release.title.en,
        "description": facts.description().en,
        "created": format!("{}T00:00:00Z", release.now),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE_URL, "title": "Creative Commons Attribution 4.0"}],
        "sources": sources(facts),
        "contributors": [{"title": release.title.en, "roles": ["publisher"]}],
        "keywords": ["corruption", "integrity"],
        "resources": facts.tables().map(|(flow, path)| resource(flow, &path, files)).collect::<Vec<_>>(),
    })
}

fn sources(facts: &Facts<'_>) -> Vec<Value> {
    let source = |named: super::quality::NamedSource<'_>| {
        let mut source = Map::new();
        source.insert("title".to_owned(), named.import.name.clone().into());
        let path =
            if named.shipped { format!("inputs/{}", named.import.source) } else { named.import.terms.from.clone() };
        if !path.is_empty() {
            source.insert("path".to_owned(), path.into());
        }
        Value::Object(source)
    };
    facts.named_sources().into_iter().map(source).collect()
}

fn resource(flow: &Dataflow, path: &str, files: &Files) -> Value {
    let bytes = files.get(path).map_or(&[][..], Vec::as_slice);
    let header = if flow.is_cube() { sdmx_header(flow) } else { canonical_header(flow) };
    let key: Vec<&str> = flow.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
    json!({
        "name": flow.dataset,
        "path": path,
        "title": flow.title.en,
        "description": flow.description.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": format!("sha256:{}", Digest::of(bytes)),
        "schema": {
            "fields": header.iter().map(|name| field(flow, name)).collect::<Vec<_>>(),
            "primaryKey": key,
            "missingValues": [""],
        },
    })
}

fn field(flow: &Dataflow, name: &str) -> Value {
    let dimension = flow.dimensions.iter().find(|dimension| dimension.id == name);
    let text = dimension.map_or_else(|| title("CONCEPT", name), |dimension| dimension.title.clone());
    let kind = if is_number(name) { "number" } else { "string" };
    let required = dimension.is_some() || matches!(name, "OBS_STATUS" | "CONF_STATUS" | "OBSERVATION");
    let mut field = Map::new();
    field.insert("name".to_owned(), name.into());
    field.insert("type".to_owned(), kind.into());
    field.insert("title".to_owned(), text.en.into());
    if required {
        field.insert("constraints".to_owned(), json!({"required": true}));
    }
    Value::Object(field)
}
