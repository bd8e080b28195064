//! Dataflows as tables: the plain canonical CSV and SDMX-CSV 2.0. One spelling: UTF-8, LF, quotes only where needed,
//! shortest numbers, an empty cell where there is no value; the status beside it says why.

use super::{ATTRIBUTES, Dataflow, Observation};
use probity_core::canonical;

/// The columns of [`canonical_csv`]: the dimensions, `OBS_VALUE`, the attributes.
pub fn canonical_header(flow: &Dataflow) -> Vec<String> {
    let dimensions = flow.dimensions.iter().map(|dimension| dimension.id.clone());
    dimensions.chain(["OBS_VALUE".to_owned()]).chain(ATTRIBUTES.map(str::to_owned)).collect()
}

/// The columns of [`sdmx_csv`].
pub fn sdmx_header(flow: &Dataflow) -> Vec<String> {
    ["STRUCTURE", "STRUCTURE_ID", "ACTION"].map(str::to_owned).into_iter().chain(canonical_header(flow)).collect()
}

/// The plain table: key, value, attributes; rows in the order given.
pub fn canonical_csv(flow: &Dataflow, rows: &[&Observation]) -> String {
    table(&canonical_header(flow), "", rows)
}

/// SDMX-CSV 2.0: the plain table with structure and action before the key. The action is `I` (information): under `R`
/// an empty cell would delete what a reader has.
pub fn sdmx_csv(flow: &Dataflow, rows: &[&Observation]) -> String {
    let before = format!("dataflow,{},I,", cell(&flow.structure_id()));
    table(&sdmx_header(flow), &before, rows)
}

fn table(header: &[String], before: &str, rows: &[&Observation]) -> String {
    let mut text = String::with_capacity(128 * (rows.len() + 1));
    text.push_str(&header.join(","));
    text.push('\n');
    for row in rows {
        text.push_str(before);
        row.key.iter().for_each(|code| {
            text.push_str(&cell(code));
            text.push(',');
        });
        text.push_str(&canonical::optional(row.value));
        for attribute in attributes(row) {
            text.push(',');
            text.push_str(&cell(&attribute));
        }
        text.push('\n');
    }
    text
}

/// The attributes of an observation as texts, in the order of [`ATTRIBUTES`].
pub fn attributes(row: &Observation) -> [String; 7] {
    [
        canonical::optional(row.interval.map(|(low, _)| low)),
        canonical::optional(row.interval.map(|(_, high)| high)),
        row.unit.clone(),
        row.obs_status.code().to_owned(),
        row.conf_status.code().to_owned(),
        row.reason.clone(),
        row.finding.to_string(),
    ]
}

/// A cell as RFC 4180 wants it: quoted only when it must be.
fn cell(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}
