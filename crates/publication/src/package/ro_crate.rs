//! `ro-crate-metadata.json`: RO-Crate 1.1 with the profile Process Run Crate. One action says that the program made
//! the results from the inputs; a reader need not know our recipe to see it.

use super::Files;
use super::release::Facts;
use super::{computed, recipe};
use crate::dataflow::LICENCE_URL;
use probity_core::Digest;
use serde_json::{Value, json};

const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";
/// What the manifest adds after the crate is written.
const FILE: &str = "ro-crate-metadata.json";

/// The document.
pub fn ro_crate(facts: &Facts<'_>, files: &Files) -> Value {
    let release = facts.release;
    let id = |path: &String| json!({"@id": path});
    let inputs: Vec<Value> = files.keys().filter(|path| path.starts_with("inputs/")).map(id).collect();
    let results: Vec<Value> = files.keys().filter(|path| computed::is_computed(path)).map(id).collect();
    let parts: Vec<Value> = files.keys().map(id).collect();
    let mut objects = inputs;
    objects.push(json!({"@id": "recipe.toml"}));
    let mut graph = vec![
        json!({
            "@id": FILE, "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}, "about": {"@id": "./"},
        }),
        json!({
            "@id": "./", "@type": "Dataset",
            "name": release.title.en, "description": facts.description().en, "datePublished": release.now,
            "license": {"@id": LICENCE_URL}, "publisher": {"@id": "#publisher"},
            "conformsTo": {"@id": PROFILE}, "hasPart": parts, "mentions": {"@id": "#run"},
        }),
        json!({"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}),
        json!({
            "@id": LICENCE_URL, "@type": "CreativeWork",
            "name": "Creative Commons Attribution 4.0", "identifier": "CC-BY-4.0",
            "description": "Share and adapt, with credit.",
        }),
        json!({"@id": "#publisher", "@type": "Organization", "name": release.title.en}),
        json!({
            "@id": "#run", "@type": "CreateAction", "name": "Findings computed from the inputs by the recipe",
            "description": format!("Can be repeated with `probity rerun`; see recipe.toml ({}).", recipe::FORMAT),
            "instrument": {"@id": "#probity"}, "agent": {"@id": "#publisher"},
            "object": objects, "result": results, "endTime": release.now,
        }),
        program(facts),
    ];
    graph.extend(files.iter().map(|(path, bytes)| file(facts, path, bytes)));
    json!({
        "@context": [
            "https://w3id.org/ro/crate/1.1/context",
            {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"},
        ],
        "@graph": graph,
    })
}

/// The program; its digest is that of the sources it was built from.
fn program(facts: &Facts<'_>) -> Value {
    let program = &facts.release.program;
    json!({
        "@id": "#probity", "@type": "SoftwareApplication", "name": "Probity",
        "softwareVersion": program.version, "version": program.version, "sha256": program.sources,
        "description": "An open integrity observatory. The digest is that of the sources and methods it was built from.",
    })
}

fn file(facts: &Facts<'_>, path: &str, bytes: &[u8]) -> Value {
    let mut entity = json!({
        "@id": path, "@type": "File", "name": name(facts, path), "encodingFormat": format_of(path),
        "contentSize": bytes.len().to_string(), "sha256": Digest::of(bytes),
    });
    if let Some(flow) = facts.flows.iter().find(|flow| path == computed::table_path(flow)) {
        entity["description"] = flow.description.en.clone().into();
    }
    entity
}

/// What a file is called: the data set's title, the imported file's name, or its path.
fn name(facts: &Facts<'_>, path: &str) -> String {
    let table = facts.flows.iter().find(|flow| path == computed::table_path(flow)).map(|flow| flow.title.en.clone());
    let input = || {
        let digest: Digest = path.strip_prefix("inputs/")?.parse().ok()?;
        Some(facts.release.records.file(&digest).to_owned())
    };
    table.or_else(input).unwrap_or_else(|| path.to_owned())
}

fn format_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("jsonld") => "application/ld+json",
        Some("toml") => "application/toml",
        Some("svg") => "image/svg+xml",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}
