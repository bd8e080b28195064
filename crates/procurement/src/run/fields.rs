//! Which flags a publisher's data can feed at all: the fields each flag of the guide needs, held against what the
//! publisher publishes. A flag whose fields nobody publishes will say `insufficient` of every process.

use super::Publishes;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a flag needs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum Need {
    /// A path.
    Path(String),
    /// All of these.
    All { all: Vec<Need> },
    /// One of these.
    Any { any: Vec<Need> },
}

impl Need {
    /// The paths that are lacking; none when the need is met. Of several ways the one that lacks least is told.
    fn lacks(&self, has: &impl Fn(&str) -> bool) -> Vec<&str> {
        match self {
            Self::Path(path) if has(path) => Vec::new(),
            Self::Path(path) => vec![path],
            Self::All { all } => all.iter().flat_map(|need| need.lacks(has)).collect(),
            Self::Any { any } => any.iter().map(|need| need.lacks(has)).min_by_key(Vec::len).unwrap_or_default(),
        }
    }
}

/// What one flag lacks at one publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The flag.
    pub code: String,
    /// The publisher.
    pub publisher: String,
    /// Its processes.
    pub processes: u64,
    /// Needed paths that it never fills.
    pub lacking: Vec<String>,
}

/// What every flag lacks at every publisher, in the order of codes and publishers.
///
/// # Errors
/// When the program's own list of fields is damaged.
pub fn coverage(publishes: &Publishes) -> Result<Vec<Coverage>, toml::de::Error> {
    let needs: BTreeMap<String, Need> = toml::from_str(include_str!("../../data/required-fields.toml"))?;
    let mut rows = Vec::new();
    for (code, need) in &needs {
        for (publisher, processes) in publishes.publishers() {
            let lacking = need.lacks(&|path| publishes.has(publisher, path));
            let lacking = lacking.into_iter().map(str::to_owned).collect();
            rows.push(Coverage { code: code.clone(), publisher: publisher.to_owned(), processes, lacking });
        }
    }
    Ok(rows)
}

/// The same as CSV: `code,publisher,processes,complete,lacking`, paths joined by `;`.
///
/// # Errors
/// When the program's own list of fields is damaged or the text cannot be written.
pub fn coverage_csv(publishes: &Publishes) -> Result<Vec<u8>, std::io::Error> {
    let rows = coverage(publishes).map_err(|error| std::io::Error::other(error.to_string()))?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(["code", "publisher", "processes", "complete", "lacking"])?;
    for row in rows {
        let complete = if row.lacking.is_empty() { "yes" } else { "no" };
        let (processes, lacking) = (row.processes.to_string(), row.lacking.join(";"));
        writer.write_record([&row.code, &row.publisher, &processes, complete, &lacking])?;
    }
    writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;

    #[test]
    fn every_flag_says_what_a_publisher_lacks() {
        let text =
            r#"{"ocid":"ocds-a-1","tender":{"procurementMethod":"open","tenderPeriod":{"startDate":"2024-01-01"}}}"#;
        let mut publishes = Publishes::default();
        publishes.observe(&Process::parse(text).expect("a release"));
        let rows = coverage(&publishes).expect("the list is whole");
        assert_eq!(rows.len(), 73);
        assert_eq!(rows[2].code, "R003");
        assert_eq!(rows[2].lacking, ["tender/tenderPeriod/endDate"]);
        assert_eq!(rows[5].lacking, ["tender/eligibilityCriteria"]);
    }
}
