//! Checks that need more than one cell: a country twice in a year, codes of other lists, zeros that stand for "no
//! data". They keep only keys and counts, so that they work on files of any length.

use super::codes::{CountryCode, countries};
use super::number::here;
use crate::format::Row;
use probity_core::{Diagnostic, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Finds a key that comes twice.
#[derive(Debug)]
pub(crate) struct Duplicates<K>(BTreeMap<K, u64>);

impl<K> Default for Duplicates<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Duplicates<K> {
    /// The line of the earlier row with this key, if there is one.
    pub(crate) fn earlier(&mut self, key: K, line: u64) -> Option<u64> {
        match self.0.entry(key) {
            std::collections::btree_map::Entry::Occupied(entry) => Some(*entry.get()),
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(line);
                None
            }
        }
    }
}

/// The diagnostic for a second row of a country in a year.
pub(crate) fn duplicate(file: &str, row: &Row, index: usize, what: &str, earlier: u64) -> Diagnostic {
    let message = format!("{what} is there twice: in lines {earlier} and {}", row.line());
    here(Diagnostic::error("duplicate-row", file, message), row, index, "iso3")
        .expected("one row a country and year")
        .hint("delete one of the two rows; the first was kept")
}

/// Reads codes, remembering what was already said about a code so that it is said once.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    said: BTreeSet<String>,
}

impl Codes {
    /// The code of the country in a cell, with a warning the first time a code is mapped or taken as it is.
    ///
    /// # Errors
    /// An error diagnostic when the cell is no code.
    pub(crate) fn read(
        &mut self,
        file: &str,
        row: &Row,
        index: usize,
        field: &str,
    ) -> Result<(Arc<str>, Option<Diagnostic>), Diagnostic> {
        let text = row.text(index);
        if text.is_empty() {
            return Err(here(
                Diagnostic::error("code-missing", file, "the country's code is missing"),
                row,
                index,
                field,
            )
            .expected("a code of ISO 3166-1 alpha-3, such as KAZ")
            .hint("fill it in; if the code NA or NAM vanished, a program read Namibia as missing"));
        }
        match countries().code(text) {
            CountryCode::Known(code) => Ok((Arc::from(code), None)),
            CountryCode::Alias(code) => {
                let warning = self.once(text, || {
                    let message = format!("`{text}` is read as `{code}` here and in the rest of the file");
                    here(Diagnostic::warning("code-alias", file, message), row, index, field)
                        .hint(format!("write {code} to be rid of this warning"))
                });
                Ok((Arc::from(code), warning))
            }
            CountryCode::UserAssigned => {
                let warning = self.once(text, || {
                    let message = format!("`{text}` is a code that ISO 3166 leaves to users; it is taken as it is");
                    here(Diagnostic::warning("code-unknown", file, message), row, index, field)
                });
                Ok((Arc::from(text), warning))
            }
            CountryCode::LowerCase(code) => Err(here(
                Diagnostic::error("code-case", file, "country codes are written in capitals"),
                row,
                index,
                field,
            )
            .expected(code)
            .hint(format!("write {code}"))),
            CountryCode::Unknown(near) => {
                let fault =
                    here(Diagnostic::error("code-unknown", file, "this is not a country's code"), row, index, field)
                        .expected("a code of ISO 3166-1 alpha-3, such as KAZ");
                Err(match near {
                    Some(near) => {
                        let name = countries().by_iso3(near).map(|country| country.name.as_str()).unwrap_or_default();
                        fault.hint(format!("did you mean {near} ({name})?"))
                    }
                    None => fault.hint("a territory without a code takes one that ISO leaves to users: XAA to XZZ"),
                })
            }
        }
    }

    pub(crate) fn once(&mut self, text: &str, warning: impl FnOnce() -> Diagnostic) -> Option<Diagnostic> {
        self.said.insert(text.to_owned()).then(warning)
    }
}

/// Counts, for each edition and column, the cells that are empty and that are exactly zero.
#[derive(Debug, Default)]
pub(crate) struct Zeros(BTreeMap<i16, Vec<Count>>);

/// The cells of one column in one edition.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Count {
    cells: u64,
    empty: u64,
    zero: u64,
}

impl Count {
    /// Counts a cell.
    pub(crate) fn add(&mut self, value: Option<f64>) {
        self.cells += 1;
        self.empty += u64::from(value.is_none());
        self.zero += u64::from(value == Some(0.0));
    }
}

/// Zeros in a column before they are suspected.
const ZEROS_MIN: u64 = 5;

impl Zeros {
    /// The counts of an edition, one a column of the file.
    pub(crate) fn edition(&mut self, edition: i16, columns: usize) -> &mut [Count] {
        self.0.entry(edition).or_insert_with(|| vec![Count::default(); columns])
    }

    /// The columns in which a score of 0 is written where there is no score: no cell empty, and at least five and a
    /// tenth of them exactly zero. A true score of 0 is legal but rare (Somalia 2016 in one source).
    pub(crate) fn suspects(&self) -> impl Iterator<Item = (i16, usize, u64, u64)> + '_ {
        let counts =
            self.0.iter().flat_map(|(edition, counts)| counts.iter().enumerate().map(move |at| (*edition, at)));
        counts.filter_map(|(edition, (column, Count { cells, empty, zero }))| {
            (*empty == 0 && *zero >= ZEROS_MIN && zero * 10 >= *cells).then_some((edition, column, *zero, *cells))
        })
    }

    /// Errors for all suspects; `names` are the columns' names.
    pub(crate) fn faults(&self, file: &str, names: &[String]) -> Vec<Diagnostic> {
        let mut by_column: BTreeMap<usize, (i16, u64, u64, usize)> = BTreeMap::new();
        for (edition, column, zero, cells) in self.suspects() {
            by_column.entry(column).and_modify(|entry| entry.3 += 1).or_insert((edition, zero, cells, 1));
        }
        let fault = |(column, (edition, zero, cells, editions)): (usize, (i16, u64, u64, usize))| {
            let name = names.get(column).cloned().unwrap_or_default();
            let more = if editions > 1 { format!(", and so in {} more editions", editions - 1) } else { String::new() };
            Diagnostic::error("zero-for-missing", file, format!("{zero} of the {cells} scores of edition {edition} are exactly 0 and none is missing{more}"))
                .at(Place { sheet: None, row: 1, column: u32::try_from(column + 1).unwrap_or(0) })
                .field(name)
                .found("0")
                .expected("an empty cell where the source has no score")
                .hint("0 is the worst possible score; if it stands for \"no data\", empty those cells. No source covers every country")
        };
        by_column.into_iter().map(fault).collect()
    }
}
