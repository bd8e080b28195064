//! What changed between two versions of a package, observation by observation. A number that is newly withheld is not
//! a revision, and a number spelt in another way is not a change.

use super::Files;
use super::rows::Rows;
use std::collections::BTreeSet;

/// Numbers that differ by less, relatively, are the same number spelt in two ways.
const SAME: f64 = 1e-12;

/// What happened to an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Only the later version has it.
    Added,
    /// Only the earlier version has it.
    Removed,
    /// Its value, interval or status is another.
    Revised,
    /// Its value is withheld now.
    Suppressed,
    /// Its value was withheld and is shown now.
    Opened,
}

impl ChangeKind {
    /// The word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Revised => "revised",
            Self::Suppressed => "suppressed",
            Self::Opened => "opened",
        }
    }
}

/// One observation that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The table.
    pub file: String,
    /// The key's codes, joined by `|`.
    pub key: String,
    /// What happened.
    pub kind: ChangeKind,
    /// The value in the earlier version; empty when there was none.
    pub before: String,
    /// The value in the later version; empty when there is none.
    pub after: String,
    /// Why there is no value, or which attributes changed.
    pub reason: String,
}

/// A table that cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file} of {version}: {message}")]
pub struct DiffError {
    /// The table.
    pub file: String,
    /// Of which package: the first or the second.
    pub version: &'static str,
    /// What is wrong with it.
    pub message: String,
}

/// Compares the tables of two packages; sorted by table and key.
///
/// # Errors
/// When a table is not CSV, lacks its key, or has a key twice.
pub fn diff(before: &Files, after: &Files) -> Result<Vec<Change>, DiffError> {
    let table = |path: &&String| path.starts_with("data/") && path.ends_with(".csv");
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).filter(table).collect();
    let mut changes = Vec::new();
    for path in paths {
        let error = |version| move |message| DiffError { file: path.clone(), version, message };
        let old = Rows::read(before, path).map_err(error("the first package"))?;
        let new = Rows::read(after, path).map_err(error("the second package"))?;
        Table { path, old, new }.compare(&mut changes);
    }
    Ok(changes)
}

struct Table<'a> {
    path: &'a str,
    old: Rows,
    new: Rows,
}

impl Table<'_> {
    fn compare(&self, changes: &mut Vec<Change>) {
        let keys: BTreeSet<&String> = self.old.by_key.keys().chain(self.new.by_key.keys()).collect();
        for key in keys {
            let change = match (self.old.by_key.get(key), self.new.by_key.get(key)) {
                (Some(old), Some(new)) => self.both(old, new),
                (Some(old), None) => {
                    Some((ChangeKind::Removed, shown(&self.old, old), String::new(), why(&self.old, old)))
                }
                (None, Some(new)) => {
                    Some((ChangeKind::Added, String::new(), shown(&self.new, new), why(&self.new, new)))
                }
                (None, None) => None,
            };
            if let Some((kind, before, after, reason)) = change {
                changes.push(Change { file: self.path.to_owned(), key: key.clone(), kind, before, after, reason });
            }
        }
    }

    /// What happened to a row that both have.
    fn both(&self, old: &[String], new: &[String]) -> Option<(ChangeKind, String, String, String)> {
        // A column that only one version has is a change of the table, not of each observation in it.
        let common = self.old.values.iter().filter(|name| self.new.values.contains(name));
        let differing: Vec<&str> = common
            .map(String::as_str)
            .filter(|name| !same(self.old.cell(old, name), self.new.cell(new, name)))
            .collect();
        if differing.is_empty() {
            return None;
        }
        if !self.old.header.iter().any(|name| name == VALUE) {
            let list = |rows: &Rows, row: &[String]| {
                differing.iter().map(|name| format!("{name}={}", rows.cell(row, name))).collect::<Vec<_>>().join("; ")
            };
            return Some((ChangeKind::Revised, list(&self.old, old), list(&self.new, new), String::new()));
        }
        let (before, after) = (self.old.cell(old, VALUE), self.new.cell(new, VALUE));
        let kind = match (before.is_empty(), after.is_empty()) {
            (false, true) if withheld(&self.new, new) => ChangeKind::Suppressed,
            (true, false) if withheld(&self.old, old) => ChangeKind::Opened,
            (true, true) if withheld(&self.new, new) && !withheld(&self.old, old) => ChangeKind::Suppressed,
            (true, true) if withheld(&self.old, old) && !withheld(&self.new, new) => ChangeKind::Opened,
            _ => ChangeKind::Revised,
        };
        let attributes = differing.iter().filter(|name| **name != VALUE);
        let attribute =
            |name: &&str| format!("{name} {} → {}", said(self.old.cell(old, name)), said(self.new.cell(new, name)));
        let reason = attributes.map(attribute).collect::<Vec<_>>().join("; ");
        Some((kind, before.to_owned(), after.to_owned(), reason))
    }
}

const VALUE: &str = "OBS_VALUE";

fn said(cell: &str) -> &str {
    if cell.is_empty() { "–" } else { cell }
}

/// Whether a row's value is withheld: the status says suppressed, or the confidentiality is other than free.
fn withheld(rows: &Rows, row: &[String]) -> bool {
    rows.cell(row, VALUE).is_empty()
        && (rows.cell(row, "OBS_STATUS") == "Q" || !matches!(rows.cell(row, "CONF_STATUS"), "" | "F"))
}

/// The value of a row that only one version has.
fn shown(rows: &Rows, row: &[String]) -> String {
    if rows.header.iter().any(|name| name == VALUE) {
        return rows.cell(row, VALUE).to_owned();
    }
    rows.values.iter().map(|name| format!("{name}={}", rows.cell(row, name))).collect::<Vec<_>>().join("; ")
}

/// Why such a row has no value.
fn why(rows: &Rows, row: &[String]) -> String {
    let status = ["OBS_STATUS", "CONF_STATUS", "REASON"].map(|name| (name, rows.cell(row, name)));
    let absent = rows.header.iter().any(|name| name == VALUE) && rows.cell(row, VALUE).is_empty();
    let told = status.iter().filter(|(_, code)| absent && !code.is_empty());
    told.map(|(name, code)| format!("{name} {code}")).collect::<Vec<_>>().join("; ")
}

/// Whether two cells say the same; numbers are compared as numbers.
fn same(a: &str, b: &str) -> bool {
    a == b
        || match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(x), Ok(y)) => (x - y).abs() <= SAME * x.abs().max(y.abs()),
            _ => false,
        }
}
