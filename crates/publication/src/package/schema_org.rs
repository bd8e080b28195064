//! `schema.jsonld`: the package in the words of schema.org, for search engines of data.

use super::Files;
use super::release::Facts;
use crate::dataflow::{Dataflow, LICENCE_URL, languages};
use probity_core::{Digest, Text};
use serde_json::{Value, json};

/// The document.
pub fn schema(facts: &Facts<'_>, files: &Files) -> Value {
    let release = facts.release;
    let agent = json!({"@type": "Organization", "@id": "#publisher", "name": words(&release.title)});
    json!({
        "@context": "https://schema.org/",
        "@type": "DataCatalog",
        "name": words(&release.title),
        "description": words(&facts.description()),
        "license": LICENCE_URL,
        "inLanguage": ["en", "kk", "ru"],
        "dateModified": release.now,
        "publisher": agent,
        "dataset": facts.tables().map(|(flow, path)| dataset(facts, flow, &path, files)).collect::<Vec<_>>(),
    })
}

fn words(text: &Text) -> Value {
    languages(text)
}

fn dataset(facts: &Facts<'_>, flow: &Dataflow, path: &str, files: &Files) -> Value {
    let bytes = files.get(path).map_or(&[][..], Vec::as_slice);
    let measured = flow.dimensions.iter().filter(|dimension| dimension.id == "MEASURE");
    let measured: Vec<Value> = measured
        .flat_map(|dimension| &dimension.codes)
        .map(|code| json!({"@type": "PropertyValue", "name": code.title.en, "propertyID": code.id}))
        .collect();
    json!({
        "@type": "Dataset",
        "@id": format!("#{}", flow.dataset),
        "identifier": flow.structure_id(),
        "name": words(&flow.title),
        "description": words(&flow.description),
        "license": LICENCE_URL,
        "creator": {"@id": "#publisher"},
        "dateModified": facts.release.now,
        "isAccessibleForFree": true,
        "temporalCoverage": super::dcat::span(flow).map(|(from, to)| format!("{from}/{to}")),
        "variableMeasured": measured,
        "distribution": [{
            "@type": "DataDownload",
            "contentUrl": path,
            "encodingFormat": "text/csv",
            "contentSize": format!("{} B", bytes.len()),
            "sha256": Digest::of(bytes),
        }],
    })
}
