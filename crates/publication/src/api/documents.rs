//! The documents of the interface that are no tables: what there is, the data sets, their structures, one observation
//! with how it came about.

use super::addresses::{ADDRESSES, Values, Verb};
use super::problem::{Kind, Problem};
use super::{Api, DataSet, Proof, Reply};
use crate::dataflow::{AGENCY, Dataflow, LICENCE_URL, Observation};
use crate::route::Route;
use probity_core::{Evidence, FindingId, Language, Text};
use probity_statistics::cube::ConfStatus;
use serde_json::{Map, Value, json};

/// The media type of documents.
pub const JSON: &str = "application/json";

/// The licence of published data, by its SPDX name.
const LICENCE: &str = "CC-BY-4.0";

/// What there is.
pub fn index() -> Reply {
    let reads = ADDRESSES.iter().filter(|address| address.verb == Verb::Get && address.template != "/v1");
    let templates: Vec<&str> = reads.map(|address| address.template).collect();
    Reply::json(200, JSON, &json!({"openapi": "/v1/openapi.json", "reads": templates, "writes": ["/v1/verify"]}))
}

/// The data sets.
pub fn datasets(api: &Api) -> Reply {
    let sets: Vec<Value> = api.sets.iter().map(dataset).collect();
    Reply::json(200, JSON, &json!({"datasets": sets}))
}

fn dataset(set: &DataSet) -> Value {
    let vintage = set.now();
    let flow = &vintage.flow;
    let dimensions: Vec<&str> = flow.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
    let vintages: Vec<String> = set.vintages.iter().map(|vintage| vintage.from.to_string()).collect();
    json!({
        "id": flow.dataset,
        "title": text(&flow.title),
        "description": text(&flow.description),
        "flow": flow.id,
        "version": flow.version,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "updated": vintage.from.to_string(),
        "vintages": vintages,
        "dimensions": dimensions,
        "observations": flow.observations.len(),
        "data": format!("/v1/data/{}", flow.id),
    })
}

fn text(text: &Text) -> Value {
    let pair = |language: Language| (language.code().to_owned(), Value::from(text.get(language)));
    Value::Object(Language::ALL.into_iter().map(pair).collect())
}

/// The SDMX structures of one dataflow or of all.
///
/// # Errors
/// When there is no such dataflow.
pub fn structure(api: &Api, values: &Values) -> Result<Reply, Problem> {
    let (agency, version) = (values.get("agency"), values.get("version"));
    let flows: Vec<Dataflow> = match values.get("flow") {
        None | Some("*" | "all") if matches!(agency, None | Some(AGENCY | "*" | "all")) => {
            api.sets.iter().map(|set| set.now().flow.clone()).collect()
        }
        flow => vec![api.named(agency, flow.unwrap_or("*"), version)?.now().flow.clone()],
    };
    let latest = api.sets.iter().map(|set| set.now().from).max_by_key(|day| day.latest());
    let prepared = latest.map(|day| day.to_string()).unwrap_or_default();
    let message = crate::dataflow::structure(&flows, &prepared);
    Ok(Reply::json(200, "application/vnd.sdmx.structure+json;version=2.0.0", &message))
}

/// One observation with how it was computed and what it rests on.
///
/// # Errors
/// When there is none of that name.
pub fn observation(api: &Api, name: &str) -> Result<Reply, Problem> {
    let missing = |why: String| Problem::new(Kind::NotFound, why);
    let id: FindingId = name.parse().map_err(missing)?;
    let of_method = api.sets.iter().filter(|set| set.now().flow.dataset == id.method);
    let found = of_method.map(|set| &set.now().flow).find_map(|flow| {
        let observation = flow.observations.iter().find(|observation| observation.finding == id)?;
        Some((flow, observation))
    });
    let (flow, observation) = found.ok_or_else(|| missing(format!("there is no observation `{name}`")))?;
    Ok(Reply::json(200, JSON, &described(flow, observation, api.proofs.proof(&id))))
}

fn described(flow: &Dataflow, observation: &Observation, proof: Option<Proof>) -> Value {
    let id = observation.finding.to_string();
    let code = |(dimension, code): (&crate::dataflow::Dimension, &String)| (dimension.id.clone(), code.as_str().into());
    let key: Map<String, Value> = flow.dimensions.iter().zip(&observation.key).map(code).collect();
    let page =
        |language: Language| (language.code().to_owned(), Value::from(Route::Observation(id.clone()).href(language)));
    let sources = |proof: &Proof| -> Vec<Value> {
        // What disclosure control withholds is not to be read from its sources either.
        let shown = observation.conf_status == ConfStatus::Free;
        proof.evidence.iter().map(|cell| source(cell, shown)).collect()
    };
    json!({
        "id": id,
        "flow": flow.id,
        "dataset": flow.dataset,
        "key": key,
        "value": observation.value,
        "lower": observation.interval.map(|(low, _)| low),
        "upper": observation.interval.map(|(_, high)| high),
        "unit": observation.unit,
        "obs_status": observation.obs_status.code(),
        "conf_status": observation.conf_status.code(),
        "reason": observation.reason,
        "method": observation.finding.method,
        "method_version": proof.as_ref().map(|proof| proof.version.clone()),
        "run": proof.as_ref().map(|proof| proof.run.to_string()),
        "sources": proof.as_ref().map(sources).unwrap_or_default(),
        "pages": Value::Object(Language::ALL.into_iter().map(page).collect()),
    })
}

fn source(cell: &Evidence, shown: bool) -> Value {
    json!({
        "register": cell.register,
        "role": cell.role,
        "value": if shown { cell.value.as_str() } else { "" },
        "sha256": cell.origin.source.to_string(),
        // What stands in no source has no place in it.
        "place": if cell.is_computed() { String::new() } else { cell.origin.place.to_string() },
    })
}
