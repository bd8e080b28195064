//! The OpenAPI 3.1 description of the interface. Its paths are written from the table of addresses, its codes from the
//! data that are served; what each operation means is said here.

use super::addresses::{ADDRESSES, Address, To, Verb};
use super::filter::OPERATORS;
use super::format::Format;
use super::parameters::LIMIT_MAX;
use super::{Api, Reply};
use serde_json::{Map, Value, json};

mod schemas;

/// The document.
pub fn reply(api: &Api) -> Reply {
    Reply::json(200, "application/json", &document(api))
}

/// The document as a value.
pub fn document(api: &Api) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for address in ADDRESSES.iter().filter(|address| address.template != "/v1") {
        let verb = if address.verb == Verb::Post { "post" } else { "get" };
        paths.insert(address.template.to_owned(), json!({verb: operation(api, address)}));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Probity",
            "version": "1",
            "summary": "Data of an open integrity observatory",
            "description": "Every number with its interval, its status and its proof. No key is needed to read. A \
                            suppressed observation has no value and says so by its status, in every format.",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/"}],
        "security": [],
        "paths": paths,
        "components": {"schemas": schemas::all(), "responses": schemas::responses()},
    })
}

fn operation(api: &Api, address: &Address) -> Value {
    let (id, summary) = words(address);
    let mut operation = json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters(api, address),
        "responses": responses(address.to),
    });
    if address.to == To::Verify {
        let hash = "0".repeat(64);
        operation["requestBody"] = json!({
            "required": true,
            "description": "The text of a package's MANIFEST.note, or the SHA-256 of its MANIFEST.",
            "content": {"text/plain": {
                "schema": {"type": "string", "pattern": "^(sha256:)?[0-9a-fA-F]{64}$"},
                "example": hash,
            }},
        });
    }
    operation
}

/// Name and meaning of an operation.
fn words(address: &Address) -> (&'static str, &'static str) {
    let long = address.template.contains("{agency}");
    let key = address.template.contains("{key}");
    match (address.to, long, key) {
        (To::Index, ..) => ("index", "What there is"),
        (To::OpenApi, ..) => ("openapi", "This document"),
        (To::Datasets, ..) => ("datasets", "The data sets"),
        (To::Data, false, false) => ("data", "All observations of a dataflow"),
        (To::Data, false, true) => ("dataByKey", "The observations of a dataflow that a key asks for"),
        (To::Data, true, false) => ("dataLong", "All observations of a dataflow, by SDMX's long name"),
        (To::Data, true, true) => ("dataLongByKey", "The observations a key asks for, by SDMX's long name"),
        (To::Structure, ..) => match address.template.matches('{').count() {
            0 => ("structures", "SDMX structures of all dataflows"),
            1 => ("structuresOfAgency", "SDMX structures of all dataflows of an agency"),
            2 => ("structure", "SDMX structure of a dataflow"),
            _ => ("structureOfVersion", "SDMX structure of a dataflow in a version"),
        },
        (To::Observation, ..) => ("observation", "One observation with how it was computed and what it rests on"),
        (To::Entity, ..) => ("entity", "An entity and its owners (this program keeps none yet)"),
        (To::Commitment, ..) => ("commitment", "A commitment (this program keeps none yet)"),
        (To::Verify, ..) => ("verify", "What is known of a release, by its note or hash"),
        (To::Checkpoint, ..) => ("checkpoint", "The transparency log's checkpoint, a signed note"),
        (To::Tile, ..) => ("tile", "A tile of the transparency log, in the layout of tlog-tiles"),
    }
}

fn parameters(api: &Api, address: &Address) -> Vec<Value> {
    let names = address.template.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = names.map(|name| in_path(api, name)).collect();
    if address.to == To::Data {
        parameters.extend(in_query());
    }
    parameters
}

/// A parameter of the path with an example that is answered.
fn in_path(api: &Api, name: &str) -> Value {
    let first = api.sets.first().map(|set| &set.now().flow);
    let flow = first.map_or("CPI", |flow| flow.id.as_str());
    let version = first.map_or("1.0.0", |flow| flow.version.as_str());
    let observation = first.and_then(|flow| flow.observations.first()).map(|one| one.finding.to_string());
    let (description, pattern, example) = match name {
        "flow" => ("The dataflow's identifier", "^[A-Z][A-Z0-9_]*$", flow.to_owned()),
        "key" => (
            "Codes of the dimensions in their order, separated by dots; nothing or `*` for all codes, `+` for or; \
             `all` for everything. The time dimension may be left out",
            "^(all|[A-Za-z0-9_@$*+.,-]+)$",
            "all".to_owned(),
        ),
        "agency" => ("The agency that maintains the structures", "^PROBITY$", "PROBITY".to_owned()),
        "version" => (
            "The structure's version; the current one is answered",
            "^([0-9]+\\.[0-9]+\\.[0-9]+|latest)$",
            version.to_owned(),
        ),
        "observation" => (
            "The observation's name: method:measure:subject:period",
            "^[^/:]+:[^/:]+:[^/:]+:[^/:]+$",
            observation.unwrap_or_default(),
        ),
        "level" => ("The tile's level, or `entries`", "^([0-9]{1,2}|entries)$", "0".to_owned()),
        "tile" => (
            "The tile's number in groups of three digits, with the width of a partial tile: `000`, `x001/234.p/17`",
            "^(x[0-9]{3}/)*[0-9]{3}(\\.p/[0-9]{1,3})?$",
            "000".to_owned(),
        ),
        _ => ("An identifier", "^[A-Za-z0-9_.-]+$", "example".to_owned()),
    };
    json!({
        "name": name, "in": "path", "required": true, "description": description,
        "schema": {"type": "string", "pattern": pattern}, "example": example,
    })
}

