//! What the tests of the index share: the methods' own parameters and the reference panels as values. A test reads the
//! parameters from the folders that ship, so a wrong rule in the data fails here like a wrong line of code.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // A test stops at the first surprise.

use probity_core::Parameters;
use probity_core::parameter::{ParameterValue, Validity};
use probity_measurement::change::{Published, PublishedScore};
use probity_measurement::cpi::{EditionRules, Scored, score_edition};
use probity_measurement::panel::{Country, Edition, Panel};
use std::collections::BTreeMap;
use std::path::Path;

/// The parameters of `methods/measurement/<method>/method.toml`, with those of the methods it uses.
pub fn parameters(method: &str) -> Parameters {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../methods/measurement").join(method);
    let table: toml::Table = fs_err::read_to_string(folder.join("method.toml")).unwrap().parse().unwrap();
    let year = |row: &toml::Value, key: &str| row.get(key).map(|year| year.as_integer().unwrap() as i16);
    let mut parameters = Parameters::default();
    for row in table.get("parameter").and_then(toml::Value::as_array).into_iter().flatten() {
        let value = match &row["value"] {
            toml::Value::Integer(value) => ParameterValue::Integer(*value),
            toml::Value::Float(value) => ParameterValue::Number(*value),
            toml::Value::String(value) => ParameterValue::Text(value.clone()),
            toml::Value::Array(words) => {
                ParameterValue::List(words.iter().map(|word| word.as_str().unwrap().to_owned()).collect())
            }
            other => panic!("a parameter cannot be {other}"),
        };
        let validity = Validity { value, from: year(row, "from"), to: year(row, "to") };
        parameters.0.entry(row["name"].as_str().unwrap().to_owned()).or_default().push(validity);
    }
    for used in table.get("uses").and_then(toml::Value::as_array).into_iter().flatten() {
        for (name, rows) in self::parameters(used.as_str().unwrap()).0 {
            parameters.0.entry(name).or_insert(rows);
        }
    }
    parameters
}

/// Reads a panel: `year,iso3`, optionally `country`, then one column a source. Empty is missing and nothing else is.
pub fn panel(path: &Path) -> Panel {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let first = if header.get(2) == Some("country") { 3 } else { 2 };
    let sources: Vec<String> = header.iter().skip(first).map(str::to_owned).collect();
    let mut panel = Panel::default();
    for record in reader.records() {
        let record = record.unwrap();
        let year: i16 = record[0].parse().unwrap();
        let cell = |text: &str| if text.is_empty() { None } else { Some(text.parse().unwrap()) };
        let edition = panel.editions.entry(year).or_insert_with(|| Edition {
            year,
            sources: sources.clone(),
            countries: Vec::new(),
        });
        edition.countries.push(Country {
            iso3: record[1].to_owned(),
            name: if first == 3 { record[2].to_owned() } else { String::new() },
            scores: record.iter().skip(first).map(cell).collect(),
        });
    }
    for edition in panel.editions.values_mut() {
        edition.countries.sort_by(|a, b| a.iso3.cmp(&b.iso3));
    }
    panel
}

/// The panel of the reference sources, or `None` when they are not beside the checkout.
pub fn sources() -> Option<Panel> {
    probity_testkit::reference("measurement/cpi/sources.csv").map(|path| panel(&path))
}

/// An edition scored by its own rules.
pub fn scored(panel: &Panel, year: i16) -> Scored {
    let rules = EditionRules::from_parameters(&parameters("cpi"), year).unwrap();
    score_edition(&panel.editions[&year], &rules)
}

/// A row of the publisher's own table.
#[derive(Debug, Clone)]
pub struct Row {
    pub n: u32,
    pub score: i64,
    pub se: f64,
    pub ci: [f64; 2],
    pub rank: u32,
}

/// What was published 2012–2019, by edition and country.
pub fn published() -> Option<BTreeMap<(i16, String), Row>> {
    let path = probity_testkit::reference("measurement/cpi/published_2012_2019.csv")?;
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let number = |column: usize| record[column].parse::<f64>().unwrap();
        let row = Row {
            n: record[2].parse().unwrap(),
            score: record[3].parse().unwrap(),
            se: number(4),
            ci: [number(5), number(6)],
            rank: record[7].parse().unwrap(),
        };
        ((record[0].parse().unwrap(), record[1].to_owned()), row)
    });
    Some(rows.collect())
}

/// [`published`] as the comparison takes it.
pub fn published_scores() -> Option<Published> {
    let score = |row: Row| PublishedScore { n: row.n, score: row.score as f64, se: row.se };
    Some(published()?.into_iter().map(|(key, row)| (key, score(row))).collect())
}
