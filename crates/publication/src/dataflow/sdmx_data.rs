//! SDMX-JSON data message, flat: one observation a key of positions in the lists of codes. A cell without a value is
//! there with null and its status.

use super::jsonstat::codes;
use super::sdmx_structure::{fixed, named, names};
use super::{AGENCY, ATTRIBUTES, Code, Dataflow, Dimension, Observation, Role};
use crate::dataflow::codes::title;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA: &str = "https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json";

/// The rows as a data message; `prepared` is an ISO 8601 date. Only codes that occur in the rows are listed.
pub fn sdmx_json(flow: &Dataflow, rows: &[&Observation], prepared: &str) -> Value {
    let used: Vec<Vec<&Code>> = (0..flow.dimensions.len()).map(|position| codes(flow, rows, position)).collect();
    let places: Vec<BTreeMap<&str, usize>> =
        used.iter().map(|codes| codes.iter().map(|code| code.id.as_str()).zip(0..).collect()).collect();
    let attributes: Vec<Attribute> = ATTRIBUTES.iter().enumerate().map(|(n, id)| Attribute::of(id, n, rows)).collect();
    let mut observations = Map::new();
    for row in rows {
        let key: Vec<String> = row
            .key
            .iter()
            .zip(&places)
            .filter_map(|(code, known)| known.get(code.as_str()))
            .map(usize::to_string)
            .collect();
        let texts = super::table::attributes(row);
        let mut cells = vec![row.value.map_or(Value::Null, Value::from)];
        cells.extend(attributes.iter().zip(&texts).map(|(attribute, text)| attribute.cell(text)));
        observations.insert(key.join(":"), cells.into());
    }
    let dimension = |(position, dimension): (usize, &Dimension)| self::dimension(position, dimension, &used[position]);
    json!({
        "meta": meta(&flow.id, SCHEMA, prepared),
        "data": {
            "structures": [{
                "name": flow.title.en,
                "names": names(&flow.title),
                "dataSets": [0],
                "links": [{
                    "rel": "dataflow",
                    "urn": format!("urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={}", flow.structure_id()),
                }],
                "dimensions": {
                    "dataSet": [], "series": [],
                    "observation": flow.dimensions.iter().enumerate().map(dimension).collect::<Vec<_>>(),
                },
                "measures": {"observation": [measure()]},
                "attributes": {
                    "dataSet": [], "series": [],
                    "observation": attributes.iter().map(Attribute::described).collect::<Vec<_>>(),
                },
            }],
            "dataSets": [{"structure": 0, "action": "Information", "observations": observations}],
        },
    })
}

/// The head of a message. The program is the sender; which observatory, the dataflow's own metadata say.
pub fn meta(id: &str, schema: &str, prepared: &str) -> Value {
    json!({
        "schema": schema,
        "id": id,
        "prepared": prepared,
        "test": false,
        "contentLanguages": ["en", "kk", "ru"],
        "sender": {"id": AGENCY, "name": "Probity"},
    })
}

fn measure() -> Value {
    let mut map = named("OBS_VALUE", &title("CONCEPT", "OBS_VALUE"));
    map.insert("format".to_owned(), json!({"dataType": "Double"}));
    Value::Object(map)
}

fn dimension(position: usize, dimension: &Dimension, codes: &[&Code]) -> Value {
    let mut map = named(&dimension.id, &dimension.title);
    map.insert("keyPosition".to_owned(), position.into());
    match dimension.role {
        Role::Time => drop(map.insert("roles".to_owned(), json!(["TIME_PERIOD"]))),
        Role::Area => drop(map.insert("roles".to_owned(), json!(["GEO"]))),
        Role::Other => {}
    }
    let values: Vec<Value> = codes.iter().map(|code| Value::Object(named(&code.id, &code.title))).collect();
    map.insert("values".to_owned(), values.into());
    Value::Object(map)
}

/// An attribute with its values, which observations name by position; numbers stand in the observation itself.
struct Attribute<'a> {
    id: &'a str,
    values: Option<Vec<String>>,
}

impl<'a> Attribute<'a> {
    fn of(id: &'a str, number: usize, rows: &[&Observation]) -> Self {
        let enumerated = !matches!(id, "LOWER_BOUND" | "UPPER_BOUND" | "OBSERVATION");
        let values = || {
            let texts: BTreeSet<String> =
                rows.iter().map(|row| super::table::attributes(row)[number].clone()).collect();
            texts.into_iter().filter(|text| !text.is_empty()).collect()
        };
        Self { id, values: enumerated.then(values) }
    }

    fn cell(&self, text: &str) -> Value {
        match &self.values {
            _ if text.is_empty() => Value::Null,
            Some(values) => values.binary_search_by(|value| value.as_str().cmp(text)).map_or(Value::Null, Value::from),
            None => text.parse::<f64>().map_or_else(|_| text.into(), Value::from),
        }
    }

    fn described(&self) -> Value {
        let mut map = named(self.id, &title("CONCEPT", self.id));
        map.insert("relationship".to_owned(), json!({"observation": {}}));
        if let Some(values) = &self.values {
            let titles = match self.id {
                "OBS_STATUS" | "CONF_STATUS" => fixed(self.id),
                _ => Vec::new(),
            };
            let value = |text: &String| match titles.iter().find(|code| code.id == *text) {
                Some(code) => Value::Object(named(&code.id, &code.title)),
                None => json!({"value": text}),
            };
            map.insert("values".to_owned(), values.iter().map(value).collect::<Vec<_>>().into());
        }
        Value::Object(map)
    }
}
