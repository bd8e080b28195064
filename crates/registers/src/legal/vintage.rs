//! Any table as a vintage: its cells by key, ready to be compared with those of another release of the same data. Keys
//! are those of the layout; a table nobody knows needs to be told its key columns.

use super::{Context, Layout, cts, observations, recognise};
use crate::format::{self, Input, Row, Sheet};
use crate::perception::number::plain;
use probity_core::{Diagnostic, canonical};
use probity_statistics::cube::Dimension;
use probity_statistics::vintage::Cell;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A table by key.
#[derive(Debug, Clone, PartialEq)]
pub struct Vintage {
    /// The layout: one of [`Layout`], or the key columns of any other table.
    pub layout: String,
    /// The day of release, if the file says it.
    pub release: Option<String>,
    /// The cells: keys are the values of the key columns joined by `|`, and the column's name where there are several.
    pub cells: BTreeMap<String, Cell>,
    /// Rows left out, and why.
    pub rejects: Vec<Diagnostic>,
}

/// Columns that name a row of UN-CTS.
const CTS: [&str; 8] = ["Iso3_code", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "Unit of measurement"];
/// Columns that qualify a value and are not compared by themselves.
const QUALITIES: [&str; 2] = ["OBS_STATUS", "CONF_STATUS"];

/// The cells of a table. `keys` names its key columns when the table is of no layout that is known.
///
/// # Errors
/// A diagnostic when the file cannot be read, its key columns are not known, or two rows have the same key.
pub fn vintage(input: &Input, keys: &[String]) -> Result<Vintage, Diagnostic> {
    let known = if keys.is_empty() { recognise(input, None).ok().map(|(layout, _)| layout) } else { None };
    if known == Some(Layout::KzCng1) {
        return form(input);
    }
    let sheets = format::tables(input)?;
    let (sheet, at) = match known {
        Some(Layout::UnodcCts) => cts::header(&sheets),
        _ => sheets.iter().find(|sheet| !sheet.rows.is_empty()).map(|sheet| (sheet, 0)),
    }
    .ok_or_else(|| Diagnostic::error("empty-file", input.name(), "the file has no rows"))?;
    let table = Columns::of(input, &sheet.rows[at], known, keys)?;
    let mut vintage = Vintage {
        layout: known
            .filter(|layout| *layout != Layout::Kz3k)
            .map_or_else(|| table.names(), |layout| layout.id().to_owned()),
        release: sheet.rows[..at].iter().find_map(cts::released),
        cells: BTreeMap::new(),
        rejects: Vec::new(),
    };
    table.read(input, sheet, at + 1, &mut vintage)?;
    Ok(vintage)
}

/// Form СНГ-1: rows and columns of the form by what they mean; area and period are those of the file.
fn form(input: &Input) -> Result<Vintage, Diagnostic> {
    const NAMED: [Dimension; 5] =
        [Dimension::Offence, Dimension::Stage, Dimension::UnitCount, Dimension::ActorType, Dimension::Citizenship];
    let (reading, records) = observations(input, &Context::default());
    if let Some(fault) = reading.report.diagnostics.iter().find(|fault| reading.report.unusable && fault.is_error()) {
        return Err(fault.clone());
    }
    let cell = |record: &super::Record| {
        let one = &record.observation;
        let key = NAMED.map(|dimension| one.key.code(dimension)).join("|");
        let text = one.value.map(|value| value.to_string()).unwrap_or_default();
        let cell = Cell {
            number: text.parse().ok(),
            text,
            obs_status: one.obs_status.code().to_owned(),
            conf_status: one.conf_status.code().to_owned(),
        };
        (key, cell)
    };
    Ok(Vintage {
        layout: Layout::KzCng1.id().to_owned(),
        release: None,
        cells: records.iter().map(cell).collect(),
        rejects: reading.report.rejects().cloned().collect(),
    })
}

/// The columns of a table: those of the key and those compared.
struct Columns {
    key: Vec<(usize, String)>,
    values: Vec<(usize, String)>,
    status: [Option<usize>; 2],
}

