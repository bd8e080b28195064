//! What was planted in an invented world: who colludes, in which market, which processes were made suspicious on purpose.
//! Detection can only be judged where the truth is known.

use std::collections::{BTreeMap, BTreeSet};

/// What is known; empty in every real observatory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The colluding suppliers.
    pub cartel: BTreeSet<String>,
    /// The processes the cartel shared out.
    pub rigged: BTreeSet<String>,
    /// Processes with a single pattern of another kind: by ocid the flag it should raise.
    pub patterns: BTreeMap<String, String>,
    /// The market of the cartel.
    pub markets: BTreeSet<String>,
}

impl Known {
    /// Reads `kind,subject,planted`; rows that do not parse were refused at import.
    pub fn read<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut known = Self::default();
        for file in files {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
            for row in reader.records().flatten() {
                let part = |index: usize| row.get(index).unwrap_or_default().to_owned();
                match (part(0).as_str(), part(2).as_str()) {
                    ("supplier", "cartel") => drop(known.cartel.insert(part(1))),
                    ("process", "cartel") => drop(known.rigged.insert(part(1))),
                    ("market", "cartel") => drop(known.markets.insert(part(1))),
                    ("process", _) => drop(known.patterns.insert(part(1), part(2))),
                    _ => {}
                }
            }
        }
        known
    }

    /// Whether nothing is known: a real observatory.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether nothing was planted in the process.
    pub fn is_clean(&self, ocid: &str) -> bool {
        !self.rigged.contains(ocid) && !self.patterns.contains_key(ocid)
    }
}
