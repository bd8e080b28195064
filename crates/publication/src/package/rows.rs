//! The tables of a package as rows by key, for comparing two versions. Which columns are the key is what the
//! descriptor says; a table it does not describe goes by its first columns up to the value.

use super::Files;
use super::verify::DESCRIPTOR;
use std::collections::BTreeMap;

/// Columns that speak about the message, not about the observation.
const ENVELOPE: [&str; 3] = ["STRUCTURE", "STRUCTURE_ID", "ACTION"];

/// A table by key.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    /// All columns.
    pub header: Vec<String>,
    /// Columns that are neither key nor envelope.
    pub values: Vec<String>,
    /// Cells by key; the key's codes are joined by `|`.
    pub by_key: BTreeMap<String, Vec<String>>,
}

impl Rows {
    /// Reads the table at `path`.
    pub fn read(files: &Files, path: &str) -> Result<Self, String> {
        let Some(bytes) = files.get(path) else { return Ok(Self::default()) };
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
        let header: Vec<String> = reader.headers().map_err(|e| e.to_string())?.iter().map(str::to_owned).collect();
        let key = key(files, path, &header);
        let positions: Vec<usize> = key.iter().filter_map(|name| header.iter().position(|one| one == name)).collect();
        if positions.len() < key.len() || positions.is_empty() {
            return Err(format!("the columns of the key ({}) are not all there", key.join(", ")));
        }
        let mut by_key = BTreeMap::new();
        for row in reader.records() {
            let row = row.map_err(|error| error.to_string())?;
            let cells: Vec<String> = row.iter().map(str::to_owned).collect();
            let key = positions.iter().map(|at| cells[*at].as_str()).collect::<Vec<_>>().join("|");
            if let Some(line) = by_key.insert(key.clone(), cells).and(row.position().map(csv::Position::line)) {
                return Err(format!("line {line}: the key {key} occurs twice"));
            }
        }
        let other = |name: &&String| !key.contains(name) && !ENVELOPE.contains(&name.as_str());
        let values = header.iter().filter(other).cloned().collect();
        Ok(Self { header, values, by_key })
    }

    /// A cell, empty where the table has no such column.
    pub fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        self.header.iter().position(|name| name == column).and_then(|at| row.get(at)).map_or("", String::as_str)
    }
}

/// The columns of the key.
fn key(files: &Files, path: &str, header: &[String]) -> Vec<String> {
    let descriptor = files.get(DESCRIPTOR).and_then(|bytes| serde_json::from_slice::<serde_json::Value>(bytes).ok());
    let resources = descriptor.as_ref().and_then(|all| all["resources"].as_array());
    let resource = resources.and_then(|all| all.iter().find(|one| one["path"] == path));
    let named = match resource.map(|one| &one["schema"]["primaryKey"]) {
        Some(serde_json::Value::String(name)) => vec![name.clone()],
        Some(serde_json::Value::Array(names)) => {
            names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    };
    if !named.is_empty() {
        return named;
    }
    let before = header.iter().position(|name| name == "OBS_VALUE").unwrap_or(1);
    header[..before.min(header.len())].iter().filter(|name| !ENVELOPE.contains(&name.as_str())).cloned().collect()
}