impl Columns {
    fn of(input: &Input, header: &Row, known: Option<Layout>, keys: &[String]) -> Result<Self, Diagnostic> {
        let names: Vec<&str> = header.texts().collect();
        let find = |name: &str| names.iter().position(|other| other.eq_ignore_ascii_case(name));
        let value = find("OBS_VALUE").filter(|_| keys.is_empty());
        let wanted: Vec<String> = match (keys, known, value) {
            ([_, ..], ..) => keys.to_vec(),
            (_, Some(Layout::UnodcCts), _) => {
                CTS.iter().filter(|name| find(name).is_some()).map(|&n| n.to_owned()).collect()
            }
            (_, Some(Layout::Kz3k), _) => {
                names.iter().filter(|name| !name.eq_ignore_ascii_case("ytd")).map(|&n| n.to_owned()).collect()
            }
            (_, _, Some(value)) => names[..value].iter().map(|&name| name.to_owned()).collect(),
            _ => usual(&names).ok_or_else(|| unknown_key(input, &names))?,
        };
        let mut key = Vec::new();
        for name in wanted {
            let at = find(&name).ok_or_else(|| no_column(input, &name, &names))?;
            key.push((at, name));
        }
        let only: Option<usize> = match known {
            Some(Layout::UnodcCts) => find("VALUE"),
            _ => value,
        };
        let other = |at: &usize| only.is_none_or(|only| only == *at) && key.iter().all(|(taken, _)| taken != at);
        let quality = |name: &str| QUALITIES.iter().any(|quality| quality.eq_ignore_ascii_case(name));
        let values = (0..names.len()).filter(other).map(|at| (at, names[at].to_owned()));
        let values = values.filter(|(_, name)| !name.is_empty() && !quality(name)).collect();
        Ok(Self { key, values, status: QUALITIES.map(find) })
    }

    fn names(&self) -> String {
        self.key.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("|")
    }

    fn read(&self, input: &Input, sheet: &Sheet, first: usize, vintage: &mut Vintage) -> Result<(), Diagnostic> {
        let width = sheet.rows[first - 1].len();
        for row in &sheet.rows[first..] {
            if row.len() > width && sheet.name.is_none() {
                return Err(format::ragged(input, row, width));
            }
            let key = self.key.iter().map(|(at, _)| row.text(*at)).collect::<Vec<_>>().join("|");
            for (at, name) in &self.values {
                let key = if self.values.len() > 1 { format!("{key}|{name}") } else { key.clone() };
                if vintage.cells.insert(key.clone(), self.cell(row, *at)).is_some() {
                    return Err(Diagnostic::error("duplicate-row", input.name(), "two rows have the same key")
                        .at(row.place(*at))
                        .found(key)
                        .hint(format!("the key columns are {}; name more of them with --key", self.names())));
                }
            }
        }
        Ok(())
    }

    fn cell(&self, row: &Row, at: usize) -> Cell {
        let number = row.number(at).or_else(|| plain(row.text(at)));
        let status = self.status.map(|at| at.map(|at| row.text(at).to_owned()).unwrap_or_default());
        let [mut obs_status, conf_status] = status;
        if number.is_none() && obs_status.is_empty() && row.text(at).starts_with(['<', '≤']) {
            "Q".clone_into(&mut obs_status);
        }
        let text = number.map_or_else(|| row.text(at).to_owned(), canonical::number);
        Cell { text, number, obs_status, conf_status }
    }
}

/// The usual key of a table with these columns.
fn usual(names: &[&str]) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        keys: Vec<Vec<String>>,
    }
    static KEYS: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    // Part of the program, read by a test.
    let keys = KEYS.get_or_init(|| {
        toml::from_str::<File>(include_str!("../../data/keys.toml")).map(|file| file.keys).unwrap_or_default()
    });
    let has = |name: &String| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    keys.iter().find(|key| key.iter().all(has)).cloned()
}

fn unknown_key(input: &Input, names: &[&str]) -> Diagnostic {
    Diagnostic::error("key-unknown", input.name(), "it is not known which columns name a row of this table")
        .found(names.join(", "))
        .hint("name them with --key, such as --key region,year")
}

fn no_column(input: &Input, name: &str, names: &[&str]) -> Diagnostic {
    Diagnostic::error("column-missing", input.name(), format!("there is no column `{name}`"))
        .expected(format!("a column `{name}`"))
        .found(names.join(", "))
        .hint("--key names columns of both files, separated by commas")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_keys_is_read_and_the_first_that_fits_is_taken() {
        assert_eq!(usual(&["year", "iso3", "country", "gi"]), Some(vec!["year".to_owned(), "iso3".to_owned()]));
        assert_eq!(usual(&["Unit", "estimate", "se"]), Some(vec!["unit".to_owned()]));
        assert_eq!(usual(&["a", "b"]), None);
    }
}
