//! SDMX-JSON structure message: concepts, code lists, data structures and dataflows. A reader with SDMX tools needs
//! nothing else to understand the tables of a package or the answers of the API.

use super::codes::title;
use super::{AGENCY, ATTRIBUTES, Code, Dataflow, Dimension, Role};
use probity_core::Text;
use probity_statistics::cube::{ConfStatus, ObsStatus};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const VERSION: &str = "1.0.0";
const SCHEMA: &str = "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json";

/// The structure message of `flows`; `prepared` is an ISO 8601 date.
pub fn structure(flows: &[Dataflow], prepared: &str) -> Value {
    let mut codelists: Vec<Value> = flows.iter().flat_map(code_lists).collect();
    codelists.push(code_list("CL_OBS_STATUS", &title("CONCEPT", "OBS_STATUS"), &fixed("OBS_STATUS")));
    codelists.push(code_list("CL_CONF_STATUS", &title("CONCEPT", "CONF_STATUS"), &fixed("CONF_STATUS")));
    json!({
        "meta": super::sdmx_data::meta("STRUCTURE", SCHEMA, prepared),
        "data": {
            "conceptSchemes": [concepts(flows)],
            "codelists": codelists,
            "dataStructures": flows.iter().map(data_structure).collect::<Vec<_>>(),
            "dataflows": flows.iter().map(dataflow).collect::<Vec<_>>(),
        },
    })
}

/// The codes of a status list.
pub fn fixed(list: &str) -> Vec<Code> {
    let codes: Vec<&str> = match list {
        "OBS_STATUS" => ObsStatus::ALL.iter().map(|code| code.code()).collect(),
        _ => ConfStatus::ALL.iter().map(|code| code.code()).collect(),
    };
    codes.into_iter().map(|code| Code { id: code.to_owned(), title: title(list, code) }).collect()
}

/// What every artefact has: identifier, version, agency and names.
fn artefact(id: &str, version: &str, name: &Text) -> Map<String, Value> {
    let mut map = named(id, name);
    map.insert("agencyID".to_owned(), AGENCY.into());
    map.insert("version".to_owned(), version.into());
    map.insert("isExternalReference".to_owned(), false.into());
    map
}

/// Identifier and names.
pub fn named(id: &str, name: &Text) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("id".to_owned(), id.into());
    map.insert("name".to_owned(), name.en.clone().into());
    map.insert("names".to_owned(), names(name));
    map
}

pub fn names(text: &Text) -> Value {
    json!({"en": text.en, "kk": text.kk, "ru": text.ru})
}

fn with(mut map: Map<String, Value>, key: &str, value: impl Into<Value>) -> Value {
    map.insert(key.to_owned(), value.into());
    Value::Object(map)
}

fn concepts(flows: &[Dataflow]) -> Value {
    let dimensions = flows.iter().flat_map(|flow| &flow.dimensions).map(|dimension| dimension.id.as_str());
    let ids: BTreeSet<&str> = dimensions.chain(["OBS_VALUE"]).chain(ATTRIBUTES).collect();
    let concept = |id: &str| Value::Object(named(id, &title("CONCEPT", id)));
    let concepts: Vec<Value> = ids.into_iter().map(concept).collect();
    let name = Text { en: "Concepts".to_owned(), kk: "Ұғымдар".to_owned(), ru: "Понятия".to_owned() };
    with(artefact("CONCEPTS", VERSION, &name), "concepts", concepts)
}

fn code_lists(flow: &Dataflow) -> Vec<Value> {
    let coded = flow.dimensions.iter().filter(|dimension| !is_time(dimension));
    coded.map(|dimension| code_list(&list_id(flow, dimension), &dimension.title, &dimension.codes)).collect()
}

fn code_list(id: &str, name: &Text, codes: &[Code]) -> Value {
    let codes: Vec<Value> = codes.iter().map(|code| Value::Object(named(&code.id, &code.title))).collect();
    with(artefact(id, VERSION, name), "codes", codes)
}

fn list_id(flow: &Dataflow, dimension: &Dimension) -> String {
    format!("CL_{}_{}", flow.id, dimension.id)
}

/// SDMX reserves `TIME_PERIOD` for its own dimension of time; spans such as `2012-2023` are ordinary codes.
fn is_time(dimension: &Dimension) -> bool {
    dimension.role == Role::Time && dimension.id == "TIME_PERIOD"
}

fn concept_urn(id: &str) -> String {
    format!("urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:CONCEPTS({VERSION}).{id}")
}

fn list_urn(id: &str) -> String {
    format!("urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:{id}({VERSION})")
}

fn data_structure(flow: &Dataflow) -> Value {
    let ordinary = flow.dimensions.iter().filter(|dimension| !is_time(dimension));
    let dimensions: Vec<Value> = ordinary
        .zip(1..)
        .map(|(dimension, position)| {
            json!({
                "id": dimension.id, "position": position, "conceptIdentity": concept_urn(&dimension.id),
                "localRepresentation": {"enumeration": list_urn(&list_id(flow, dimension))},
            })
        })
        .collect();
    let mut list = Map::new();
    list.insert("id".to_owned(), "DimensionDescriptor".into());
    list.insert("dimensions".to_owned(), dimensions.into());
    if flow.dimensions.iter().any(is_time) {
        let time = json!({
            "id": "TIME_PERIOD", "conceptIdentity": concept_urn("TIME_PERIOD"),
            "localRepresentation": {"format": {"dataType": "ObservationalTimePeriod"}},
        });
        list.insert("timeDimension".to_owned(), time);
    }
    let components = json!({
        "dimensionList": list,
        "measureList": {"id": "MeasureDescriptor", "measures": [{
            "id": "OBS_VALUE", "usage": "optional", "conceptIdentity": concept_urn("OBS_VALUE"),
            "localRepresentation": {"format": {"dataType": "Double"}},
        }]},
        "attributeList": {
            "id": "AttributeDescriptor",
            "attributes": ATTRIBUTES.iter().map(|id| attribute(id)).collect::<Vec<_>>(),
        },
    });
    with(artefact(&flow.id, &flow.version, &flow.title), "dataStructureComponents", components)
}

fn attribute(id: &str) -> Value {
    let representation = match id {
        "OBS_STATUS" | "CONF_STATUS" => json!({"enumeration": list_urn(&format!("CL_{id}"))}),
        "LOWER_BOUND" | "UPPER_BOUND" => json!({"format": {"dataType": "Double"}}),
        _ => json!({"format": {"dataType": "String"}}),
    };
    let usage = if matches!(id, "OBS_STATUS" | "CONF_STATUS" | "OBSERVATION") { "mandatory" } else { "optional" };
    json!({
        "id": id, "usage": usage, "attributeRelationship": {"observation": {}},
        "conceptIdentity": concept_urn(id), "localRepresentation": representation,
    })
}

fn dataflow(flow: &Dataflow) -> Value {
    let mut map = artefact(&flow.id, &flow.version, &flow.title);
    map.insert("description".to_owned(), flow.description.en.clone().into());
    map.insert("descriptions".to_owned(), names(&flow.description));
    let urn = format!("urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={}", flow.structure_id());
    with(map, "structure", urn)
}
