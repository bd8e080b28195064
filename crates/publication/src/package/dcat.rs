//! `dcat.jsonld`: DCAT-AP 3 with its context inside, so that a catalogue can harvest the package without fetching
//! anything. Referenced nodes carry their class and the checksum's algorithm its own, as the profile's shapes want.

use super::Files;
use super::release::Facts;
use crate::dataflow::{Dataflow, LICENCE_URL};
use probity_core::{Digest, Text};
use serde_json::{Value, json};

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// The document.
pub fn dcat(facts: &Facts<'_>, files: &Files) -> Value {
    let mut graph = vec![catalogue(facts), publisher(facts)];
    graph.extend(facts.tables().map(|(flow, path)| dataset(facts, flow, &path)));
    graph.extend(facts.tables().map(|(flow, path)| distribution(facts, flow, &path, files)));
    graph.extend(shared());
    json!({"@context": context(), "@graph": graph})
}

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn words(text: &Text) -> Value {
    crate::dataflow::languages(text)
}

fn typed(value: &str, kind: &str) -> Value {
    json!({"@value": value, "@type": format!("xsd:{kind}")})
}

fn languages() -> Value {
    json!(["ENG", "KAZ", "RUS"].map(|code| json!({"@id": format!("{AUTHORITY}/language/{code}")})))
}

fn theme() -> String {
    format!("{AUTHORITY}/data-theme/JUST")
}

fn catalogue(facts: &Facts<'_>) -> Value {
    let release = facts.release;
    let datasets: Vec<Value> = facts.flows.iter().map(|flow| json!({"@id": format!("#{}", flow.dataset)})).collect();
    json!({
        "@id": "#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": words(&release.title),
        "dct:description": words(&facts.description()),
        "dct:publisher": {"@id": "#publisher"},
        "dct:license": {"@id": LICENCE_URL},
        "dct:language": languages(),
        "dct:issued": typed(&release.now, "date"),
        "dct:modified": typed(&release.now, "date"),
        "dcat:themeTaxonomy": {"@id": format!("{AUTHORITY}/data-theme")},
        "dcat:dataset": datasets,
    })
}

fn publisher(facts: &Facts<'_>) -> Value {
    json!({"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": words(&facts.release.title)})
}

fn dataset(facts: &Facts<'_>, flow: &Dataflow, path: &str) -> Value {
    let mut dataset = json!({
        "@id": format!("#{}", flow.dataset),
        "@type": "dcat:Dataset",
        "dct:title": words(&flow.title),
        "dct:description": words(&flow.description),
        "dct:identifier": flow.structure_id(),
        "dct:publisher": {"@id": "#publisher"},
        "dct:language": languages(),
        "dct:issued": typed(&facts.release.now, "date"),
        "dct:modified": typed(&facts.release.now, "date"),
        "dct:accessRights": {"@id": format!("{AUTHORITY}/access-right/PUBLIC")},
        "dcat:theme": {"@id": theme()},
        "dcat:distribution": {"@id": path},
    });
    if let Some((from, to)) = span(flow) {
        dataset["dct:temporal"] = json!({
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": typed(from, "gYear"),
            "dcat:endDate": typed(to, "gYear"),
        });
    }
    dataset
}

/// First and last year of a data set whose periods are years.
pub fn span(flow: &Dataflow) -> Option<(&str, &str)> {
    let codes = &flow.time()?.codes;
    let year = |code: &str| code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit());
    let all = codes.iter().all(|code| year(&code.id));
    Some((codes.first()?.id.as_str(), codes.last()?.id.as_str())).filter(|_| all)
}

fn distribution(facts: &Facts<'_>, flow: &Dataflow, path: &str, files: &Files) -> Value {
    let bytes = files.get(path).map_or(&[][..], Vec::as_slice);
    json!({
        "@id": path,
        "@type": "dcat:Distribution",
        "dct:title": words(&flow.title),
        "dct:license": {"@id": LICENCE_URL},
        "dct:format": {"@id": format!("{AUTHORITY}/file-type/CSV")},
        "dct:issued": typed(&facts.release.now, "date"),
        "dcat:accessURL": {"@id": path},
        "dcat:downloadURL": {"@id": path},
        "dcat:mediaType": {"@id": "http://www.iana.org/assignments/media-types/text/csv"},
        "dcat:byteSize": typed(&bytes.len().to_string(), "nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": typed(&Digest::of(bytes).to_string(), "hexBinary"),
        },
    })
}

/// The nodes others refer to, with their classes.
fn shared() -> Vec<Value> {
    let node = |id: String, class: &str| json!({"@id": id, "@type": class});
    let scheme = format!("{AUTHORITY}/data-theme");
    let mut nodes: Vec<Value> =
        ["ENG", "KAZ", "RUS"].map(|code| node(format!("{AUTHORITY}/language/{code}"), "dct:LinguisticSystem")).into();
    nodes.extend([
        node(LICENCE_URL.to_owned(), "dct:LicenseDocument"),
        node(format!("{AUTHORITY}/access-right/PUBLIC"), "dct:RightsStatement"),
        node(format!("{AUTHORITY}/file-type/CSV"), "dct:MediaTypeOrExtent"),
        node("http://www.iana.org/assignments/media-types/text/csv".to_owned(), "dct:MediaType"),
        node("spdx:checksumAlgorithm_sha256".to_owned(), "spdx:ChecksumAlgorithm"),
        json!({"@id": scheme, "@type": "skos:ConceptScheme", "dct:title": {"@value": "Data theme", "@language": "en"}}),
        json!({
            "@id": theme(), "@type": "skos:Concept", "skos:inScheme": {"@id": scheme},
            "skos:prefLabel": {"@value": "Justice, legal system and public safety", "@language": "en"},
        }),
    ]);
    nodes
}
