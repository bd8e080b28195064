//! `croissant.json`: the tables in the words of Croissant 1.0, the format of data sets for machine learning. A model
//! trained on these numbers sees their intervals and statuses as fields of their own.

use super::Files;
use super::release::Facts;
use crate::dataflow::{Dataflow, LICENCE_URL, canonical_header, is_number, sdmx_header, title};
use probity_core::Digest;
use serde_json::{Value, json};

/// The document.
pub fn croissant(facts: &Facts<'_>, files: &Files) -> Value {
    let release = facts.release;
    let file = |(flow, path): (&Dataflow, String)| {
        let bytes = files.get(&path).map_or(&[][..], Vec::as_slice);
        json!({
            "@type": "cr:FileObject", "@id": format!("{}.csv", flow.dataset), "name": format!("{}.csv", flow.dataset),
            "description": flow.title.en, "contentUrl": path, "encodingFormat": "text/csv",
            "contentSize": format!("{} B", bytes.len()), "sha256": Digest::of(bytes),
        })
    };
    json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "name": release.name(),
        "description": format!("{}. {}", release.title.en, facts.description().en),
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": LICENCE_URL,
        "url": "./",
        "datePublished": format!("{}T00:00:00Z", release.now),
        "creator": {"@type": "sc:Organization", "name": release.title.en},
        "citeAs": format!("{}, {}", release.title.en, release.now),
        "inLanguage": ["en", "kk", "ru"],
        "distribution": facts.tables().map(file).collect::<Vec<_>>(),
        "recordSet": facts.flows.iter().map(records).collect::<Vec<_>>(),
    })
}

fn records(flow: &Dataflow) -> Value {
    let header = if flow.is_cube() { sdmx_header(flow) } else { canonical_header(flow) };
    let id = |name: &str| format!("{}/{name}", flow.dataset);
    let field = |name: &String| {
        let dimension = flow.dimensions.iter().find(|dimension| dimension.id == *name);
        let text = dimension.map_or_else(|| title("CONCEPT", name), |dimension| dimension.title.clone());
        json!({
            "@type": "cr:Field", "@id": id(name), "name": name, "description": text.en,
            "dataType": if is_number(name) { "sc:Float" } else { "sc:Text" },
            "source": {"fileObject": {"@id": format!("{}.csv", flow.dataset)}, "extract": {"column": name}},
        })
    };
    let key: Vec<Value> = flow.dimensions.iter().map(|dimension| json!({"@id": id(&dimension.id)})).collect();
    json!({
        "@type": "cr:RecordSet", "@id": flow.dataset, "name": flow.dataset, "description": flow.description.en,
        "key": key, "field": header.iter().map(field).collect::<Vec<_>>(),
    })
}

/// The context of the standard, word for word where it concerns us.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "dct": "http://purl.org/dc/terms/",
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
