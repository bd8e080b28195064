//! Rows of the perception registers as methods see them, and the mergeable state that gathers them. An edition is
//! always read from one source: of several imports that hold it, the latest counts as a whole, so that two files of
//! the same edition are never mixed cell by cell.

use crate::panel::{Country, Edition};
use probity_core::{Evidence, Finding, Input, Kernel, Origin, RowView, canonical};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The register of source scores.
pub const SCORES: Input = Input {
    register: "perception-scores",
    columns: &["edition", "iso3", "country", "source", "value"],
    required: true,
};

/// The register of the same sources on their own scale; a method can run without it.
pub const RAW: Input =
    Input { register: "perception-raw", columns: &["edition", "iso3", "source", "value"], required: false };

/// One cell: what one source says about one country in one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct CellRow<'a> {
    /// The edition's year.
    pub edition: i16,
    /// The country's code.
    pub iso3: &'a str,
    /// The country's name; empty in registers without names.
    pub country: &'a str,
    /// The source's code.
    pub source: &'a str,
    /// The value.
    pub value: f64,
    /// Where it was read.
    pub origin: Origin,
    /// Which import brought it.
    pub import: u64,
}

impl<'a> CellRow<'a> {
    /// Reads a row of [`SCORES`].
    pub fn score(row: &'a dyn RowView) -> Option<Self> {
        Self::read(row, Some(2), 3, 4)
    }

    /// Reads a row of [`RAW`].
    pub fn raw(row: &'a dyn RowView) -> Option<Self> {
        Self::read(row, None, 2, 3)
    }

    fn read(row: &'a dyn RowView, country: Option<usize>, source: usize, value: usize) -> Option<Self> {
        Some(Self {
            edition: i16::try_from(row.integer(0)?).ok()?,
            iso3: row.text(1)?,
            country: country.and_then(|column| row.text(column)).unwrap_or_default(),
            source: row.text(source)?,
            value: row.number(value)?,
            origin: row.origin(),
            import: row.import(),
        })
    }
}

/// A cell as gathered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Cell {
    value: f64,
    origin: Origin,
}

/// One import's cells of one edition.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Sheet {
    names: BTreeMap<String, String>,
    cells: BTreeMap<String, BTreeMap<String, Cell>>,
}

/// The cells of one edition, by import. Merging is a union of ordered maps, hence exact in any order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct EditionCells(BTreeMap<u64, Sheet>);

impl EditionCells {
    /// Takes one cell. Of two cells at the same key of the same import, the one read further up counts.
    pub fn observe(&mut self, row: &CellRow<'_>) {
        let sheet = self.0.entry(row.import).or_default();
        if !row.country.is_empty() {
            name(sheet, row.iso3, row.country);
        }
        put(sheet, row.iso3, row.source, Cell { value: row.value, origin: row.origin.clone() });
    }

    /// Takes all cells of another state.
    pub fn merge(&mut self, other: Self) {
        for (import, other) in other.0 {
            let sheet = self.0.entry(import).or_default();
            for (iso3, written) in other.names {
                name(sheet, &iso3, &written);
            }
            for (iso3, cells) in other.cells {
                for (source, cell) in cells {
                    put(sheet, &iso3, &source, cell);
                }
            }
        }
    }

    fn latest(&self) -> Option<&Sheet> {
        self.0.values().next_back()
    }

    /// The edition as a table, sources in alphabetical order.
    pub fn edition(&self, year: i16) -> Edition {
        let Some(sheet) = self.latest() else { return Edition { year, ..Edition::default() } };
        let sources: BTreeSet<&String> = sheet.cells.values().flat_map(BTreeMap::keys).collect();
        let countries = sheet.cells.iter().map(|(iso3, cells)| Country {
            iso3: iso3.clone(),
            name: sheet.names.get(iso3).unwrap_or(iso3).clone(),
            scores: sources.iter().map(|source| cells.get(*source).map(|cell| cell.value)).collect(),
        });
        Edition { year, countries: countries.collect(), sources: sources.into_iter().cloned().collect() }
    }

    /// Pointers to a country's cells, a source each.
    pub fn evidence(&self, register: &str, iso3: &str) -> Arc<[Evidence]> {
        let cells = self.latest().and_then(|sheet| sheet.cells.get(iso3));
        cells.into_iter().flatten().map(|(source, cell)| evidence(register, source, cell)).collect()
    }

    /// Pointers to a source's cells, a country each.
    pub fn evidence_of_source(&self, register: &str, source: &str) -> Arc<[Evidence]> {
        let sheet = self.latest().into_iter().flat_map(|sheet| &sheet.cells);
        let cells = sheet.filter_map(|(iso3, cells)| cells.get(source).map(|cell| (iso3, cell)));
        cells.map(|(iso3, cell)| evidence(register, iso3, cell)).collect()
    }
}

/// Of two spellings in one import the first in the alphabet counts: any rule will do that knows no order of rows.
fn name(sheet: &mut Sheet, iso3: &str, written: &str) {
    let first = sheet.names.get(iso3).is_none_or(|there| written < there.as_str());
    if first {
        sheet.names.insert(iso3.to_owned(), written.to_owned());
    }
}

fn put(sheet: &mut Sheet, iso3: &str, source: &str, cell: Cell) {
    let cells = sheet.cells.entry(iso3.to_owned()).or_default();
    let first = cells.get(source).is_none_or(|there| cell.origin < there.origin);
    if first {
        cells.insert(source.to_owned(), cell);
    }
}

fn evidence(register: &str, role: &str, cell: &Cell) -> Evidence {
    Evidence {
        register: register.to_owned(),
        role: role.to_owned(),
        value: canonical::number(cell.value),
        origin: cell.origin.clone(),
    }
}

/// What a method says about one edition.
pub trait OfEdition: Send + Sync {
    /// The findings of the edition `year` with these cells.
    fn findings(&self, year: i16, cells: &EditionCells) -> Vec<Finding>;
}

/// The kernel of methods that look at one edition at a time: it gathers, they compute.
pub struct ByEdition<M>(pub M);

impl<M: OfEdition> Kernel for ByEdition<M> {
    type Row<'a> = CellRow<'a>;
    type Key = i16;
    type State = EditionCells;

    fn row<'a>(&self, _input: usize, row: &'a dyn RowView) -> Option<CellRow<'a>> {
        CellRow::score(row)
    }

    fn key(&self, row: &CellRow<'_>) -> Option<i16> {
        Some(row.edition)
    }

    fn observe(&self, state: &mut EditionCells, row: &CellRow<'_>) {
        state.observe(row);
    }

    fn merge(&self, into: &mut EditionCells, other: EditionCells) {
        into.merge(other);
    }

    fn finish(&self, year: &i16, state: EditionCells) -> Vec<Finding> {
        self.0.findings(*year, &state)
    }
}

/// The cells of all editions: the state of methods that look across editions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AllCells(pub BTreeMap<i16, EditionCells>);

impl AllCells {
    /// Takes one cell.
    pub fn observe(&mut self, row: &CellRow<'_>) {
        self.0.entry(row.edition).or_default().observe(row);
    }

    /// Takes all cells of another state.
    pub fn merge(&mut self, other: Self) {
        for (edition, cells) in other.0 {
            self.0.entry(edition).or_default().merge(cells);
        }
    }
}