fn in_query() -> Vec<Value> {
    let formats: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    let day = json!({"type": "string", "format": "date"});
    let whole = |most: usize| json!({"type": "integer", "minimum": 1, "maximum": most});
    let boolean = json!({"type": "string", "enum": ["true", "false"]});
    let period = json!({"type": "string", "pattern": "^[1-9][0-9]{3}(-(0[1-9]|1[0-2]))?$"});
    let one = |name: &str, description: &str, schema: Value| json!({"name": name, "in": "query", "description": description, "schema": schema});
    let ends = |which: &str| format!("Only so many observations from the {which} of every series");
    vec![
        filters(),
        one("format", "The format; goes before the Accept header", json!({"type": "string", "enum": formats})),
        one("updatedAfter", "Only observations added or revised after this day", day.clone()),
        one("asOf", "The data as they were on this day: the release that held then", day),
        one("includeHistory", "All vintages, told apart by the dimension VINTAGE", boolean),
        one("firstNObservations", &ends("beginning"), whole(1_000_000)),
        one("lastNObservations", &ends("end"), whole(1_000_000)),
        one("startPeriod", "Periods that begin in this one or later", period.clone()),
        one("endPeriod", "Periods that end in this one or earlier", period),
        one("limit", "Most observations in one answer", whole(LIMIT_MAX)),
        one(
            "cursor",
            "Where to go on; given by the Link header",
            json!({"type": "string", "pattern": "^[0-9]{1,15}-[0-9a-f]{12}$"}),
        ),
        one("lang", "Language of the labels of JSON-stat", json!({"type": "string", "enum": ["en", "kk", "ru"]})),
    ]
}

fn filters() -> Value {
    let operators = OPERATORS.map(|(name, _)| name).join(", ");
    json!({
        "name": "c", "in": "query", "style": "deepObject", "explode": true,
        "description": format!(
            "Filters by component, such as c[TIME_PERIOD]=ge:2015+le:2020 or c[REF_AREA]=XAA,XAB: an operator ({operators}), \
             a colon, a value; comma for or, plus for and; without operator equal"
        ),
        "schema": {"type": "object", "additionalProperties": false, "properties": {
            "TIME_PERIOD": {"type": "string", "pattern": "^(eq|ne|ge|le|gt|lt):[0-9]{4}$"},
            "OBS_VALUE": {"type": "string", "pattern": "^(eq|ne|ge|le|gt|lt):[0-9]{1,6}$"},
            "OBS_STATUS": {"type": "string", "pattern": "^((eq|ne):)?[A-Z]$"},
            "CONF_STATUS": {"type": "string", "pattern": "^((eq|ne):)?[A-Z]$"},
        }},
    })
}

fn responses(to: To) -> Value {
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let document = |name: &str| json!({"application/json": {"schema": schema(name)}});
    let text = json!({"schema": {"type": "string"}});
    let object = json!({"schema": {"type": "object"}});
    let mut content = Map::new();
    match to {
        To::Data => {
            for format in Format::ALL {
                let body = if matches!(format, Format::Csv | Format::SdmxCsv) { &text } else { &object };
                content.insert(format.media_type().to_owned(), body.clone());
            }
        }
        To::Index => content.extend(document("Index").as_object().cloned().unwrap_or_default()),
        To::Datasets => content.extend(document("Datasets").as_object().cloned().unwrap_or_default()),
        To::Observation => content.extend(document("Observation").as_object().cloned().unwrap_or_default()),
        To::Verify => content.extend(document("Known").as_object().cloned().unwrap_or_default()),
        To::Structure => {
            content.insert("application/vnd.sdmx.structure+json;version=2.0.0".to_owned(), object);
        }
        To::Checkpoint => {
            content.insert("text/plain; charset=utf-8".to_owned(), text);
        }
        To::Tile => {
            content.insert("application/octet-stream".to_owned(), json!({}));
        }
        To::OpenApi => {
            content.insert("application/json".to_owned(), object);
        }
        To::Entity | To::Commitment => {}
    }
    schemas::statuses(to, &content)
}
