//! Two computed parts of a package, byte by byte. Where they differ, the first observation that differs is named, so
//! that a reader knows which number to ask about and not just that a hash is wrong.

use super::{Files, computed};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The outcome: how many files there are on either side, how many are the same, and the first difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Files of either side.
    pub files: usize,
    /// Files with the same bytes on both.
    pub identical: usize,
    /// The first difference, tables before other files.
    pub first: Option<Difference>,
}

/// What differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The file.
    pub file: String,
    /// The key of the observation, or the place in a file that is no table.
    pub key: String,
    /// The column, where it is a table.
    pub column: String,
    /// What was published; `None` when it is not there.
    pub published: Option<String>,
    /// What was computed; `None` when it is not there.
    pub computed: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let say = |value: &Option<String>| match value {
            Some(text) if text.is_empty() => "an empty cell".to_owned(),
            Some(text) => format!("`{text}`"),
            None => "nothing".to_owned(),
        };
        write!(f, "{}", self.file)?;
        if !self.key.is_empty() {
            write!(f, ", {}", self.key)?;
        }
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        write!(f, ": published {}, computed {}", say(&self.published), say(&self.computed))
    }
}

/// Compares the computed part of a published package with the one computed again.
pub fn compare(published: &Files, again: &Files) -> Comparison {
    let is_computed = |path: &&String| computed::is_computed(path);
    let paths: BTreeSet<&String> = published.keys().filter(is_computed).chain(again.keys()).collect();
    let differing: Vec<&String> =
        paths.iter().copied().filter(|path| published.get(*path) != again.get(*path)).collect();
    let table = differing.iter().find(|path| path.ends_with(".csv")).or(differing.first());
    Comparison {
        files: paths.len(),
        identical: paths.len() - differing.len(),
        first: table.map(|path| difference(path, published.get(*path), again.get(*path))),
    }
}

fn difference(path: &str, published: Option<&Vec<u8>>, again: Option<&Vec<u8>>) -> Difference {
    let (Some(one), Some(two)) = (published, again) else {
        let said = |bytes: Option<&Vec<u8>>| bytes.map(|bytes| format!("{} bytes", bytes.len()));
        let (published, computed) = (said(published), said(again));
        return Difference { file: path.to_owned(), key: String::new(), column: String::new(), published, computed };
    };
    let cell = if path.ends_with(".csv") { first_cell(one, two) } else { None };
    let (key, column, published, computed) = cell.unwrap_or_else(|| first_byte(one, two));
    Difference { file: path.to_owned(), key, column, published, computed }
}

type Place = (String, String, Option<String>, Option<String>);

/// A table: rows by key, and the header.
struct Rows {
    header: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
}

/// The rows of a table under its key: the columns before `OBS_VALUE`, without SDMX-CSV's own.
fn rows(bytes: &[u8]) -> Option<Rows> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header: Vec<String> = reader.headers().ok()?.iter().map(str::to_owned).collect();
    let end = header.iter().position(|name| name == "OBS_VALUE")?;
    let start = if header.first().is_some_and(|name| name == "STRUCTURE") { 3 } else { 0 };
    let mut rows = BTreeMap::new();
    for record in reader.records() {
        let record: Vec<String> = record.ok()?.iter().map(str::to_owned).collect();
        rows.insert(record.get(start..end)?.join("."), record);
    }
    Some(Rows { header, rows })
}

fn first_cell(published: &[u8], again: &[u8]) -> Option<Place> {
    let (one, two) = (rows(published)?, rows(again)?);
    let keys: BTreeSet<&String> = one.rows.keys().chain(two.rows.keys()).collect();
    for key in keys {
        let (left, right) = (one.rows.get(key), two.rows.get(key));
        if left == right {
            continue;
        }
        let (Some(left), Some(right)) = (left, right) else {
            let row = |row: Option<&Vec<String>>| row.map(|row| row.join(","));
            return Some((key.clone(), String::new(), row(left), row(right)));
        };
        // The value first: it is what a reader asks about.
        let value = one.header.iter().position(|name| name == "OBS_VALUE").into_iter();
        let columns = value.chain(0..left.len().max(right.len()));
        let column = columns.into_iter().find(|column| left.get(*column) != right.get(*column))?;
        let name = one.header.get(column).cloned().unwrap_or_default();
        return Some((key.clone(), name, left.get(column).cloned(), right.get(column).cloned()));
    }
    None
}

/// The first byte that differs, with the text around it.
fn first_byte(published: &[u8], again: &[u8]) -> Place {
    let place = published.iter().zip(again).take_while(|(one, two)| one == two).count();
    let around = |bytes: &[u8]| {
        let part = &bytes[place.min(bytes.len())..(place + 24).min(bytes.len())];
        (!part.is_empty()).then(|| String::from_utf8_lossy(part).into_owned())
    };
    (format!("byte {place}"), String::new(), around(published), around(again))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Files {
        Files::from([
            ("data/cpi.csv".to_owned(), text.as_bytes().to_vec()),
            ("quality.json".to_owned(), b"{}".to_vec()),
        ])
    }

    const HEADER: &str = "MEASURE,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n";

    #[test]
    fn the_first_differing_value_is_named_with_its_key() {
        let one = files(&format!("{HEADER}score,XAA,2012,38,A\nscore,XAB,2012,40,A\n"));
        let two = files(&format!("{HEADER}score,XAA,2012,38,A\nscore,XAB,2012,41,A\n"));
        let compared = compare(&one, &two);
        assert_eq!((compared.files, compared.identical), (2, 1));
        let text = compared.first.unwrap().to_string();
        assert_eq!(text, "data/cpi.csv, score.XAB.2012, OBS_VALUE: published `40`, computed `41`");
    }

    #[test]
    fn a_row_that_is_gone_a_file_that_is_gone_and_a_spelling_are_told() {
        let one = files(&format!("{HEADER}score,XAA,2012,38,A\n"));
        let gone = compare(&one, &files(HEADER)).first.unwrap();
        assert_eq!((gone.published.is_some(), gone.computed), (true, None));
        let spelt = compare(&one, &files(&format!("{HEADER}score,XAA,2012,\"38\",A\n"))).first.unwrap();
        assert!(spelt.key.starts_with("byte "), "{spelt}");
        let missing = compare(&one, &Files::new());
        assert_eq!((missing.files, missing.identical), (2, 0));
    }

    #[test]
    fn what_is_not_computed_is_not_compared() {
        let mut one = files(HEADER);
        one.insert("recipe.toml".to_owned(), Vec::new());
        assert_eq!(compare(&one, &files(HEADER)).first, None);
    }
}
