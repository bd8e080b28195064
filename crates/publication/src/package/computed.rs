//! The part of a package that a re-run computes again and compares byte by byte: the tables with their metadata, the
//! drawings and the quality reports. Nothing in it depends on the day, the key or the machine.

use super::{Files, plots, quality, release};
use crate::dataflow::{Dataflow, canonical_csv, csvw, sdmx_csv};
use crate::observatory::Records;

/// The computed files: `data/`, `plots/` and `quality.json`.
///
/// # Errors
/// When a number that is not finite reached a document.
pub fn computed(records: &Records, flows: &[Dataflow], focus: &[String]) -> Result<Files, serde_json::Error> {
    let mut files = Files::new();
    for flow in flows {
        let rows = flow.rows();
        let path = table_path(flow);
        let text = if flow.is_cube() { sdmx_csv(flow, &rows) } else { canonical_csv(flow, &rows) };
        files.insert(path.clone(), text.into_bytes());
        let name = path.rsplit('/').next().unwrap_or(&path);
        release::put(&mut files, &format!("{path}-metadata.json"), &csvw(flow, name, flow.is_cube()))?;
    }
    files.extend(plots::plots(records, flows, focus));
    release::put(&mut files, "quality.json", &quality::quality(records, flows))?;
    Ok(files)
}

/// Where a data set's table lies in the package.
pub fn table_path(flow: &Dataflow) -> String {
    format!("data/{}.csv", flow.dataset)
}

/// Whether a path of a package belongs to its computed part.
pub fn is_computed(path: &str) -> bool {
    path.starts_with("data/") || path.starts_with("plots/") || path == "quality.json"
}
