//! A folder that `procurement flags` wrote: the record of the run and the table of findings, both of one run and of the
//! layout of today. Anything else is refused: an explanation from half a record would be a wrong one.

use super::ChangesError;
use probity_registers::table::TableReader;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// The record of a run.
const MANIFEST: &str = "run.json";
/// The table of findings.
const TABLE: &str = "findings.parquet";
/// The columns that the table has.
const COLUMNS: [&str; 8] = ["ocid", "subject_type", "subject", "code", "state", "value", "reason", "evidence"];

/// What `run.json` says of that which decides about findings.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    pub(super) program: Program,
    pub(super) methods: BTreeMap<String, Method>,
    pub(super) settings: Map<String, Value>,
    pub(super) settings_files: Map<String, Value>,
    pub(super) packs: Vec<String>,
    pub(super) duplicates: String,
    pub(super) calibrations: BTreeMap<String, Calibration>,
    counts: Counts,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Program {
    pub version: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Method {
    pub version: Value,
    pub parameters: Map<String, Value>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Calibration {
    pub id: String,
    pub value: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Counts {
    findings: u64,
}

/// The folder.
#[derive(Debug)]
pub struct Folder {
    /// The record of the run.
    pub manifest: Manifest,
    pub(super) table: TableReader,
}

impl Folder {
    /// Opens it.
    ///
    /// # Errors
    /// When a file is not there, of another layout or of another run than the other one.
    pub fn open(folder: &Path) -> Result<Self, ChangesError> {
        for file in [MANIFEST, TABLE] {
            if !folder.join(file).is_file() {
                return Err(ChangesError::NoFindings { folder: folder.display().to_string(), file });
            }
        }
        let wrong = |file: &str, problem: String| {
            let file = folder.join(file).display().to_string();
            ChangesError::Layout { file, problem }
        };
        let text = fs_err::read(folder.join(MANIFEST))?;
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| wrong(MANIFEST, error.to_string()))?;
        let table = TableReader::open(&folder.join(TABLE), 0)?;
        if let Some(column) = COLUMNS.iter().find(|column| table.schema().position(column).is_none()) {
            return Err(wrong(TABLE, format!("there is no column `{column}`")));
        }
        let (rows, told) = (table.rows(), manifest.counts.findings);
        if rows != told {
            return Err(wrong(TABLE, format!("it has {rows} rows, and `{MANIFEST}` beside it is about {told}")));
        }
        Ok(Self { manifest, table })
    }
}
